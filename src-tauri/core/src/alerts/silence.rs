//! Reasons for alerts to wait that a person chooses: a snooze for one account, a pause for all.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A snooze that would end later than this was made under a clock that has been set back.
const LONGEST_SNOOZE: SignedDuration = SignedDuration::from_hours(48);
/// The same of a pause.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(8 * 24);

/// For how long an account's alerts wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Snooze {
    /// Until this moment.
    Until(Timestamp),
    /// Until the account has recovered or credit was added.
    UntilToppedUp,
}

/// For how long one account's alerts wait, as a person chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum SnoozeFor {
    /// One hour.
    Hour,
    /// Until [`tomorrow_morning`].
    Tomorrow,
    /// Until the account has recovered or credit was added.
    TopUp,
}

/// For how long all alerts wait, as a person chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum PauseFor {
    /// One hour.
    Hour,
    /// Until [`tomorrow_morning`].
    Tomorrow,
    /// Seven days.
    Week,
}

impl SnoozeFor {
    /// The snooze that begins now.
    pub fn from(self, now: Timestamp, zone: &TimeZone) -> Snooze {
        match self {
            Self::Hour => Snooze::Until(later(now, HOUR)),
            Self::Tomorrow => Snooze::Until(tomorrow_morning(now, zone)),
            Self::TopUp => Snooze::UntilToppedUp,
        }
    }
}

impl PauseFor {
    /// When a pause that begins now ends.
    pub fn end(self, now: Timestamp, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Hour => later(now, HOUR),
            Self::Tomorrow => tomorrow_morning(now, zone),
            Self::Week => later(now, WEEK),
        }
    }
}

impl Snooze {
    pub(super) fn is_on(self, now: Timestamp) -> bool {
        match self {
            Self::UntilToppedUp => true,
            Self::Until(end) => is_ahead(end, now, LONGEST_SNOOZE),
        }
    }
}

/// Whether a pause with this end is still on.
pub(super) fn is_paused(end: Timestamp, now: Timestamp) -> bool {
    is_ahead(end, now, LONGEST_PAUSE)
}

fn is_ahead(end: Timestamp, now: Timestamp, at_most: SignedDuration) -> bool {
    let left = end.duration_since(now);
    left.is_positive() && left <= at_most
}

/// Eight o'clock after the night that comes, or that has not ended yet: who is still up at two calls
/// the same morning tomorrow, and who gets up at five does not.
pub fn tomorrow_morning(now: Timestamp, zone: &TimeZone) -> Timestamp {
    const SHORTEST_NIGHT: SignedDuration = SignedDuration::from_hours(4);
    let earliest = later(now, SHORTEST_NIGHT).to_zoned(zone.clone());
    let morning = |date: Date| date.at(8, 0, 0, 0).to_zoned(zone.clone()).ok();
    let mornings = [Some(earliest.date()), earliest.date().tomorrow().ok()];
    let next = mornings
        .into_iter()
        .flatten()
        .filter_map(morning)
        .find(|morning| *morning >= earliest);
    next.map_or_else(
        || later(now, SignedDuration::from_hours(12)),
        |morning| morning.timestamp(),
    )
}

/// How long a timer may run until this moment.
pub(super) fn wait(end: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(end.duration_since(now)).unwrap_or_default()
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tomorrow_begins_at_eight() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let ends = |now: &str| tomorrow_morning(now.parse().unwrap(), &zone).to_string();
        assert_eq!(ends("2026-11-20T18:00:00Z"), "2026-11-21T06:00:00Z");
        assert_eq!(
            ends("2026-11-20T23:30:00Z"),
            "2026-11-21T06:00:00Z",
            "half past one in the night: this morning"
        );
        assert_eq!(
            ends("2026-11-21T03:00:00Z"),
            "2026-11-22T06:00:00Z",
            "five in the morning: the next one"
        );
        assert_eq!(
            ends("2026-11-20T05:00:00Z"),
            "2026-11-21T06:00:00Z",
            "just before eight, the next one"
        );
    }

    #[test]
    fn a_clock_that_changes_in_the_night_changes_nothing_about_eight() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let ends = |now: &str| tomorrow_morning(now.parse().unwrap(), &zone).to_string();
        assert_eq!(ends("2026-10-24T20:00:00Z"), "2026-10-25T07:00:00Z");
        assert_eq!(ends("2026-03-28T20:00:00Z"), "2026-03-29T06:00:00Z");
    }

    #[test]
    fn snooze_and_pause_mean_the_same_morning() {
        let (now, zone) = ("2026-11-20T18:00:00Z".parse().unwrap(), TimeZone::UTC);
        let morning = PauseFor::Tomorrow.end(now, &zone);
        assert_eq!(SnoozeFor::Tomorrow.from(now, &zone), Snooze::Until(morning));
        assert_eq!(morning.to_string(), "2026-11-21T08:00:00Z");
        assert_eq!(PauseFor::Week.end(now, &zone).to_string(), "2026-11-27T18:00:00Z");
    }
}
