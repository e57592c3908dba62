//! What a command has answered is on the disk: nobody who is killed right after it has to ask again.

use std::{fs, path::Path};

use credit_tray_core::{AccountId, Amount, Unit, history::Point};
use credit_tray_engine::{
    engine::Engine,
    history::{FILE_NAME, History},
};
use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::nowhere::engine;

async fn ask(engine: &Engine, command: Value) {
    engine
        .ask(serde_json::from_value(command).unwrap())
        .await
        .unwrap();
}

fn write_settings(folder: &Path) {
    let account = json!({ "id": "a", "provider": "kie", "label": "mine", "enabled": false });
    let settings = json!({ "version": 1, "accounts": [account] });
    fs::write(folder.join("settings.json"), settings.to_string()).unwrap();
}

#[tokio::test]
async fn a_pause_and_a_snooze_are_kept_when_they_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_settings(folder);
    let (engine, _) = engine(folder);
    let kept = || fs::read_to_string(folder.join("alerts.json")).unwrap_or_default();

    ask(&engine, json!({ "command": "pauseAlerts", "duration": "hour" })).await;
    assert!(kept().contains("pausedUntil"), "{}", kept());
    ask(&engine, json!({ "command": "pauseAlerts", "duration": null })).await;
    assert!(!kept().contains("pausedUntil"), "{}", kept());

    ask(
        &engine,
        json!({ "command": "snooze", "id": "a", "duration": "topUp" }),
    )
    .await;
    assert!(kept().contains("snoozed"), "{}", kept());
    ask(
        &engine,
        json!({ "command": "snooze", "id": "a", "duration": null }),
    )
    .await;
    assert!(!kept().contains("snoozed"), "{}", kept());
}

#[tokio::test]
async fn a_history_is_gone_when_that_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let id = AccountId::new("gone");
    let point = Point {
        at: Timestamp::now(),
        amount: Amount::new(Decimal::ONE, Unit::Credits),
    };
    let history = History::open(folder, Timestamp::now()).history;
    history.record(&id, point);
    history.close();

    let (engine, _) = engine(folder);
    assert!(folder.join(FILE_NAME).exists());
    let others = History::read_only(folder).unwrap().unwrap();
    assert_eq!(others.accounts().unwrap(), std::slice::from_ref(&id));
    ask(&engine, json!({ "command": "forgetHistory", "id": id })).await;
    assert!(others.accounts().unwrap().is_empty());
}
