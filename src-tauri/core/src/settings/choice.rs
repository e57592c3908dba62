//! A number for which a usual one stands ready.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::amount::parse_decimal;

/// A number for which a usual one stands ready: left out of the settings, `null`, or a decimal text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "a variant says no more than its name")]
pub enum Choice {
    #[default]
    Usual,
    Nothing,
    This(Decimal),
}

impl Choice {
    /// What was chosen where this is usual: nothing is written down then.
    pub fn new(chosen: Option<Decimal>, usual: Option<Decimal>) -> Self {
        match chosen {
            chosen if chosen == usual => Self::Usual,
            None => Self::Nothing,
            Some(number) => Self::This(number),
        }
    }

    /// What holds where this is usual.
    pub fn or(self, usual: Option<Decimal>) -> Option<Decimal> {
        match self {
            Self::Usual => usual,
            Self::Nothing => None,
            Self::This(number) => Some(number),
        }
    }

    pub(super) fn is_below(self, test: impl FnOnce(Decimal) -> bool) -> bool {
        matches!(self, Self::This(number) if test(number))
    }

    pub(super) fn is_usual(&self) -> bool {
        *self == Self::Usual
    }
}

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Usual | Self::Nothing => serializer.serialize_none(),
            Self::This(number) => serializer.collect_str(number),
        }
    }
}

impl<'de> Deserialize<'de> for Choice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else {
            return Ok(Self::Nothing);
        };
        parse_decimal(&text)
            .map(Self::This)
            .ok_or_else(|| D::Error::custom("not a decimal number such as \"200\""))
    }
}
