//! Amounts in control messages: exact, as text or as JSON numbers.
//!
//! A JSON number is read from its own digits. The usual deserializers pass it
//! through `f64`, which would lose some.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serializer, de::Error};
use serde_json::value::RawValue;

/// Reads `35.95` or `"35.95"`.
pub(crate) fn parse(json: &str) -> Result<Decimal, rust_decimal::Error> {
    let digits = json.trim().trim_matches('"');
    if digits.contains(['e', 'E']) {
        Decimal::from_scientific(digits)
    } else {
        Decimal::from_str_exact(digits)
    }
}

pub(crate) fn serialize<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(amount)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let json = Box::<RawValue>::deserialize(deserializer)?;
    parse(json.get()).map_err(D::Error::custom)
}

/// The same for amounts that may be absent: `null` is absence too.
pub(crate) mod option {
    use super::{Decimal, Deserialize, Deserializer, Error, RawValue, Serializer, parse};

    #[allow(clippy::ref_option, reason = "serde passes a reference to the field")]
    pub(crate) fn serialize<S: Serializer>(
        amount: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match amount {
            Some(amount) => serializer.collect_str(amount),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        Option::<Box<RawValue>>::deserialize(deserializer)?
            .map(|json| parse(json.get()).map_err(D::Error::custom))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::parse;

    #[test]
    fn numbers_and_text_keep_every_digit() {
        assert_eq!(parse("0.1000000000000000055"), Ok(dec!(0.1000000000000000055)));
        assert_eq!(parse("\"35.950\"").map(|a| a.to_string()), Ok("35.950".into()));
        assert_eq!(parse("1.5e3"), Ok(dec!(1500)));
        assert!(parse("true").is_err());
        assert!(parse("\"\"").is_err());
    }
}
