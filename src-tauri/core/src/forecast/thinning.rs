//! What can be spared of an account's readings without changing what they tell.

use jiff::Timestamp;

use super::{
    changes::{DAY, HOUR, REFUNDED_WITHIN},
    stretch::LOOKS_BACK,
};
use crate::history::Point;

/// What was spent today is asked to the minute, and a day may have 25 hours.
const IN_DETAIL: i64 = DAY + 2 * HOUR;

/// Drops what is older than eight weeks and, of older hours in which the balance only fell, all
/// readings between the first and the last.
///
/// So an account that is read every minute for weeks takes no more memory and work than some thousand
/// readings. Of hours around a rise all is kept: by its single charges a refund is known. `points` are in
/// order, oldest first.
pub fn thin(points: &mut Vec<Point>, now: Timestamp) {
    let now = now.as_second();
    let second = |point: &Point| point.at.as_second();
    let too_old = points.partition_point(|point| second(point) < now - LOOKS_BACK);
    points.drain(..too_old);

    let rises = points.windows(2).filter_map(|pair| match pair {
        [before, after] if before.amount.unit() != after.amount.unit() => Some(second(after)),
        [before, after] if before.amount.value() < after.amount.value() => Some(second(after)),
        _ => None,
    });
    let rises: Vec<i64> = rises.collect();
    let is_near_a_rise = |at: i64| {
        let first = rises.partition_point(|rise| *rise < at - REFUNDED_WITHIN - HOUR);
        rises
            .get(first)
            .is_some_and(|rise| *rise <= at + REFUNDED_WITHIN + HOUR)
    };
    let hour = |point: &Point| second(point).div_euclid(HOUR);
    let is_spared: Vec<bool> = points
        .windows(3)
        .map(|three| match three {
            [before, point, after] => {
                let is_within = hour(before) == hour(point) && hour(point) == hour(after);
                is_within && second(point) < now - IN_DETAIL && !is_near_a_rise(second(point))
            }
            _ => false,
        })
        .collect();
    let mut spared = std::iter::once(false).chain(is_spared).chain([false]);
    points.retain(|_| !spared.next().unwrap_or(false));
}
