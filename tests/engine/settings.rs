//! What is on the disk of the settings, and what becomes of it.

use std::{fs, path::Path, time::Duration};

use credit_tray_core::texts::EN;
use credit_tray_engine::command::Command;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::nowhere::engine;

/// Longer than may pass until an edit is taken up, or a look at everything.
const PATIENCE: Duration = Duration::from_secs(30);

fn settings(label: &str) -> Value {
    json!({
        "version": 1,
        "accounts": [{
            "id": "a", "provider": "kie", "label": label, "enabled": false, "key": { "from": "file" },
        }],
    })
}

fn write(folder: &Path, name: &str, content: &Value) {
    fs::write(folder.join(name), content.to_string()).unwrap();
}

fn draft(id: &Value) -> Value {
    json!({ "command": "saveAccount", "draft": {
        "id": id, "provider": "kie", "label": "mine", "key": { "from": "file" }, "newKey": "new-key",
        "copyKeyFrom": null, "lowBelow": null, "refreshEverySecs": 300, "baseUrl": null, "enabled": false,
        "rules": null,
    }})
}

fn label(folder: &Path, name: &str) -> Option<String> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    let read: Value = serde_json::from_str(&text).ok()?;
    Some(read["accounts"][0]["label"].as_str()?.to_owned())
}

async fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < PATIENCE, "{what}");
        sleep(Duration::from_millis(100)).await;
    }
}

async fn change_something(engine: &credit_tray_engine::engine::Engine) {
    let change = json!({ "theme": "dark" }).as_object().unwrap().clone();
    engine.ask(Command::SetAppearance { change }).await.unwrap();
}

#[tokio::test]
async fn the_copy_is_of_the_settings_in_use_also_after_an_edit_from_outside() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "settings.json", &settings("before"));
    let (_engine, _) = engine(folder);
    write(folder, "settings.json", &settings("edited"));
    until("the copy is of the edit", || {
        label(folder, "settings.backup.json").as_deref() == Some("edited")
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_taken_away_while_the_engine_runs_is_written_again_and_that_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "settings.json", &settings("mine"));
    let (engine, _) = engine(folder);
    fs::remove_file(folder.join("settings.json")).unwrap();
    until("it is there again", || {
        label(folder, "settings.json").as_deref() == Some("mine")
    })
    .await;
    let notices = engine.notices.watch();
    until("it is told", || !notices.borrow().is_empty()).await;
}

#[tokio::test]
async fn each_break_is_told_once_and_no_longer_once_it_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let path = folder.join("settings.json");
    let whole = settings("mine");
    write(folder, "settings.json", &whole);
    let (engine, _) = engine(folder);
    let notices = engine.notices.watch();
    let told = || {
        notices
            .borrow()
            .iter()
            .map(|notice| notice.view(&EN).text)
            .collect::<String>()
    };
    for (wrong, word) in [(r#"{"version":1,"#, "line 1"), (r#"{"version":7}"#, "version")] {
        fs::write(&path, wrong).unwrap();
        until("this break is told", || told().contains(word)).await;
    }
    write(folder, "settings.json", &whole);
    until("it is told no longer", || told().is_empty()).await;

    fs::remove_file(&path).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        &path,
        rustix::fs::FileType::Fifo,
        0o600.into(),
        0,
    )
    .unwrap();
    until("what is no file is told", || !told().is_empty()).await;
    fs::remove_file(&path).unwrap();
    write(folder, "settings.json", &whole);
    until("it is told no longer", || told().is_empty()).await;
}

#[tokio::test]
async fn a_pause_that_cannot_be_kept_is_told_of_until_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "settings.json", &settings("mine"));
    let (engine, _) = engine(folder);
    let notices = engine.notices.watch();
    fs::create_dir(folder.join("alerts.json")).unwrap();
    let pause = json!({ "command": "pauseAlerts", "duration": "hour" });
    engine.ask(serde_json::from_value(pause).unwrap()).await.unwrap();
    until("it is told", || !notices.borrow().is_empty()).await;
    // As it was kept last, which is not what is there now.
    let resume = json!({ "command": "pauseAlerts", "duration": null });
    engine.ask(serde_json::from_value(resume).unwrap()).await.unwrap();
    fs::remove_dir(folder.join("alerts.json")).unwrap();
    until("it is told no longer", || notices.borrow().is_empty()).await;
    assert!(folder.join("alerts.json").exists());

    fs::remove_file(folder.join("alerts.json")).unwrap();
    fs::create_dir(folder.join("alerts.json")).unwrap();
    let pause = json!({ "command": "pauseAlerts", "duration": "hour" });
    engine.ask(serde_json::from_value(pause).unwrap()).await.unwrap();
    until("it is told", || !notices.borrow().is_empty()).await;
    fs::remove_dir(folder.join("alerts.json")).unwrap();
    until("it is kept by itself", || notices.borrow().is_empty()).await;
    let kept = fs::read_to_string(folder.join("alerts.json")).unwrap();
    assert!(kept.contains("pausedUntil"), "{kept}");
}

#[tokio::test]
async fn what_was_edited_a_moment_ago_stays_as_something_else_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "settings.json", &settings("mine"));
    let (engine, _) = engine(folder);
    // Right after a look, so that no other one comes in between.
    write(folder, "settings.json", &settings("looked at"));
    let shown = || engine.settings.current().accounts[0].label.clone();
    until("it is looked at", || shown() == "looked at").await;
    write(folder, "settings.json", &settings("edited"));
    let turn = json!({ "command": "turnAccount", "id": "a", "on": true });
    engine.ask(serde_json::from_value(turn).unwrap()).await.unwrap();
    assert!(engine.settings.current().accounts[0].enabled);
    assert_eq!(label(folder, "settings.json").as_deref(), Some("edited"));

    write(folder, "settings.json", &settings("edited again"));
    let mut typed = draft(&json!("a"));
    typed["draft"]["label"] = json!("edited");
    typed["draft"]["newKey"] = json!(null);
    typed["draft"]["refreshEverySecs"] = json!(600);
    engine.ask(serde_json::from_value(typed).unwrap()).await.unwrap();
    assert_eq!(label(folder, "settings.json").as_deref(), Some("edited again"));
    assert_eq!(engine.settings.current().accounts[0].refresh_every_secs, 600);
}

#[tokio::test]
async fn a_copy_that_cannot_be_read_is_kept_and_told_of_where_there_is_nothing_else() {
    for content in [
        r#"{"version":1,"accounts":["#,
        r#"{"version":2,"accounts":[{"id":"a"}]}"#,
    ] {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        fs::write(folder.join("settings.backup.json"), content).unwrap();
        let (engine, _) = engine(folder);
        assert_eq!(engine.notices.watch().borrow().len(), 1);
        change_something(&engine).await;
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut kept = files.filter(|path| path.to_string_lossy().contains("unreadable"));
        assert_eq!(fs::read_to_string(kept.next().unwrap()).unwrap(), content);
    }
}

#[tokio::test]
async fn what_a_write_left_that_was_cut_off_goes_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join(".credit-tray-x7Yq"), "{").unwrap();
    let (_engine, _) = engine(folder);
    assert!(!folder.join(".credit-tray-x7Yq").exists());
}

#[tokio::test]
async fn an_account_that_is_not_saved_keeps_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write(folder, "settings.json", &settings("mine"));
    write(folder, "keys.json", &json!({ "a": "old-key" }));
    let (engine, _) = engine(folder);
    fs::write(folder.join("settings.json"), "{").unwrap();
    for id in [json!("a"), json!(null)] {
        let save: Command = serde_json::from_value(draft(&id)).unwrap();
        assert!(engine.ask(save).await.is_err());
        let keys = fs::read_to_string(folder.join("keys.json")).unwrap();
        let keys: Value = serde_json::from_str(&keys).unwrap();
        assert_eq!(keys, json!({ "a@https://api.kie.ai": "old-key" }));
    }
}
