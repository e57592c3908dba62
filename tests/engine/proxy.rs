//! The engine goes through the proxy that the settings name now, whoever has written them.

use std::{fs, path::Path, time::Duration};

use credit_tray_engine::command::Command;
use serde_json::json;
use tokio::time::timeout;

use crate::{
    nowhere::engine,
    servers::{NotingProxy, http_proxy},
};

/// Longer than the engine takes to look at its settings.
const PATIENCE: Duration = Duration::from_secs(15);

/// One account whose key is there, asked through this proxy of this computer.
fn write(folder: &Path, port: u16) {
    let settings = json!({
        "version": 1,
        "accounts": [{ "id": "a", "provider": "kie", "label": "A", "key": { "from": "file" } }],
        "general": { "proxy": { "use": "http", "host": "127.0.0.1", "port": port } },
    });
    fs::write(folder.join("settings.json"), settings.to_string()).unwrap();
    fs::write(folder.join("keys.json"), r#"{"a":"key-of-a"}"#).unwrap();
}

async fn is_asked(proxy: &mut NotingProxy<String>) {
    let asked = timeout(PATIENCE, proxy.next()).await.unwrap();
    assert!(asked.starts_with("CONNECT api.kie.ai:443"), "{asked}");
}

#[tokio::test]
async fn a_proxy_that_somebody_writes_into_the_settings_is_gone_through() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = (
        http_proxy("502 Bad Gateway").await,
        http_proxy("502 Bad Gateway").await,
    );
    write(folder.path(), first.port);
    let _engine = engine(folder.path());
    is_asked(&mut first).await;

    write(folder.path(), second.port);
    is_asked(&mut second).await;
}

#[tokio::test]
async fn so_is_one_that_was_written_just_before_something_else_is_chosen_in_the_window() {
    let folder = tempfile::tempdir().unwrap();
    let (mut first, mut second) = (
        http_proxy("502 Bad Gateway").await,
        http_proxy("502 Bad Gateway").await,
    );
    write(folder.path(), first.port);
    let (engine, _) = engine(folder.path());
    is_asked(&mut first).await;

    write(folder.path(), second.port);
    let change = json!({ "theme": "dark" }).as_object().unwrap().clone();
    engine.ask(Command::SetAppearance { change }).await.unwrap();
    is_asked(&mut second).await;
}
