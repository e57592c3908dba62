//! How people and programs spend: what a step of ten minutes costs, at the time where they are.

use fastrand::Rng;
use jiff::{Zoned, civil::Weekday};
use rust_decimal::Decimal;

/// What each of these steps costs.
pub(crate) type Habit = fn(&[Zoned], &mut Rng) -> Vec<Decimal>;

/// A product with users: busy on working days, a trickle at night. Cents.
pub(crate) fn office_hours(steps: &[Zoned], random: &mut Rng) -> Vec<Decimal> {
    each(steps, |step| {
        let busy = match step.hour() {
            10..12 | 14..17 => 20,
            8..18 => 14,
            18..22 => 5,
            _ => 1,
        };
        let cents = random.i64(0..=busy);
        Decimal::new(if is_weekend(step) { cents / 3 } else { cents }, 2)
    })
}

/// Clips that users of a product ask for at any hour; just now there are many. Hundredths of a credit.
pub(crate) fn clips(steps: &[Zoned], random: &mut Rng) -> Vec<Decimal> {
    let now = steps.len() - 4;
    let cost = |(index, step): (usize, &Zoned)| {
        let chance = if (9..23).contains(&step.hour()) { 40 } else { 8 };
        let is_asked_for = index >= now || random.i64(0..100) < chance;
        Decimal::new(if is_asked_for { random.i64(90..3_00) } else { 0 }, 2)
    };
    steps.iter().enumerate().map(cost).collect()
}

/// Songs of twelve credits, when a band has time to play with them.
pub(crate) fn evenings_and_weekends(steps: &[Zoned], random: &mut Rng) -> Vec<Decimal> {
    each(steps, |step| {
        let chance = match (step.weekday(), step.hour()) {
            (Weekday::Friday | Weekday::Saturday, 19..) => 30,
            (Weekday::Saturday | Weekday::Sunday, 14..) => 15,
            (Weekday::Tuesday | Weekday::Wednesday, 19..) => 10,
            _ => 0,
        };
        Decimal::from(if random.i64(0..100) < chance { 12 } else { 0 })
    })
}

/// A handful of jingles of five credits before noon.
pub(crate) fn every_working_morning(steps: &[Zoned], random: &mut Rng) -> Vec<Decimal> {
    each(steps, |step| {
        let is_time = (9..12).contains(&step.hour()) && !is_weekend(step);
        let jingles = if is_time && random.u8(0..10) < 4 {
            random.i64(1..=2)
        } else {
            0
        };
        Decimal::from(5 * jingles)
    })
}

/// A program that runs day and night.
pub(crate) fn steady_drip(steps: &[Zoned], random: &mut Rng) -> Vec<Decimal> {
    each(steps, |_| Decimal::new(random.i64(1800..4200), 4))
}

fn each(steps: &[Zoned], cost: impl FnMut(&Zoned) -> Decimal) -> Vec<Decimal> {
    steps.iter().map(cost).collect()
}

fn is_weekend(step: &Zoned) -> bool {
    matches!(step.weekday(), Weekday::Saturday | Weekday::Sunday)
}
