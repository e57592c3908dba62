//! What each part makes of the days of the past.

use super::*;

/// A past of days that cost so much, the oldest first.
fn past(days: impl IntoIterator<Item = i64>) -> Past {
    let mut days: Vec<Decimal> = days.into_iter().map(Decimal::from).collect();
    days.reverse();
    Past::new(days, DAY)
}

fn days_of(mut lifetimes: Vec<i64>) -> (i64, i64) {
    lifetimes.sort_unstable();
    let first_and_last = lifetimes.first().zip(lifetimes.last());
    first_and_last.map_or((0, 0), |(first, last)| (first / DAY, last / DAY))
}

#[test]
fn who_was_spent_half_as_fast_again_as_expected_each_time_will_be_so_again() {
    let doubling_every_week = past([8, 16, 32, 64].into_iter().flat_map(|cost| [cost; 7]));
    let (soonest, latest) = days_of(doubling_every_week.as_wrong_as_before(240, Decimal::from(640), 7));
    assert_eq!(
        (soonest, latest),
        (5, 13),
        "half of ten, at the pace of the last week, and of twenty-one, at that of the last four"
    );
    let steady = past([10; 20]);
    assert_eq!(
        days_of(steady.as_wrong_as_before(240, Decimal::from(105), 7)),
        (10, 10)
    );
}

#[test]
fn too_short_a_past_has_no_errors_to_learn_from() {
    let futures = |days: usize| past(vec![10; days]).as_wrong_as_before(240, Decimal::from(100), 3);
    assert_eq!(futures(6).len(), 0);
    assert_eq!(
        futures(7).len(),
        18,
        "a few futures for the one error of each memory"
    );
}

#[test]
fn a_trend_goes_on_and_fades() {
    let balance = Decimal::from(1000);
    let growing = past((1..=20).map(|day| 10 * day));
    let (soonest, latest) = days_of(growing.following_the_trend(30, balance));
    assert!(
        soonest >= 3 && latest <= 5,
        "five days at the last pace: {soonest} to {latest}"
    );
    let fading = past((1..=20).map(|day| 10 * (25 - day)));
    let (soonest, latest) = days_of(fading.following_the_trend(30, balance));
    assert!(
        soonest >= 10 && (25..40).contains(&latest),
        "sixteen days at the last pace, and it does not fade to nothing: {soonest} to {latest}"
    );
}

#[test]
fn ups_and_downs_are_no_trend() {
    let futures = |days: &[i64]| past(days.to_vec()).following_the_trend(30, Decimal::TEN).len();
    assert_eq!(futures(&[5, 9, 2, 7, 7, 3, 8, 4, 6, 5, 9, 1, 7, 4, 6, 8]), 0);
    assert_eq!(futures(&[10; 28]), 0);
    assert_eq!(futures(&[1, 2, 3]), 0, "too short");
}

#[test]
fn a_trend_between_amounts_of_any_size_is_borne() {
    let (large, small) = (Decimal::from(1_000_000_000_000_000_i64), Decimal::new(2, 15));
    for (late, early) in [(large, small), (small, large)] {
        let days: Vec<Decimal> = [[late; 14], [early; 14]].concat();
        let lifetimes = Past::new(days, DAY).following_the_trend(6, large);
        assert_eq!(lifetimes.len(), 6);
    }
}

#[test]
fn a_range_that_was_too_narrow_becomes_wider_at_the_end_that_was_wrong() {
    let tails = |past: Past| {
        let tails = past.tails(5);
        (tails.early, tails.late)
    };
    assert_eq!(tails(past([10; 25])), (100, 100), "never wrong");
    let twice_as_fast = past([[10; 15], [20; 15]].concat());
    let (early, late) = tails(twice_as_fast);
    assert!(early < 90 && late == 100, "{early} {late}");
    let half_as_fast = past([[20; 15], [10; 15]].concat());
    let (early, late) = tails(half_as_fast);
    assert!(early == 100 && late < 90, "{early} {late}");
}

#[test]
fn nothing_lasts_no_time_also_where_a_day_of_the_trend_costs_nothing() {
    let growing = past((1..=28).map(|day| if day % 5 == 0 { 0 } else { day }));
    let lifetimes = growing.following_the_trend(60, Decimal::ZERO);
    assert_eq!(lifetimes, [0; 60]);
}
