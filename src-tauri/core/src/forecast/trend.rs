//! Futures in which growth or decline goes on for a while.
//!
//! A damped trend: every day less of it is added, since no account grows for ever. Gardner and McKenzie,
//! *Forecasting trends in time series*, Management Science 31, 1985; Hyndman and Athanasopoulos,
//! *Forecasting: Principles and Practice*, on methods with trend. Whether there is any trend is the test of
//! Mann, *Nonparametric tests against trend*, Econometrica 13, 1945, and Kendall.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    changes::DAY,
    futures::{NEVER, PACES, Past, mean},
};

/// A trend is looked for in so much time.
const LOOKED_FOR_IN: i64 = 28 * DAY;

/// What it changes is the pace of so much time.
const MEMORY: i64 = 14 * DAY;

/// So much of the trend of a day is left on the next.
const DAMPING: Decimal = Decimal::from_parts(95, 0, 0, false, 2);

/// After so many days the pace changes no more.
const GOES_ON_FOR: usize = 28;

/// And it never changes by more than these factors. Much of what looks like a decline is one step down.
const SLOWEST: Decimal = Decimal::from_parts(5, 0, 0, false, 1);
const FASTEST: Decimal = Decimal::TWO;

/// Any, but not those of the futures without a trend.
const FIRST_SEED: u64 = 20_261_121_000;

impl Past {
    /// How long this balance lasts in so many futures that follow the trend; in none if there is none.
    pub(super) fn following_the_trend(&self, futures: usize, balance: Decimal) -> Vec<i64> {
        let Some(factors) = self.trend() else {
            return Vec::new();
        };
        let memory = self.memory(MEMORY);
        let lasts = |(seed, pace): (u64, &i64)| {
            let future = self.draw(memory, seed);
            self.lasts_as_it_changes(
                balance * Decimal::ONE_HUNDRED / Decimal::from(*pace),
                &future,
                &factors,
            )
        };
        (FIRST_SEED..)
            .zip(PACES.iter().cycle())
            .take(futures)
            .map(lasts)
            .collect()
    }

    /// How many times as much as in the memory each of the next days costs, if there is a trend.
    fn trend(&self) -> Option<Vec<Decimal>> {
        let looked_at = self.memory(LOOKED_FOR_IN);
        if !has_trend(&looked_at.chunks_exact(self.period).map(mean).collect::<Vec<_>>()) {
            return None;
        }
        let half = looked_at.len() / 2 / self.period * self.period;
        let (late, early) = (looked_at.get(..half)?, looked_at.get(half..2 * half)?);
        let memory = self.memory(MEMORY);
        let a_day = (mean(late) - mean(early))
            .checked_div(Decimal::from(half))?
            .checked_div(mean(memory))?
            .clamp(-Decimal::ONE, Decimal::ONE);
        // The memory's mean is the pace of its middle.
        let mut factor = Decimal::ONE + a_day * Decimal::from(memory.len()) / Decimal::TWO;
        let mut added = a_day;
        let mut next = || {
            added *= DAMPING;
            factor += added;
            factor.clamp(SLOWEST, FASTEST)
        };
        Some((0..GOES_ON_FOR).map(|_| next()).collect())
    }

    /// As [`Past::lasts`], where each of the first days costs so many times as much, and all days after them
    /// so many times as the last of these.
    fn lasts_as_it_changes(&self, balance: Decimal, steps: &[Decimal], factors: &[Decimal]) -> i64 {
        let mut left = balance;
        let mut passed = 0;
        for (cost, factor) in steps.iter().cycle().zip(factors) {
            let cost = cost * factor;
            if cost >= left {
                let part = left.checked_div(cost).unwrap_or_default() * Decimal::from(self.step);
                return passed + part.to_i64().unwrap_or_default();
            }
            left -= cost;
            passed += self.step;
        }
        let mut rest = steps.to_vec();
        rest.rotate_left(factors.len() % steps.len().max(1));
        let factor = factors.last().copied().unwrap_or(Decimal::ONE);
        self.lasts(left / factor, &rest).saturating_add(passed).min(NEVER)
    }
}

/// Whether later values are higher, or lower, more often than chance has it one time in twenty: Kendall's
/// score is more than two standard deviations from nothing.
fn has_trend(values: &[Decimal]) -> bool {
    let mut score = 0_i64;
    for (index, value) in values.iter().enumerate() {
        for other in &values[index + 1..] {
            score += value.cmp(other) as i64;
        }
    }
    let count = i64::try_from(values.len()).unwrap_or_default();
    let variance_by_18 = count * (count - 1) * (2 * count + 5);
    count >= 4 && score * score * 18 > 4 * variance_by_18
}
