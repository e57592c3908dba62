//! How far off the forecast is: `make forecast-accuracy`.
//!
//! Histories of many shapes, each seen from several moments, and each with a truth that the forecast
//! does not see: how long the balance at that moment really lasted. Prints a table; the same table is in
//! `docs/forecast.md`. The seeds are not those that the method was tuned on (`--tuning` shows those), and
//! nothing was tuned on the held-out shapes at all.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    missing_docs,
    unreachable_pub,
    reason = "prints statistics of made-up balances: nothing here is money"
)]

mod tally;
#[path = "../../../../tests/traces/mod.rs"]
mod traces;
mod warnings;

use std::{env, ops::Range, time::Instant};

use credit_tray_core::{forecast::forecast, history::Point};
use jiff::Timestamp;
use rust_decimal::prelude::ToPrimitive;
use tally::{DAY, Place, Tally, median, said};
use traces::{HELD_OUT, ORIGINS, SHAPES, Shape, Trace, point};

const REPORTED: Range<u64> = 5000..5200;
const TUNED_ON: Range<u64> = 1..41;

fn main() {
    let is_tuning = env::args().any(|argument| argument == "--tuning");
    let seeds = if is_tuning { TUNED_ON } else { REPORTED };
    println!(
        "Seeds {} to {}, each seen from {} origins.\n",
        seeds.start,
        seeds.end - 1,
        ORIGINS.len()
    );
    println!(
        "{:<31} {:>5} {:>17} {:>3}   {:>4} {:>6} {:>6} {:>5} {:>8} {:>6} {:>5}",
        "shape",
        "real",
        "said (range)",
        "in",
        "off",
        "inside",
        "before",
        "after",
        "pinball",
        "naive",
        "falls"
    );
    let tuned = table(SHAPES, &seeds);
    if is_tuning {
        tuned.print("tuned shapes");
        return;
    }
    println!();
    let held_out = table(HELD_OUT, &seeds);
    tuned.print("tuned shapes");
    held_out.print("held-out shapes");
    warnings::print("tuned shapes", SHAPES);
    warnings::print("held-out shapes", HELD_OUT);
    recorded();
    timed();
}

/// A row for each shape; the sum of all is returned.
fn table(shapes: &[Shape], seeds: &Range<u64>) -> Tally {
    let mut all = Tally::default();
    for shape in shapes {
        let mut tally = Tally::default();
        for trace in seeds.clone().flat_map(|seed| shape.draw(seed)) {
            tally.add(&trace);
        }
        println!(
            "{:<31} {}   {}",
            shape.name,
            one(&shape.draw_at(50, seeds.start)),
            tally.row()
        );
        all.merge(tally);
    }
    all
}

/// What was said of one trace, and what came.
fn one(trace: &Trace) -> String {
    let real = trace.lasted as f64 / DAY;
    let Some(said) = said(&trace.points, trace.now) else {
        return format!("{real:>5.1} {:>17} {:>3}", "nothing", "");
    };
    let latest = if said.latest.is_finite() {
        format!("{:.1}", said.latest)
    } else {
        "?".into()
    };
    let range = format!("{:.1} ({:.1}–{latest})", said.likely, said.soonest);
    let is_inside = said.place_of(real) == Place::Inside;
    format!(
        "{real:>5.1} {range:>17} {:>3}",
        if is_inside { "yes" } else { "no" }
    )
}

/// The few readings that were written down of real accounts. All are too short for a forecast, and
/// the right answer is none.
fn recorded() {
    let minutes = |values: &[i64]| -> Vec<Point> {
        let at = |minute: usize| {
            Timestamp::from_second(1_767_571_200 + 240 * i64::try_from(minute).unwrap()).unwrap()
        };
        values
            .iter()
            .enumerate()
            .map(|(index, value)| point(at(index), *value))
            .collect()
    };
    println!("\nRecorded readings:");
    for (name, points) in [
        (
            "kie.ai, 53.21, 50.94, 46.69 within minutes",
            minutes(&[5321, 5094, 4669]),
        ),
        ("kie.ai, 35.95", minutes(&[3595])),
        ("Evolink, 1095.3996", minutes(&[109_540])),
    ] {
        let now = points.last().unwrap().at;
        let answer = said(&points, now).map_or("nothing: too short".into(), |said| {
            format!("{:.1} days", said.likely)
        });
        println!("  {name:<44} {answer}");
    }
}

/// What a call costs with 10,000 readings, by shape: the median and the slowest of the medians.
fn timed() {
    let mut medians: Vec<f64> = SHAPES
        .iter()
        .map(|shape| {
            let mut trace = shape.draw_at(50, REPORTED.start);
            stretch(&mut trace.points, 10_000);
            let times: Vec<f64> = (0..15)
                .map(|_| {
                    let begin = Instant::now();
                    std::hint::black_box(forecast(&trace.points, trace.now));
                    begin.elapsed().as_secs_f64() * 1000.0
                })
                .collect();
            median(&times)
        })
        .collect();
    medians.sort_by(f64::total_cmp);
    println!(
        "\nOne call with 10,000 readings: {:.2} ms, at the slowest shape {:.2} ms.",
        median(&medians),
        medians.last().unwrap()
    );
}

/// As many readings, by cutting every pair's time and fall into pieces.
fn stretch(points: &mut Vec<Point>, count: usize) {
    let pieces = i64::try_from(count.div_ceil(points.len() - 1)).unwrap();
    let mut more: Vec<Point> = points
        .windows(2)
        .flat_map(|pair| {
            let (from, until) = (pair[0].at.as_second(), pair[1].at.as_second());
            let (before, after) = (hundredths(&pair[0]), hundredths(&pair[1]));
            (0..pieces).map(move |piece| {
                let at = Timestamp::from_second(from + (until - from) * piece / pieces).unwrap();
                point(at, before + (after - before) * piece / pieces)
            })
        })
        .collect();
    more.extend(points.last().copied());
    let surplus = more.len() - count;
    more.drain(..surplus);
    *points = more;
}

fn hundredths(point: &Point) -> i64 {
    (point.amount.value() * rust_decimal::Decimal::ONE_HUNDRED)
        .to_i64()
        .unwrap()
}
