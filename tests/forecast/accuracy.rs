//! The figures in docs/forecast.md, on seeds of their own and with some room: a change that makes
//! forecasts worse is seen here.

use std::ops::Range;

use credit_tray_core::forecast::{DaysLeft, forecast};
use rust_decimal::{Decimal, dec, prelude::ToPrimitive};

use crate::traces::{HELD_OUT, SHAPES, Shape, Trace};

/// What was said of traces, and for how many days the balance really lasted.
struct Answers(Vec<(DaysLeft, Decimal)>);

impl Answers {
    fn of(shapes: &[Shape], seeds: Range<u64>) -> Self {
        let traces = shapes
            .iter()
            .flat_map(|shape| seeds.clone().flat_map(|seed| shape.draw(seed)));
        let answer = |trace: Trace| {
            let real = Decimal::from(trace.lasted) / dec!(86400);
            Some((forecast(&trace.points, trace.now)?.days_left, real))
        };
        Self(traces.filter_map(answer).collect())
    }

    /// For how many of a hundred the truth was inside the range.
    fn inside(&self) -> usize {
        let grain = dec!(0.004);
        let is_inside = |(days_left, real): &&(DaysLeft, Decimal)| {
            let latest = days_left.latest.unwrap_or(Decimal::MAX);
            days_left.soonest - grain <= *real && *real <= latest.saturating_add(grain)
        };
        self.0.iter().filter(is_inside).count() * 100 / self.0.len()
    }

    fn median_error(&self) -> f64 {
        let off = |(days_left, real): &(DaysLeft, Decimal)| (days_left.likely - real).abs() / real;
        let mut errors: Vec<Decimal> = self.0.iter().map(off).collect();
        errors.sort();
        errors[errors.len() / 2].to_f64().unwrap()
    }
}

#[test]
fn known_kinds_of_spending_are_forecast_about_right() {
    let answers = Answers::of(SHAPES, 9000..9003);
    assert!(
        answers.0.len() * 10 >= SHAPES.len() * 4 * 3 * 9,
        "silent too often"
    );
    let (error, inside) = (answers.median_error(), answers.inside());
    assert!(error < 0.17, "median error {error}");
    assert!((79..=88).contains(&inside), "{inside} of 100 inside");
}

#[test]
fn the_range_holds_what_it_promises_for_kinds_of_spending_that_nothing_was_tuned_on() {
    let inside = Answers::of(HELD_OUT, 9000..9010).inside();
    assert!((72..=88).contains(&inside), "{inside} of 100 inside");
}

#[test]
fn growth_decline_and_a_wandering_pace_are_inside_the_range_most_of_the_time() {
    for (name, at_least) in [
        ("growing all the time", 85),
        ("fading slowly", 68),
        ("a rate that wanders", 66),
    ] {
        let shape = SHAPES.iter().find(|shape| shape.name == name).unwrap();
        let inside = Answers::of(std::slice::from_ref(shape), 9000..9040).inside();
        assert!(inside >= at_least, "{name}: {inside} of 100 inside");
    }
}

/// How many days before the end of this life the cautious estimate first fell below three; 0 is never.
fn warned_before_the_end(trace: &Trace) -> Decimal {
    let end = trace.now.as_second() + trace.lasted;
    let mut points = trace.points.clone();
    for next in trace.to_come.iter().step_by(2) {
        points.push(*next);
        let forecast = forecast(&points, next.at);
        if forecast.is_some_and(|forecast| forecast.days_left.cautious < dec!(3)) {
            return Decimal::from(end - next.at.as_second()) / dec!(86400);
        }
    }
    Decimal::ZERO
}

#[test]
fn who_wants_to_know_three_days_ahead_knows_it_for_two_accounts_of_three() {
    let lives: Vec<Trace> = SHAPES
        .iter()
        .chain(HELD_OUT)
        .map(|shape| shape.draw_at(50, 9000))
        .filter(|trace| trace.lasted > 6 * 86400)
        .collect();
    let in_time = |trace: &&Trace| warned_before_the_end(trace) >= dec!(2.5);
    let in_time = lives.iter().filter(in_time).count() * 100 / lives.len();
    assert!(
        (73..=90).contains(&in_time),
        "{in_time} of 100, of {}",
        lives.len()
    );
}
