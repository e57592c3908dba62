//! Possible futures, drawn from the past.

use fastrand::Rng;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::changes::DAY;

/// Enough for steady quantiles; the work grows with it.
const FUTURES: usize = 240;

/// Any number will do. A fixed one makes the same history say the same thing every time; one for
/// each future lets a higher balance meet the same futures as a lower one, and last longer in each.
const FIRST_SEED: u64 = 20_261_120;

/// Ten years: an account that lasts longer does not run dry.
const NEVER: i64 = 3650 * DAY;

/// How long a future's memory is. Nobody knows when the rate of spend last changed, so each length
/// gets its share of the futures.
const MEMORIES: [i64; 3] = [4 * DAY, 7 * DAY, 28 * DAY];

/// How much faster or slower than its memory a future spends, in per cent: a rate never stays
/// quite what it was. Found on simulated traces, for ranges that hold what they promise.
const PACES: [i64; 3] = [100, 86, 116];

/// The past as futures are drawn from it.
pub(super) struct Past {
    /// What was spent in each step of time, the latest first.
    steps: Vec<Decimal>,
    /// How long a step is, in seconds.
    step: i64,
    /// After so many steps the past repeats itself: a week where it has a rhythm, else one step.
    period: usize,
}

impl Past {
    pub(super) fn new(steps: Vec<Decimal>, step: i64) -> Self {
        let week = steps_in(7 * DAY, step);
        let period = if has_rhythm(&steps, week) { week } else { 1 };
        Self { steps, step, period }
    }

    /// The mean of what the memories say.
    pub(super) fn spend_per_day(&self) -> Decimal {
        let memories = self.memories();
        let means = memories.iter().map(|memory| mean(memory));
        let a_step = means.sum::<Decimal>() / Decimal::from(memories.len().max(1));
        a_step * Decimal::from(DAY / self.step)
    }

    /// How long this balance lasts in many futures.
    pub(super) fn lifetimes(&self, balance: Decimal) -> Lifetimes {
        let memories = self.memories();
        let paces = PACES
            .iter()
            .flat_map(|pace| memories.iter().map(move |memory| (*memory, *pace)));
        let mut seconds: Vec<i64> = paces
            .cycle()
            .take(FUTURES)
            .zip(FIRST_SEED..)
            .map(|((memory, pace), seed)| {
                let balance = balance * Decimal::ONE_HUNDRED / Decimal::from(pace);
                let future = self.draw(memory, &mut Rng::with_seed(seed));
                self.lasts(balance, &future).unwrap_or(NEVER)
            })
            .collect();
        seconds.sort_unstable();
        Lifetimes(seconds)
    }

    /// The steps that each length of memory holds: whole periods, or all that there are.
    fn memories(&self) -> Vec<&[Decimal]> {
        let whole = |memory| steps_in(memory, self.step).min(self.steps.len()) / self.period * self.period;
        let held = MEMORIES.map(|memory| self.steps.get(..whole(memory)).unwrap_or_default());
        held.into_iter().filter(|steps| !steps.is_empty()).collect()
    }

    /// Steps to come, each drawn from the memory's steps at the same place in the period.
    ///
    /// Drawing anew is what makes a short past say less than a long one. Half as many as the memory
    /// has, because the days to come differ from the past by more than its own days do from each
    /// other: found on simulated traces, as the paces.
    fn draw(&self, memory: &[Decimal], random: &mut Rng) -> Vec<Decimal> {
        let periods = memory.len() / self.period;
        let step = |ahead: usize| {
            let periods_ago = random.usize(1..=periods);
            memory.get(periods_ago * self.period - 1 - ahead % self.period)
        };
        let ahead = 0..periods.div_ceil(2) * self.period;
        ahead.filter_map(step).copied().collect()
    }

    /// How many seconds this balance lasts if these steps come again and again; `None` is for ever.
    fn lasts(&self, balance: Decimal, steps: &[Decimal]) -> Option<i64> {
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
                passed += left / spent;
                break;
            }
            left -= spent;
            passed += Decimal::ONE;
        }
        (passed * Decimal::from(self.step)).to_i64()
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

fn mean(amounts: &[Decimal]) -> Decimal {
    amounts.iter().sum::<Decimal>() / Decimal::from(amounts.len().max(1))
}

/// How many seconds a balance lasts in each of many futures, ascending.
pub(super) struct Lifetimes(Vec<i64>);

impl Lifetimes {
    /// In this many per cent of the futures it lasts no longer; `None` is for ever.
    pub(super) fn quantile(&self, per_cent: usize) -> Option<i64> {
        let index = self.0.len() * per_cent / 100;
        self.0.get(index).copied().filter(|seconds| *seconds < NEVER)
    }
}
