//! Balances over time of many shapes, drawn from a seed: what a forecast is measured on.
//!
//! Each trace is a history and the truth that the forecast never sees: how long the last balance
//! of the history really lasted, if nobody topped up.

mod held_out;
mod shapes;

use credit_tray_core::{Amount, Unit, history::Point};
use fastrand::Rng;
use jiff::Timestamp;
use rust_decimal::Decimal;

pub use held_out::HELD_OUT;
pub use shapes::{SHAPES, Shape};

/// After so many per cent of a trace's days a forecast is made of what came before: rolling origin.
/// Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*, on time series cross-validation.
pub const ORIGINS: [usize; 4] = [40, 50, 60, 70];

/// A step of the simulated world: five minutes.
const STEP: i64 = 300;
pub const STEPS_AN_HOUR: usize = 12;
pub const STEPS_A_DAY: usize = 24 * STEPS_AN_HOUR;

/// Monday, 5 January 2026, 00:00 UTC.
const BEGIN: i64 = 1_767_571_200;

/// A history, and what came of it.
pub struct Trace {
    pub points: Vec<Point>,
    pub now: Timestamp,
    /// How long the balance lasted after `now`, in seconds.
    pub lasted: i64,
    /// What can be read after `now`, every six hours until nothing is left.
    pub to_come: Vec<Point>,
}

/// What is done to the balance besides spending, and what is seen of it.
#[derive(Clone, Copy)]
pub struct Circumstances {
    /// Steps between two readings.
    pub every: usize,
    /// Days between two top-ups; 0 is never.
    pub top_up_days: usize,
    /// Of a hundred charges so many are paid back within two hours.
    pub refunds: u32,
    /// A charge is settled in pieces over so many steps.
    pub settles_over: usize,
    /// Whether the machine is off at night.
    pub off_at_night: bool,
    /// Of a hundred days the machine is off so many.
    pub days_off: u32,
    /// Whether credits are renewed on day 5 and lapse on day 35.
    pub billing: bool,
}

impl Circumstances {
    /// Nothing but spending, and every step is read.
    pub const PLAIN: Self = Self {
        every: 1,
        top_up_days: 0,
        refunds: 0,
        settles_over: 0,
        off_at_night: false,
        days_off: 0,
        billing: false,
    };
}

impl Shape {
    /// This shape as the seed has it, seen from each origin.
    pub fn draw(&self, seed: u64) -> impl Iterator<Item = Trace> {
        ORIGINS.into_iter().map(move |origin| self.draw_at(origin, seed))
    }

    /// This shape as the seed has it: so many per cent of its days are the history.
    pub fn draw_at(&self, origin: usize, seed: u64) -> Trace {
        let name = self
            .name
            .bytes()
            .fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let mut random = Rng::with_seed(seed ^ name);
        loop {
            // Up to two days more, so that `now` is at any time of the day.
            let steps = self.days * STEPS_A_DAY + random.usize(0..2 * STEPS_A_DAY);
            let charges = (self.spend)(steps, &mut random);
            let flows = settle(&charges, &self.circumstances, &mut random);
            let now = flows.len() * origin / 100;
            let (history, held_back) = flows.split_at(now);
            // The last balance is a random share of what the held-back half costs.
            let spent_by = running_sums(held_back);
            let balance = spent_by.last().copied().unwrap_or(0) * random.i64(80..950) / 1000;
            let Some(empty) = spent_by.iter().position(|spent| *spent >= balance) else {
                continue;
            };
            if balance <= 0 || empty < STEPS_AN_HOUR {
                continue;
            }
            let balances = self.balances_before(balance, history, &mut random);
            return Trace {
                points: self.seen(&balances, &mut random),
                now: at(now),
                to_come: (0..empty)
                    .step_by(6 * STEPS_AN_HOUR)
                    .skip(1)
                    .map(|step| point(at(now + step), balance - spent_by[step - 1]))
                    .collect(),
                lasted: i64::try_from(empty + 1).unwrap() * STEP,
            };
        }
    }

    /// The balance at every step of the history, worked out backwards from the last one.
    fn balances_before(&self, last: i64, history: &[i64], random: &mut Rng) -> Vec<i64> {
        let circumstances = &self.circumstances;
        let usual: i64 =
            history.iter().sum::<i64>() / i64::try_from(history.len() / STEPS_A_DAY).unwrap().max(1);
        let mut balance = last;
        let mut balances = vec![balance];
        let day_of_top_up = random.usize(0..STEPS_A_DAY);
        for (step, spent) in history.iter().enumerate().rev() {
            balance += spent;
            let days = circumstances.top_up_days;
            let tops_up = days > 0 && step % (days * STEPS_A_DAY) == day_of_top_up;
            if tops_up || circumstances.billing && step == 5 * STEPS_A_DAY {
                balance = balance.min(usual * random.i64(5..60) / 100);
            }
            if circumstances.billing && step == 35 * STEPS_A_DAY {
                balance += 9 * usual;
            }
            balances.push(balance);
        }
        balances.reverse();
        balances
    }

    fn seen(&self, balances: &[i64], random: &mut Rng) -> Vec<Point> {
        let circumstances = &self.circumstances;
        let days = balances.len() / STEPS_A_DAY + 1;
        let off: Vec<bool> = (0..days)
            .map(|_| random.u32(0..100) < circumstances.days_off)
            .collect();
        let is_on = |step: usize| {
            let hour = step / STEPS_AN_HOUR % 24;
            (!circumstances.off_at_night || (8..22).contains(&hour)) && !off[step / STEPS_A_DAY]
        };
        let last = balances.len() - 1;
        (0..=last)
            .filter(|step| *step == last || (step % circumstances.every == 0 && is_on(*step)))
            .map(|step| point(at(step), balances[step]))
            .collect()
    }
}

/// What leaves the balance at every step: charges settle late and in pieces, some are paid back.
fn settle(charges: &[i64], circumstances: &Circumstances, random: &mut Rng) -> Vec<i64> {
    let mut flows = vec![0; charges.len()];
    for (step, charge) in charges.iter().enumerate().filter(|(_, charge)| **charge > 0) {
        let mut open = *charge;
        let pieces = random.usize(0..circumstances.settles_over.max(1));
        for piece in 0..pieces {
            let part = open * random.i64(20..80) / 100;
            if let Some(flow) = flows.get_mut(step + piece) {
                *flow += part;
                open -= part;
            }
        }
        if let Some(flow) = flows.get_mut(step + pieces) {
            *flow += open;
        }
        if random.u32(0..100) < circumstances.refunds {
            let later = step + circumstances.settles_over + random.usize(1..2 * STEPS_AN_HOUR);
            if let Some(flow) = flows.get_mut(later) {
                *flow -= charge;
            }
        }
    }
    flows
}

fn running_sums(flows: &[i64]) -> Vec<i64> {
    let mut sum = 0;
    flows
        .iter()
        .map(|flow| {
            sum += flow;
            sum
        })
        .collect()
}

/// The moment of a step.
pub fn at(step: usize) -> Timestamp {
    Timestamp::from_second(BEGIN + i64::try_from(step).unwrap() * STEP).unwrap()
}

/// A reading of so many hundredths of a credit.
pub fn point(at: Timestamp, hundredths: i64) -> Point {
    let amount = Amount::new(Decimal::new(hundredths, 2), Unit::Credits);
    Point { at, amount }
}
