//! The monitor with a real history under it: what was read yesterday counts today, and what was told
//! is kept.

use std::time::Duration;

use credit_tray_core::{
    Account, AccountId, Status,
    alerts::{AlertKind, Rule, Rules},
    history::ToldAlert,
    problem::Problem,
    texts::EN,
};
use credit_tray_engine::history::History;
use jiff::Timestamp;
use tokio::time::sleep;

use crate::{
    HOUR, MINUTE,
    watched::{Answer, Start, Watched, account},
};

const DAY: Duration = Duration::from_secs(24 * 3600);

fn with_rules(rules: Rules) -> Account {
    Account {
        low_below: None,
        rules,
        ..account("a", 600)
    }
}

fn start(dir: &tempfile::TempDir) -> Start {
    let start = Start::default();
    let opened = History::open(dir.path(), start.now);
    assert!(opened.trouble.is_none());
    Start {
        history: opened.history,
        ..start
    }
}

#[tokio::test(start_paused = true)]
async fn few_days_left_are_told_once_and_in_time() {
    let dir = tempfile::tempdir().unwrap();
    let rules = Rules {
        days_left_below: Some(3),
        ..Rules::default()
    };
    let draining = Start {
        answer: Answer::Draining {
            from: 2400,
            an_hour: 10,
        },
        ..start(&dir)
    };
    let watched = Watched::start_as([with_rules(rules)], draining).await;
    let mut told_on = Vec::new();
    for day in 1..=9 {
        sleep(DAY).await;
        for (_, rule) in watched.notifications().into_iter().flatten() {
            assert_eq!(rule, Rule::DaysLeft);
            told_on.push(day);
        }
    }
    assert_eq!(
        told_on,
        [8],
        "2400 credits at 240 a day last ten days: fewer than three are left on the eighth"
    );
    let lasts = watched.state("a").forecast.unwrap().days_left;
    assert!(
        lasts.soonest <= lasts.likely && lasts.likely.to_string().starts_with(['0', '1']),
        "{lasts:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_restart_forgets_no_reading() {
    let dir = tempfile::tempdir().unwrap();
    let draining = Start {
        answer: Answer::Draining {
            from: 2400,
            an_hour: 10,
        },
        ..start(&dir)
    };
    let before = Watched::start_as([account("a", 600)], draining).await;
    sleep(5 * DAY).await;
    let (now, forecast) = (before.now(), before.state("a").forecast.unwrap());
    drop(before);
    sleep(Duration::from_secs(1)).await;

    let again = Start {
        now,
        answer: Answer::Credits("1200"),
        ..start(&dir)
    };
    let after = Watched::start_as([account("a", 600)], again).await;
    after.monitor().refresh(None).await;
    let known = after
        .state("a")
        .forecast
        .expect("what was read before the restart");
    let difference = (known.days_left.likely - forecast.days_left.likely).abs();
    assert!(
        difference < "0.5".parse().unwrap(),
        "{known:?} after {forecast:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_the_last_balance_stays_until_there_is_a_newer_one() {
    let dir = tempfile::tempdir().unwrap();
    let low = Start {
        answer: Answer::Credits("5"),
        ..start(&dir)
    };
    let before = Watched::start_as([account("a", 600)], low).await;
    sleep(HOUR).await;
    let now = before.now();
    drop(before);
    sleep(Duration::from_secs(1)).await;

    let offline = Start {
        now,
        answer: Answer::Problem(Problem::Offline),
        ..start(&dir)
    };
    let after = Watched::start_as([account("a", 600)], offline).await;
    sleep(HOUR).await;
    let state = after.state("a");
    assert_eq!(EN.amount(state.available().unwrap()), "5 credits");
    assert_eq!(state.status(), Status::Low);
    assert!(state.stale_for(after.now()).is_some(), "its age is told");
    after.then("a", Answer::Credits("500"));
    sleep(HOUR).await;
    assert_eq!(EN.amount(after.state("a").available().unwrap()), "500 credits");
}

#[tokio::test(start_paused = true)]
async fn what_is_spent_in_a_day_is_told_once_that_day() {
    let dir = tempfile::tempdir().unwrap();
    let rules = Rules {
        spent_today_above: Some("100".parse().unwrap()),
        ..Rules::default()
    };
    let draining = Start {
        answer: Answer::Draining {
            from: 24_000,
            an_hour: 10,
        },
        ..start(&dir)
    };
    let watched = Watched::start_as([with_rules(rules)], draining).await;
    // It begins at nine in the morning.
    sleep(10 * HOUR).await;
    assert_eq!(watched.alerts(), []);
    sleep(4 * HOUR).await;
    assert_eq!(watched.alerts(), [Rule::SpentToday]);
    sleep(8 * HOUR).await;
    assert_eq!(watched.alerts(), []);
    sleep(15 * HOUR).await;
    assert_eq!(watched.alerts(), [Rule::SpentToday], "another day");
}

#[tokio::test(start_paused = true)]
async fn added_credit_is_told_with_how_much() {
    let dir = tempfile::tempdir().unwrap();
    let rules = Rules {
        topped_up: true,
        ..Rules::default()
    };
    let spending = Start {
        answer: Answer::Draining {
            from: 500,
            an_hour: 1,
        },
        ..start(&dir)
    };
    let watched = Watched::start_as([with_rules(rules)], spending).await;
    sleep(6 * HOUR).await;
    assert_eq!(watched.alerts(), []);
    watched.then("a", Answer::Credits("1495"));
    sleep(HOUR).await;
    let told = watched.news();
    let [AlertKind::ToppedUp { added, available }] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(added.value().to_string(), "1000");
    assert_eq!(available.value().to_string(), "1495");
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_adds_no_credit_a_second_time() {
    let dir = tempfile::tempdir().unwrap();
    let rules = Rules {
        topped_up: true,
        ..Rules::default()
    };
    let watched = Watched::start_as([with_rules(rules)], start(&dir)).await;
    sleep(10 * HOUR).await;
    watched.then("a", Answer::Credits("1100"));
    sleep(2 * HOUR).await;
    assert_eq!(watched.alerts(), [Rule::ToppedUp]);
    watched.clock_is_set_back_by(4 * HOUR);
    sleep(HOUR).await;
    assert_eq!(watched.alerts(), []);
}

#[tokio::test(start_paused = true)]
async fn what_is_told_is_in_the_history_once() {
    let dir = tempfile::tempdir().unwrap();
    let start = start(&dir);
    let history = start.history.clone();
    let kept = |id: &str| history.alerts(&AccountId::new(id), Timestamp::MIN).unwrap();
    let watched = Watched::start_as(["a", "b", "c"].map(|id| account(id, 60)), start).await;
    watched.pause_for(2 * HOUR);
    watched.then("a", Answer::Credits("5"));
    watched.then("b", Answer::Credits("0"));
    sleep(HOUR).await;
    assert_eq!(watched.alerts(), []);
    assert_eq!(kept("a"), [], "what waits has not been told");

    watched.monitor().resume();
    sleep(DAY).await;
    watched.then("a", Answer::Credits("0"));
    sleep(HOUR).await;
    assert_eq!(watched.alerts(), [Rule::Low, Rule::Out, Rule::Out]);
    let rules = |id: &str| kept(id).iter().map(|alert| alert.rule).collect::<Vec<_>>();
    assert_eq!(rules("a"), [Rule::Low, Rule::Out]);
    assert_eq!(rules("b"), [Rule::Out]);
    assert_eq!(rules("c"), []);
    let [ToldAlert { at: low, .. }, ToldAlert { at: out, .. }] = kept("a")[..] else {
        panic!("two alerts")
    };
    let told_apart = Duration::try_from(out.duration_since(low)).unwrap();
    assert!((DAY..DAY + HOUR).contains(&told_apart), "{told_apart:?}");
}

#[tokio::test(start_paused = true)]
async fn what_nobody_was_left_to_hear_is_not_in_the_history() {
    let dir = tempfile::tempdir().unwrap();
    let start = start(&dir);
    let history = start.history.clone();
    let watched = Watched::start_as([account("a", 60)], start).await;
    watched.person_listens(false);
    watched.then("a", Answer::Credits("5"));
    sleep(HOUR).await;
    let kept = history.alerts(&AccountId::new("a"), Timestamp::MIN).unwrap();
    assert_eq!(kept, []);
}

#[tokio::test(start_paused = true)]
async fn what_a_full_disk_did_not_take_is_written_once_it_is_freed() {
    let before = Watched::start([account("a", 60)]).await;
    before.then("a", Answer::Credits("5"));
    sleep(3 * MINUTE).await;
    assert_eq!(before.alerts(), [Rule::Low]);

    before.disk_is_full(true);
    before.then("a", Answer::Credits("500"));
    sleep(3 * MINUTE).await;
    assert!(before.all().alerts_not_kept.is_some(), "the person can see it");
    before.disk_is_full(false);
    sleep(HOUR).await;
    assert_eq!(before.all().alerts_not_kept, None);

    let again = Start {
        book: before.book(),
        answer: Answer::Credits("5"),
        ..Start::default()
    };
    drop(before);
    let after = Watched::start_as([account("a", 60)], again).await;
    sleep(3 * MINUTE).await;
    assert_eq!(after.alerts(), [Rule::Low], "it was well meanwhile");
}
