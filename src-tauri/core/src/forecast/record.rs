//! What an account's readings tell, up to a moment.

use jiff::Timestamp;
use rust_decimal::Decimal;

use super::{
    changes::{Balance, Change, changes_between},
    lapses::mark_lapses,
};
use crate::{Unit, history::Point};

/// Nobody has a larger balance; without larger amounts no sum here can overflow.
const LARGEST_BALANCE: i64 = 1_000_000_000_000_000;

/// What an account's readings tell, up to a moment.
pub(super) struct Record {
    /// The unit of the amounts below.
    pub(super) unit: Unit,
    /// In order and without holes.
    pub(super) changes: Vec<Change>,
    /// The newest balance.
    pub(super) newest: Balance,
}

impl Record {
    /// Reads the points up to `now` that count; `None` if there are none.
    pub(super) fn read(points: &[Point], now: Timestamp) -> Option<Self> {
        Self::of(&relevant(points, now))
    }

    /// Reads what [`relevant`] found. Of readings in the same second the last one stands.
    pub(super) fn of(points: &[Point]) -> Option<Self> {
        let unit = points.last()?.amount.unit();
        let mut balances: Vec<Balance> = Vec::with_capacity(points.len());
        for point in points {
            let balance = Balance {
                at: point.at.as_second(),
                value: point.amount.value(),
            };
            match balances.last_mut() {
                Some(last) if last.at == balance.at => *last = balance,
                _ => balances.push(balance),
            }
        }
        let mut changes = changes_between(&balances);
        mark_lapses(&mut changes);
        Some(Self {
            unit,
            newest: *balances.last()?,
            changes,
        })
    }
}

/// The points up to `now` that say something about the balance, oldest first.
///
/// What a wrong clock dated into the future is left out. Another unit is another balance: what came
/// before it says nothing.
pub(crate) fn relevant(points: &[Point], now: Timestamp) -> Vec<Point> {
    let largest = Decimal::from(LARGEST_BALANCE);
    let believable = |point: &&Point| point.at <= now && point.amount.value().abs() <= largest;
    let mut points: Vec<Point> = points.iter().filter(believable).copied().collect();
    points.sort_by_key(|point| point.at.as_second());

    let unit = points.last().map(|newest| newest.amount.unit());
    let is_other = |point: &Point| Some(point.amount.unit()) != unit;
    if let Some(other) = points.iter().rposition(is_other) {
        points.drain(..=other);
    }
    points
}
