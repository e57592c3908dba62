//! What the settings window may call. Thin: each command hands over to [`Backend`], whose methods
//! are in the file of their subject.
//!
//! To add one: write it in the file of its subject, list it in [`handler`], and name it in
//! `src-tauri/build.rs` and `src-tauri/capabilities/settings-window.json`.

pub mod accounts;
pub mod alerts;
pub mod chart;
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

use credit_tray_core::{history::History, monitor::Monitor, poller::Poller, settings::Settings};
use tauri::{Wry, async_runtime::JoinHandle, ipc::Invoke};
use tokio::sync::watch;

use crate::{
    config_dir::ConfigDir,
    error::{CommandError, Error},
    found_keys::FoundKeys,
    keychain::KeyStore,
    locale::Locale,
    notices::Notices,
    removed::LastRemoved,
    route::Route,
    settings_store::SettingsStore,
};

/// What the commands work on.
pub struct Backend {
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
    /// Whether the desktop has a place for the tray icon.
    pub has_tray: watch::Receiver<bool>,
    /// The readings that are kept.
    pub history: History,
    /// The polling task.
    pub monitor: Monitor,
    /// Reads an account that is not stored yet.
    pub poller: Poller,
    /// The way to the providers.
    pub route: Arc<Route>,
    /// What the person must be told.
    pub notices: Notices,
    /// The account that was removed last.
    pub removed: LastRemoved,
    /// The file that was chosen for import.
    pub import: Mutex<Option<transfer::Chosen>>,
    /// What keeps the open window up to date.
    pub watching: Mutex<Option<JoinHandle<()>>>,
}

/// What every command returns.
pub type CommandResult<T> = Result<T, CommandError>;

impl Backend {
    /// The result for the window: an error in the person's language, and in the log.
    ///
    /// # Errors
    /// Those of the result.
    pub fn answer<T>(&self, result: Result<T, Error>) -> CommandResult<T> {
        result.map_err(|error| {
            tracing::info!(%error, "a command was refused");
            CommandError::new(&error, &self.locale.texts())
        })
    }

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

/// All commands.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        accounts::order_accounts,
        accounts::remove_key,
        accounts::save_account,
        accounts::test_account,
        alerts::pause_alerts,
        alerts::send_test_notification,
        alerts::set_quiet_hours,
        alerts::snooze,
        chart::balance_chart,
        general::set_appearance,
        general::set_defaults,
        general::set_money,
        general::set_tray,
        pages::open_page,
        proxy::set_proxy,
        removal::forget_history,
        removal::remove_account,
        removal::restore_account,
        state::dismiss_notice,
        state::refresh,
        state::watch_state,
        system::open_log_folder,
        system::start_at_login,
        transfer::choose_import,
        transfer::export_settings,
        transfer::finish_import,
        transfer::unlock_import,
    ]
}
