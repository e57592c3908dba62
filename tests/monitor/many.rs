//! Hundreds of accounts cost no more than hundreds of polls: they are drawn and written together.

use std::time::Duration;

use credit_tray_core::problem::Problem;
use tokio::time::{Instant, sleep, timeout};

use crate::{
    HOUR, MINUTE, SECOND,
    watched::{Answer, Watched, account},
};

const COUNT: u32 = 200;

fn id(n: u32) -> String {
    format!("a{n}")
}

/// Answers come in over ten seconds, one after another.
async fn many() -> Watched {
    let watched = Watched::start((0..COUNT).map(|n| account(&id(n), 600))).await;
    sleep(5 * MINUTE).await;
    for n in 0..COUNT {
        watched.slow(&id(n), n * Duration::from_millis(50));
    }
    watched
}

/// How often something else is shown within this time.
async fn shown_within(time: Duration, watched: &Watched) -> usize {
    let mut state = watched.monitor().state();
    let mut shown = 0;
    let count = async {
        while state.changed().await.is_ok() {
            shown += 1;
        }
    };
    timeout(time, count).await.unwrap_err();
    shown
}

#[tokio::test(start_paused = true)]
async fn answers_that_come_in_one_after_another_are_shown_a_few_times_a_second() {
    let watched = many().await;
    for n in 0..COUNT {
        watched.next(&id(n), [Answer::Credits("42")]);
    }
    let (shown, ()) = tokio::join!(
        shown_within(10 * SECOND, &watched),
        watched.monitor().refresh(None),
    );
    assert!((30..=42).contains(&shown), "shown {shown} times in ten seconds");
    let all = watched.all().accounts;
    assert!(
        all.iter().all(|state| !state.polling),
        "a refresh ends with what is shown"
    );
}

#[tokio::test(start_paused = true)]
async fn a_network_that_is_away_is_written_down_a_few_times_and_not_for_every_account() {
    let watched = many().await;
    for n in 0..COUNT {
        watched.then(&id(n), Answer::Problem(Problem::Offline));
    }
    let _ = watched.writes();
    watched.monitor().refresh(None).await;
    let writes = watched.writes();
    assert!((1..=42).contains(&writes), "{writes} writes in ten seconds");
    let kept = serde_json::to_string(&watched.book()).unwrap();
    assert_eq!(kept.matches("failingSince").count(), 200);
}

/// The polls of all accounts from this moment on, in order.
fn polls_since(watched: &Watched, begin: Instant) -> Vec<Duration> {
    let polls = (0..COUNT).flat_map(|n| watched.polls(&id(n)));
    let mut polls: Vec<_> = polls
        .filter(|poll| *poll >= begin)
        .map(|poll| poll - begin)
        .collect();
    polls.sort();
    polls
}

/// The most that begin within any span of this length.
fn most_within(span: Duration, polls: &[Duration]) -> usize {
    let within = |first: usize| {
        let end = polls[first] + span;
        polls[first..].iter().take_while(|poll| **poll < end).count()
    };
    (0..polls.len()).map(within).max().unwrap_or_default()
}

#[tokio::test(start_paused = true)]
async fn after_waking_one_host_is_not_asked_by_all_at_once() {
    let watched = Watched::start((0..COUNT).map(|n| account(&id(n), 600))).await;
    sleep(15 * MINUTE).await;
    watched.computer_sleeps_for(8 * HOUR);
    let began = Instant::now();
    sleep(5 * MINUTE).await;
    let polls = polls_since(&watched, began);
    let all_read = (0..COUNT).all(|n| watched.polls(&id(n)).iter().any(|poll| *poll >= began));
    assert!(all_read, "all are read within five minutes: {}", polls.len());
    assert!(
        most_within(MINUTE, &polls) <= 70,
        "{}",
        most_within(MINUTE, &polls)
    );
    assert!(
        most_within(10 * SECOND, &polls) <= 20,
        "{}",
        most_within(10 * SECOND, &polls)
    );
}

#[tokio::test(start_paused = true)]
async fn who_asks_for_all_of_them_waits_for_no_turn() {
    let watched = Watched::start((0..COUNT).map(|n| account(&id(n), 600))).await;
    sleep(15 * MINUTE).await;
    let began = Instant::now();
    watched.monitor().refresh(None).await;
    assert!(began.elapsed() < SECOND);
    assert!(polls_since(&watched, began).len() >= COUNT as usize);
}
