//! Accounts that were away for a while, and come back.

use credit_tray_core::{Account, problem::Problem};
use tokio::time::sleep;

use crate::{
    HOUR, MINUTE, SECOND,
    watched::{Answer, Watched, account},
};

const WEEKS: u32 = 21 * 24;

fn talkative(enabled: bool) -> Account {
    let mut account = account("a", 60);
    account.rules.no_reading_for_hours = Some(3);
    account.enabled = enabled;
    account
}

#[tokio::test(start_paused = true)]
async fn an_account_that_is_turned_on_again_is_not_told_of_by_what_was_seen_weeks_ago() {
    let watched = Watched::start([talkative(true)]).await;
    watched.pause_for(24 * HOUR);
    watched.then("a", Answer::Credits("3"));
    sleep(5 * MINUTE).await;
    watched.set_accounts([talkative(false)]).await;
    watched.monitor().resume();
    sleep(WEEKS * HOUR).await;

    watched.then("a", Answer::Problem(Problem::Offline));
    watched.set_accounts([talkative(true)]).await;
    sleep(MINUTE).await;
    assert_eq!(watched.news(), []);
}

#[tokio::test(start_paused = true)]
async fn nobody_looked_whether_an_account_could_be_read_while_it_was_turned_off() {
    let watched = Watched::start([talkative(true)]).await;
    watched.then("a", Answer::Problem(Problem::Offline));
    sleep(5 * MINUTE).await;
    watched.set_accounts([talkative(false)]).await;
    sleep(WEEKS * HOUR).await;
    watched.set_accounts([talkative(true)]).await;
    sleep(SECOND).await;
    assert_eq!(watched.news(), []);
}

#[tokio::test(start_paused = true)]
async fn figures_in_credits_are_not_told_of_an_account_that_has_become_one_in_dollars() {
    let watched = Watched::start([account("a", 60)]).await;
    watched.pause_for(HOUR);
    watched.then("a", Answer::Credits("3"));
    sleep(5 * MINUTE).await;

    let dollars = serde_json::json!({
        "id": "a", "provider": "openrouter", "label": "a", "lowBelow": "10", "refreshEverySecs": 60,
    });
    watched.then("a", Answer::Problem(Problem::Offline));
    watched
        .set_accounts([serde_json::from_value(dollars).unwrap()])
        .await;
    watched.monitor().resume();
    sleep(2 * HOUR).await;
    assert_eq!(watched.news(), []);
}

#[tokio::test(start_paused = true)]
async fn the_answer_to_a_key_that_was_replaced_does_not_count() {
    let watched = Watched::start([account("a", 300)]).await;
    watched.slow("a", 10 * SECOND);
    watched.next("a", [Answer::Problem(Problem::KeyRejected)]);
    let monitor = watched.monitor().clone();
    tokio::spawn(async move { monitor.refresh(None).await });
    sleep(SECOND).await;

    watched.then("a", Answer::Credits("50"));
    watched.monitor().key_changed(talkative(true).id, false);
    watched.monitor().refresh(None).await;
    assert_eq!(watched.state("a").failure, None);
}
