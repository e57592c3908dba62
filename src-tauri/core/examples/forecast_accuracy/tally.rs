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

/// Some traces' outcomes. An error is |said − real| / real.
#[derive(Default)]
pub struct Tally {
    pub errors: Vec<f64>,
    pub inside: usize,
    pub drained_before: usize,
    pub silent: usize,
    pub simple: Vec<f64>,
    pub simple_where_both: Vec<f64>,
    pub ours_where_both: Vec<f64>,
    pub falls_only: Vec<f64>,
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
    pub fn contains(&self, real: f64) -> bool {
        let grain = 300.0 / DAY;
        (self.soonest - grain..=self.latest + grain).contains(&real)
    }
}

/// The naive estimate: first reading minus last reading over the time between them.
pub fn first_minus_last(points: &[Point]) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    lasting(value(first) - value(last), points)
}

/// A better one: all falls over that time, rises left out.
pub fn all_falls(points: &[Point]) -> Option<f64> {
    let falls = points
        .windows(2)
        .map(|pair| (value(&pair[0]) - value(&pair[1])).max(0.0))
        .sum();
    lasting(falls, points)
}

pub fn lasting(spent: f64, points: &[Point]) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    let days = (last.at.as_second() - first.at.as_second()) as f64 / DAY;
    (spent > 0.0).then(|| value(last) * days / spent)
}

pub fn value(point: &Point) -> f64 {
    point.amount.value().to_f64().unwrap()
}

impl Tally {
    pub fn add(&mut self, trace: &Trace) {
        let real = trace.lasted as f64 / DAY;
        let off = |likely: f64| (likely - real).abs() / real;
        let simple = first_minus_last(&trace.points).map(off);
        self.simple.extend(simple);
        self.falls_only.extend(all_falls(&trace.points).map(off));
        let Some(said) = said(&trace.points, trace.now) else {
            self.silent += 1;
            return;
        };
        self.errors.push(off(said.likely));
        self.inside += usize::from(said.contains(real));
        self.drained_before += usize::from(real < said.soonest - 300.0 / DAY);
        if let Some(simple) = simple {
            self.simple_where_both.push(simple);
            self.ours_where_both.push(off(said.likely));
        }
    }

    pub fn merge(&mut self, other: Self) {
        self.errors.extend(other.errors);
        self.inside += other.inside;
        self.drained_before += other.drained_before;
        self.silent += other.silent;
        self.simple.extend(other.simple);
        self.simple_where_both.extend(other.simple_where_both);
        self.ours_where_both.extend(other.ours_where_both);
        self.falls_only.extend(other.falls_only);
    }

    pub fn print(&self) {
        let said = self.errors.len();
        let traces = said + self.silent;
        let (ours, simple) = (median(&self.ours_where_both), median(&self.simple_where_both));
        let (mean_ours, mean_simple) = (mean(&self.ours_where_both), mean(&self.simple_where_both));
        println!("\nOver all {traces} traces:");
        println!("  said something of                    {said}");
        println!(
            "  median error                         {}",
            per_cent(median(&self.errors))
        );
        println!(
            "  a quarter was off by more than       {}",
            per_cent(quantile(&self.errors, 0.75))
        );
        println!(
            "  a tenth was off by more than         {}",
            per_cent(quantile(&self.errors, 0.9))
        );
        println!(
            "  truth inside the range               {}",
            per_cent(self.inside as f64 / said as f64)
        );
        println!(
            "  empty before `soonest`               {}",
            per_cent(self.drained_before as f64 / said as f64)
        );
        println!(
            "Against first reading minus last reading, which can say something of {}:",
            self.simple.len()
        );
        println!(
            "  median error, where both say         {} to {}: ratio {:.2}",
            per_cent(ours),
            per_cent(simple),
            ours / simple
        );
        println!(
            "  mean error, where both say           {} to {}: ratio {:.2}",
            per_cent(mean_ours),
            per_cent(mean_simple),
            mean_ours / mean_simple
        );
        println!("Against all falls over all time:");
        println!(
            "  median error                         {} to {}: ratio {:.2}",
            per_cent(median(&self.errors)),
            per_cent(median(&self.falls_only)),
            median(&self.errors) / median(&self.falls_only)
        );
    }
}

pub fn per_cent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

pub fn mean(values: &[f64]) -> f64 {
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
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let index = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(index).copied().unwrap_or(f64::NAN)
}
