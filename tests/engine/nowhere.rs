//! Where nobody sits at a desktop.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use credit_tray_core::alerts::Alert;
use credit_tray_engine::{
    config_dir::ConfigDir,
    engine::{Engine, Folder},
    host::{DesktopSupport, Host, HostError, NotShown},
    keychain,
    monitor::{Channel, Undelivered},
};
use futures_util::future::{BoxFuture, FutureExt as _, ready};
use tokio::sync::watch;

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

/// What was told.
#[derive(Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Vec<Alert>>>);

impl Told {
    pub(crate) fn all(&self) -> Vec<Alert> {
        self.0.lock().unwrap().clone()
    }
}

impl Channel for Told {
    async fn deliver(&self, alerts: Vec<Alert>) -> Result<(), Undelivered> {
        self.0.lock().unwrap().extend(alerts);
        Ok(())
    }
}

/// The engine on this folder, and what it tells.
pub(crate) fn engine(folder: &Path) -> (Arc<Engine>, Told) {
    let config_dir = ConfigDir::new(Some(folder.to_owned())).unwrap();
    let (_, support) = watch::channel(DesktopSupport::ALL);
    let told = Told::default();
    let folder = Folder::open(&config_dir).unwrap();
    let host = Box::new(Nowhere);
    let engine = folder.watch(host, keychain::of_the_system, told.clone(), support);
    (engine.unwrap(), told)
}
