//! What an account's past says about its future, told as stories.
#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    missing_docs,
    unreachable_pub,
    reason = "a test that panics has failed, and says where"
)]

mod accuracy;
mod story;
#[path = "../traces/mod.rs"]
mod traces;

use credit_tray_core::{
    Unit,
    forecast::{forecast, spent_between},
    texts::EN,
};
use rust_decimal::{Decimal, dec};
use story::{Story, before};

/// Whether two numbers are the same to within so many per cent.
#[track_caller]
fn assert_about(found: Decimal, expected: Decimal, per_cent: i64) {
    let off = (found - expected).abs() * dec!(100);
    assert!(
        off <= expected * Decimal::from(per_cent),
        "{found} is not about {expected}"
    );
}

#[test]
fn ten_a_day_with_thirty_left_lasts_about_three_days() {
    let forecast = Story::of(dec!(100))
        .spends(10)
        .a_day_for(7)
        .days()
        .forecast()
        .unwrap();
    assert_eq!(EN.amount(forecast.spend_per_day), "10.00 credits");
    assert_about(forecast.days_left.likely, dec!(3), 1);
    let (soonest, latest) = (forecast.days_left.soonest, forecast.days_left.latest.unwrap());
    assert!(soonest > dec!(2.5) && latest < dec!(3.5));
    assert!(
        soonest < dec!(2.8) && latest > dec!(3.2),
        "nobody is surer than that"
    );
}

#[test]
fn a_top_up_gives_more_days_and_costs_none() {
    let story = Story::of(dec!(100)).spends(10).a_day_for(9).days();
    let before = story.clone().forecast().unwrap();
    let after = story.tops_up(dec!(200)).forecast().unwrap();
    assert_about(after.spend_per_day.value(), before.spend_per_day.value(), 1);
    assert_about(before.days_left.likely, dec!(1), 3);
    assert_about(after.days_left.likely, dec!(21), 3);
}

#[test]
fn many_top_ups_hide_no_spend() {
    let mut story = Story::of(dec!(100));
    for _ in 0..10 {
        story = story.spends(24).a_day_for(2).days().tops_up(dec!(50));
    }
    let forecast = story.forecast().unwrap();
    assert_about(forecast.spend_per_day.value(), dec!(24), 1);
}

#[test]
fn refunds_are_no_negative_spend_and_no_top_up() {
    let mut story = Story::of(dec!(500));
    for _ in 0..8 {
        story = story
            .spends(10)
            .a_day_for(1)
            .days()
            .charges(dec!(40))
            .waits_minutes(20)
            .tops_up(dec!(40));
        assert_eq!(story.last_top_up(), None);
    }
    let forecast = story.forecast().unwrap();
    assert_about(forecast.spend_per_day.value(), dec!(10), 3);
}

#[test]
fn fifty_paid_in_after_a_bill_of_sixty_are_no_refund() {
    let story = Story::of(dec!(70)).spends(1).a_day_for(5).days();
    let billed = story.charges(dec!(60)).waits_minutes(30);
    assert_eq!(billed.clone().tops_up(dec!(50)).last_top_up(), Some(dec!(50)));
    assert_eq!(billed.tops_up(dec!(60)).last_top_up(), None, "all of it");
}

#[test]
fn a_top_up_is_told_with_its_amount() {
    let story = Story::of(dec!(500)).spends(10).a_day_for(1).days();
    assert_eq!(story.last_top_up(), None);
    assert_eq!(story.tops_up(dec!(25)).last_top_up(), Some(dec!(25)));
}

#[test]
fn what_was_spent_while_the_machine_was_off_counts() {
    let story = Story::of(dec!(300)).spends(10).a_day_for(4).days();
    let story = story
        .spends(10)
        .unseen_for(5)
        .days()
        .spends(10)
        .a_day_for(3)
        .days();
    assert_about(story.forecast().unwrap().spend_per_day.value(), dec!(10), 1);
}

#[test]
fn a_gap_that_ends_higher_is_unknown_and_not_free() {
    let story = Story::of(dec!(300)).spends(10).a_day_for(6).days();
    let story = story.spends(10).unseen_for(4).days().tops_up_unseen(dec!(200));
    let story = story.spends(10).a_day_for(3).days();
    assert_about(story.forecast().unwrap().spend_per_day.value(), dec!(10), 1);
}

#[test]
fn a_monthly_renewal_and_a_lapse_are_no_spend() {
    let story = Story::of(dec!(400)).read_hourly().spends(10).a_day_for(5).days();
    let renewed = story.tops_up(dec!(600)).spends(10).a_day_for(30).days();
    let lapsed = renewed.charges(dec!(450)).spends(10).a_day_for(8).days();
    assert_about(lapsed.forecast().unwrap().spend_per_day.value(), dec!(10), 1);
}

#[test]
fn a_new_pace_is_heard_soon_and_believed_slowly() {
    let story = Story::of(dec!(1000))
        .spends(10)
        .a_day_for(20)
        .days()
        .spends(40)
        .a_day_for(3)
        .days();
    let forecast = story.forecast().unwrap();
    let left = story.balance();
    let (fast, slow) = (left / dec!(40), left / dec!(10));
    assert!(forecast.days_left.soonest < fast * dec!(1.2), "it may go on so");
    assert!(forecast.days_left.latest.unwrap() > slow * dec!(0.6), "or not");
    assert!(forecast.spend_per_day.value() > dec!(15) && forecast.spend_per_day.value() < dec!(35));
}

#[test]
fn weekends_are_known_after_some_weeks() {
    let mut story = Story::of(dec!(1000));
    for _ in 0..4 {
        story = story.spends(20).a_day_for(5).days().spends(0).a_day_for(2).days();
    }
    let friday_night = story.clone().spends(20).a_day_for(5).days().holding(dec!(40));
    let likely = friday_night.forecast().unwrap().days_left.likely;
    assert_about(likely, dec!(4), 8);
    let sunday_night = story.holding(dec!(40));
    let likely = sunday_night.forecast().unwrap().days_left.likely;
    assert_about(likely, dec!(2), 8);
}

#[test]
fn an_account_that_is_left_alone_lasts_longer_and_then_says_nothing() {
    let story = Story::of(dec!(130)).spends(10).a_day_for(10).days();
    let used = story.clone().forecast().unwrap().days_left.likely;
    let resting = story.clone().spends(0).a_day_for(2).days().forecast().unwrap();
    assert!(resting.days_left.likely > used * dec!(1.2), "{resting:?}");
    let left_alone = story.spends(0).a_day_for(7).days();
    assert_eq!(left_alone.forecast(), None);
}

#[test]
fn who_knows_too_little_says_nothing() {
    let nothing = [
        ("no reading", Story::of(dec!(50)).points()[..0].to_vec()),
        ("one reading", Story::of(dec!(50)).points().to_vec()),
        (
            "less than a day",
            Story::of(dec!(50))
                .spends(48)
                .a_day_for_hours(20)
                .points()
                .to_vec(),
        ),
        (
            "no spend",
            Story::of(dec!(50))
                .spends(0)
                .a_day_for(9)
                .days()
                .points()
                .to_vec(),
        ),
        (
            "two expenses",
            Story::of(dec!(50))
                .spends(0)
                .a_day_for(2)
                .days()
                .charges(dec!(5))
                .spends(0)
                .a_day_for(2)
                .days()
                .charges(dec!(5))
                .points()
                .to_vec(),
        ),
        (
            "an end far away",
            Story::of(dec!(2000))
                .spends(10)
                .a_day_for(7)
                .days()
                .points()
                .to_vec(),
        ),
        (
            "one long gap",
            Story::of(dec!(90))
                .spends(9)
                .unseen_for(8)
                .days()
                .points()
                .to_vec(),
        ),
    ];
    for (name, points) in nothing {
        let now = points.last().map_or(traces::at(0), |point| point.at);
        assert_eq!(forecast(&points, now), None, "{name}");
    }
    let used = Story::of(dec!(90)).spends(9).a_day_for(8).days();
    assert!(used.forecast().is_some());
    assert!(used.forecast_after_hours(40).is_some());
    assert_eq!(used.forecast_after_hours(50), None, "the last reading is too old");
}

#[test]
fn time_that_passes_without_a_reading_is_time_less_left() {
    let story = Story::of(dec!(100)).spends(10).a_day_for(7).days();
    let later = story.forecast_after_hours(12).unwrap().days_left.likely;
    assert_about(later, dec!(2.5), 2);
}

#[test]
fn who_has_nothing_left_has_no_days_left() {
    for left in [dec!(0), dec!(-3.2)] {
        let days_left = Story::of(dec!(100))
            .spends(10)
            .a_day_for(7)
            .days()
            .holding(left)
            .forecast()
            .unwrap()
            .days_left;
        assert_eq!(
            (days_left.soonest, days_left.likely, days_left.latest),
            (dec!(0), dec!(0), Some(dec!(0)))
        );
    }
}

#[test]
fn a_change_of_unit_begins_anew() {
    let story = Story::of(dec!(100)).spends(10).a_day_for(7).days();
    assert_eq!(story.clone().counted_in(Unit::Usd).forecast(), None);
    assert!(
        story
            .counted_in(Unit::Usd)
            .spends(10)
            .a_day_for(2)
            .days()
            .forecast()
            .is_some()
    );
}

#[test]
fn spend_today_is_what_was_seen_and_a_share_of_what_was_not() {
    let story = Story::of(dec!(100)).spends(10).a_day_for(3).days();
    let (now, points) = (story.now(), story.points());
    let hours_ago = |hours| before(now, hours);
    assert_about(spent_between(points, hours_ago(12), now).unwrap(), dec!(5), 1);
    assert_about(
        spent_between(points, hours_ago(24 * 30), now).unwrap(),
        dec!(30),
        1,
    );
    assert_eq!(spent_between(points, now, now), None);

    let overnight = story.spends(10).unseen_for(1).days();
    let now = overnight.now();
    let (points, midnight) = (overnight.points(), before(now, 6));
    assert_about(spent_between(points, midnight, now).unwrap(), dec!(2.5), 1);
}
