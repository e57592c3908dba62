//! One reading as the history keeps it.

use jiff::{Timestamp, civil::Date, tz::Offset};

use crate::{Amount, Unit};

/// What was available at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// When it was read.
    pub at: Timestamp,
    /// What was available.
    pub amount: Amount,
}

/// The UTC day of a moment. The history's days are UTC's everywhere, so that travelling or summer
/// time neither splits a day nor makes one of 25 hours.
pub(super) fn utc_date(at: Timestamp) -> Date {
    Offset::UTC.to_datetime(at).date()
}

/// The unit's name in the file and in reports.
pub(super) const fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Usd => "USD",
        Unit::Credits => "credits",
    }
}

/// The unit of this name.
pub(super) fn unit_named(name: &str) -> Option<Unit> {
    [Unit::Usd, Unit::Credits]
        .into_iter()
        .find(|unit| unit_name(*unit) == name)
}
