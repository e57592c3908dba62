//! Money and credits: exact decimals with a unit.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize, Serializer, ser::SerializeStruct};
use ts_rs::TS;

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(export_to = "bindings.ts")]
pub enum Unit {
    /// United States dollars.
    #[serde(rename = "USD")]
    Usd,
    /// The provider's own credits; one provider's are not another's.
    #[serde(rename = "credits")]
    Credits,
}

impl Unit {
    const ALL: [Self; 2] = [Self::Usd, Self::Credits];

    /// Its name for programs: in `check --json`, in the history and in its reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Credits => "credits",
        }
    }

    /// The unit of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == name)
    }
}

/// An exact decimal and its unit. Never a float, never rounded before a comparison.
///
/// Serialized as `{ "amount": "74.75", "unit": "USD" }`: a decimal string without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    value: Decimal,
    unit: Unit,
}

impl Amount {
    /// An amount; trailing zeros and a negative zero are dropped.
    pub fn new(value: Decimal, unit: Unit) -> Self {
        Self {
            value: value.normalize(),
            unit,
        }
    }

    /// The exact value.
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// What the value counts.
    pub fn unit(&self) -> Unit {
        self.unit
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Amount", 2)?;
        fields.serialize_field("amount", &self.value.to_string())?;
        fields.serialize_field("unit", &self.unit)?;
        fields.end()
    }
}

/// Reads a decimal number as JSON writes it (`35.95`, `-1.5e-7`), without passing through a float.
///
/// `None` for anything that is not one: `NaN`, `1,000`, `0x10`, an empty text, a number of more
/// digits than a decimal holds, or one so small that only zero would be left of it. Fractional
/// digits beyond the 28th are rounded: providers that count in floats send such tails.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    /// Longer than any balance; keeps the work on hostile input small.
    const LONGEST: usize = 80;
    const LARGEST_EXPONENT: u32 = 60;

    if text.len() > LONGEST {
        return None;
    }
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (mantissa, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    if exponent.unsigned_abs() > LARGEST_EXPONENT {
        return None;
    }

    let plain = shift_point(whole, fraction, exponent);
    let mut value: Decimal = plain.parse().ok()?;
    let is_zero = !mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
    if value.is_zero() != is_zero {
        return None;
    }
    value.set_sign_negative(negative && !is_zero);
    Some(value.normalize())
}

fn shift_point(whole: &str, fraction: &str, exponent: i32) -> String {
    let digits = format!("{whole}{fraction}");
    let point = i32::try_from(whole.len()).unwrap_or(i32::MAX) + exponent;
    match usize::try_from(point) {
        Ok(point) if point >= digits.len() => format!("{digits:0<point$}"),
        Ok(point) if point > 0 => format!("{}.{}", &digits[..point], &digits[point..]),
        _ => format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize)),
    }
}

/// An optional decimal as the text of `settings.json`, for `#[serde(with = …)]`.
pub(crate) mod decimal_text {
    use std::fmt;

    use rust_decimal::Decimal;
    use serde::{
        Deserialize, Deserializer, Serialize, Serializer,
        de::{Error, Visitor},
    };

    #[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        value.map(|value| value.to_string()).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        let value = Option::<InQuotes>::deserialize(deserializer)?;
        Ok(value.map(|InQuotes(value)| value))
    }

    /// A decimal as a text, because a number in JSON may have passed through a float.
    struct InQuotes(Decimal);

    impl<'de> Deserialize<'de> for InQuotes {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Text;

            impl Visitor<'_> for Text {
                type Value = InQuotes;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a number in quotes such as \"10\" or \"2.5\"")
                }

                fn visit_str<E: Error>(self, text: &str) -> Result<InQuotes, E> {
                    let value = crate::amount::parse_decimal(text);
                    value
                        .map(InQuotes)
                        .ok_or_else(|| E::custom("not a decimal number such as \"10\" or \"2.5\""))
                }
            }

            deserializer.deserialize_str(Text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::EN;
    use proptest::prelude::*;

    fn exact(text: &str) -> String {
        parse_decimal(text).map_or_else(|| "none".into(), |value| value.to_string())
    }

    fn shown(text: &str, unit: Unit) -> String {
        EN.amount(Amount::new(parse_decimal(text).unwrap(), unit))
    }

    #[test]
    fn numbers_keep_every_digit() {
        assert_eq!(exact("1234567890123.4567"), "1234567890123.4567");
        assert_eq!(exact("100"), "100");
        assert_eq!(exact("100.50"), "100.5");
        assert_eq!(exact("-3.2"), "-3.2");
        assert_eq!(exact("-0"), "0");
        assert_eq!(exact("-0.00"), "0");
        assert_eq!(exact("1e3"), "1000");
        assert_eq!(exact("1.25E+2"), "125");
        assert_eq!(exact("1.5e-7"), "0.00000015");
        assert_eq!(exact("12.5e-1"), "1.25");
        assert_eq!(exact("0e10"), "0");
        assert_eq!(exact("99416.4429"), "99416.4429");
    }

    #[test]
    fn float_tails_stay_what_they_nearly_are() {
        assert_eq!(exact("35.949999999999996"), "35.949999999999996");
        assert_eq!(exact("3.552713678800501e-15"), "0.0000000000000035527136788005");
        assert_eq!(
            exact("-2.7755575615628914e-17"),
            "-0.0000000000000000277555756156"
        );
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            " ",
            "NaN",
            "Infinity",
            "-",
            "+1",
            ".5",
            "5.",
            "1,000",
            "1_000",
            "0x10",
            "1e",
            "1e1.5",
            "1 2",
            "null",
            "true",
            "１２",
            "1e400",
            "1e-40",
            "0.0000000000000000000000000000000000001",
        ] {
            assert_eq!(parse_decimal(text), None, "{text:?}");
        }
        assert_eq!(parse_decimal(&"9".repeat(60)), None);
        assert_eq!(parse_decimal(&"0".repeat(1_000_000)), None);
    }

    #[test]
    fn subtraction_is_exact() {
        let left = parse_decimal("0.3").unwrap() - parse_decimal("0.1").unwrap();
        assert_eq!(left.to_string(), "0.2");
    }

    #[test]
    fn amounts_read_well() {
        assert_eq!(shown("74.75", Unit::Usd), "$74.75");
        assert_eq!(shown("0.2", Unit::Usd), "$0.20");
        assert_eq!(shown("10", Unit::Usd), "$10.00");
        assert_eq!(shown("-3.2", Unit::Usd), "-$3.20");
        assert_eq!(shown("1095.3996", Unit::Credits), "1,095.40 credits");
        assert_eq!(shown("100", Unit::Credits), "100 credits");
        assert_eq!(shown("1", Unit::Credits), "1 credit");
        assert_eq!(shown("35.95", Unit::Credits), "35.95 credits");
        assert_eq!(shown("1234567890123.4567", Unit::Usd), "$1,234,567,890,123.46");
        assert_eq!(shown("0.00123", Unit::Usd), "$0.0012");
        assert_eq!(shown("-0.004", Unit::Credits), "-0.004 credits");
        assert_eq!(shown("0", Unit::Credits), "0 credits");
    }

    proptest! {
        #[test]
        fn every_decimal_of_28_digits_survives(mantissa in -9_999_999_999_999_999_999_999_999_999_i128..=9_999_999_999_999_999_999_999_999_999, scale in 0_u32..=28) {
            let value = Decimal::from_i128_with_scale(mantissa, scale);
            prop_assert_eq!(parse_decimal(&value.to_string()), Some(value.normalize()));
        }

        #[test]
        fn any_text_is_read_or_refused_but_never_a_false_zero(text in "[-+.eE0-9]{0,30}") {
            if let Some(value) = parse_decimal(&text) {
                let mantissa = text.split(['e', 'E']).next().unwrap();
                prop_assert_eq!(value.is_zero(), !mantissa.contains(|c| matches!(c, '1'..='9')));
            }
        }

        #[test]
        fn what_is_not_zero_never_looks_like_zero(mantissa in 1_i64.., scale in 0_u32..=18) {
            let text = EN.amount(Amount::new(Decimal::new(mantissa, scale), Unit::Usd));
            prop_assert!(text.contains(|c| matches!(c, '1'..='9')), "{}", text);
        }
    }
}
