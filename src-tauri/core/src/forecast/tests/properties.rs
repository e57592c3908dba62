//! What holds for every history.

use proptest::{prelude::*, sample::select};

use super::{BEGIN, at, point};
use crate::{
    Unit,
    forecast::{changes::HOUR, *},
};

fn any_point() -> impl Strategy<Value = Point> {
    let second = prop_oneof![
        6 => BEGIN..BEGIN + 40 * DAY,
        1 => BEGIN..BEGIN + 10,
        1 => Timestamp::MIN.as_second()..Timestamp::MAX.as_second(),
    ];
    let value = prop_oneof![
        4 => (-100_i64..100_000).prop_map(|value| Decimal::new(value, 2)),
        1 => (any::<i64>(), 0_u32..=28).prop_map(|(value, scale)| Decimal::new(value, scale)),
        1 => select(vec![Decimal::MAX, Decimal::MIN, Decimal::ZERO, Decimal::new(1, 28), Decimal::new(999_999_999_999_999, 0)]),
    ];
    (
        second,
        value,
        select(vec![Unit::Credits, Unit::Credits, Unit::Credits, Unit::Usd]),
    )
        .prop_map(|(second, value, unit)| Point {
            at: at(second),
            amount: Amount::new(value, unit),
        })
}

/// Some weeks of an account that is only spent, read at irregular times; ends with something left.
fn any_spending() -> impl Strategy<Value = Vec<Point>> {
    let stretch = (1_i64..10 * HOUR, prop_oneof![2 => Just(0_i64), 3 => 1_i64..5000]);
    (prop::collection::vec(stretch, 30..120), 1_i64..100_000).prop_map(|(stretches, left)| {
        let mut second = BEGIN;
        let mut value = left + stretches.iter().map(|(_, fall)| fall).sum::<i64>();
        let mut points = vec![point(second, Decimal::new(value, 2))];
        for (wait, fall) in stretches {
            second += wait;
            value -= fall;
            points.push(point(second, Decimal::new(value, 2)));
        }
        points
    })
}

/// Some days of charges, refunds, top-ups, wrong readings and corrections, read at irregular times.
fn any_ups_and_downs() -> impl Strategy<Value = Vec<Point>> {
    let changes = vec![
        0, 0, -100, -200, -300, 100, 200, 300, 500, 99_000, -98_000, -99_000, 1,
    ];
    let step = (1_i64..3 * HOUR, 0_i32..1_000_000_000, select(changes));
    prop::collection::vec(step, 1..60).prop_map(|steps| {
        let (mut second, mut hundredths) = (BEGIN, 5000);
        let read = |(wait, nanosecond, change)| {
            second += wait;
            hundredths += change;
            Point {
                at: Timestamp::new(second, nanosecond).unwrap(),
                ..point(second, Decimal::new(hundredths, 2))
            }
        };
        steps.into_iter().map(read).collect()
    })
}

/// Three days, read every few minutes: mostly spent, now and then paid back or topped up.
fn any_busy_days() -> impl Strategy<Value = Vec<Point>> {
    let step = (
        60_i64..1200,
        prop_oneof![
            60 => -30_i64..=0,
            1 => select(vec![10_i64, 20, 5000]),
        ],
    );
    prop::collection::vec(step, 300..500).prop_map(|steps| {
        let (mut second, mut hundredths) = (BEGIN, 100_000);
        let read = |(wait, change)| {
            second += wait;
            hundredths += change;
            point(second, Decimal::new(hundredths, 2))
        };
        steps.into_iter().map(read).collect()
    })
}

fn end_of(points: &[Point]) -> Timestamp {
    points.last().unwrap().at
}

fn changed(points: &[Point], change: impl Fn(&Point) -> Point) -> Vec<Point> {
    points.iter().map(change).collect()
}

fn near(one: Decimal, other: Decimal) -> bool {
    (one - other).abs() <= Decimal::new(2, 3) + one.max(other) * Decimal::new(2, 3)
}

fn near_forecasts(one: Option<Forecast>, other: Option<Forecast>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            near(one.days_left.soonest, other.days_left.soonest)
                && near(one.days_left.likely, other.days_left.likely)
        }
        (one, other) => one.is_none() && other.is_none(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_points_are_borne(points in prop::collection::vec(any_point(), 0..80), now in BEGIN..BEGIN + 41 * DAY, back in 0..30 * DAY) {
        let now = at(now);
        if let Some(Forecast { spend_per_day, days_left }) = forecast(&points, now) {
            prop_assert!(spend_per_day.value() >= Decimal::ZERO);
            prop_assert!(days_left.soonest >= Decimal::ZERO);
            prop_assert!(days_left.soonest <= days_left.cautious && days_left.cautious <= days_left.likely);
            prop_assert!(days_left.latest.is_none_or(|latest| days_left.likely <= latest));
        }
        if let Some(spent) = spent_between(&points, at(now.as_second() - back), now) {
            prop_assert!(spent >= Decimal::ZERO);
        }
        if let Some((newest, before)) = points.split_last() {
            prop_assert!(top_up(before, newest).is_none_or(|rise| rise > Decimal::ZERO));
        }
        for top_up in top_ups(&points, now) {
            prop_assert!(top_up.amount > Decimal::ZERO && top_up.at <= now);
        }
    }

    #[test]
    fn what_can_be_spared_tells_nothing(points in any_busy_days()) {
        // Days counted back from a full hour begin with full hours.
        let now = at((end_of(&points).as_second() / HOUR + 1) * HOUR);
        let mut thinned = points.clone();
        thin(&mut thinned, now);
        let hours: Vec<_> = (BEGIN..now.as_second())
            .step_by(usize::try_from(HOUR).unwrap())
            .map(|hour| at(hour)..at(hour + HOUR))
            .collect();
        prop_assert_eq!(spent_in_each(&points, &hours, now), spent_in_each(&thinned, &hours, now));
        prop_assert_eq!(top_ups(&points, now), top_ups(&thinned, now));
        prop_assert_eq!(forecast(&points, now), forecast(&thinned, now));

        let mut again = thinned.clone();
        thin(&mut again, now);
        prop_assert_eq!(again, thinned, "there is nothing more to spare");
    }

    #[test]
    fn order_does_not_matter(points in any_spending()) {
        let reversed: Vec<Point> = points.iter().rev().copied().collect();
        prop_assert_eq!(forecast(&points, end_of(&points)), forecast(&reversed, end_of(&points)));
    }

    #[test]
    fn other_amounts_in_proportion_are_spent_in_proportion_and_last_as_long(points in any_spending(), factor in 1_i64..5000, scale in 0_u32..6) {
        let factor = Decimal::new(factor, scale);
        let scaled = changed(&points, |point| Point { amount: Amount::new(point.amount.value() * factor, Unit::Credits), ..*point });
        let (plain, scaled) = (forecast(&points, end_of(&points)), forecast(&scaled, end_of(&points)));
        prop_assume!(plain.is_some());
        prop_assert!(near_forecasts(plain, scaled), "{:?} {:?}", plain, scaled);
        if let (Some(plain), Some(scaled)) = (plain, scaled) {
            let expected = plain.spend_per_day.value() * factor;
            prop_assert!((scaled.spend_per_day.value() - expected).abs() <= expected * Decimal::new(1, 9));
        }
    }

    #[test]
    fn another_time_changes_nothing(points in any_spending(), later in -2_000_000_000_i64..2_000_000_000) {
        let shifted = changed(&points, |point| Point { at: at(point.at.as_second() + later), ..*point });
        prop_assert_eq!(forecast(&points, end_of(&points)), forecast(&shifted, end_of(&shifted)));
    }

    #[test]
    fn a_top_up_lasts_longer_and_costs_no_more_a_day(points in any_spending(), wait in 1_i64..HOUR, rise in 100_000_i64..1_000_000) {
        let now = end_of(&points).as_second() + wait;
        let after = point(now, points.last().unwrap().amount.value() + Decimal::new(rise, 2));
        prop_assert_eq!(top_up(&points, &after), Some(Decimal::new(rise, 2).normalize()));
        let before = forecast(&points, at(now));
        prop_assume!(before.is_some());
        let topped_up: Vec<Point> = points.into_iter().chain([after]).collect();
        if let (Some(before), Some(after)) = (before, forecast(&topped_up, at(now))) {
            prop_assert_eq!(before.spend_per_day, after.spend_per_day);
            prop_assert!(before.days_left.soonest < after.days_left.soonest);
            prop_assert!(before.days_left.likely < after.days_left.likely);
        }
    }

    #[test]
    fn readings_that_say_nothing_new_change_nothing(points in any_spending(), copies in 1_usize..4) {
        let again = |point: &Point| vec![*point; copies];
        let twice: Vec<Point> = points.iter().flat_map(again).collect();
        prop_assert_eq!(forecast(&points, end_of(&points)), forecast(&twice, end_of(&points)));

        let unmoved = |pair: &[Point]| match pair {
            [one, other] if one.amount == other.amount => {
                let middle = i64::midpoint(one.at.as_second(), other.at.as_second());
                vec![*one, point(middle, one.amount.value())]
            }
            [one, ..] => vec![*one],
            [] => Vec::new(),
        };
        let finer: Vec<Point> = points.windows(2).flat_map(unmoved).chain(points.last().copied()).collect();
        prop_assert_eq!(forecast(&points, end_of(&points)), forecast(&finer, end_of(&points)));
    }

    #[test]
    fn what_the_future_or_another_unit_says_is_not_heard(points in any_spending(), ahead in 1_i64..DAY, value in 0_i64..1_000_000) {
        let expected = forecast(&points, end_of(&points));
        let ahead = point(end_of(&points).as_second() + ahead, Decimal::new(value, 2));
        let elsewhere = Point { at: at(BEGIN - HOUR), amount: Amount::new(Decimal::new(value, 2), Unit::Usd) };
        let heard: Vec<Point> = points.iter().copied().chain([ahead, elsewhere]).collect();
        prop_assert_eq!(expected, forecast(&heard, end_of(&points)));
    }

    #[test]
    fn what_is_spent_adds_up(points in any_spending(), cut in 0_u8..=100) {
        let (from, until) = (points.first().unwrap().at, end_of(&points));
        let whole = until.as_second() - from.as_second();
        let fell = points.first().unwrap().amount.value() - points.last().unwrap().amount.value();
        prop_assert_eq!(spent_between(&points, from, until), Some(fell));
        let middle = at(from.as_second() + whole / 100 * i64::from(cut));
        let late = spent_between(&points, middle, until);
        prop_assert!(late.unwrap_or_default() <= fell);
    }

    #[test]
    fn every_top_up_that_was_told_is_listed_and_no_other(points in any_ups_and_downs()) {
        let told = (0..points.len()).filter_map(|index| {
            let (before, after) = (&points[..index], &points[index]);
            top_up(before, after).map(|amount| TopUp { at: after.at, amount })
        });
        prop_assert_eq!(top_ups(&points, end_of(&points)), told.collect::<Vec<_>>());
    }

    #[test]
    fn stretches_that_adjoin_cost_what_the_whole_does(points in any_ups_and_downs(), cuts in prop::collection::btree_set(-DAY..9 * DAY, 2..8)) {
        let cuts: Vec<Timestamp> = cuts.into_iter().map(|cut| at(BEGIN + cut)).collect();
        let stretches: Vec<_> = cuts.windows(2).map(|cut| cut[0]..cut[1]).collect();
        let whole = cuts[0]..cuts[cuts.len() - 1];
        let parts = spent_in_each(&points, &stretches, Timestamp::MAX);
        let [whole] = spent_in_each(&points, &[whole], Timestamp::MAX)[..] else { panic!("one stretch") };
        prop_assert_eq!(parts.iter().any(Option::is_some), whole.is_some());
        let sum: Decimal = parts.into_iter().flatten().sum();
        prop_assert!((sum - whole.unwrap_or_default()).abs() < Decimal::new(1, 15), "{} {:?}", sum, whole);
    }

    #[test]
    fn a_failed_job_that_is_paid_back_costs_nothing(points in any_spending(), charge in 1_i64..50_000) {
        let failed = |point_before: &Point| {
            let (second, value) = (point_before.at.as_second(), point_before.amount.value());
            [*point_before, point(second + 1, value - Decimal::new(charge, 2)), point(second + 2, value)]
        };
        let (busy, last) = (&points[..points.len() - 1], points.last().copied());
        let points_apart = busy.windows(2).all(|pair| pair[1].at.as_second() - pair[0].at.as_second() > 60);
        prop_assume!(points_apart && end_of(&points).as_second() - busy.last().unwrap().at.as_second() > 60);
        let with_failures: Vec<Point> = busy.iter().flat_map(failed).chain(last).collect();
        let (plain, with_failures) = (forecast(&points, end_of(&points)), forecast(&with_failures, end_of(&points)));
        prop_assume!(plain.is_some());
        if let (Some(plain), Some(with_failures)) = (plain, with_failures) {
            prop_assert!(near(plain.spend_per_day.value(), with_failures.spend_per_day.value()), "{:?} {:?}", plain, with_failures);
        }
    }
}
