//! Four weeks of a balance, worked out backwards from what is left now.

use fastrand::Rng;
use jiff::{Span, Timestamp, ToSpan, Zoned};
use rust_decimal::Decimal;

use crate::habits::Habit;

const DAYS: i64 = 28;
const STEP_MINUTES: i64 = 10;
const STEPS: i64 = DAYS * 24 * 60 / STEP_MINUTES;

/// The same past each time, but for the hour and the day of the week.
const SEED: u64 = 8;

/// What is bought when little is left.
#[derive(Clone, Copy)]
pub(crate) struct Pack {
    /// How much it adds.
    pub(crate) size: Decimal,
    /// It is bought when less than this is left.
    pub(crate) bought_below: Decimal,
}

/// How a balance came to what it is.
pub(crate) struct Past {
    pub(crate) left: Decimal,
    pub(crate) habit: Habit,
    pub(crate) pack: Option<Pack>,
}

impl Past {
    /// What was left at each moment, oldest first; now is the last.
    pub(crate) fn readings(&self, now: &Zoned) -> Vec<(Timestamp, Decimal)> {
        let steps: Vec<Zoned> = (0..=STEPS)
            .map(|step| now.saturating_sub(ago(STEPS - step)))
            .collect();
        let mut random = Rng::with_seed(SEED);
        let costs = (self.habit)(&steps, &mut random);
        let mut bought_below = self.draw(&mut random);

        let mut left = self.left;
        let mut readings = Vec::with_capacity(steps.len());
        for (step, cost) in steps.iter().zip(costs).rev() {
            readings.push((step.timestamp(), left));
            left += cost;
            if let Some(pack) = self.pack
                && left >= pack.size + bought_below
                && cost.is_zero()
                && (8..22).contains(&step.hour())
            {
                left -= pack.size;
                bought_below = self.draw(&mut random);
            }
        }
        readings.reverse();
        readings
    }

    /// How little is left when the next pack is bought.
    fn draw(&self, random: &mut Rng) -> Decimal {
        let below = self.pack.map_or(Decimal::ZERO, |pack| pack.bought_below);
        below * Decimal::new(random.i64(30..80), 2)
    }
}

fn ago(steps: i64) -> Span {
    (steps * STEP_MINUTES).minutes()
}
