//! Spend by the clock: what is known of a stretch of time.

use rust_decimal::Decimal;

use super::changes::{Change, DAY, Kind};

/// Eight weeks. What was spent earlier says little about next week.
pub(super) const LOOKS_BACK: i64 = 56 * DAY;

/// What is known of a stretch of time.
#[derive(Default)]
pub(super) struct Stretch {
    /// Spent in the known time.
    pub(super) spent: Decimal,
    /// Known time, in seconds.
    pub(super) known: i64,
}

impl Stretch {
    /// A change that lies only partly inside counts with its share by time: the total of a gap is
    /// known, but not when it was spent.
    pub(super) fn between(changes: &[Change], from: i64, until: i64) -> Self {
        let first = changes.partition_point(|change| change.until <= from);
        let mut stretch = Self::default();
        for change in changes
            .iter()
            .skip(first)
            .take_while(|change| change.from < until)
        {
            let Kind::Spent(amount) = change.kind else {
                continue;
            };
            let inside = change.until.min(until) - change.from.max(from);
            stretch.known += inside;
            stretch.spent += share(amount, inside, change.until - change.from);
        }
        stretch
    }

    /// The stretches of this length before `now`, the latest first, up to the oldest known one.
    pub(super) fn before(now: i64, changes: &[Change], length: i64) -> Vec<Self> {
        let begins = (1..=LOOKS_BACK / length).map(|back| now - back * length);
        let mut stretches: Vec<Self> = begins
            .map(|begin| Self::between(changes, begin, begin + length))
            .collect();
        let oldest = stretches.iter().rposition(|stretch| stretch.known > 0);
        stretches.truncate(oldest.map_or(0, |oldest| oldest + 1));
        stretches
    }

    /// What each of these stretches of this length cost. A stretch that is less than half known
    /// counts as the mean of what is known.
    pub(super) fn costs(stretches: &[Self], length: i64) -> Vec<Decimal> {
        let known = Self {
            spent: stretches.iter().map(|stretch| stretch.spent).sum(),
            known: stretches.iter().map(|stretch| stretch.known).sum(),
        };
        let cost = |stretch: &Self| {
            let like = if stretch.known * 2 < length {
                &known
            } else {
                stretch
            };
            like.spent * Decimal::from(length) / Decimal::from(like.known)
        };
        stretches.iter().map(cost).collect()
    }
}

/// `amount · part / whole`; the amount itself where they are the same.
fn share(amount: Decimal, part: i64, whole: i64) -> Decimal {
    if part >= whole || amount.is_zero() {
        amount
    } else {
        amount * Decimal::from(part) / Decimal::from(whole)
    }
}
