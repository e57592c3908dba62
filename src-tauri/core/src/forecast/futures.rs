//! Possible futures, drawn from the past.

use fastrand::Rng;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{changes::DAY, conformal::Tails};

/// Enough for steady quantiles; the work grows with it.
const FUTURES: usize = 240;

/// Any number will do. A fixed one makes the same history say the same thing every time; one for
/// each future lets a higher balance meet the same futures as a lower one, and last longer in each.
const FIRST_SEED: u64 = 20_261_120;

/// Ten years: an account that lasts longer does not run dry.
pub(super) const NEVER: i64 = 3650 * DAY;

/// How long a future's memory is. Nobody knows when the rate of spend last changed, so each length
/// gets its share of the futures.
const MEMORIES: [i64; 3] = [4 * DAY, 7 * DAY, 28 * DAY];

/// How much faster or slower than its memory a future spends, in per cent: a rate never stays
/// quite what it was. Found on simulated traces, for ranges that hold what they promise.
pub(super) const PACES: [i64; 3] = [100, 86, 116];

/// The past as futures are drawn from it.
pub(super) struct Past {
    /// What was spent in each step of time, the latest first.
    pub(super) steps: Vec<Decimal>,
    /// How long a step is, in seconds.
    pub(super) step: i64,
    /// After so many steps the past repeats itself: a week where it has a rhythm, else one step.
    pub(super) period: usize,
}

impl Past {
    pub(super) fn new(steps: Vec<Decimal>, step: i64) -> Self {
        let week = steps_in(7 * DAY, step);
        let period = if has_rhythm(&steps, week) { week } else { 1 };
        Self { steps, step, period }
    }

    /// The mean of what the memories say.
    pub(super) fn spend_per_day(&self) -> Decimal {
        let means: Vec<Decimal> = self.memories().into_iter().map(mean).collect();
        mean(&means) * Decimal::from(DAY / self.step)
    }

    /// How long this balance lasts in many futures, and how many of them the range is to hold.
    pub(super) fn lifetimes(&self, balance: Decimal) -> Lifetimes {
        let lifetimes = self.lifetimes_in(FUTURES, balance);
        Lifetimes {
            tails: self.tails(self.ahead(lifetimes.likely())),
            ..lifetimes
        }
    }

    /// The same in fewer futures or more, with a range that nothing has corrected yet: so many are drawn,
    /// up to as many are as wrong as before, and half as many follow a trend, where there is one.
    ///
    /// Slots of four hours are too few for errors of their own, and their trend is that of the day.
    pub(super) fn lifetimes_in(&self, futures: usize, balance: Decimal) -> Lifetimes {
        let drawn = Lifetimes::of(self.drawn(futures, balance));
        if self.step != DAY {
            return drawn;
        }
        let ahead = self.ahead(drawn.likely());
        let mut seconds = drawn.seconds;
        seconds.extend(self.as_wrong_as_before(futures, balance, ahead));
        seconds.extend(self.following_the_trend(futures / 2, balance));
        Lifetimes::of(seconds)
    }

    fn drawn(&self, futures: usize, balance: Decimal) -> Vec<i64> {
        let memories = self.memories();
        let paces = PACES
            .iter()
            .flat_map(|pace| memories.iter().map(move |memory| (*memory, *pace)));
        paces
            .cycle()
            .take(futures)
            .zip(FIRST_SEED..)
            .map(|((memory, pace), seed)| {
                let balance = balance * Decimal::ONE_HUNDRED / Decimal::from(pace);
                self.lasts(balance, &self.draw(memory, seed))
            })
            .collect()
    }

    /// The steps that a memory of this length holds: whole periods, or all that there are.
    pub(super) fn memory(&self, length: i64) -> &[Decimal] {
        let whole = steps_in(length, self.step).min(self.steps.len()) / self.period * self.period;
        self.steps.get(..whole).unwrap_or_default()
    }

    /// Those that hold a period or more.
    pub(super) fn memories(&self) -> Vec<&[Decimal]> {
        let held = MEMORIES.map(|length| self.memory(length));
        held.into_iter().filter(|steps| !steps.is_empty()).collect()
    }

    /// Steps to come, each drawn from the memory's steps at the same place in the period.
    ///
    /// Drawing anew is what makes a short past say less than a long one. Half as many as the memory
    /// has, because the days to come differ from the past by more than its own days do from each
    /// other: found on simulated traces, as the paces.
    pub(super) fn draw(&self, memory: &[Decimal], seed: u64) -> Vec<Decimal> {
        let mut random = Rng::with_seed(seed);
        let periods = memory.len() / self.period;
        let step = |ahead: usize| {
            let periods_ago = random.usize(1..=periods);
            memory.get(periods_ago * self.period - 1 - ahead % self.period)
        };
        let ahead = 0..periods.div_ceil(2) * self.period;
        ahead.filter_map(step).copied().collect()
    }

    /// How many seconds this balance lasts if these steps come again and again.
    pub(super) fn lasts(&self, balance: Decimal, steps: &[Decimal]) -> i64 {
        self.ends(balance, steps).unwrap_or(NEVER)
    }

    /// `None` is for ever.
    fn ends(&self, balance: Decimal, steps: &[Decimal]) -> Option<i64> {
        let spent: Decimal = steps.iter().sum();
        // The last round is not a whole one, so that something is left for it.
        let rounds = balance.checked_div(spent)?.ceil() - Decimal::ONE;
        let mut passed = rounds.checked_mul(Decimal::from(steps.len()))?;
        if passed > Decimal::from(NEVER / self.step) {
            return None;
        }
        let mut left = balance - rounds * spent;
        for spent in steps {
            if *spent >= left {
                // Of what is left nothing may be: a quotient has only so many digits.
                passed += left.checked_div(*spent).unwrap_or_default();
                break;
            }
            left -= spent;
            passed += Decimal::ONE;
        }
        (passed * Decimal::from(self.step)).to_i64()
    }

    /// So many steps ahead the past can be asked about: a third of it at most, so that there are moments
    /// of which it is known what was before and what came.
    fn ahead(&self, seconds: i64) -> usize {
        let nearest = steps_in(seconds + self.step / 2, self.step);
        nearest.min(self.steps.len() / 3).max(1)
    }
}

/// Whether steps are clearly more like the one a period earlier than like those between: the mean
/// difference is less than two thirds. It can be told from chance after two periods at the earliest.
fn has_rhythm(steps: &[Decimal], period: usize) -> bool {
    if steps.len() < 2 * period {
        return false;
    }
    let difference = |apart: usize| {
        let pairs = steps.iter().zip(steps.iter().skip(apart));
        mean(&pairs.map(|(one, other)| (one - other).abs()).collect::<Vec<_>>())
    };
    let between = mean(&(1..period).map(difference).collect::<Vec<_>>());
    difference(period) * Decimal::from(3) < between * Decimal::TWO
}

fn steps_in(time: i64, step: i64) -> usize {
    usize::try_from(time / step).unwrap_or(usize::MAX)
}

pub(super) fn mean(amounts: &[Decimal]) -> Decimal {
    amounts.iter().sum::<Decimal>() / Decimal::from(amounts.len().max(1))
}

/// How many seconds a balance lasts in each of many futures.
pub(super) struct Lifetimes {
    /// Ascending.
    seconds: Vec<i64>,
    tails: Tails,
}

impl Lifetimes {
    fn of(mut seconds: Vec<i64>) -> Self {
        seconds.sort_unstable();
        let tails = Tails::default();
        Self { seconds, tails }
    }

    /// In one of ten, or in fewer where that was too late before.
    pub(super) fn soonest(&self) -> i64 {
        self.quantile(self.tails.early)
    }

    /// In one of three it lasts no longer.
    pub(super) fn cautious(&self) -> i64 {
        self.quantile(1000 / 3)
    }

    /// In half of them.
    pub(super) fn likely(&self) -> i64 {
        self.quantile(500)
    }

    /// In nine of ten, or in more where that was too soon before.
    pub(super) fn latest(&self) -> i64 {
        self.quantile(1000 - self.tails.late)
    }

    /// In this many per mille of the futures it lasts no longer.
    pub(super) fn quantile(&self, per_mille: usize) -> i64 {
        let index = self.seconds.len() * per_mille / 1000;
        self.seconds.get(index).copied().unwrap_or(NEVER)
    }
}
