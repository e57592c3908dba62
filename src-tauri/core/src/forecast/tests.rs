//! What is made of readings, and of time.

mod past;
mod properties;

use super::{changes::HOUR, *};
use crate::Unit;

/// Monday, 5 January 2026, 00:00 UTC.
pub(super) const BEGIN: i64 = 1_767_571_200;

pub(super) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

pub(super) fn point(second: i64, value: Decimal) -> Point {
    Point {
        at: at(second),
        amount: Amount::new(value, Unit::Credits),
    }
}

/// Readings so many seconds apart, of these hundredths.
fn apart(seconds: i64, hundredths: &[i64]) -> Vec<Point> {
    let times = (0..).map(|index| BEGIN + index * seconds);
    let values = hundredths.iter().map(|value| Decimal::new(*value, 2));
    times
        .zip(values)
        .map(|(time, value)| point(time, value))
        .collect()
}

fn kinds(points: &[Point]) -> Vec<Kind> {
    let record = Record::read(points, Timestamp::MAX).unwrap();
    record.changes.iter().map(|change| change.kind).collect()
}

fn spent(hundredths: i64) -> Kind {
    Kind::Spent(Decimal::new(hundredths, 2))
}

fn topped_up(hundredths: i64) -> Kind {
    Kind::ToppedUp(Decimal::new(hundredths, 2))
}

#[test]
fn a_refund_undoes_the_charge_that_it_pays_back() {
    assert_eq!(kinds(&apart(300, &[1000, 700, 1000])), [spent(0), spent(0)]);
    assert_eq!(
        kinds(&apart(300, &[1000, 700, 600, 1000])),
        [spent(0), spent(0), spent(0)],
        "two failed jobs, paid back together"
    );
    assert_eq!(
        kinds(&apart(300, &[1000, 700, 1000, 1300])),
        [spent(0), spent(0), topped_up(300)],
        "what was paid back is not paid back again"
    );
}

#[test]
fn a_top_up_that_is_smaller_than_the_bill_before_it_is_no_refund() {
    assert_eq!(
        kinds(&apart(300, &[1000, 400, 900])),
        [spent(600), topped_up(500)]
    );
    assert_eq!(kinds(&apart(300, &[60, 0, 50])), [spent(60), topped_up(50)]);
}

#[test]
fn a_pack_that_is_used_up_and_bought_again_is_spent_each_time() {
    assert_eq!(
        kinds(&apart(300, &[300, 0, 500, 0, 500, 0, 500])),
        [
            spent(300),
            topped_up(500),
            spent(500),
            topped_up(500),
            spent(500),
            topped_up(500)
        ]
    );
    assert_eq!(
        kinds(&apart(300, &[500, 200, 0, 500])),
        [spent(300), spent(200), topped_up(500)],
        "in two jobs"
    );
}

#[test]
fn a_rise_that_no_recent_charge_explains_is_a_top_up() {
    assert_eq!(
        kinds(&apart(300, &[1000, 700, 1500])),
        [spent(300), topped_up(800)]
    );
    assert_eq!(
        kinds(&apart(4 * HOUR, &[1000, 700, 800])),
        [spent(300), topped_up(100)],
        "long after the charge"
    );
    assert_eq!(kinds(&apart(300, &[0, 1])), [topped_up(1)]);
    assert_eq!(
        kinds(&apart(300, &[1_000_000, 1_000_001])),
        [spent(0)],
        "a correction"
    );
}

#[test]
fn a_top_up_that_is_taken_back_was_no_spend() {
    let wrong_for_a_moment = [1000, 100_000, 990];
    assert_eq!(
        kinds(&apart(300, &wrong_for_a_moment)),
        [topped_up(99_000), Kind::Withdrawn]
    );
    let zero_for_a_moment = [1000, 0, 1000];
    assert_eq!(kinds(&apart(300, &zero_for_a_moment)), [spent(0), spent(0)]);
}

#[test]
fn a_lapse_is_a_far_larger_fall_a_month_after_a_top_up() {
    let mut points: Vec<Point> = (0..40)
        .map(|day| point(BEGIN + day * DAY, Decimal::from(1000 - day)))
        .collect();
    let lapsed = |points: &mut Vec<Point>, day: usize| {
        for point in points.iter_mut().skip(day) {
            point.amount = Amount::new(point.amount.value() - Decimal::from(500), Unit::Credits);
        }
    };
    lapsed(&mut points, 36);
    assert!(!kinds(&points).contains(&Kind::Withdrawn), "a large expense");
    for point in points.iter_mut().take(6) {
        point.amount = Amount::new(Decimal::from(300), Unit::Credits);
    }
    assert_eq!(
        kinds(&points)
            .iter()
            .filter(|kind| **kind == Kind::Withdrawn)
            .count(),
        1
    );
}

#[test]
fn only_what_is_seen_of_a_day_counts() {
    let now = BEGIN + DAY;
    let half_seen = [Change {
        from: now - DAY,
        until: now - DAY / 2,
        kind: spent(1200),
    }];
    let slots = Stretch::before(now, &half_seen, SLOT);
    let known: Vec<i64> = slots.iter().map(|slot| slot.known / HOUR).collect();
    assert_eq!(known, [0, 0, 0, 4, 4, 4]);
    assert_eq!(Stretch::costs(&slots, SLOT), [Decimal::new(4, 0); 6]);
    let days = Stretch::before(now, &half_seen, DAY);
    assert_eq!(Stretch::costs(&days, DAY), [Decimal::new(24, 0)]);
}
