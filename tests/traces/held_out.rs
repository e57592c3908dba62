//! Shapes that nothing was tuned on: what the forecast is judged by.

use fastrand::Rng;

use super::{
    STEPS_A_DAY, STEPS_AN_HOUR,
    shapes::{Shape, call, each, hour, shape, weekday},
};

/// Every shape that was held out.
pub const HELD_OUT: &[Shape] = &[
    shape("growing in steps", 60, steps_up),
    shape("growing ever faster", 50, compounding),
    shape("a product that catches on", 70, catching_on),
    shape("office hours that grow", 70, growing_office),
    shape("a project that fades away", 50, fading_project),
    shape("a pace that drifts by the hour", 40, drifting),
    shape("a pace that comes and goes", 60, swaying),
    shape("campaigns now and then", 70, campaigns),
    shape("weekends of play, or none", 70, two_peaked),
    shape("a new model at half the price", 50, cheaper_since),
];

/// A whole that grows from `from` to `to` in a straight line.
fn between(from: u32, to: u32, step: usize, steps: usize) -> u32 {
    let (from, to) = (i64::from(from), i64::from(to));
    let (step, steps) = (i64::try_from(step).unwrap(), i64::try_from(steps).unwrap());
    u32::try_from(from + (to - from) * step / steps).unwrap()
}

/// Another user every week or two.
fn steps_up(steps: usize, random: &mut Rng) -> Vec<i64> {
    let (mut chance, mut next) = (25, 0);
    each(steps, |step| {
        if step >= next {
            chance += random.u32(8..22);
            next = step + STEPS_A_DAY * random.usize(5..15);
        }
        call(chance, random)
    })
}

/// Two to five per cent more each day.
fn compounding(steps: usize, random: &mut Rng) -> Vec<i64> {
    let per_cent = random.u32(102..106);
    let mut thousandth_chance = 20_000;
    each(steps, |step| {
        if step.is_multiple_of(STEPS_A_DAY) {
            thousandth_chance = (thousandth_chance * per_cent / 100).min(400_000);
        }
        call(thousandth_chance / 1000, random)
    })
}

/// Little at first, then more and more, then steady: an S.
fn catching_on(steps: usize, random: &mut Rng) -> Vec<i64> {
    let (begins, ends) = (steps * 3 / 10, steps * 7 / 10);
    each(steps, |step| {
        let along = step.clamp(begins, ends) - begins;
        call(between(20, 160, along, ends - begins), random)
    })
}

fn growing_office(steps: usize, random: &mut Rng) -> Vec<i64> {
    each(steps, |step| match (weekday(step), hour(step)) {
        (0..5, 9..18) => call(between(60, 300, step, steps), random),
        _ => call(3, random),
    })
}

/// A busy start, and less of it every day: half after one to two weeks.
fn fading_project(steps: usize, random: &mut Rng) -> Vec<i64> {
    let kept = random.u32(91..96);
    let mut thousandth_chance = 300_000;
    each(steps, |step| {
        if step.is_multiple_of(STEPS_A_DAY) {
            thousandth_chance = (thousandth_chance * kept / 100).max(15_000);
        }
        call(thousandth_chance / 1000, random)
    })
}

/// A random walk of the pace, a few per cent up or down each hour.
fn drifting(steps: usize, random: &mut Rng) -> Vec<i64> {
    let mut thousandth_chance: u32 = 80_000;
    each(steps, |step| {
        if step.is_multiple_of(STEPS_AN_HOUR) {
            let percent = if random.bool() { 104 } else { 96 };
            thousandth_chance = (thousandth_chance * percent / 100).clamp(15_000, 400_000);
        }
        call(thousandth_chance / 1000, random)
    })
}

/// Up and down again over two to four weeks.
fn swaying(steps: usize, random: &mut Rng) -> Vec<i64> {
    let half = STEPS_A_DAY * random.usize(7..15);
    let offset = random.usize(0..2 * half);
    each(steps, |step| {
        let place = (step + offset) % (2 * half);
        let height = place.min(2 * half - place);
        call(between(40, 140, height, half), random)
    })
}

/// A campaign of two to five days, with one to two weeks between.
fn campaigns(steps: usize, random: &mut Rng) -> Vec<i64> {
    let (mut begins, mut ends) = (STEPS_A_DAY * random.usize(0..7), 0);
    each(steps, |step| {
        if step == begins {
            ends = step + STEPS_A_DAY * random.usize(2..6);
            begins = ends + STEPS_A_DAY * random.usize(6..15);
        }
        call(if step < ends { 200 } else { 15 }, random)
    })
}

/// Every other weekend or so is played through; the weeks are quiet.
fn two_peaked(steps: usize, random: &mut Rng) -> Vec<i64> {
    let plays: Vec<bool> = (0..=steps / STEPS_A_DAY / 7).map(|_| random.bool()).collect();
    each(steps, |step| match (weekday(step), hour(step)) {
        (5.., 10..24) if plays[step / STEPS_A_DAY / 7] => call(300, random),
        (0..5, 9..18) => call(25, random),
        _ => call(2, random),
    })
}

/// The same calls, each for half as much, from some day in the first two thirds on.
fn cheaper_since(steps: usize, random: &mut Rng) -> Vec<i64> {
    let since = random.usize(steps / 5..steps * 2 / 3);
    each(steps, |step| {
        let cost = call(80, random);
        if step < since { cost } else { cost / 2 }
    })
}
