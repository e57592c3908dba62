//! Moments as the tray writes them: `14:05`, with the date where that alone would mislead.

use jiff::{SignedDuration, Timestamp};

use super::Moment;

/// A moment that has been: with its date where it was not today.
#[must_use]
pub(super) fn at(at: Timestamp, moment: &Moment<'_>) -> String {
    let day = |at: Timestamp| at.to_zoned(moment.zone.clone()).date();
    clock_time(at, moment, day(at) == day(moment.now))
}

/// A moment that will be: with its date where it is more than a day away.
#[must_use]
pub(super) fn until(at: Timestamp, moment: &Moment<'_>) -> String {
    let is_near = at.duration_since(moment.now) < SignedDuration::from_hours(24);
    clock_time(at, moment, is_near)
}

fn clock_time(at: Timestamp, moment: &Moment<'_>, is_near: bool) -> String {
    let format = if is_near { "%H:%M" } else { "%Y-%m-%d %H:%M" };
    at.to_zoned(moment.zone.clone()).strftime(format).to_string()
}
