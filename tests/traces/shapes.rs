//! The shapes: how people and programs spend, and what happens to their balances.

use fastrand::Rng;

use super::{Circumstances, STEPS_A_DAY, STEPS_AN_HOUR};

/// One shape of a trace.
pub struct Shape {
    pub name: &'static str,
    /// Of which the first part is history.
    pub days: usize,
    /// What is charged at every step, in hundredths of a credit.
    pub spend: fn(usize, &mut Rng) -> Vec<i64>,
    pub circumstances: Circumstances,
}

pub(super) const fn shape(name: &'static str, days: usize, spend: fn(usize, &mut Rng) -> Vec<i64>) -> Shape {
    Shape {
        name,
        days,
        spend,
        circumstances: Circumstances::PLAIN,
    }
}

/// Circumstances that differ from plain ones in these.
macro_rules! but {
    ($($field:ident: $value:expr),+) => { Circumstances { $($field: $value,)+ ..Circumstances::PLAIN } };
}

/// The shapes that the method was tuned on.
pub const SHAPES: &[Shape] = &[
    shape("steady drip", 20, steady),
    shape("hourly job", 12, hourly_job),
    shape("nightly job", 24, nightly_job),
    shape("weekly job", 84, weekly_job),
    shape("random calls", 16, calls),
    shape("random calls, two days seen", 4, calls),
    shape("days and nights", 14, waking_hours),
    shape("days and nights, two days seen", 4, waking_hours),
    shape("office hours", 42, office_hours),
    shape("weekends only", 56, weekends),
    shape("evenings, not every day", 40, evenings),
    shape("jobs of very different cost", 40, heavy_tail),
    shape("bursts", 40, bursts),
    shape("projects of some days", 60, projects),
    shape("twice as fast since a third", 40, twice_as_fast),
    shape("half as fast since a third", 40, half_as_fast),
    shape("growing all the time", 40, growing),
    shape("fading slowly", 40, fading),
    shape("a rate that wanders", 40, wandering),
    shape("topped up every 3 days", 30, waking_hours).in_case(but!(top_up_days: 3)),
    shape("topped up weekly, bursts", 56, bursts).in_case(but!(top_up_days: 7)),
    shape("many refunds", 20, calls).in_case(but!(refunds: 25)),
    shape("refunds and top-ups", 30, calls).in_case(but!(refunds: 15, top_up_days: 5)),
    shape("settled late, in pieces", 20, waking_hours).in_case(but!(settles_over: 6)),
    shape("settled late, topped up", 30, waking_hours)
        .in_case(but!(settles_over: 6, top_up_days: 4, refunds: 5)),
    shape("machine off at night", 30, calls).in_case(but!(off_at_night: true)),
    shape("machine off at night, topped up", 30, calls).in_case(but!(off_at_night: true, top_up_days: 3)),
    shape("machine off half of the days", 56, office_hours).in_case(but!(off_at_night: true, days_off: 50)),
    shape("read every 6 hours", 42, office_hours).in_case(but!(every: 72)),
    shape("read once a day", 56, heavy_tail).in_case(but!(every: STEPS_A_DAY)),
    shape("renewed monthly, unused lapse", 84, waking_hours).in_case(but!(billing: true)),
    shape("everything at once", 56, office_hours).in_case(
        but!(every: 3, top_up_days: 6, refunds: 10, settles_over: 4, off_at_night: true, days_off: 10),
    ),
];

impl Shape {
    const fn in_case(self, circumstances: Circumstances) -> Self {
        Self {
            circumstances,
            ..self
        }
    }
}

pub(super) fn each(steps: usize, mut charge: impl FnMut(usize) -> i64) -> Vec<i64> {
    (0..steps).map(&mut charge).collect()
}

pub(super) fn hour(step: usize) -> usize {
    step / STEPS_AN_HOUR % 24
}

/// 0 is Monday.
pub(super) fn weekday(step: usize) -> usize {
    step / STEPS_A_DAY % 7
}

/// A call with this chance in a thousand, of a cost that varies.
pub(super) fn call(chance: u32, random: &mut Rng) -> i64 {
    if random.u32(0..1000) < chance {
        random.i64(200..1200)
    } else {
        0
    }
}

/// Mostly cheap, now and then a hundred times as dear.
fn job(random: &mut Rng) -> i64 {
    2000 / random.i64(1..=100) * random.i64(1..=10)
}

fn steady(steps: usize, _: &mut Rng) -> Vec<i64> {
    each(steps, |_| 4)
}

fn hourly_job(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| {
        if step.is_multiple_of(STEPS_AN_HOUR) {
            random.i64(80..120)
        } else {
            0
        }
    })
}

fn nightly_job(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| {
        if step % STEPS_A_DAY == 2 * STEPS_AN_HOUR {
            random.i64(2000..3000)
        } else {
            0
        }
    })
}

fn weekly_job(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| match (weekday(step), step % STEPS_A_DAY) {
        (0, 60) => random.i64(8000..12_000),
        _ => call(5, random),
    })
}

fn calls(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |_| call(60, random))
}

fn waking_hours(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| {
        if (8..23).contains(&hour(step)) {
            call(80, random)
        } else {
            call(2, random)
        }
    })
}

fn office_hours(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| match (weekday(step), hour(step)) {
        (0..5, 9..18) => call(150, random),
        _ => call(3, random),
    })
}

fn weekends(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| match (weekday(step), hour(step)) {
        (5.., 10..24) => call(200, random),
        _ => call(2, random),
    })
}

fn evenings(steps: usize, random: &mut Rng) -> Vec<i64> {
    let plays: Vec<bool> = (0..=steps / STEPS_A_DAY)
        .map(|_| random.u32(0..100) < 55)
        .collect();
    each(steps, |step| {
        if plays[step / STEPS_A_DAY] && hour(step) >= 18 {
            call(150, random)
        } else {
            0
        }
    })
}

fn heavy_tail(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |_| if random.u32(0..1000) < 15 { job(random) } else { 0 })
}

fn bursts(steps: usize, random: &mut Rng) -> Vec<i64> {
    let mut until = 0;
    each(steps, |step| {
        if random.u32(0..1000) < 3 {
            until = step + random.usize(6..60);
        }
        if step < until {
            random.i64(50..400)
        } else {
            call(3, random)
        }
    })
}

fn projects(steps: usize, random: &mut Rng) -> Vec<i64> {
    let (mut busy, mut until) = (true, 0);
    each(steps, |step| {
        if step >= until {
            busy = !busy;
            until = step + STEPS_A_DAY * random.usize(2..6);
        }
        call(if busy { 150 } else { 10 }, random)
    })
}

fn twice_as_fast(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| {
        call(if step > steps / 3 { 100 } else { 50 }, random)
    })
}

fn half_as_fast(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| call(if step > steps / 3 { 40 } else { 80 }, random))
}

fn growing(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| {
        call(30 + u32::try_from(120 * step / steps).unwrap(), random)
    })
}

fn fading(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| {
        call(150 - u32::try_from(120 * step / steps).unwrap(), random)
    })
}

/// Every day a tenth to a third faster or slower than the one before.
fn wandering(steps: usize, random: &mut Rng) -> Vec<i64> {
    let mut chance = 80;
    each(steps, |step| {
        if step.is_multiple_of(STEPS_A_DAY) {
            let pace = random.u32(110..133);
            chance = if random.bool() {
                chance * pace / 100
            } else {
                chance * 100 / pace
            };
            chance = chance.clamp(15, 400);
        }
        call(chance, random)
    })
}
