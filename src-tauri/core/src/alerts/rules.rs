//! Which alerts the person wants for an account.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::amount::decimal_text;

/// The rules of one account, each off or on. Part of `settings.json`.
///
/// On by default: below an amount (the account's `lowBelow`), out, key rejected, no reading for a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a rule of its own, off or on"
)]
pub struct Rules {
    /// Less is available than the account's threshold.
    pub low: bool,
    /// Nothing is available.
    pub out: bool,
    /// The balance may well last for less than so many days: with a chance of one in three.
    pub days_left_below: Option<u32>,
    /// More was spent since midnight than this, in the account's unit.
    #[serde(with = "decimal_text")]
    #[ts(type = "string | null")]
    pub spent_today_above: Option<Decimal>,
    /// The provider rejects the key.
    pub key_rejected: bool,
    /// There was no reading for so many hours, although the app was running.
    pub no_reading_for_hours: Option<u32>,
    /// Credit was added.
    pub topped_up: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            low: true,
            out: true,
            days_left_below: None,
            spent_today_above: None,
            key_rejected: true,
            no_reading_for_hours: Some(24),
            topped_up: false,
        }
    }
}

/// One of the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "a variant says no more than its name")]
pub enum Rule {
    Out,
    Low,
    /// The balance may well last for less than so many days.
    DaysLeft,
    /// More was spent today than the person wants.
    SpentToday,
    KeyRejected,
    /// No reading for hours.
    NoReading,
    ToppedUp,
}

/// Its name in files, such as `daysLeft`.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Rule {
    /// Whether it says how much is left, so that a snoozed one is told again while it still holds.
    pub fn is_about_the_balance(self) -> bool {
        matches!(self, Self::Out | Self::Low | Self::DaysLeft)
    }
}
