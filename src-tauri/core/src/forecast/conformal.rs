//! Whether ranges held what they promise, and by how much wider they must be.
//!
//! Adaptive conformal inference: Gibbs and Candès, *Adaptive conformal inference under distribution shift*,
//! Advances in Neural Information Processing Systems 34, 2021, for each end of the range by itself. At moments
//! of the past it is asked what would have been said then. Each time the truth lay beyond an end, that end
//! moves outwards, and each time it did not, a little back. A range that was wide enough stays as it is: so few
//! moments do not show that it may be narrower.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::{
    changes::DAY,
    errors::LEAST_KNOWN,
    futures::{Lifetimes, Past},
};

/// So many per mille of the futures lie beyond an end of the range.
const PROMISED: usize = 100;

/// With fewer, an end would be that of one odd future.
const ALLOWED: RangeInclusive<usize> = 10..=PROMISED;

/// How fast the ends move, as a share: the γ of Gibbs and Candès is a twentieth.
const SLOWNESS: usize = 20;

/// At so many moments it is looked at what would have been said. Each costs a small forecast.
const MOMENTS: usize = 14;

/// Enough for the ends of a range, and few enough for every poll.
const FUTURES: usize = 30;

/// How many per mille of the futures lie before and after the range.
#[derive(Clone, Copy)]
pub(super) struct Tails {
    pub(super) early: usize,
    pub(super) late: usize,
}

impl Default for Tails {
    fn default() -> Self {
        Self {
            early: PROMISED,
            late: PROMISED,
        }
    }
}

impl Past {
    /// What a range about so many days ahead must leave out, by what came of those of the past.
    pub(super) fn tails(&self, ahead: usize) -> Tails {
        let mut tails = Tails::default();
        if self.step != DAY {
            return tails;
        }
        let oldest = self.steps.len().saturating_sub(LEAST_KNOWN).min(ahead + MOMENTS);
        for moment in (ahead..=oldest).rev() {
            if let Some(said) = self.said(moment, ahead) {
                let real = i64::try_from(ahead).unwrap_or(i64::MAX).saturating_mul(DAY);
                tails = Tails {
                    early: adapted(tails.early, real < said.quantile(tails.early)),
                    late: adapted(tails.late, real > said.quantile(1000 - tails.late)),
                };
            }
        }
        tails
    }

    /// What would have been said, so many days ago, of what was then spent in the days that came.
    fn said(&self, moment: usize, ahead: usize) -> Option<Lifetimes> {
        let spent: Decimal = self.steps.get(moment - ahead..moment)?.iter().sum();
        let before = Self::new(self.steps.get(moment..)?.to_vec(), self.step);
        let can_be_asked = spent > Decimal::ZERO && before.spend_per_day() > Decimal::ZERO;
        can_be_asked.then(|| before.lifetimes_in(FUTURES, spent))
    }
}

/// A tail after the truth lay in it, or not: in the long run it does as often as promised.
fn adapted(tail: usize, is_beyond: bool) -> usize {
    let missed = if is_beyond { 1000 } else { 0 };
    let next = (tail + PROMISED / SLOWNESS).saturating_sub(missed / SLOWNESS);
    next.clamp(*ALLOWED.start(), *ALLOWED.end())
}
