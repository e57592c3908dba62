//! Sleep: nobody looks meanwhile, and what was seen before is old.

use std::time::Duration;

use credit_tray_core::{Account, alerts::Rule, problem::Problem};
use tokio::time::sleep;

use crate::{
    telling::night,
    watched::{Answer, Start, Watched, account},
};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

fn read_within_three_hours(id: &str) -> Account {
    let mut account = account(id, 60);
    account.rules.no_reading_for_hours = Some(3);
    account
}

#[tokio::test(start_paused = true)]
async fn a_poll_that_was_under_way_as_the_computer_fell_asleep_proves_no_outage() {
    let watched = Watched::start([read_within_three_hours("a")]).await;
    watched.then("a", Answer::Problem(Problem::Offline));
    sleep(2 * MINUTE).await;
    watched.answers_take(Duration::from_secs(10));
    while !watched.state("a").polling {
        sleep(Duration::from_secs(1)).await;
    }
    watched.computer_sleeps_for(8 * HOUR);
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), []);
}

/// As on Windows (rust-lang/rust#79462).
#[tokio::test(start_paused = true)]
async fn sleep_is_noticed_also_where_timers_count_it() {
    let watched = Watched::start([read_within_three_hours("a")]).await;
    watched.then("a", Answer::Problem(Problem::Offline));
    sleep(2 * MINUTE).await;
    tokio::time::advance(8 * HOUR).await;
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), []);
}

#[tokio::test(start_paused = true)]
async fn where_timers_count_sleep_a_fresh_reading_comes_before_any_alert_too() {
    let watched = Watched::start_as([account("a", 600)], night()).await;
    watched.then("a", Answer::Credits("5"));
    sleep(20 * MINUTE).await;
    watched.then("a", Answer::Problem(Problem::Offline));
    tokio::time::advance(10 * HOUR).await;
    sleep(MINUTE).await;
    assert_eq!(watched.alerts(), []);
}

/// Eight hours a day, as a laptop is used.
#[tokio::test(start_paused = true)]
async fn by_default_somebody_learns_that_an_account_cannot_be_read_after_a_day_of_looking() {
    for (problem, on_day) in [(Problem::Offline, 2), (Problem::KeyMissing, 1)] {
        let watched = Watched::start([account("a", 300)]).await;
        watched.then("a", Answer::Problem(problem.clone()));
        let mut told_on = Vec::new();
        for day in 0..5 {
            sleep(8 * HOUR + 10 * MINUTE).await;
            told_on.extend(watched.alerts().into_iter().map(|rule| (day, rule)));
            watched.computer_sleeps_for(16 * HOUR);
        }
        let first = told_on.first().copied();
        assert_eq!(first, Some((on_day, Rule::NoReading)), "{problem:?}: {told_on:?}");
        assert_eq!(told_on.len(), 1, "{told_on:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_nobody_is_told_that_an_account_cannot_be_read_before_that_was_tried() {
    let before = Watched::start([read_within_three_hours("a")]).await;
    before.person_listens(false);
    before.then("a", Answer::Problem(Problem::KeyMissing));
    sleep(4 * HOUR).await;
    let start = Start {
        book: before.book(),
        now: before.now(),
        answers_take: Duration::from_secs(25),
        ..Start::default()
    };
    drop(before);

    let after = Watched::start_as([read_within_three_hours("a")], start).await;
    sleep(2 * MINUTE).await;
    assert_eq!(after.alerts(), [], "it could be read");
}
