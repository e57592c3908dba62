//! One reading as the history keeps it.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};
use serde::Serialize;

use crate::Amount;

/// What was available at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Point {
    pub at: Timestamp,
    #[serde(flatten)]
    pub amount: Amount,
}

/// The UTC day of a moment. The history's days are UTC's everywhere, so that travelling or summer
/// time neither splits a day nor makes one of 25 hours.
pub fn utc_date(at: Timestamp) -> Date {
    Offset::UTC.to_datetime(at).date()
}

/// The first moment of a UTC day.
pub fn start_of(date: Date) -> Timestamp {
    let start = date.to_zoned(TimeZone::UTC).map(|start| start.timestamp());
    // Only the very first and the very last day of `Date` lie outside `Timestamp`.
    start.unwrap_or(if date.year() < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}
