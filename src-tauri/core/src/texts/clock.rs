//! Moments as a person reads them.

use jiff::{Timestamp, tz::TimeZone};

/// The time of day, with its date where that is not today's: `09:05`, `2026-11-19 21:30`.
#[must_use]
pub fn clock_time(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let format = if at.date() == now.date() {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    at.strftime(format).to_string()
}
