//! How fast an account is spent, and how long it still lasts: pure functions of its history.
//!
//! # Method
//!
//! 1. `record`, `changes`, `lapses`: every pair of neighbouring readings becomes what happened
//!    between them: so much spent, topped up, or withdrawn. A refund undoes the charge that it pays
//!    back. What was spent while money came in is unknown, not zero.
//! 2. `stretch`: the last eight weeks, cut into days counted back from now (slots of four hours,
//!    while there are no more than four days), with what is known of each. No calendar and no time
//!    zone: a day is 24 hours, a week seven of those.
//! 3. `futures`: 240 futures. Each has a memory of some length and draws days from it, with
//!    replacement, that come again and again until the balance is gone; where weeks have a rhythm,
//!    Mondays are drawn from Mondays. `errors` adds futures as wrong as what was said before, `trend`
//!    such in which growth or decline goes on. Quantiles of all these are [`DaysLeft`].
//! 4. `conformal`: where the range would have been too narrow before, its ends move outwards.
//!
//! Everything is measured in the account's own spend, so that it knows neither units nor what is
//! much; the random generator has a fixed seed, so that the same history always says the same.
//!
//! # Sources
//!
//! - Drawing whole blocks keeps what belongs together in time: Künsch, *The jackknife and the
//!   bootstrap for general stationary observations*, Annals of Statistics 17, 1989. Blocks that
//!   begin at the same phase keep a rhythm: Politis, *Resampling time series with seasonal
//!   components*, 2001; Dudek et al., *A generalized block bootstrap for seasonal time series*,
//!   Journal of Time Series Analysis 35, 2014.
//! - Several lengths of memory at once, because the moment of the last change is unknown: Pesaran
//!   and Pick, *Forecast combination across estimation windows*, Journal of Business & Economic
//!   Statistics 29, 2011.
//! - Futures that are as wrong as past forecasts, damped trends and adaptive conformal inference: see
//!   `errors`, `trend` and `conformal`.
//! - Quantiles of simulated futures as a range: Hyndman and Athanasopoulos, *Forecasting: Principles
//!   and Practice*, on bootstrapped prediction intervals.
//! - What counts as a refund, a lapse, a correction or a pause is our own rule, and the reason
//!   stands at each.
//!
//! How far off it is on traces of many shapes, and what each part earns, stands in `docs/forecast.md`.

mod changes;
mod conformal;
mod errors;
mod futures;
mod lapses;
mod record;
mod stretch;
#[cfg(test)]
mod tests;
mod thinning;
mod trend;

use std::{collections::BTreeSet, ops::Range};

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::{Amount, history::Point};
use changes::{Change, DAY, HOUR, Kind};
use futures::{NEVER, Past};
use record::Record;
pub(crate) use record::relevant;
use stretch::Stretch;
pub use thinning::thin;

/// A day and its night must have been seen: a rate measured over an afternoon says nothing about
/// them.
const KNOWN_AT_LEAST: i64 = DAY;

/// Four hours: short enough to see nights, long enough that delayed settlement falls into the slot
/// of its call or the next one.
const SLOT: i64 = 4 * HOUR;

/// So few days show nothing of how days vary; their slots do.
const SHORT_PAST: i64 = 4 * DAY;

/// Spend must have been seen in so many different slots: fewer do not show how it varies.
const SPENDING_SLOTS_AT_LEAST: usize = 4;

/// How much farther ahead than back a forecast looks.
const REACH: i64 = 20;

/// An older balance than this says nothing about now.
const STALE_AFTER: i64 = 2 * DAY;

/// A pause this long is not unusual: a weekend and a holiday.
const USUAL_PAUSE: i64 = 3 * DAY;

/// How fast an account is spent, and how long it still lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// What a day costs, in the unit of the account: the mean over days of spend and days without.
    pub spend_per_day: Amount,
    /// When the balance is gone.
    pub days_left: DaysLeft,
}

/// When a balance is gone, in days of 24 hours from now: a range, because nobody knows.
///
/// Never negative, to three decimals, and always `soonest` ≤ `cautious` ≤ `likely` ≤ `latest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DaysLeft {
    /// With a chance of one in ten it is gone by then.
    pub soonest: Decimal,
    /// With a chance of one in three: what an alert goes by. To be warned too late costs more than to be
    /// warned too soon, here twice as much; which quantile follows from that is the newsvendor problem.
    pub cautious: Decimal,
    /// As likely sooner as later.
    pub likely: Decimal,
    /// With a chance of nine in ten; `None` if it may well never be.
    pub latest: Option<Decimal>,
}

/// Money that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopUp {
    /// When the reading that showed it was taken.
    pub at: Timestamp,
    /// How much, at least, in the unit of the newest reading.
    pub amount: Decimal,
}

/// What these readings of one account say about its future.
///
/// In any order; only readings up to `now` in the newest one's unit count. `None` when they say too
/// little:
///
/// - less than a day of known time, or spend in fewer than four slots of four hours: the night and
///   how spend varies are not known yet;
/// - the newest reading is older than two days;
/// - nothing was spent for three days and for twice the longest earlier pause: it is not in use, and
///   nobody knows when it will be;
/// - it would look more than twenty times as far ahead as back, or the balance may well never end.
///
/// A balance of nothing or less has no days left.
pub fn forecast(points: &[Point], now: Timestamp) -> Option<Forecast> {
    let Record {
        unit,
        changes,
        newest,
    } = Record::read(points, now)?;
    let now = now.as_second();
    let age = now - newest.at;
    if age > STALE_AFTER || has_fallen_asleep(&changes) {
        return None;
    }
    let seen_for = now - changes.first()?.from;
    let step = if seen_for > SHORT_PAST { DAY } else { SLOT };
    let stretches = Stretch::before(now, &changes, step);
    let known: i64 = stretches.iter().map(|stretch| stretch.known).sum();
    let falls = changes.iter().filter(|change| change.is_fall());
    let spending: BTreeSet<i64> = falls.map(|fall| (now - fall.until) / SLOT).collect();
    if known < KNOWN_AT_LEAST || spending.len() < SPENDING_SLOTS_AT_LEAST {
        return None;
    }
    let past = Past::new(Stretch::costs(&stretches, step), step);
    let spend_per_day = Amount::new(past.spend_per_day(), unit);
    if newest.value <= Decimal::ZERO {
        let days_left = DaysLeft::NONE;
        return Some(Forecast {
            spend_per_day,
            days_left,
        });
    }
    let lifetimes = past.lifetimes(newest.value);
    let from_now = |seconds: i64| (seconds < NEVER).then(|| seconds.saturating_sub(age).max(0));
    let likely = from_now(lifetimes.likely()).filter(|seconds| *seconds <= known * REACH)?;
    let days_left = DaysLeft {
        soonest: days(from_now(lifetimes.soonest())?),
        cautious: days(from_now(lifetimes.cautious())?),
        likely: days(likely),
        latest: from_now(lifetimes.latest()).map(days),
    };
    Some(Forecast {
        spend_per_day,
        days_left,
    })
}

/// What was spent between two moments, as far as readings tell: never negative, refunds taken off
/// at the charge that they pay back. `None` if they tell nothing of that time.
///
/// Of a stretch that began before `from` its share by time counts. Spend in a stretch that ended
/// higher is unknown and missing in the sum. Readings after `until` are not looked at, so that one
/// which a wrong clock dated into the future does no harm.
pub fn spent_between(points: &[Point], from: Timestamp, until: Timestamp) -> Option<Decimal> {
    spent_within(&Record::read(points, until)?.changes, &(from..until))
}

/// As [`spent_between`] for each of these stretches of time, with all that is known at `now`.
///
/// Of what was spent over several stretches each has its share by time, as in [`forecast`]: of a gap
/// the total is known, not when it was spent. So stretches that adjoin add up to the whole.
pub fn spent_in_each(
    points: &[Point],
    stretches: &[Range<Timestamp>],
    now: Timestamp,
) -> Vec<Option<Decimal>> {
    let changes = Record::read(points, now).map_or_else(Vec::new, |record| record.changes);
    let spent = |stretch| spent_within(&changes, stretch);
    stretches.iter().map(spent).collect()
}

/// How much came in, at least, between the newest reading `before` and the one `after` it; `None`
/// if nothing did, or if it was a refund of a recent charge or a mere correction.
///
/// A monthly renewal comes in too. A few hours of readings before are enough.
pub fn top_up(before: &[Point], after: &Point) -> Option<Decimal> {
    let points: Vec<Point> = before.iter().chain([after]).copied().collect();
    match Record::read(&points, after.at)?.changes.last()?.kind {
        Kind::ToppedUp(amount) => Some(amount.normalize()),
        Kind::Spent(_) | Kind::Withdrawn => None,
    }
}

/// All the money that came in up to `now`, oldest first: what [`top_up`] says at each reading, had it
/// been asked with those before.
///
/// A later reading never removes one, not even when it shows that the rise was a wrong reading: the
/// person was already told of it.
pub fn top_ups(points: &[Point], now: Timestamp) -> Vec<TopUp> {
    let points = relevant(points, now);
    let changes = Record::of(&points).map_or_else(Vec::new, |record| record.changes);
    let top_up = |change: &Change| {
        let Kind::ToppedUp(amount) = change.kind else {
            return None;
        };
        let later = points.partition_point(|point| point.at.as_second() <= change.until);
        Some(TopUp {
            at: points.get(..later)?.last()?.at,
            amount: amount.normalize(),
        })
    };
    changes.iter().filter_map(top_up).collect()
}

/// What was spent in this stretch of time; `None` if nothing is known of it.
fn spent_within(changes: &[Change], stretch: &Range<Timestamp>) -> Option<Decimal> {
    let (from, until) = (stretch.start.as_second(), stretch.end.as_second());
    if from >= until {
        return None;
    }
    let stretch = Stretch::between(changes, from, until);
    (stretch.known > 0).then(|| stretch.spent.normalize())
}

/// Whether nothing has been spent for longer than is usual: then nobody knows when it goes on.
fn has_fallen_asleep(changes: &[Change]) -> bool {
    let Some((first, last)) = changes.first().zip(changes.last()) else {
        return false;
    };
    let mut awake = first.from;
    let mut longest_pause = 0;
    for fall in changes.iter().filter(|change| change.is_fall()) {
        longest_pause = longest_pause.max(fall.until - awake);
        awake = fall.until;
    }
    last.until - awake > USUAL_PAUSE.max(2 * longest_pause)
}

impl DaysLeft {
    const NONE: Self = Self {
        soonest: Decimal::ZERO,
        cautious: Decimal::ZERO,
        likely: Decimal::ZERO,
        latest: Some(Decimal::ZERO),
    };
}

fn days(seconds: i64) -> Decimal {
    (Decimal::from(seconds) / Decimal::from(DAY))
        .round_dp(3)
        .normalize()
}
