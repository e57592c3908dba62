//! How early the rule "fewer than three days left" warns, and how often again without cause.
//!
//! Every life is looked at each six hours, from at least six days before its end on, without a top-up. The
//! warning is given once the days left fall below three, and again if they rose clearly above meanwhile.

use credit_tray_core::forecast::{DaysLeft, forecast};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    tally::{DAY, median, per_cent},
    traces::{Shape, Trace},
};

const WANTED: f64 = 3.0;
const SEEN_FROM: f64 = 6.0;

type Quantile = fn(&DaysLeft) -> Decimal;

/// By what the rule may go.
const QUANTILES: [(&str, Quantile); 3] = [
    ("likely", |days| days.likely),
    ("cautious", |days| days.cautious),
    ("soonest", |days| days.soonest),
];

/// How many times the days wanted must be left for a warning to be over.
const OVER_FROM: [f64; 2] = [1.25, 2.0];

pub fn print(of: &str, shapes: &[Shape]) {
    let lives: Vec<Vec<(f64, DaysLeft)>> = shapes
        .iter()
        .flat_map(|shape| (6000..6010).map(|seed| shape.draw_at(50, seed)))
        .filter(|trace| trace.lasted as f64 / DAY >= SEEN_FROM)
        .map(|trace| life(&trace))
        .collect();
    println!("\n{of}, \"fewer than 3 days left\" in {} lives:", lives.len());
    for (name, quantile) in QUANTILES {
        let warned = |over_from| lives.iter().map(move |life| warnings(life, quantile, over_from));
        let first: Vec<f64> = warned(2.0)
            .map(|warnings| warnings.first().copied().unwrap_or(0.0))
            .collect();
        let share = |is: fn(f64) -> bool| {
            let count = first.iter().filter(|before| is(**before)).count();
            per_cent(count as f64 / first.len() as f64)
        };
        let again = OVER_FROM.map(|over_from| {
            let again: usize = warned(over_from)
                .map(|warnings| warnings.len().saturating_sub(1))
                .sum();
            format!("{:.2}", again as f64 / lives.len() as f64)
        });
        println!(
            "  {name:<9} at most 1 day before the end {:>4}, 3 or more {:>4}, over 6 {:>4}; median {:.1} days; \
             told again per life {} (over from 1.25 times), {} (twice)",
            share(|before| before <= 1.0),
            share(|before| before >= WANTED - 0.25),
            share(|before| before > 2.0 * WANTED),
            median(&first),
            again[0],
            again[1],
        );
    }
}

/// The days that were really left at each look, and what was said.
fn life(trace: &Trace) -> Vec<(f64, DaysLeft)> {
    let end = trace.now.as_second() + trace.lasted;
    let mut points = trace.points.clone();
    let mut looks = Vec::new();
    for next in [points[points.len() - 1]].iter().chain(&trace.to_come) {
        points.push(*next);
        if let Some(forecast) = forecast(&points, next.at) {
            looks.push(((end - next.at.as_second()) as f64 / DAY, forecast.days_left));
        }
    }
    looks
}

/// How many days before the end it was warned each time.
fn warnings(life: &[(f64, DaysLeft)], quantile: Quantile, over_from: f64) -> Vec<f64> {
    let mut is_told = false;
    let mut warnings = Vec::new();
    for (left, said) in life {
        let days = quantile(said).to_f64().unwrap();
        if days < WANTED && !is_told {
            is_told = true;
            warnings.push(*left);
        } else if days >= WANTED * over_from {
            is_told = false;
        }
    }
    warnings
}
