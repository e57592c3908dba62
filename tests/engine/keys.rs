//! A key goes to no other server than the one for which it was entered, whatever somebody writes into the
//! settings.

use std::{fs, path::Path, sync::Arc, time::Duration};

use credit_tray_core::{AccountId, problem::Problem};
use credit_tray_engine::{command::Command, engine::Engine};
use credit_tray_simulator::{Provider, Simulator};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::{nowhere::engine, receiver::Receiver};

const KEY: &str = "sk-of-a-1f2e3d4c";
const PATIENCE: Duration = Duration::from_secs(20);

/// One account whose key is in the private file, asked at this address.
fn asks_at(folder: &Path, base_url: &str) {
    let settings = json!({
        "version": 1,
        "accounts": [{
            "id": "a", "provider": "kie", "label": "A", "key": { "from": "file" },
            "baseUrl": base_url, "refreshEverySecs": 1,
        }],
    });
    fs::write(folder.join("settings.json"), settings.to_string()).unwrap();
}

fn keys(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("keys.json")).unwrap()).unwrap()
}

/// What keeps the account from being read.
async fn problem(engine: &Arc<Engine>) -> Option<Problem> {
    engine.refresh(None).await;
    let state = engine.monitor.state().borrow().clone();
    let failure = state.accounts[0].failure.clone();
    failure.map(|failure| failure.problem)
}

async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let began = Instant::now();
    while !holds().await {
        assert!(began.elapsed() < PATIENCE, "{what}");
        sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_key_goes_to_no_server_that_somebody_writes_into_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (provider, stranger) = (
        Simulator::start().await.unwrap(),
        Simulator::start().await.unwrap(),
    );
    let _account = provider.account(Provider::Kie, KEY);
    asks_at(folder, &provider.base_url());
    // As the first edition stored it: for whatever server.
    fs::write(folder.join("keys.json"), json!({ "a": KEY }).to_string()).unwrap();
    let (watching, _) = engine(folder);
    assert_eq!(problem(&watching).await, None);
    let bound = format!("a@{}", provider.base_url());
    assert_eq!(keys(folder), json!({ bound.as_str(): KEY }));

    asks_at(folder, &stranger.base_url());
    until("the edit is taken up", async || {
        problem(&watching).await == Some(Problem::KeyMissing)
    })
    .await;
    assert_eq!(stranger.all_requests().len(), 0);

    asks_at(folder, &provider.base_url());
    until("the key is still there for its own server", async || {
        problem(&watching).await.is_none()
    })
    .await;

    // At the next start of the app it is the same.
    let restarted = tempfile::tempdir().unwrap();
    fs::copy(folder.join("keys.json"), restarted.path().join("keys.json")).unwrap();
    asks_at(restarted.path(), &stranger.base_url());
    let (watching, _) = engine(restarted.path());
    assert_eq!(problem(&watching).await, Some(Problem::KeyMissing));
    assert_eq!(stranger.all_requests().len(), 0);
}

#[tokio::test]
async fn whoever_enters_a_key_for_another_server_leaves_none_for_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (old, new) = (
        Simulator::start().await.unwrap(),
        Simulator::start().await.unwrap(),
    );
    let _accounts = (old.account(Provider::Kie, KEY), new.account(Provider::Kie, "k2"));
    asks_at(folder, &old.base_url());
    fs::write(folder.join("keys.json"), json!({ "a": KEY }).to_string()).unwrap();
    let (watching, _) = engine(folder);
    assert_eq!(problem(&watching).await, None);
    let draft = json!({ "command": "saveAccount", "draft": {
        "id": "a", "provider": "kie", "label": "A", "key": { "from": "file" }, "newKey": "k2",
        "copyKeyFrom": null, "lowBelow": null, "refreshEverySecs": 60, "baseUrl": new.base_url(),
        "enabled": true, "rules": null,
    }});
    let save: Command = serde_json::from_value(draft).unwrap();
    watching.ask(save).await.unwrap();
    assert_eq!(problem(&watching).await, None);
    let bound = format!("a@{}", new.base_url());
    assert_eq!(keys(folder), json!({ bound.as_str(): "k2" }));
    let remove = Command::RemoveAccount {
        id: AccountId::new("a"),
    };
    watching.ask(remove).await.unwrap();
    assert_eq!(keys(folder), json!({}));
}

#[tokio::test]
async fn a_token_goes_to_no_server_that_somebody_writes_into_the_settings() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (mine, strangers) = (Receiver::new(200), Receiver::new(200));
    let leads_to = |receiver: &Receiver| {
        let settings = json!({ "version": 1, "accounts": [], "general": { "channels": [{
            "id": "phone", "kind": "ntfy", "url": receiver.url("/topic"), "token": { "from": "file" },
        }]}});
        fs::write(folder.join("settings.json"), settings.to_string()).unwrap();
    };
    leads_to(&mine);
    fs::write(folder.join("keys.json"), r#"{"channel:phone":"tk_1"}"#).unwrap();
    let test = |receiver: &Receiver| -> Command {
        let draft = json!({ "command": "testChannel", "draft": {
            "id": "phone", "kind": "ntfy", "url": receiver.url("/topic"), "program": "", "args": [],
            "timeoutSecs": "", "newSecret": null,
        }});
        serde_json::from_value(draft).unwrap()
    };
    let (watching, _) = engine(folder);
    watching.ask(test(&mine)).await.unwrap();
    assert_eq!(mine.posts()[0].header("authorization"), Some("Bearer tk_1"));

    leads_to(&strangers);
    until("the edit is taken up", async || {
        let channels = watching.settings.current().general.channels();
        channels[0].place() == strangers.url("/topic")
    })
    .await;
    assert!(watching.ask(test(&strangers)).await.is_err());
    assert_eq!(strangers.posts().len(), 0);
}
