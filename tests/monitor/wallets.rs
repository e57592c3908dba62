//! Whose money an account shows: another wallet under the same account is a new life.

use std::time::Duration;

use credit_tray_core::{Account, AccountId, alerts::Rule, problem::Problem};
use credit_tray_engine::history::History;
use tokio::time::sleep;

use crate::watched::{Answer, Start, Watched, account};

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// What tells the person of every change.
fn talkative() -> Account {
    let mut account = account("a", 60);
    account.rules.spent_today_above = Some("50".parse().unwrap());
    account.rules.topped_up = true;
    account
}

fn elsewhere(account: Account) -> Account {
    Account {
        base_url: Some("https://relay.example".parse().unwrap()),
        ..account
    }
}

/// Two hours with this balance, of which the person hears whatever is to be heard.
async fn begin(account: Account, holds: &'static str, start: Start) -> Watched {
    let start = Start {
        answer: Answer::Credits(holds),
        ..start
    };
    let watched = Watched::start_as([account], start).await;
    sleep(2 * HOUR).await;
    watched
}

#[tokio::test(start_paused = true)]
async fn what_another_server_says_is_no_spend_and_no_top_up() {
    for (here, there) in [("1000", "200"), ("200", "1000")] {
        let watched = begin(talkative(), here, Start::default()).await;
        watched.then("a", Answer::Credits(there));
        watched.set_accounts([elsewhere(talkative())]).await;
        sleep(2 * MINUTE).await;
        assert_eq!(watched.news(), [], "{here}, then {there}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_another_key_reads_is_no_spend_and_no_top_up() {
    for (before, after) in [("1000", "200"), ("200", "1000")] {
        let watched = begin(talkative(), before, Start::default()).await;
        watched.then("a", Answer::Credits(after));
        watched.key_is(2);
        watched.monitor().key_changed(AccountId::new("a"), false);
        sleep(2 * MINUTE).await;
        assert_eq!(watched.news(), [], "{before}, then {after}");
    }
}

#[tokio::test(start_paused = true)]
async fn another_wallet_that_is_low_too_is_news_and_the_same_with_another_key_is_not() {
    for (is_same, told) in [(false, vec![Rule::Low]), (true, vec![])] {
        let watched = begin(account("a", 60), "5", Start::default()).await;
        assert_eq!(watched.alerts(), [Rule::Low]);
        watched.key_is(2);
        watched.monitor().key_changed(AccountId::new("a"), is_same);
        sleep(2 * MINUTE).await;
        assert_eq!(watched.alerts(), told, "the same: {is_same}");
    }
}

#[tokio::test(start_paused = true)]
async fn of_several_keys_that_were_not_read_with_one_of_another_wallet_is_enough() {
    for is_same in [[true, false], [false, true]] {
        let watched = begin(account("a", 60), "5", Start::default()).await;
        assert_eq!(watched.alerts(), [Rule::Low]);
        for (key, is_same) in [(2, is_same[0]), (3, is_same[1])] {
            watched.key_is(key);
            watched.monitor().key_changed(AccountId::new("a"), is_same);
        }
        sleep(2 * MINUTE).await;
        assert_eq!(watched.alerts(), [Rule::Low], "the same: {is_same:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn another_key_of_the_same_wallet_says_nothing_of_another_server() {
    let watched = begin(account("a", 60), "5", Start::default()).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
    watched.then("a", Answer::Problem(Problem::Offline));
    watched.key_is(2);
    watched.monitor().key_changed(AccountId::new("a"), true);
    sleep(2 * MINUTE).await;
    watched.then("a", Answer::Credits("5"));
    watched.set_accounts([elsewhere(account("a", 60))]).await;
    sleep(2 * MINUTE).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
}

#[tokio::test(start_paused = true)]
async fn a_key_that_was_exchanged_in_its_variable_is_noticed_after_a_restart() {
    let mut watched = begin(account("a", 60), "5", Start::default()).await;
    assert_eq!(watched.alerts(), [Rule::Low]);
    for (key, told) in [(1, vec![]), (2, vec![Rule::Low]), (2, vec![])] {
        let again = Start {
            book: watched.book(),
            key,
            ..Start::default()
        };
        watched = begin(account("a", 60), "5", again).await;
        assert_eq!(watched.alerts(), told, "key {key}");
    }
}

#[tokio::test(start_paused = true)]
async fn forecast_and_chart_begin_anew_with_another_wallet_and_also_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let start = |now| Start {
        history: History::open(dir.path(), now).history,
        now,
        answer: Answer::Draining {
            from: 2400,
            an_hour: 10,
        },
        ..Start::default()
    };
    let watched = Watched::start_as([account("a", 600)], start(Start::default().now)).await;
    sleep(5 * 24 * HOUR).await;
    assert!(watched.state("a").forecast.is_some());
    watched.key_is(2);
    watched.then("a", Answer::Credits("300"));
    watched.monitor().key_changed(AccountId::new("a"), false);
    sleep(HOUR).await;
    assert_eq!(watched.state("a").forecast, None);
    assert_eq!(watched.state("a").sparkline, None, "one reading makes no line");

    let now = watched.now();
    drop(watched);
    sleep(Duration::from_secs(1)).await;
    let history = start(now).history;
    let readings = history
        .readings(&AccountId::new("a"), jiff::Timestamp::MIN)
        .unwrap();
    let wallets = history
        .wallets(&AccountId::new("a"), jiff::Timestamp::MIN)
        .unwrap();
    assert_eq!(wallets.len(), 2, "the one before is drawn as a line of its own");
    assert!(wallets[0].len() > 100);
    let amounts: Vec<_> = readings
        .iter()
        .map(|point| point.amount.value().to_string())
        .collect();
    assert!(
        !amounts.is_empty() && amounts.iter().all(|amount| amount == "300"),
        "{amounts:?}"
    );
}

/// Who removes an account and adds it anew later still has its history.
#[tokio::test(start_paused = true)]
async fn another_server_is_told_from_a_history_of_which_nobody_knows_whose_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let start = |now| Start {
        now,
        history: History::open(dir.path(), now).history,
        ..Start::default()
    };
    let before = begin(talkative(), "200", start(Start::default().now)).await;
    let now = before.now();
    drop(before);
    sleep(Duration::from_secs(1)).await;

    let answer = Answer::Problem(Problem::Offline);
    let after = Watched::start_as([talkative()], Start { answer, ..start(now) }).await;
    after.then("a", Answer::Credits("1000"));
    after.set_accounts([elsewhere(talkative())]).await;
    sleep(2 * MINUTE).await;
    assert_eq!(after.news(), []);
}
