//! Where nobody sits at a desktop.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use credit_tray_core::notification::Notification;
use credit_tray_engine::{
    config_dir::ConfigDir,
    engine::{Engine, Folder},
    host::{DesktopSupport, Host, HostError, NotShown},
    keychain,
};
use futures_util::future::{BoxFuture, FutureExt as _, ready};
use tokio::sync::watch;

struct Nowhere(Told);

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

    fn notify(&self, notification: Notification) -> BoxFuture<'_, Result<(), NotShown>> {
        self.0.0.lock().unwrap().push(notification);
        ready(Ok(())).boxed()
    }

    fn quit(&self) {}
}

/// What was told.
#[derive(Clone, Default)]
pub(crate) struct Told(Arc<Mutex<Vec<Notification>>>);

impl Told {
    pub(crate) fn all(&self) -> Vec<Notification> {
        self.0.lock().unwrap().clone()
    }
}

/// The engine on this folder, and what it tells.
pub(crate) fn engine(folder: &Path) -> (Arc<Engine>, Told) {
    let config_dir = ConfigDir::new(Some(folder.to_owned())).unwrap();
    let (_, support) = watch::channel(DesktopSupport::ALL);
    let told = Told::default();
    let folder = Folder::open(&config_dir).unwrap();
    let host = Arc::new(Nowhere(told.clone()));
    let engine = folder.watch(host, keychain::of_the_system, support);
    (engine.unwrap(), told)
}
