//! What was said, how far off it was, and what simpler estimates say.

use credit_tray_core::{forecast::forecast, history::Point};
use jiff::Timestamp;
use rust_decimal::prelude::ToPrimitive;

use crate::traces::Trace;

pub const DAY: f64 = 86_400.0;

/// What was said of one trace, in days.
pub struct Said {
    pub soonest: f64,
    pub likely: f64,
    pub latest: f64,
}

/// Where the truth lay.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    BeforeSoonest,
    Inside,
    AfterLatest,
}

/// Some traces' outcomes. An error is |said − real| / real.
#[derive(Default)]
pub struct Tally {
    errors: Vec<f64>,
    places: Vec<Place>,
    /// What the quantiles of each answer lost, on average.
    pinballs: Vec<f64>,
    silent: usize,
    simple: Vec<f64>,
    falls_only: Vec<f64>,
}

pub fn said(points: &[Point], now: Timestamp) -> Option<Said> {
    let days_left = forecast(points, now)?.days_left;
    Some(Said {
        soonest: days_left.soonest.to_f64()?,
        likely: days_left.likely.to_f64()?,
        latest: days_left
            .latest
            .map_or(Some(f64::INFINITY), |latest| latest.to_f64())?,
    })
}

impl Said {
    /// The truth has the grain of the simulation, five minutes.
    pub fn place_of(&self, real: f64) -> Place {
        let grain = 300.0 / DAY;
        if real < self.soonest - grain {
            Place::BeforeSoonest
        } else if real > self.latest + grain {
            Place::AfterLatest
        } else {
            Place::Inside
        }
    }

    /// The mean pinball loss of the three quantiles: the smaller the better, and smallest for quantiles
    /// that are true (Gneiting and Raftery, *Strictly proper scoring rules, prediction, and estimation*,
    /// 2007). Of logarithms, so that half as long and twice as long are as far off, and an account that
    /// lasts for months counts no more than one that lasts for days. Tenfold is as far off as it gets.
    fn pinball(&self, real: f64) -> f64 {
        let loss = |said: f64, share: f64| {
            let later = (real / said).ln().clamp(-10_f64.ln(), 10_f64.ln());
            if later > 0.0 {
                later * share
            } else {
                -later * (1.0 - share)
            }
        };
        (loss(self.soonest, 0.1) + loss(self.likely, 0.5) + loss(self.latest, 0.9)) / 3.0
    }
}

/// The naive estimate: first reading minus last reading over the time between them.
fn first_minus_last(points: &[Point]) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    lasting(value(first) - value(last), points)
}

/// A better one: all falls over that time, rises left out.
fn all_falls(points: &[Point]) -> Option<f64> {
    let falls = points
        .windows(2)
        .map(|pair| (value(&pair[0]) - value(&pair[1])).max(0.0))
        .sum();
    lasting(falls, points)
}

fn lasting(spent: f64, points: &[Point]) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    let days = (last.at.as_second() - first.at.as_second()) as f64 / DAY;
    (spent > 0.0).then(|| value(last) * days / spent)
}

fn value(point: &Point) -> f64 {
    point.amount.value().to_f64().unwrap()
}

impl Tally {
    pub fn add(&mut self, trace: &Trace) {
        let real = trace.lasted as f64 / DAY;
        let off = |likely: f64| (likely - real).abs() / real;
        self.simple.extend(first_minus_last(&trace.points).map(off));
        self.falls_only.extend(all_falls(&trace.points).map(off));
        let Some(said) = said(&trace.points, trace.now) else {
            self.silent += 1;
            return;
        };
        self.errors.push(off(said.likely));
        self.places.push(said.place_of(real));
        self.pinballs.push(said.pinball(real));
    }

    pub fn merge(&mut self, other: Self) {
        self.errors.extend(other.errors);
        self.places.extend(other.places);
        self.pinballs.extend(other.pinballs);
        self.silent += other.silent;
        self.simple.extend(other.simple);
        self.falls_only.extend(other.falls_only);
    }

    /// How often the truth lay there.
    fn share(&self, place: Place) -> String {
        let there = self.places.iter().filter(|found| **found == place).count();
        per_cent(there as f64 / self.places.len() as f64)
    }

    pub fn row(&self) -> String {
        let naive = if self.simple.is_empty() {
            "none".into()
        } else {
            per_cent(median(&self.simple))
        };
        format!(
            "{:>4} {:>6} {:>6} {:>5} {:>8.3} {naive:>6} {:>5}",
            per_cent(median(&self.errors)),
            self.share(Place::Inside),
            self.share(Place::BeforeSoonest),
            self.share(Place::AfterLatest),
            mean(&self.pinballs),
            per_cent(median(&self.falls_only)),
        )
    }

    pub fn print(&self, of: &str) {
        let said = self.errors.len();
        println!(
            "\n{of}: {said} answers, {} silent\n  \
             median error {}, a quarter off by more than {}, a tenth by more than {}\n  \
             inside {}, before `soonest` {}, after `latest` {}\n  \
             pinball {:.4}\n  \
             median error of the naive estimate {}, of all falls {}",
            self.silent,
            per_cent(median(&self.errors)),
            per_cent(quantile(&self.errors, 0.75)),
            per_cent(quantile(&self.errors, 0.9)),
            self.share(Place::Inside),
            self.share(Place::BeforeSoonest),
            self.share(Place::AfterLatest),
            mean(&self.pinballs),
            per_cent(median(&self.simple)),
            per_cent(median(&self.falls_only)),
        );
    }
}

pub fn per_cent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index into the values"
)]
fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let index = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(index).copied().unwrap_or(f64::NAN)
}
