//! The polling task on paused time: hours pass in milliseconds, and every wait is exact.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

mod channels;
mod lives;
mod many;
mod network;
mod person;
mod remembering;
mod returning;
mod sleep;
#[cfg(target_os = "linux")]
mod soak;
mod telling;
mod truths;
mod wallets;
mod watched;

use std::time::Duration;

use credit_tray_core::{
    AccountId,
    alerts::Rule,
    problem::{Failure, Problem},
    reading::Status,
    texts::EN,
};
use tokio::time::{Instant, sleep};
use watched::{Answer, Start, Watched, account};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

fn gaps(polls: &[Instant]) -> Vec<Duration> {
    polls.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[tokio::test(start_paused = true)]
async fn each_account_is_read_at_its_own_interval_with_jitter_that_only_adds() {
    let watched = Watched::start([account("often", 60), account("seldom", 600)]).await;
    sleep(10 * HOUR).await;
    for (id, interval) in [("often", MINUTE), ("seldom", 10 * MINUTE)] {
        let gaps = gaps(&watched.polls(id));
        assert!(gaps.len() > 50, "{id}: {}", gaps.len());
        assert!(
            gaps.iter()
                .all(|gap| *gap >= interval && *gap <= interval * 11 / 10 + SECOND),
            "{id}: {gaps:?}"
        );
        let different: std::collections::HashSet<_> = gaps.iter().collect();
        assert!(different.len() > gaps.len() / 2, "{id} has no jitter");
    }
}

#[tokio::test(start_paused = true)]
async fn all_due_accounts_are_read_side_by_side() {
    let watched = Watched::start((0..5).map(|n| account(&format!("a{n}"), 300))).await;
    watched.answers_take(200 * Duration::from_millis(1));
    let began = Instant::now();
    watched.monitor().refresh(None).await;
    assert_eq!(began.elapsed(), Duration::from_millis(200));
    assert!(
        watched
            .all()
            .accounts
            .iter()
            .all(|state| state.status() == Status::Ok)
    );
}

#[tokio::test(start_paused = true)]
async fn failures_are_tried_again_ever_more_rarely_and_forgotten_after_a_success() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.next("a", vec![Answer::Problem(Problem::Timeout); 4]);
    watched.then("a", Answer::Credits("50"));
    watched.monitor().refresh(None).await;
    sleep(HOUR).await;
    let gaps = gaps(&watched.polls("a"));
    let seconds: Vec<u64> = gaps.iter().skip(1).take(5).map(Duration::as_secs).collect();
    for (seconds, punctual) in seconds.iter().zip([15, 30, 60, 120, 300]) {
        assert!((punctual..=punctual * 11 / 10).contains(seconds), "{gaps:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_honoured_even_by_a_refresh() {
    let watched = Watched::start([account("a", 60), account("b", 60)]).await;
    watched.next("a", [Answer::RetryAfter(600)]);
    watched.monitor().refresh(None).await;
    let asked = watched.polls("a").len();
    watched.monitor().refresh(None).await;
    sleep(9 * MINUTE).await;
    assert_eq!(watched.polls("a").len(), asked, "asked again before its time");
    assert!(watched.polls("b").len() > 7, "another account is not held up");
    sleep(3 * MINUTE).await;
    assert!(watched.polls("a").len() > asked);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_joins_the_poll_under_way() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.answers_take(SECOND);
    let before = watched.polls("a").len();
    let began = Instant::now();
    let (first, second) = (watched.monitor().clone(), watched.monitor().clone());
    let later = async {
        sleep(SECOND / 2).await;
        second.refresh(None).await;
    };
    tokio::join!(first.refresh(None), later);
    assert_eq!(watched.polls("a").len(), before + 1);
    assert_eq!(began.elapsed(), SECOND);
}

#[tokio::test(start_paused = true)]
async fn a_failed_poll_keeps_the_last_good_reading_and_marks_it_stale() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.next("a", [Answer::Credits("50"), Answer::Problem(Problem::Offline)]);
    watched.monitor().refresh(None).await;
    watched.monitor().refresh(None).await;
    let state = watched.state("a");
    assert_eq!(state.status(), Status::Ok);
    assert_eq!(state.failure.as_ref().unwrap().problem, Problem::Offline);
    sleep(10 * SECOND).await;
    let age = watched.state("a").stale_for(watched.now()).unwrap();
    assert!(age >= 10 * SECOND, "{age:?}");
}

#[tokio::test(start_paused = true)]
async fn errors_alert_nobody_and_forget_nothing() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.then("a", Answer::Credits("5"));
    watched.monitor().refresh(None).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
    for problem in [
        Problem::Timeout,
        Problem::KeyRejected,
        Problem::ProviderError(500),
        Problem::RateLimited,
    ] {
        watched.next("a", [Answer::Problem(problem), Answer::Credits("4")]);
        watched.monitor().refresh(None).await;
        sleep(2 * HOUR).await;
        assert_eq!(watched.alerts(), [], "a flaky reply alerted again");
    }
}

#[tokio::test(start_paused = true)]
async fn a_restart_tells_nothing_twice() {
    let before = Watched::start([account("a", 60)]).await;
    before.then("a", Answer::Credits("5"));
    before.monitor().refresh(None).await;
    assert_eq!(before.alerts(), [Rule::Low]);
    let start = Start {
        book: before.book(),
        answer: Answer::Credits("5"),
        ..Start::default()
    };

    let after = Watched::start_as([account("a", 60)], start).await;
    after.monitor().refresh(None).await;
    assert_eq!(after.alerts(), []);
    after.next("a", [Answer::Credits("0")]);
    after.monitor().refresh(None).await;
    assert_eq!(after.alerts(), [Rule::Out]);
}

#[tokio::test(start_paused = true)]
async fn changed_settings_are_taken_up_without_a_restart() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.monitor().refresh(None).await;

    watched.set_accounts([account("b", 300), account("a", 60)]).await;
    sleep(SECOND).await;
    let order: Vec<_> = watched
        .all()
        .accounts
        .iter()
        .map(|state| state.account.id.to_string())
        .collect();
    assert_eq!(order, ["b", "a"]);
    assert_eq!(watched.polls("b").len(), 1, "a new account is read at once");
    assert_eq!(
        watched.state("a").status(),
        Status::Ok,
        "a reading outlives a new interval"
    );
    let asked = watched.polls("a").len();
    sleep(5 * MINUTE).await;
    assert!(watched.polls("a").len() >= asked + 4, "the new interval counts");

    watched.set_accounts([account("b", 300)]).await;
    sleep(SECOND).await;
    let asked = watched.polls("a").len();
    sleep(HOUR).await;
    assert_eq!(watched.polls("a").len(), asked, "a removed account is left alone");
    assert_eq!(
        watched.keys_forgotten(),
        ["a"],
        "a new interval is no reason to look for its key again"
    );
}

#[tokio::test(start_paused = true)]
async fn what_changes_no_account_touches_no_poll_and_no_key() {
    let watched = Watched::start([account("a", 300)]).await;
    let asked = watched.polls("a").len();
    watched.set_accounts([account("a", 300)]).await;
    sleep(SECOND).await;
    assert_eq!(watched.polls("a").len(), asked);
    assert_eq!(watched.keys_forgotten(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn with_another_key_an_account_is_read_at_once_whatever_was_asked_for_of_the_old_one() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.next("a", [Answer::RetryAfter(3000)]);
    watched.monitor().refresh(None).await;
    let asked = watched.polls("a").len();
    watched.monitor().key_changed(AccountId::new("a"), false);
    sleep(SECOND).await;
    assert_eq!(watched.polls("a").len(), asked + 1);
    assert_eq!(watched.keys_forgotten(), ["a"]);
}

#[tokio::test(start_paused = true)]
async fn the_watch_goes_on_after_it_broke_down_and_says_so() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.breaks_down(true);
    watched.then("a", Answer::Credits("55"));
    sleep(5 * MINUTE).await;
    assert!(watched.all().broke_down_at.is_some());
    watched.breaks_down(false);
    sleep(5 * MINUTE).await;
    assert_eq!(EN.amount(watched.state("a").available().unwrap()), "55 credits");
    assert!(watched.all().broke_down_at.is_some(), "it is not forgotten");
}

#[tokio::test(start_paused = true)]
async fn an_answer_to_a_question_that_has_changed_is_dropped() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.answers_take(10 * SECOND);
    let monitor = watched.monitor().clone();
    tokio::spawn(async move { monitor.refresh(None).await });
    sleep(SECOND).await;
    let mut moved = account("a", 300);
    moved.base_url = Some("https://relay.example".parse().unwrap());
    watched.then("a", Answer::Credits("7"));
    watched.set_accounts([moved]).await;
    sleep(SECOND).await;
    assert_eq!(
        watched.state("a").reading,
        None,
        "a reading of another host is no reading of this one"
    );
    sleep(11 * SECOND).await;
    let reading = watched.state("a").reading.unwrap();
    assert_eq!(reading.available.amount().unwrap().value().to_string(), "7");
}

#[tokio::test(start_paused = true)]
async fn a_disabled_account_is_not_read() {
    let mut off = account("a", 60);
    off.enabled = false;
    let watched = Watched::start([off]).await;
    watched.monitor().refresh(None).await;
    sleep(HOUR).await;
    assert_eq!(watched.polls("a").len(), 0);
}

#[tokio::test(start_paused = true)]
async fn after_sleep_every_account_is_read_anew() {
    let watched = Watched::start([account("a", 3600)]).await;
    watched.monitor().refresh(None).await;
    let asked = watched.polls("a").len();
    sleep(MINUTE).await;
    assert_eq!(watched.polls("a").len(), asked);
    watched.computer_sleeps_for(8 * HOUR);
    sleep(30 * SECOND).await;
    assert_eq!(watched.polls("a").len(), asked + 1);
}

#[tokio::test(start_paused = true)]
async fn a_clock_set_back_changes_nothing() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.monitor().refresh(None).await;
    watched.clock_is_set_back_by(5 * HOUR);
    let asked = watched.polls("a").len();
    sleep(10 * MINUTE).await;
    let polls = watched.polls("a").len() - asked;
    assert!((8..=10).contains(&polls), "{polls}");
    assert!(watched.state("a").stale_for(watched.now()).is_none());
}

#[tokio::test(start_paused = true)]
async fn a_poll_that_breaks_down_is_a_failure_like_any_other() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.next("a", [Answer::Panic]);
    watched.monitor().refresh(None).await;
    assert!(watched.state("a").failure.is_some());
    sleep(2 * MINUTE).await;
    assert_eq!(watched.state("a").failure, None::<Failure>);
}

#[tokio::test(start_paused = true)]
async fn the_task_ends_with_its_last_handle() {
    let watched = Watched::start([account("a", 60)]).await;
    let mut state = watched.monitor().state();
    drop(watched);
    while state.changed().await.is_ok() {}
}

#[tokio::test(start_paused = true)]
async fn after_sleep_an_account_is_read_whose_provider_asked_to_wait_for_less() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.next("a", [Answer::RetryAfter(3600)]);
    watched.monitor().refresh(None).await;
    let asked = watched.polls("a").len();
    watched.computer_sleeps_for(8 * HOUR);
    sleep(2 * MINUTE).await;
    assert!(watched.polls("a").len() > asked);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_asks_again_once_the_provider_does_not_mind_any_more() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.next("a", vec![Answer::RetryAfter(5); 20]);
    sleep(2 * HOUR).await;
    let asked = watched.polls("a").len();
    sleep(MINUTE).await;
    assert_eq!(
        watched.polls("a").len(),
        asked,
        "by itself it is asked ever more rarely"
    );
    watched.monitor().refresh(None).await;
    assert_eq!(watched.polls("a").len(), asked + 1);
}
