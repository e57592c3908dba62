//! Several channels: each has an outbox of its own.

use std::time::Duration;

use credit_tray_core::{Channel, alerts::Rule, delivery::DeliveryProblem};
use tokio::time::sleep;

use crate::watched::{Answer, Start, Watched, account};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

fn desktop_and_hook() -> Vec<Channel> {
    let hook = serde_json::json!({ "kind": "webhook", "id": "hook", "url": "https://hooks.example/x" });
    vec![Channel::desktop(), serde_json::from_value(hook).unwrap()]
}

async fn watched() -> Watched {
    let start = Start {
        channels: Some(desktop_and_hook()),
        ..Start::default()
    };
    Watched::start_as([account("a", 60)], start).await
}

#[tokio::test(start_paused = true)]
async fn what_one_channel_has_told_the_other_tells_when_it_can() {
    let watched = watched().await;
    watched.channel_gets_through("hook", false);
    watched.then("a", Answer::Credits("5"));
    sleep(2 * MINUTE).await;
    assert_eq!(watched.told_through("desktop"), [Rule::Low]);
    assert_eq!(watched.told_through("hook"), []);
    let [undelivered] = watched.all().undelivered.try_into().unwrap();
    assert_eq!(
        (
            undelivered.channel.id().as_str(),
            undelivered.waiting,
            undelivered.failed
        ),
        ("hook", 1, 0)
    );

    watched.channel_gets_through("hook", true);
    sleep(11 * MINUTE).await;
    assert_eq!(watched.told_through("hook"), [Rule::Low]);
    assert_eq!(watched.told_through("desktop"), []);
    assert_eq!(watched.all().undelivered, []);
}

#[tokio::test(start_paused = true)]
async fn what_was_tried_in_vain_is_told_in_its_order() {
    let watched = watched().await;
    watched.channel_gets_through("hook", false);
    watched.then("a", Answer::Credits("5"));
    sleep(2 * MINUTE).await;
    watched.then("a", Answer::Credits("0"));
    sleep(2 * MINUTE).await;
    watched.channel_gets_through("hook", true);
    sleep(11 * MINUTE).await;
    assert_eq!(watched.told_through("hook"), [Rule::Low, Rule::Out]);
    assert_eq!(watched.told_through("desktop"), [Rule::Low, Rule::Out]);
}

#[tokio::test(start_paused = true)]
async fn what_is_over_before_a_channel_gets_through_is_not_told_there() {
    let watched = watched().await;
    watched.channel_gets_through("hook", false);
    watched.then("a", Answer::Credits("5"));
    sleep(2 * MINUTE).await;
    watched.then("a", Answer::Credits("100"));
    sleep(2 * MINUTE).await;
    watched.channel_gets_through("hook", true);
    sleep(HOUR).await;
    assert_eq!(watched.told_through("hook"), []);
    assert_eq!(watched.all().undelivered, []);
}

#[tokio::test(start_paused = true)]
async fn after_a_day_in_vain_an_alert_is_given_up_and_that_is_told_but_the_desktop_is_tried_for_ever() {
    let watched = watched().await;
    watched.person_listens(false);
    watched.then("a", Answer::Credits("5"));
    sleep(23 * HOUR).await;
    let failed = |watched: &Watched| -> Vec<_> {
        let all = watched.all().undelivered.into_iter();
        all.map(|one| (one.channel.id().to_string(), one.waiting, one.failed))
            .collect()
    };
    let (desktop, hook) = ("desktop".to_owned(), "hook".to_owned());
    assert_eq!(failed(&watched), [(desktop.clone(), 1, 0), (hook.clone(), 1, 0)]);
    sleep(2 * HOUR).await;
    assert_eq!(failed(&watched), [(desktop, 1, 0), (hook.clone(), 0, 1)]);
    watched.person_listens(true);
    sleep(HOUR).await;
    assert_eq!(watched.told_through("desktop"), [Rule::Low]);
    assert_eq!(watched.told_through("hook"), []);
    assert_eq!(
        failed(&watched),
        [(hook, 0, 1)],
        "the person is told so while it holds"
    );
    watched.then("a", Answer::Credits("100"));
    sleep(2 * MINUTE).await;
    assert_eq!(failed(&watched), []);
}

#[tokio::test(start_paused = true)]
async fn an_alert_that_no_receiver_takes_holds_up_no_other_account() {
    let start = Start {
        channels: Some(desktop_and_hook()),
        ..Start::default()
    };
    let watched = Watched::start_as([account("a", 60), account("b", 60)], start).await;
    watched.refuse("a");
    watched.then("a", Answer::Credits("5"));
    sleep(HOUR).await;
    watched.then("b", Answer::Credits("5"));
    sleep(2 * MINUTE).await;
    assert_eq!(watched.told_through("hook"), [Rule::Low]);
    assert_eq!(
        watched.told_through("desktop"),
        [],
        "there both are one notification"
    );
}

#[tokio::test(start_paused = true)]
async fn a_channel_is_tried_after_one_second_and_then_ever_later() {
    let watched = watched().await;
    watched.channel_gets_through("hook", false);
    watched.then("a", Answer::Credits("5"));
    sleep(2 * MINUTE).await;
    watched.told_in_vain();
    sleep(HOUR).await;
    let tries = watched.told_in_vain();
    assert!((6..=12).contains(&tries), "{tries}");
}

#[tokio::test(start_paused = true)]
async fn good_news_reaches_every_channel_once() {
    let mut account = account("a", 60);
    account.rules.topped_up = true;
    let start = Start {
        channels: Some(desktop_and_hook()),
        ..Start::default()
    };
    let watched = Watched::start_as([account], start).await;
    sleep(2 * MINUTE).await;
    watched.channel_gets_through("hook", false);
    watched.then("a", Answer::Credits("300"));
    sleep(5 * MINUTE).await;
    assert_eq!(watched.told_through("desktop"), [Rule::ToppedUp]);
    watched.channel_gets_through("hook", true);
    sleep(HOUR).await;
    assert_eq!(watched.told_through("hook"), [Rule::ToppedUp]);
    assert_eq!(watched.told_through("desktop"), []);
    assert!(watched.state("a").alerts.is_empty());
}

#[tokio::test(start_paused = true)]
async fn receivers_that_hang_are_not_tried_with_everything_at_once() {
    let start = Start {
        channels: Some(desktop_and_hook().split_off(1)),
        ..Start::default()
    };
    let ids: Vec<String> = (0..50).map(|number| format!("a{number}")).collect();
    let watched = Watched::start_as(ids.iter().map(|id| account(id, 60)), start).await;
    watched.telling_takes(HOUR);
    for id in &ids {
        watched.then(id, Answer::Credits("5"));
    }
    sleep(HOUR + 3 * MINUTE).await;
    assert_eq!(
        watched.told_through("hook").len(),
        8,
        "the others wait for their turn"
    );
    watched.telling_takes(Duration::ZERO);
    sleep(2 * HOUR).await;
    assert_eq!(watched.told_through("hook").len(), 42);
}

#[tokio::test(start_paused = true)]
async fn a_receiver_that_does_not_answer_is_told_of_while_it_does_not() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.telling_takes(HOUR);
    watched.then("a", Answer::Credits("5"));
    sleep(3 * MINUTE).await;
    let [undelivered] = watched.all().undelivered.try_into().unwrap();
    assert_eq!(undelivered.problem, Some(DeliveryProblem::NoAnswer));
    sleep(HOUR).await;
    assert_eq!(watched.told_through("desktop"), [Rule::Low]);
    assert_eq!(watched.all().undelivered, []);
}

#[tokio::test(start_paused = true)]
async fn what_was_in_vain_before_holds_up_no_second_crossing() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.person_listens(false);
    watched.next(
        "a",
        [Answer::Credits("5"), Answer::Credits("100"), Answer::Credits("4")],
    );
    sleep(MINUTE + Duration::from_secs(10)).await;
    assert_eq!(watched.all().undelivered.len(), 1);
    watched.monitor().refresh(None).await;
    sleep(Duration::from_secs(1)).await;
    assert_eq!(watched.all().undelivered, []);
    watched.person_listens(true);
    watched.monitor().refresh(None).await;
    sleep(Duration::from_secs(1)).await;
    assert_eq!(watched.told_through("desktop"), [Rule::Low]);
}
