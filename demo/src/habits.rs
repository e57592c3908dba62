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

/// Videos, rendered in an afternoon every two or three days; one is being rendered now. Hundredths
/// of a credit.
pub(crate) fn big_jobs(steps: &[Zoned], random: &mut Rng) -> Vec<Decimal> {
    let mut costs = vec![Decimal::ZERO; steps.len()];
    let job = |costs: &mut [Decimal], random: &mut Rng| {
        for cost in costs {
            *cost = Decimal::new(random.i64(14_00..34_00), 2);
        }
    };
    let mut rest_days = 2;
    for (index, step) in steps.iter().enumerate() {
        if step.hour() != 13 || step.minute() >= 10 {
            continue;
        }
        rest_days -= 1;
        if rest_days <= 0 {
            rest_days = random.i32(2..=3);
            let begin = index + random.usize(0..18);
            let end = begin + random.usize(5..10);
            if end + 36 < costs.len() {
                job(&mut costs[begin..end], random);
            }
        }
    }
    let last = costs.len();
    job(&mut costs[last - 4..], random);
    costs
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
