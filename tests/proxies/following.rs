//! The engine goes through the proxy that the settings name now, whoever has written them.

use std::{fs, path::Path, sync::Arc, time::Duration};

use credit_tray_core::{alerts::Alert, appearance::Appearance};
use credit_tray_engine::{
    command::Command,
    config_dir::ConfigDir,
    engine::{Engine, Folder},
    host::{Host, HostError, NotShown, Services},
    keychain,
    monitor::{Channel, Undelivered},
};
use futures_util::future::{BoxFuture, FutureExt as _, ready};
use serde_json::json;
use tokio::{sync::watch, time::timeout};

use crate::servers::{NotingProxy, http_proxy};

/// Longer than the engine takes to look at its settings.
const PATIENCE: Duration = Duration::from_secs(15);

/// A desktop that nobody sits at.
struct Nowhere;

impl Host for Nowhere {
    fn open_page(&self, _: &str) -> Result<(), HostError> {
        Err("there is no browser".into())
    }

    fn open_folder(&self, _: &Path) -> Result<(), HostError> {
        Err("there is no file manager".into())
    }

    fn start_at_login(&self, _: bool) -> Result<(), HostError> {
        Err("nobody logs in".into())
    }

    fn starts_at_login(&self) -> Option<bool> {
        None
    }

    fn show_test_notification(&self) -> BoxFuture<'_, Result<(), NotShown>> {
        ready(Err(NotShown::NoService)).boxed()
    }

    fn quit(&self) {}
}

#[derive(Clone)]
struct Nobody;

impl Channel for Nobody {
    async fn deliver(&self, _: Vec<Alert>) -> Result<(), Undelivered> {
        Err(Undelivered)
    }
}

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

fn engine(folder: &Path) -> Arc<Engine> {
    let config_dir = ConfigDir::new(Some(folder.to_owned())).unwrap();
    let (_, services) = watch::channel(Services::ALL);
    Folder::open(&config_dir)
        .unwrap()
        .watch(Box::new(Nowhere), keychain::of_the_system, Nobody, services)
        .unwrap()
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
    let engine = engine(folder.path());
    is_asked(&mut first).await;

    write(folder.path(), second.port);
    let appearance = Appearance::default();
    engine.ask(Command::SetAppearance { appearance }).await.unwrap();
    is_asked(&mut second).await;
}
