//! What a chart shows of any history.

use proptest::{prelude::*, sample::select};

use super::{thinning::MOST, *};
use crate::{Amount, Unit, forecast::spent_between};

const SPANS: [ChartSpan; 4] = [
    ChartSpan::Day,
    ChartSpan::Week,
    ChartSpan::Month,
    ChartSpan::Quarter,
];

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Friday, half past nine in the morning in Berlin.
fn now() -> Timestamp {
    time("2026-11-20T08:30:00Z")
}

fn berlin() -> TimeZone {
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
}

fn point(at: Timestamp, hundredths: i64) -> Point {
    Point {
        at,
        amount: Amount::new(Decimal::new(hundredths, 2), Unit::Credits),
    }
}

/// Readings so many hours before now, of these whole credits.
fn hours_ago(readings: &[(i64, i64)]) -> Vec<Point> {
    let ago = |hours| now() - SignedDuration::from_hours(hours);
    let read = |(hours, credits): &(i64, i64)| point(ago(*hours), credits * 100);
    readings.iter().map(read).collect()
}

fn spend_of(chart: &Chart) -> Vec<(String, String)> {
    let of_day = |day: &DaySpend| (day.date.to_string(), day.amount.to_string());
    chart.spend.iter().map(of_day).collect()
}

/// Readings of up to 120 days at irregular times, now and then in another unit, and some that a
/// wrong clock dated into the future.
fn any_points() -> impl Strategy<Value = Vec<Point>> {
    let wait = prop_oneof![8 => 1_i64..3600, 1 => 1_i64..300_000];
    let change = prop_oneof![3 => Just(0_i64), 6 => -500_i64..0, 1 => -90_000_i64..90_000];
    let unit = prop_oneof![2000 => Just(Unit::Credits), 1 => Just(Unit::Usd)];
    let steps = prop::collection::vec((wait, change, unit), 0..1200);
    (steps, -3600_i64..400_000).prop_map(|(steps, newest_ago)| {
        let length: i64 = steps.iter().map(|(wait, ..)| wait).sum();
        let (mut at, mut hundredths) = (now().as_second() - newest_ago - length, 100_000);
        let read = |(wait, change, unit)| {
            at += wait;
            hundredths += change;
            let amount = Amount::new(Decimal::new(hundredths, 2), unit);
            let at = Timestamp::from_second(at).unwrap();
            Point { at, amount }
        };
        steps.into_iter().map(read).collect()
    })
}

fn any_zone() -> impl Strategy<Value = TimeZone> {
    let zones = ["UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "<+14>-14", "<-0930>9:30"];
    select(zones.map(|zone| TimeZone::posix(zone).unwrap()).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_line_is_what_was_read(points in any_points(), span in select(&SPANS[..])) {
        let chart = Chart::new(span, &points, now(), &berlin());
        prop_assert!(chart.points.len() <= MOST);
        prop_assert!(chart.points.is_sorted_by(|one, next| one.at < next.at));

        let known: Vec<Point> = points.into_iter().filter(|point| point.at <= now()).collect();
        let unit = known.last().map(|point| point.amount.unit());
        let newest_before = |at| known.iter().rfind(|point| point.at <= at);
        for point in &chart.points {
            prop_assert!((chart.from..=chart.to).contains(&point.at));
            prop_assert_eq!(Some(point.amount.unit()), unit);
            prop_assert_eq!(Some(point.amount), newest_before(point.at).map(|point| point.amount));
            prop_assert!(point.at == chart.from || known.contains(point));
        }
        prop_assert_eq!(chart.points.last().map(|point| point.amount), known.last().map(|point| point.amount));
        let at_edge = newest_before(chart.from).is_some();
        let changed_unit = known.iter().any(|point| Some(point.amount.unit()) != unit);
        if at_edge && !changed_unit {
            prop_assert_eq!(chart.points.first().map(|point| point.at), Some(chart.from));
        }
    }

    #[test]
    fn every_extreme_is_in_the_line(points in any_points(), span in select(&SPANS[..])) {
        let (chart, full) = (Chart::new(span, &points, now(), &berlin()), line(&points, span.begin(now()), now()));
        let values = |points: &[Point]| points.iter().map(|point| point.amount.value()).collect::<Vec<_>>();
        let (thin, full) = (values(&chart.points), values(&full));
        prop_assert_eq!((thin.iter().min(), thin.iter().max()), (full.iter().min(), full.iter().max()));
    }

    #[test]
    fn days_cost_what_was_spent_in_them_and_today_what_it_did_so_far(points in any_points(), span in select(&SPANS[..]), zone in any_zone()) {
        let chart = Chart::new(span, &points, now(), &zone);
        prop_assert!(chart.spend.is_sorted_by(|one, next| one.date < next.date));
        prop_assert!(chart.spend.iter().all(|day| day.amount >= Decimal::ZERO));

        let today = now().to_zoned(zone.clone()).start_of_day().unwrap();
        let first = today.checked_sub(span.days().days()).unwrap().timestamp();
        let of_today = chart.spend.iter().find(|day| day.date == today.date()).map(|day| day.amount);
        prop_assert_eq!(of_today, spent_between(&points, today.timestamp(), now()));
        let sum: Decimal = chart.spend.iter().map(|day| day.amount).sum();
        let whole = spent_between(&points, first, now());
        prop_assert!((sum - whole.unwrap_or_default()).abs() < Decimal::new(1, 15), "{sum} {whole:?}");
    }

    #[test]
    fn every_top_up_since_the_chart_begins_is_marked(points in any_points(), span in select(&SPANS[..])) {
        let chart = Chart::new(span, &points, now(), &berlin());
        let mut expected = top_ups(&points, now());
        expected.retain(|top_up| (chart.from..=chart.to).contains(&top_up.at));
        prop_assert_eq!(chart.top_ups, expected);
    }
}

#[test]
fn another_wallet_is_a_line_of_its_own_as_far_as_it_is_in_sight() {
    let present = hours_ago(&[(10, 5), (1, 4)]);
    let (gone, before) = (hours_ago(&[(60, 9), (50, 8)]), hours_ago(&[(40, 3), (20, 2)]));
    let mut dollars = hours_ago(&[(15, 7)]);
    dollars[0].amount = Amount::new(dollars[0].amount.value(), Unit::Usd);
    let chart = |span, present: &[Point]| {
        let wallets = [gone.clone(), before.clone(), dollars.clone()];
        Chart::new(span, present, now(), &berlin()).after(&wallets)
    };
    let day = chart(ChartSpan::Day, &present);
    assert_eq!(day.points, present);
    assert_eq!(day.earlier, [hours_ago(&[(24, 3), (20, 2)])]);
    let week = chart(ChartSpan::Week, &present);
    assert_eq!(week.earlier, [gone.clone(), before.clone()]);
    assert!(week.top_ups.is_empty(), "a larger wallet is no top-up");
}

#[test]
fn the_left_edge_has_the_balance_of_before() {
    let points = hours_ago(&[(100, 9), (30, 8), (20, 6)]);
    let day = Chart::new(ChartSpan::Day, &points, now(), &berlin());
    assert_eq!(day.points, [hours_ago(&[(24, 8)])[0], points[2]]);

    let at_the_edge = hours_ago(&[(30, 8), (24, 7), (20, 6)]);
    let day = Chart::new(ChartSpan::Day, &at_the_edge, now(), &berlin());
    assert_eq!(day.points, at_the_edge[1..]);

    let nothing_new = Chart::new(ChartSpan::Day, &points[..2], now(), &berlin());
    assert_eq!(nothing_new.points, hours_ago(&[(24, 8)]));
    let nothing_before = Chart::new(ChartSpan::Week, &points, now(), &berlin());
    assert_eq!(nothing_before.points, points);
}

#[test]
fn a_gap_costs_each_day_its_share_and_a_day_before_all_readings_nothing() {
    let points = hours_ago(&[(3 * 24 + 8, 100), (8, 28), (1, 21)]);
    let week = Chart::new(ChartSpan::Week, &points, now(), &berlin());
    let day = |date: &str, amount: &str| (date.to_owned(), amount.to_owned());
    assert_eq!(
        spend_of(&week),
        [
            day("2026-11-17", "22.5"),
            day("2026-11-18", "24"),
            day("2026-11-19", "24"),
            day("2026-11-20", "8.5"),
        ]
    );
    let yesterday_and_today = Chart::new(ChartSpan::Day, &points, now(), &berlin());
    assert_eq!(spend_of(&yesterday_and_today), spend_of(&week)[2..]);
}

#[test]
fn a_day_of_which_nothing_is_known_is_absent_and_one_without_spend_is_zero() {
    let points = hours_ago(&[(60, 7), (50, 7), (2, 500), (1, 500)]);
    let week = Chart::new(ChartSpan::Week, &points, now(), &berlin());
    let zero = |date: &str| (date.to_owned(), "0".to_owned());
    assert_eq!(
        spend_of(&week),
        [zero("2026-11-17"), zero("2026-11-18"), zero("2026-11-20")]
    );
}

#[test]
fn days_of_23_and_25_hours_are_days() {
    for (noon, hours) in [("2026-03-29T10:00:00Z", 23), ("2026-10-25T11:00:00Z", 25)] {
        let noon = time(noon);
        let hourly = (-40..40).map(|hour: i64| point(noon + SignedDuration::from_hours(hour), -hour * 100));
        let hourly: Vec<_> = hourly.collect();
        let chart = Chart::new(
            ChartSpan::Day,
            &hourly,
            noon + SignedDuration::from_hours(24),
            &berlin(),
        );
        assert_eq!(chart.spend[0].date, noon.to_zoned(berlin()).date());
        assert_eq!(chart.spend[0].amount, Decimal::from(hours));
        assert_eq!(chart.spend[1].amount, Decimal::from(12));
    }
}

#[test]
fn a_lapse_of_last_months_credits_costs_no_day_anything() {
    let topped_up = [(32 * 24, 100), (31 * 24, 1000)];
    let spending = (1..=30).rev().map(|day| (day * 24, 900 + day));
    let lapsed = [(2, 100)];
    let readings: Vec<_> = topped_up.into_iter().chain(spending).chain(lapsed).collect();
    let points = hours_ago(&readings);
    for span in SPANS {
        assert!(span.readings_since(now()) <= points[0].at);
        let chart = Chart::new(span, &points, now(), &berlin());
        let dearest = chart.spend.iter().map(|day| day.amount).max().unwrap();
        assert!(dearest < Decimal::from(150), "{span:?}: {dearest}");
    }
}

#[test]
fn nothing_known_is_an_empty_chart_at_any_time() {
    for now in [Timestamp::MIN, now(), Timestamp::MAX] {
        for span in SPANS {
            let chart = Chart::new(span, &[], now, &berlin());
            assert!(chart.points.is_empty() && chart.top_ups.is_empty() && chart.spend.is_empty());
            assert_eq!((chart.from, chart.to), (span.begin(now), now));
        }
    }
}

#[test]
fn spans_have_the_names_that_the_window_uses() {
    let names = SPANS.map(|span| serde_json::to_string(&span).unwrap());
    assert_eq!(names, [r#""day""#, r#""week""#, r#""month""#, r#""quarter""#]);
}
