//! A network that goes and comes back.

use std::time::Duration;

use credit_tray_core::{problem::Problem, reading::Status};
use tokio::time::{Instant, sleep};

use crate::{
    HOUR, MINUTE, SECOND,
    watched::{Answer, Watched, account},
};

fn is_fresh(watched: &Watched, id: &str) -> bool {
    watched.state(id).status() == Status::Ok && watched.state(id).failure.is_none()
}

#[tokio::test(start_paused = true)]
async fn after_an_hour_without_a_network_the_figures_are_fresh_within_ten_seconds() {
    for lost in [Problem::Offline, Problem::Timeout, Problem::Tls] {
        let watched = Watched::start([account("a", 300)]).await;
        watched.then("a", Answer::Problem(lost.clone()));
        sleep(HOUR).await;
        assert!(watched.state("a").failure.is_some());
        watched.then("a", Answer::Credits("100"));
        watched.monitor().network_is_back();
        sleep(10 * SECOND).await;
        assert!(is_fresh(&watched, "a"), "{lost:?}");
    }
}

/// A network is there before the names of the providers can be looked up, or a VPN is.
#[tokio::test(start_paused = true)]
async fn so_they_are_when_the_network_is_there_before_the_way_to_the_providers() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.then("a", Answer::Problem(Problem::Offline));
    sleep(HOUR).await;
    watched.monitor().network_is_back();
    sleep(23 * SECOND).await;
    watched.then("a", Answer::Credits("100"));
    sleep(10 * SECOND).await;
    assert!(is_fresh(&watched, "a"));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_was_lost_on_the_way_is_not_waited_for() {
    let watched = Watched::start([account("a", 300)]).await;
    sleep(MINUTE).await;
    watched.slow("a", 30 * SECOND);
    watched.next("a", [Answer::Problem(Problem::Timeout)]);
    sleep(5 * MINUTE).await;
    while !watched.state("a").polling {
        sleep(SECOND).await;
    }
    watched.answers_take(Duration::from_millis(200));
    watched.slow("a", Duration::from_millis(200));
    watched.then("a", Answer::Credits("42"));
    watched.monitor().network_is_back();
    sleep(10 * SECOND).await;
    assert!(is_fresh(&watched, "a"));
}

#[tokio::test(start_paused = true)]
async fn what_could_be_read_is_not_asked_again_and_a_rejected_key_is_no_matter_of_the_network() {
    let watched = Watched::start([account("good", 300), account("rejected", 300)]).await;
    watched.then("rejected", Answer::Problem(Problem::KeyRejected));
    sleep(HOUR).await;
    let asked = || (watched.polls("good").len(), watched.polls("rejected").len());
    let before = asked();
    for _ in 0..20 {
        watched.monitor().network_is_back();
        sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(asked(), before);
}

#[tokio::test(start_paused = true)]
async fn two_hundred_accounts_come_back_without_a_storm() {
    let ids: Vec<_> = (0..200).map(|n| format!("a{n}")).collect();
    let watched = Watched::start(ids.iter().map(|id| account(id, 600))).await;
    for id in &ids {
        watched.then(id, Answer::Problem(Problem::Offline));
    }
    sleep(2 * HOUR).await;
    for id in &ids {
        watched.then(id, Answer::Credits("100"));
    }
    let back = Instant::now();
    watched.monitor().network_is_back();
    sleep(10 * SECOND).await;
    let fresh = ids.iter().filter(|id| is_fresh(&watched, id)).count();
    assert!(
        (10..=20).contains(&fresh),
        "{fresh} at one host within ten seconds"
    );
    sleep(5 * MINUTE).await;
    assert!(ids.iter().all(|id| is_fresh(&watched, id)));
    let polls = ids.iter().flat_map(|id| watched.polls(id));
    let within_a_minute = polls.filter(|poll| (back..back + MINUTE).contains(poll)).count();
    assert!(within_a_minute <= 70, "{within_a_minute}");
}
