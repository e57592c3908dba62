//! Moments as a person reads them: `14:05`, with the date where that alone would mislead.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// A moment that has been: with its date where it was not today.
pub fn clock_time(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    written(at, zone, day(at) == day(now))
}

/// A moment that will be: with its date where it is more than a day away.
pub fn clock_time_to_come(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    written(at, zone, at.duration_since(now) < SignedDuration::from_hours(24))
}

fn written(at: Timestamp, zone: &TimeZone, is_near: bool) -> String {
    let format = if is_near { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    at.to_zoned(zone.clone()).strftime(format).to_string()
}
