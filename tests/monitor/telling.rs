//! Who is told, when, and what has to wait.

use std::time::Duration;

use credit_tray_core::{
    AccountId,
    alerts::{Rule, Snooze},
    problem::Problem,
};
use jiff::{SignedDuration, Timestamp};
use tokio::time::sleep;

use crate::watched::{Answer, Start, Watched, account};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

fn low(account: &str) -> (String, Rule) {
    (account.to_owned(), Rule::Low)
}

fn falls(watched: &Watched, id: &str) {
    watched.then(id, Answer::Credits("5"));
}

#[tokio::test(start_paused = true)]
async fn accounts_that_fall_in_one_round_are_told_of_together() {
    let watched = Watched::start(["a", "b", "c"].map(|id| account(id, 300))).await;
    watched.answers_take(Duration::from_secs(1));
    falls(&watched, "a");
    falls(&watched, "c");
    watched.monitor().refresh(None).await;
    assert_eq!(watched.notifications(), [[low("a"), low("c")]]);
}

#[tokio::test(start_paused = true)]
async fn a_removal_that_is_undone_tells_nothing_again_and_ends_no_snooze() {
    let watched = Watched::start(["a", "b"].map(|id| account(id, 300))).await;
    falls(&watched, "a");
    falls(&watched, "b");
    watched.monitor().refresh(None).await;
    assert_eq!(watched.notifications(), [[low("a"), low("b")]]);
    watched
        .monitor()
        .snooze(AccountId::new("b"), Snooze::UntilToppedUp);
    for accounts in [vec![], ["a", "b"].map(|id| account(id, 300)).into()] {
        watched.set_accounts(accounts).await;
        sleep(HOUR).await;
    }
    assert_eq!(watched.notifications(), Vec::<Vec<_>>::new());
    let snoozed: Vec<_> = watched.all().accounts.iter().map(|state| state.snoozed).collect();
    assert_eq!(snoozed, [None, Some(Snooze::UntilToppedUp)]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_account_does_not_keep_the_others_waiting_for_long() {
    let watched = Watched::start([account("quick", 300), account("slow", 300)]).await;
    falls(&watched, "quick");
    watched.slow("slow", Duration::from_secs(30));
    let monitor = watched.monitor().clone();
    tokio::spawn(async move { monitor.refresh(None).await });
    sleep(Duration::from_secs(6)).await;
    assert_eq!(watched.notifications(), [[low("quick")]]);
}

pub(crate) fn night() -> Start {
    Start {
        now: "2026-11-20T21:59:00Z".parse().unwrap(),
        quiet_hours: serde_json::from_str(r#"{"from":"22:00","to":"07:00"}"#).unwrap(),
        ..Start::default()
    }
}

#[tokio::test(start_paused = true)]
async fn what_happens_in_quiet_hours_is_one_summary_afterwards() {
    let watched = Watched::start_as(["a", "b", "c"].map(|id| account(id, 300)), night()).await;
    sleep(HOUR).await;
    falls(&watched, "a");
    sleep(HOUR).await;
    falls(&watched, "b");
    watched.then("c", Answer::Credits("5"));
    sleep(HOUR).await;
    watched.then("c", Answer::Credits("100"));
    sleep(5 * HOUR).await;
    assert_eq!(watched.notifications(), Vec::<Vec<_>>::new());
    sleep(2 * HOUR).await;
    assert_eq!(
        watched.notifications(),
        [[low("a"), low("b")]],
        "c is well again, and old news"
    );
}

#[tokio::test(start_paused = true)]
async fn out_breaks_through_quiet_hours_if_the_person_says_so() {
    for (breaks_through, expected) in [(false, vec![]), (true, vec![Rule::Out])] {
        let mut start = night();
        if let Some(hours) = &mut start.quiet_hours {
            hours.out_breaks_through = breaks_through;
        }
        let watched = Watched::start_as([account("a", 300)], start).await;
        sleep(HOUR).await;
        watched.then("a", Answer::Credits("0"));
        sleep(HOUR).await;
        assert_eq!(watched.alerts(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_restart_in_quiet_hours_loses_nothing() {
    let before = Watched::start_as([account("a", 300)], night()).await;
    falls(&before, "a");
    sleep(HOUR).await;
    assert_eq!(before.alerts(), []);
    let start = Start {
        book: before.book(),
        now: before.now(),
        answer: Answer::Credits("4"),
        ..night()
    };
    let after = Watched::start_as([account("a", 300)], start).await;
    sleep(7 * HOUR).await;
    assert_eq!(after.alerts(), []);
    sleep(2 * HOUR).await;
    assert_eq!(after.alerts(), [Rule::Low]);
}

#[tokio::test(start_paused = true)]
async fn a_snoozed_account_is_told_of_again_when_the_snooze_ends_and_it_still_holds() {
    let watched = Watched::start([account("a", 60), account("b", 60)]).await;
    falls(&watched, "a");
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low]);

    let a = AccountId::new("a");
    let end = watched.now() + SignedDuration::from_hours(1);
    watched.monitor().snooze(a.clone(), Snooze::Until(end));
    sleep(MINUTE).await;
    assert_eq!(watched.state("a").snoozed, Some(Snooze::Until(end)));
    watched.then("a", Answer::Credits("0"));
    falls(&watched, "b");
    sleep(50 * MINUTE).await;
    assert_eq!(
        watched.notifications(),
        [[low("b")]],
        "another account is not snoozed"
    );
    sleep(20 * MINUTE).await;
    assert_eq!(
        watched.alerts(),
        [Rule::Out],
        "the worst of what holds, with the figures of now"
    );
    assert_eq!(watched.state("a").snoozed, None);
    sleep(5 * HOUR).await;
    assert_eq!(watched.alerts(), []);
}

#[tokio::test(start_paused = true)]
async fn a_snooze_until_topped_up_ends_with_the_recovery() {
    let watched = Watched::start([account("a", 60)]).await;
    falls(&watched, "a");
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
    watched
        .monitor()
        .snooze(AccountId::new("a"), Snooze::UntilToppedUp);
    watched.then("a", Answer::Credits("0"));
    sleep(100 * HOUR).await;
    assert_eq!(watched.alerts(), []);
    watched.then("a", Answer::Credits("100"));
    sleep(2 * MINUTE).await;
    assert_eq!(watched.state("a").snoozed, None);
    falls(&watched, "a");
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
}

#[tokio::test(start_paused = true)]
async fn a_snooze_can_be_ended_and_does_no_harm_when_the_clock_is_set_back() {
    let watched = Watched::start([account("a", 60)]).await;
    let a = AccountId::new("a");
    let end = watched.now() + SignedDuration::from_hours(1);
    watched.monitor().snooze(a.clone(), Snooze::Until(end));
    watched.monitor().end_snooze(a.clone());
    falls(&watched, "a");
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low]);

    watched
        .monitor()
        .snooze(a, Snooze::Until(watched.now() + SignedDuration::from_hours(1)));
    watched.clock_is_set_back_by(90 * 24 * HOUR);
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low], "a snooze of three months is none");
}

#[tokio::test(start_paused = true)]
async fn while_paused_nobody_is_told_and_afterwards_what_still_holds() {
    let watched = Watched::start([account("a", 60), account("b", 60)]).await;
    watched.pause_for(2 * HOUR);
    falls(&watched, "a");
    falls(&watched, "b");
    sleep(HOUR).await;
    assert!(watched.all().paused_until.is_some());
    assert_eq!(watched.alerts(), []);
    watched.then("b", Answer::Credits("100"));
    sleep(2 * MINUTE).await;
    watched.monitor().resume();
    sleep(MINUTE).await;
    assert_eq!(watched.notifications(), [[low("a")]]);
}

#[tokio::test(start_paused = true)]
async fn after_sleep_a_fresh_reading_comes_before_any_alert() {
    let watched = Watched::start_as([account("a", 600)], night()).await;
    falls(&watched, "a");
    sleep(20 * MINUTE).await;
    watched.then("a", Answer::Problem(Problem::Offline));
    watched.computer_sleeps_for(10 * HOUR);
    sleep(5 * MINUTE).await;
    assert_eq!(
        watched.alerts(),
        [],
        "quiet hours are over, but what was seen is of yesterday"
    );
    watched.then("a", Answer::Credits("4"));
    sleep(5 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
}

/// Where the low balance of `a` stands for whoever starts next.
fn on_disk(watched: &Watched) -> &'static str {
    let book = serde_json::to_value(watched.book()).unwrap();
    let low = &book["accounts"]["a"]["rules"]["low"];
    assert!(low["since"].is_string(), "{book}");
    if low["channels"]["desktop"] == "told" {
        "told"
    } else {
        "due"
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_due_is_on_the_disk_before_anybody_is_told() {
    let watched = Watched::start_as([account("a", 300)], night()).await;
    sleep(2 * MINUTE).await;
    falls(&watched, "a");
    sleep(HOUR).await;
    assert_eq!(on_disk(&watched), "due");
    let morning: Timestamp = "2026-11-21T07:01:00Z".parse().unwrap();
    sleep(Duration::try_from(morning.duration_since(watched.now())).unwrap()).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
    assert_eq!(on_disk(&watched), "told");
}

#[tokio::test(start_paused = true)]
async fn a_pause_ends_by_itself_and_what_still_holds_is_told_then() {
    let watched = Watched::start([account("a", 3600), account("b", 3600)]).await;
    watched.pause_for(2 * HOUR);
    falls(&watched, "a");
    watched.next("b", [Answer::Credits("5"), Answer::Credits("100")]);
    watched.monitor().refresh(None).await;
    watched.monitor().refresh(None).await;
    sleep(119 * MINUTE).await;
    assert_eq!(watched.alerts(), []);
    assert!(watched.all().paused_until.is_some());
    sleep(MINUTE + Duration::from_millis(5)).await;
    assert_eq!(
        watched.notifications(),
        [[low("a")]],
        "to the second, whenever polls are"
    );
    assert_eq!(watched.all().paused_until, None);
}

#[tokio::test(start_paused = true)]
async fn a_pause_goes_on_over_a_restart_until_its_end() {
    let before = Watched::start([account("a", 300)]).await;
    before.pause_for(2 * HOUR);
    falls(&before, "a");
    sleep(HOUR).await;
    let start = |watched: &Watched, later: i64| Start {
        book: watched.book(),
        now: watched.now() + SignedDuration::from_hours(later),
        answer: Answer::Credits("4"),
        ..Start::default()
    };
    let during = Watched::start_as([account("a", 300)], start(&before, 0)).await;
    sleep(HOUR / 2).await;
    assert_eq!((before.alerts(), during.alerts()), (vec![], vec![]));
    let after = Watched::start_as([account("a", 300)], start(&during, 1)).await;
    assert_eq!(
        after.alerts(),
        [Rule::Low],
        "it ended while the app was not there"
    );
}

#[tokio::test(start_paused = true)]
async fn a_pause_does_no_harm_when_the_clock_is_set() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.pause_for(2 * HOUR);
    falls(&watched, "a");
    watched.clock_is_set_back_by(90 * 24 * HOUR);
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low], "a pause of three months is none");

    watched.then("a", Answer::Credits("100"));
    sleep(2 * MINUTE).await;
    watched.pause_for(2 * HOUR);
    falls(&watched, "a");
    watched.computer_sleeps_for(3 * HOUR);
    sleep(MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
}

#[tokio::test(start_paused = true)]
async fn what_nobody_heard_is_told_again_until_somebody_does() {
    let watched = Watched::start([account("a", 3600)]).await;
    watched.person_listens(false);
    falls(&watched, "a");
    watched.monitor().refresh(None).await;
    sleep(10 * MINUTE).await;
    let tries = watched.told_in_vain();
    assert!((8..=11).contains(&tries), "about one a minute, and not {tries}");
    assert_eq!(on_disk(&watched), "due");

    watched.person_listens(true);
    watched.monitor().deliver();
    sleep(Duration::from_millis(1)).await;
    assert_eq!(
        watched.alerts(),
        [Rule::Low],
        "at once when the way is open again"
    );
    sleep(HOUR).await;
    assert_eq!(watched.alerts(), []);
}

#[tokio::test(start_paused = true)]
async fn what_ends_before_anybody_heard_it_is_not_told() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.person_listens(false);
    falls(&watched, "a");
    sleep(2 * MINUTE).await;
    watched.then("a", Answer::Credits("100"));
    sleep(2 * MINUTE).await;
    watched.person_listens(true);
    watched.monitor().deliver();
    sleep(10 * MINUTE).await;
    assert_eq!(watched.alerts(), []);
}

#[tokio::test(start_paused = true)]
async fn what_is_on_its_way_is_not_sent_twice_but_due_on_the_disk() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.telling_takes(HOUR);
    falls(&watched, "a");
    sleep(30 * MINUTE).await;
    assert_eq!(on_disk(&watched), "due", "a program that dies now tells it again");
    sleep(HOUR).await;
    assert_eq!(watched.notifications(), [[low("a")]]);
    assert_eq!(on_disk(&watched), "told");
}

#[tokio::test(start_paused = true)]
async fn what_is_on_its_way_as_an_account_is_removed_and_brought_back_is_told_once() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.telling_takes(30 * MINUTE);
    falls(&watched, "a");
    sleep(2 * MINUTE).await;
    watched.set_accounts([]).await;
    sleep(MINUTE).await;
    watched.set_accounts([account("a", 60)]).await;
    sleep(2 * HOUR).await;
    assert_eq!(watched.notifications(), [[low("a")]]);
}
