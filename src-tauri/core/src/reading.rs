//! What one poll saw, and what that means.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{amount::Amount, history::Point};

/// What one successful poll saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// What can be spent now with this key.
    pub available: Available,
    /// The named pieces that the provider reported, in the order they are shown.
    pub parts: Vec<Part>,
    /// When the reply arrived.
    pub at: Timestamp,
}

impl Reading {
    /// What the history keeps of it; nothing where the provider named no number.
    pub fn point(&self) -> Option<Point> {
        let at = self.at;
        self.available.amount().map(|amount| Point { at, amount })
    }
}

/// What can be spent now: the smallest of the caps that apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Available {
    /// A number; it may be negative where a provider lets an account run into debt.
    Limited(Amount),
    /// The provider says that nothing is left, without naming a number.
    Exhausted,
    /// No cap applies.
    Unlimited,
}

impl Available {
    /// The number, where there is one.
    pub fn amount(&self) -> Option<Amount> {
        match self {
            Self::Limited(amount) => Some(*amount),
            Self::Exhausted | Self::Unlimited => None,
        }
    }

    /// Where this stands against a threshold; compared exactly, unrounded.
    pub fn status(&self, low_below: Option<Decimal>) -> Status {
        match self {
            Self::Unlimited => Status::Unlimited,
            Self::Exhausted => Status::Out,
            Self::Limited(amount) if amount.value() <= Decimal::ZERO => Status::Out,
            Self::Limited(amount) if low_below.is_some_and(|low| amount.value() < low) => Status::Low,
            Self::Limited(_) => Status::Ok,
        }
    }
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "bindings.ts")]
pub enum Status {
    /// Enough is left.
    Ok,
    /// Less is left than the person's threshold.
    Low,
    /// Nothing is left, or the provider says so.
    Out,
    /// No cap applies to this key.
    Unlimited,
    /// There is no reading.
    Unknown,
}

/// A named piece of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Part {
    pub name: PartName,
    #[serde(flatten)]
    pub amount: Amount,
}

/// The pieces that providers report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PartName {
    /// All that was ever bought.
    Purchased,
    /// All that was ever spent.
    Used,
    /// Monthly credits, which reset with each billing cycle.
    Subscription,
    /// Credits bought separately, which do not expire.
    Extra,
    /// What the whole account has left, whatever this key may spend of it.
    Account,
    /// What this key may still spend.
    #[serde(rename = "key cap")]
    KeyCap,
}

impl PartName {
    /// The name as `check --json` prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Purchased => "purchased",
            Self::Used => "used",
            Self::Subscription => "subscription",
            Self::Extra => "extra",
            Self::Account => "account",
            Self::KeyCap => "key cap",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::Unit;

    fn status(available: &str, low_below: Option<&str>) -> Status {
        let amount = Amount::new(available.parse().unwrap(), Unit::Credits);
        Available::Limited(amount).status(low_below.map(|low| low.parse().unwrap()))
    }

    #[test]
    fn status_is_decided_on_unrounded_amounts() {
        assert_eq!(status("10", Some("10")), Status::Ok);
        assert_eq!(status("9.9999999999999999999", Some("10")), Status::Low);
        assert_eq!(status("0.0000001", None), Status::Ok);
        assert_eq!(status("0", Some("10")), Status::Out);
        assert_eq!(status("-3.2", None), Status::Out);
        assert_eq!(status("-3.2", Some("-10")), Status::Out);
    }

    #[test]
    fn part_names_are_the_same_everywhere() {
        use PartName::*;
        for name in [Purchased, Used, Subscription, Extra, Account, KeyCap] {
            assert_eq!(serde_json::to_value(name).unwrap(), name.as_str());
        }
    }
}
