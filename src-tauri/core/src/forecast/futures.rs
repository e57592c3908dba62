//! Possible futures, drawn from the past.

use fastrand::Rng;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::{
    blocks::{Block, MEAN_DAY, WEEK, weekly_rhythm},
    changes::DAY,
    slots::{SLOTS_A_DAY, Slot, spend_per_day},
};

/// Enough for steady quantiles; the work grows with it.
const FUTURES: usize = 240;

/// Any number will do. A fixed one makes the same history say the same thing every time; one for
/// each future lets a higher balance meet the same futures as a lower one, and last longer in each.
const FIRST_SEED: u64 = 20_261_120;

/// After so many drawn days a future goes on at the mean of its memory: by then chance has
/// averaged out.
const DAYS_DRAWN: usize = 28;

/// With fewer known days than this, slots are drawn one by one: so few days show no rhythm.
const DAYS_TO_DRAW_WHOLE_DAYS: usize = 4;

/// Ten years: an account that lasts longer does not run dry.
const NEVER: i64 = 3650 * DAY;

/// How long a future's memory is, in days. Nobody knows when the rate of spend last changed, so
/// every length gets its share of the futures.
const MEMORIES: [usize; 5] = [2, 4, 8, 16, 32];

/// The same where weeks have a rhythm: whole weeks.
const MEMORIES_OF_WEEKS: [usize; 4] = [7, 14, 28, 56];

/// How much faster or slower than its memory a future spends, in per cent: a rate never stays
/// quite what it was. Found on simulated traces, for ranges that hold what they promise.
const PACES: [u64; 3] = [100, 88, 114];

/// The past as futures are drawn from it.
pub(super) struct Past<'a> {
    slots: &'a [Slot],
    mean_day: Decimal,
    /// The latest first; `None` where too little is known.
    blocks: Vec<Option<Block>>,
    blocks_a_day: usize,
    /// For each of the next seven days, which days of a past week are like it.
    rhythm: Option<[[bool; WEEK]; WEEK]>,
}

impl<'a> Past<'a> {
    /// The past in these slots; `None` if nothing was spent in it.
    pub(super) fn new(slots: &'a [Slot]) -> Option<Self> {
        let mean_day = spend_per_day(slots).filter(|mean| !mean.is_zero())?;
        let blocks = |size| -> Vec<_> {
            let stretches = slots.chunks(size);
            stretches.map(|slots| Block::new(slots, mean_day)).collect()
        };
        let days = blocks(SLOTS_A_DAY);
        let past = if days.iter().flatten().count() < DAYS_TO_DRAW_WHOLE_DAYS {
            Self {
                slots,
                mean_day,
                blocks: blocks(1),
                blocks_a_day: SLOTS_A_DAY,
                rhythm: None,
            }
        } else {
            let rhythm = weekly_rhythm(&days);
            Self {
                slots,
                mean_day,
                blocks: days,
                blocks_a_day: 1,
                rhythm,
            }
        };
        Some(past)
    }

    /// The mean of what the memories say.
    pub(super) fn spend_per_day(&self) -> Decimal {
        let slots_a_block = SLOTS_A_DAY / self.blocks_a_day;
        let remembered = |memory| self.slots.get(..memory * slots_a_block).unwrap_or(self.slots);
        let rates: Vec<Decimal> = self
            .memories()
            .into_iter()
            .filter_map(|memory| spend_per_day(remembered(memory)))
            .collect();
        rates.iter().sum::<Decimal>() / Decimal::from(rates.len().max(1))
    }

    /// How long this balance lasts in many futures.
    pub(super) fn lifetimes(&self, balance: Decimal) -> Lifetimes {
        let days = balance.checked_div(self.mean_day);
        let parts = days.and_then(|days| days.checked_mul(Decimal::from(MEAN_DAY))?.to_u64());
        let balance = parts.unwrap_or(u64::MAX).min(u64::MAX / 2);
        let memories = self.memories();
        let paces = PACES
            .iter()
            .flat_map(|pace| memories.iter().map(move |memory| (*memory, *pace)));
        let mut seconds: Vec<i64> = paces
            .cycle()
            .take(FUTURES)
            .zip(FIRST_SEED..)
            .map(|((memory, pace), seed)| {
                self.draw_future(balance / pace * 100, memory, &mut Rng::with_seed(seed))
            })
            .collect();
        seconds.sort_unstable();
        Lifetimes(seconds)
    }

    /// The lengths of memory in blocks: those that the past fills, and the first that is longer.
    fn memories(&self) -> Vec<usize> {
        let lengths: &[usize] = if self.rhythm.is_none() {
            &MEMORIES
        } else {
            &MEMORIES_OF_WEEKS
        };
        let filled = lengths.partition_point(|days| days * self.blocks_a_day < self.blocks.len());
        let lengths = lengths.iter().take(filled + 1);
        lengths.map(|days| days * self.blocks_a_day).collect()
    }

    /// How many seconds this balance lasts in one future.
    fn draw_future(&self, balance: u64, memory: usize, random: &mut Rng) -> i64 {
        let remembered = self.remember(memory, random);
        let mut left = balance;
        let mut passed = 0;
        let days = remembered.iter().cycle().take(DAYS_DRAWN * self.blocks_a_day);
        for choices in days {
            let Some(block) = random.choice(choices.iter().copied()) else {
                return NEVER;
            };
            if block.spent >= left {
                return passed + block.lasts(left);
            }
            left -= block.spent;
            passed += block.duration();
        }
        let (mut spent, mut time) = (0_i128, 0_i128);
        for choices in &remembered {
            // Each day of the week counts alike, however many there are to choose from.
            let count = choices.len().max(1);
            let day: u64 = choices.iter().map(|block| block.spent).sum();
            spent += i128::from(day) * 1000 / i128::try_from(count).unwrap_or(1);
            time += choices.first().map_or(0, |block| i128::from(block.duration()));
        }
        if spent == 0 {
            return NEVER;
        }
        let rest = i128::from(left) * 1000 * time / spent;
        i64::try_from(rest).map_or(NEVER, |rest| NEVER.min(passed.saturating_add(rest)))
    }

    /// As many blocks as the memory has, drawn from it: one list, or one for each day of the week
    /// to come. Drawing the memory anew is what makes a short past say less than a long one.
    fn remember(&self, memory: usize, random: &mut Rng) -> Vec<Vec<&Block>> {
        let recent = self
            .blocks
            .get(..memory)
            .filter(|recent| recent.iter().any(Option::is_some));
        let recent = recent.unwrap_or(&self.blocks);
        let mut draw_anew = |like_today: &[bool]| -> Vec<&Block> {
            let alike = recent.iter().zip(like_today.iter().cycle());
            let mut known: Vec<&Block> = alike
                .filter_map(|(block, alike)| block.as_ref().filter(|_| *alike))
                .collect();
            if known.is_empty() {
                known = recent.iter().flatten().collect();
            }
            (0..known.len())
                .filter_map(|_| random.choice(known.iter().copied()))
                .collect()
        };
        match &self.rhythm {
            Some(week) => week.iter().map(|like_today| draw_anew(like_today)).collect(),
            None => vec![draw_anew(&[true])],
        }
    }
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
