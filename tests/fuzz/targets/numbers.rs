//! A number is read as it is written or not at all, and is shown without looking like another.
#![no_main]

use std::sync::LazyLock;

use credit_tray_core::{
    Amount, Unit,
    amount::parse_decimal,
    appearance::Language,
    texts::{EN, Texts},
};
use credit_tray_fuzz::exact::Exact;
use libfuzzer_sys::fuzz_target;

/// Longer than any balance: nobody can expect it to be read.
const LONGEST: usize = 80;

static CHINESE: LazyLock<Texts> = LazyLock::new(|| Texts::new(Language::SimplifiedChinese, "zh-CN"));

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let read = parse_decimal(text);
    let written = Exact::read(text);

    if let Some((exact, shape)) = &written
        && text.len() <= LONGEST
        && shape.exponent.abs() <= 60
        && (exact.is_zero() || (shape.significant <= 28 && (-27..=28).contains(&shape.decimals)))
        && i64::try_from(shape.significant).is_ok_and(|digits| digits - shape.decimals <= 28)
    {
        let read = read.expect("a number that can be told exactly is read");
        let (again, _) = Exact::read(&read.to_string()).expect("what is printed is a number");
        assert!(again.equals(exact), "{text} is read as {read}");
    }

    let Some(value) = read else { return };
    let (exact, shape) = written.expect("what is no number is not read");
    let printed = value.to_string();
    let (again, _) = Exact::read(&printed).expect("what is printed is a number");
    assert!(again.is_nearly(&exact), "{text} is read as {printed}");
    assert_eq!(again.is_zero(), exact.is_zero(), "{text} is read as {printed}");
    assert!(
        again.is_zero() || again.is_negative() == exact.is_negative(),
        "{text} is read as {printed}"
    );
    assert!(
        shape.decimals > 0 || again.equals(&exact),
        "{text} is whole and is read as {printed}"
    );
    assert!(printed.len() <= 32, "{printed}");
    assert!(
        printed != "-0" && !(printed.contains('.') && printed.ends_with('0')),
        "{printed}"
    );
    assert_eq!(parse_decimal(&printed), Some(value), "{printed} is not read back");

    for unit in [Unit::Usd, Unit::Credits] {
        let amount = Amount::new(value, unit);
        for texts in [&*EN, &*CHINESE] {
            let shown = texts.amount(amount);
            let is_something = shown.contains(|c| matches!(c, '1'..='9'));
            assert_eq!(is_something, !exact.is_zero(), "{text} is shown as {shown}");
            assert_eq!(
                shown.contains(['-', '−']),
                again.is_negative(),
                "{text} is shown as {shown}"
            );
            assert!(!texts.compact_amount(amount).is_empty());
        }
    }
});
