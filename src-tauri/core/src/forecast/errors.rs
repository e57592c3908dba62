//! Futures that differ from what the past lets expect as much as the account's own did before.
//!
//! Every moment of the past is a forecast that can be checked: what its memories said a day costs, and
//! what the days after it cost. If that was half as much again each time, because the account grows, it
//! will be so again; if it was now more and now less, nobody knows which.
//!
//! Residuals of past forecasts as futures: Hyndman and Athanasopoulos, *Forecasting: Principles and
//! Practice*, on bootstrapped residuals. From each moment that can be checked: rolling origin, see Tashman,
//! *Out-of-sample tests of forecasting accuracy*, International Journal of Forecasting 16, 2000.

use rust_decimal::Decimal;

use super::futures::{Past, mean};

/// So many days must have been known at a moment that is to be checked: the shortest memory.
pub(super) const LEAST_KNOWN: usize = 4;

/// Few errors say little: each is that of so many futures at most.
const FUTURES_PER_ERROR: usize = 6;

/// A pace more than twice what was expected, or less than half, is a past of another kind.
const LARGEST_ERROR: Decimal = Decimal::TWO;
const SMALLEST_ERROR: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

impl Past {
    /// How long this balance lasts in up to so many futures, each as wrong as what was said at some moment
    /// of the past about so many days ahead; of the latest moments, if there are more.
    pub(super) fn as_wrong_as_before(&self, futures: usize, balance: Decimal, ahead: usize) -> Vec<i64> {
        let ahead = ahead.div_ceil(self.period) * self.period;
        let memories: Vec<_> = self
            .memories()
            .into_iter()
            .map(|memory| (memory.len(), self.usual_period(memory)))
            .collect();
        let moments = ahead..=self.steps.len().saturating_sub(LEAST_KNOWN);
        let lifetimes: Vec<i64> = moments
            .flat_map(|moment| memories.iter().map(move |memory| (moment, memory)))
            .filter_map(|(moment, (length, usual))| {
                let error = self.error(moment, *length, ahead)?;
                Some(self.lasts(balance / error, usual))
            })
            .take(futures)
            .collect();
        let count = futures.min(lifetimes.len() * FUTURES_PER_ERROR);
        lifetimes.iter().copied().cycle().take(count).collect()
    }

    /// How many times as fast as a memory of this length let expect the account was spent, in the time
    /// that came after a moment so many days ago.
    fn error(&self, moment: usize, memory: usize, ahead: usize) -> Option<Decimal> {
        let known = self.steps.len() - moment;
        let memory = memory.min(known) / self.period * self.period;
        let said = mean(self.steps.get(moment..moment + memory)?);
        let came = mean(self.steps.get(moment - ahead..moment)?);
        let error = came.checked_div(said)?;
        Some(error.clamp(SMALLEST_ERROR, LARGEST_ERROR))
    }

    /// The mean of each step of the period, the one that comes next first.
    fn usual_period(&self, memory: &[Decimal]) -> Vec<Decimal> {
        let ahead = (0..self.period).rev();
        ahead
            .map(|place| {
                let same_place: Vec<_> = memory.iter().skip(place).step_by(self.period).copied().collect();
                mean(&same_place)
            })
            .collect()
    }
}
