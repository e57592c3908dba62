//! Amounts in as few characters as fit into a tray icon: `12`, `$75`, `1.1k`, `340k`.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Texts;
use crate::{
    Amount, Unit,
    worth::{Currency, Worth},
};

/// More do not fit.
const LONGEST: usize = 4;
const THOUSANDS: [&str; 5] = ["", "k", "M", "B", "T"];
/// The power of ten that the last of them stands for.
const LARGEST: u32 = 12;

impl Texts {
    /// An amount in about four characters; its currency's sign is there where it fits.
    pub fn compact_amount(&self, amount: Amount) -> String {
        match amount.unit() {
            Unit::Usd => self.compact(amount.value(), "$"),
            Unit::Credits => self.compact(amount.value(), ""),
        }
    }

    /// What something is worth in about four characters.
    pub fn compact_worth(&self, worth: &Worth) -> String {
        let sign = match worth.currency {
            Currency::Usd => "$",
            Currency::Eur => "€",
            Currency::Gbp => "£",
            Currency::Cny | Currency::Jpy => "¥",
            Currency::Inr => "₹",
            Currency::Krw => "₩",
            // Their signs are longer than one character, or another currency's too.
            Currency::Brl | Currency::Cad | Currency::Aud | Currency::Chf => "",
        };
        self.compact(worth.value, sign)
    }

    fn compact(&self, value: Decimal, currency: &str) -> String {
        let minus = if value.is_sign_negative() && !value.is_zero() {
            "-"
        } else {
            ""
        };
        let number = self.short_number(value.abs(), LONGEST - minus.len());
        let whole = format!("{minus}{currency}{number}");
        if whole.chars().count() > LONGEST {
            format!("{minus}{number}")
        } else {
            whole
        }
    }

    /// A positive number with one decimal where there is room for it.
    fn short_number(&self, value: Decimal, room: usize) -> String {
        let least = Decimal::new(1, 1);
        if !value.is_zero() && value < least {
            // What is not zero never looks like zero.
            return format!("<{}", self.number(least));
        }
        let mut value = value;
        let mut thousands = THOUSANDS.iter();
        let mut suffix = thousands.next().copied().unwrap_or_default();
        // What rounds to a thousand is told as one.
        while rounded(value, 0) >= Decimal::ONE_THOUSAND {
            let Some(next) = thousands.next() else { break };
            (value, suffix) = (value / Decimal::ONE_THOUSAND, next);
        }
        if rounded(value, 0) >= Decimal::ONE_THOUSAND {
            return as_power(value, LARGEST);
        }
        let exact = rounded(value, 1).normalize();
        let with_decimal = format!("{}{suffix}", self.number(exact));
        if exact < Decimal::TEN && with_decimal.chars().count() <= room {
            with_decimal
        } else {
            format!("{}{suffix}", self.number(rounded(value, 0)))
        }
    }
}

/// `2e17`: for what has no shorter name. `value` is in units of that power of ten.
fn as_power(mut value: Decimal, mut power: u32) -> String {
    while rounded(value, 0) >= Decimal::TEN {
        value /= Decimal::TEN;
        power += 1;
    }
    format!("{}e{power}", rounded(value, 0))
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{appearance::Language, texts::EN};

    fn credits(value: &str) -> String {
        EN.compact_amount(Amount::new(value.parse().unwrap(), Unit::Credits))
    }

    fn dollars(value: &str) -> String {
        EN.compact_amount(Amount::new(value.parse().unwrap(), Unit::Usd))
    }

    #[test]
    fn an_amount_is_at_most_four_characters() {
        for (value, shown) in [
            ("12", "12"),
            ("12.5", "13"),
            ("9.5", "9.5"),
            ("9.96", "10"),
            ("0", "0"),
            ("0.04", "<0.1"),
            ("999.4", "999"),
            ("999.5", "1k"),
            ("1095.3996", "1.1k"),
            ("340000", "340k"),
            ("999999", "1M"),
            ("-3.2", "-3.2"),
            ("-1234", "-1k"),
            ("999400000000000", "999T"),
            ("-9995000000000000", "-1e16"),
            ("79228162514264337593543950335", "8e28"),
        ] {
            assert_eq!(credits(value), shown, "{value}");
        }
    }

    #[test]
    fn money_has_its_sign_where_it_fits() {
        assert_eq!(dollars("74.75"), "$75");
        assert_eq!(dollars("3.50"), "$3.5");
        assert_eq!(dollars("-3"), "-$3");
        assert_eq!(dollars("340"), "$340");
        assert_eq!(dollars("1095"), "1.1k");
        let worth = Worth {
            value: "69.3".parse().unwrap(),
            currency: Currency::Eur,
            is_approximate: true,
        };
        assert_eq!(EN.compact_worth(&worth), "€69");
        let german = Texts::new(Language::English, "de");
        let amount = Amount::new("1095.3996".parse().unwrap(), Unit::Credits);
        assert_eq!(german.compact_amount(amount), "1,1k");
    }

    proptest! {
        #[test]
        fn no_amount_makes_it_panic_or_long(mantissa in any::<i64>(), scale in 0_u32..=28) {
            let amount = Amount::new(Decimal::new(mantissa, scale), Unit::Usd);
            prop_assert!(EN.compact_amount(amount).chars().count() <= 5);
        }
    }
}
