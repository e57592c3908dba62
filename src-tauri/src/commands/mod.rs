//! What the settings window may ask for: one closed [`Command`], and one door, [`Backend::ask`].
//! The work is in the file of its subject.
//!
//! To add one: a variant, its arm, and its method in `ui/src/backend`.

pub mod accounts;
pub mod chart;
mod command;
pub mod draft;
pub mod general;
pub mod pages;
pub mod proxy;
pub mod removal;
pub mod state;
pub mod system;
pub mod transfer;
pub mod view;

use std::sync::{Arc, Mutex};

pub use command::{Answer, Command};
use credit_tray_core::settings::Settings;
use credit_tray_engine::{history::History, monitor::Monitor, poller::Poller};
use tokio::sync::watch;

use crate::{
    autostart::Autostart, config_dir::ConfigDir, error::Error, found_keys::FoundKeys, keychain::KeyStore,
    locale::Locale, notices::Notices, notifier::Notifier, removed::LastRemoved, route::Route,
    services::Services, settings_store::SettingsStore,
};

/// What the commands work on.
pub struct Backend {
    /// Whether the app starts at login.
    pub autostart: Autostart,
    /// Where everything is kept.
    pub config_dir: ConfigDir,
    /// The settings on disk.
    pub settings: SettingsStore,
    /// The language of the moment.
    pub locale: Locale,
    /// The keys.
    pub keys: Arc<KeyStore>,
    /// Keys that are in the environment.
    pub found_keys: FoundKeys,
    /// The readings that are kept.
    pub history: History,
    /// The polling task.
    pub monitor: Monitor,
    /// Shows notifications.
    pub notifier: Notifier,
    /// Reads an account that is not stored yet.
    pub poller: Poller,
    /// The way to the providers.
    pub route: Arc<Route>,
    /// What this desktop has.
    pub services: watch::Receiver<Services>,
    /// What the person must be told.
    pub notices: Notices,
    /// The account that was removed last.
    pub removed: Arc<LastRemoved>,
    /// An export or import that is under way.
    pub transfer: Mutex<transfer::Transfer>,
}

impl Backend {
    /// Changes the settings, on disk and then in the monitor.
    ///
    /// # Errors
    /// As [`SettingsStore::change`]; then everything is as before.
    pub async fn change(&self, change: impl FnOnce(&mut Settings) -> Result<(), Error>) -> Result<(), Error> {
        let settings = self.settings.change(change)?;
        self.monitor.set_settings(settings).await;
        Ok(())
    }
}

/// Does what may block without holding up anything else.
///
/// # Errors
/// Those of the work.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .map_err(Error::Desktop)?
}
