//! Stretches of the past that are drawn as a whole, and the week's rhythm in them.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::slots::{SLOT, Slot};

/// A mean day's spend, as blocks count it: spend in whole numbers is quick to add up and has no
/// unit.
pub(super) const MEAN_DAY: u64 = 1_000_000_000;

/// A weekly rhythm can be told from chance after two weeks at the earliest.
const DAYS_TO_SEE_WEEKS: usize = 14;
pub(super) const WEEK: usize = 7;

/// Days of the week are alike when their usual spend differs by no more than a third.
const ALIKE_WITHIN: u128 = 3;

/// A day of the past, or one slot of it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Spend by slot in parts of a mean day's, in the order of time.
    slots: Vec<u64>,
    pub(super) spent: u64,
}

impl Block {
    /// `None` unless half of the time is known. What is not known was like the rest.
    pub(super) fn new(slots: &[Slot], mean_day: Decimal) -> Option<Self> {
        let known: i64 = slots.iter().map(|slot| slot.known).sum();
        let whole = i64::try_from(slots.len()).ok()?.checked_mul(SLOT)?;
        if known * 2 < whole {
            return None;
        }
        let a_slot = |spent: Decimal, known: i64| {
            let days = spent / mean_day * Decimal::from(SLOT) / Decimal::from(known);
            (days * Decimal::from(MEAN_DAY)).to_u64()
        };
        let usual = a_slot(slots.iter().map(|slot| slot.spent).sum(), known)?;
        let in_order = slots.iter().rev().map(|slot| {
            if slot.known * 2 < SLOT {
                Some(usual)
            } else {
                a_slot(slot.spent, slot.known)
            }
        });
        let slots: Vec<u64> = in_order.collect::<Option<_>>()?;
        let spent = slots.iter().sum();
        Some(Self { slots, spent })
    }

    /// In seconds.
    pub(super) fn duration(&self) -> i64 {
        i64::try_from(self.slots.len()).map_or(0, |slots| slots * SLOT)
    }

    /// How many seconds this much lasts in this block.
    pub(super) fn lasts(&self, mut left: u64) -> i64 {
        let mut passed = 0;
        for spent in &self.slots {
            if *spent >= left {
                let part = i128::from(left) * i128::from(SLOT) / i128::from((*spent).max(1));
                return passed + i64::try_from(part).unwrap_or(SLOT);
            }
            left -= spent;
            passed += SLOT;
        }
        passed
    }
}

/// For each of the next seven days, which days of a past week usually cost like it; the last day
/// is 0. `None` unless days are clearly more like the day a week earlier than like those between.
pub(super) fn weekly_rhythm(days: &[Option<Block>]) -> Option<[[bool; WEEK]; WEEK]> {
    if days.iter().flatten().count() < DAYS_TO_SEE_WEEKS {
        return None;
    }
    // The differences between days so far apart: their sum and their count.
    let differences = |apart: usize| {
        let pairs = days.iter().zip(days.iter().skip(apart));
        pairs.fold((0_u128, 0_u128), |(sum, count), pair| match pair {
            (Some(one), Some(other)) => (sum + u128::from(one.spent.abs_diff(other.spent)), count + 1),
            _ => (sum, count),
        })
    };
    let (weekly, weeks) = differences(WEEK);
    let (between, pairs) = (1..WEEK)
        .map(differences)
        .fold((0, 0), |(sum, count), (more, pairs)| (sum + more, count + pairs));
    // The mean weekly difference is less than two thirds of the mean one between.
    let is_clear = weeks > 0 && 3 * weekly * pairs < 2 * between * weeks;
    is_clear.then(|| days_alike(days))
}

fn days_alike(days: &[Option<Block>]) -> [[bool; WEEK]; WEEK] {
    let usual: [u128; WEEK] = std::array::from_fn(|weekday| {
        let known = days.iter().skip(weekday).step_by(WEEK).flatten();
        let (sum, count) = known.fold((0, 0), |(sum, count), day| {
            (sum + u128::from(day.spent), count + 1)
        });
        sum / u128::max(count, 1)
    });
    // The first day to come is like the one a week earlier, which is the seventh back.
    std::array::from_fn(|ahead| {
        let same = usual[WEEK - 1 - ahead];
        usual.map(|other| same.abs_diff(other) * ALIKE_WITHIN <= same.max(other))
    })
}
