//! What the settings window may call. Thin: each command hands over to [`Backend`]'s parts.
//!
//! To add one: write it in the file of its subject, list it in [`handler`], and name it in
//! `src-tauri/build.rs` and `src-tauri/capabilities/settings-window.json`.

pub mod accounts;
pub mod alerts;
pub mod draft;
pub mod pages;
pub mod state;
pub mod view;

use std::sync::{Arc, Mutex};

use credit_tray_core::{history::History, monitor::Monitor, poller::Poller};
use tauri::{Wry, async_runtime::JoinHandle, ipc::Invoke};

use crate::{error::CommandError, keychain::KeyStore, notices::Notices, settings_store::SettingsStore};

/// What the commands work on.
pub struct Backend {
    /// The settings on disk.
    pub settings: SettingsStore,
    /// The keys.
    pub keys: Arc<KeyStore>,
    /// The readings that are kept.
    pub history: History,
    /// The polling task.
    pub monitor: Monitor,
    /// Reads an account that is not stored yet.
    pub poller: Poller,
    /// What the person must be told.
    pub notices: Notices,
    /// What keeps the open window up to date.
    pub watching: Mutex<Option<JoinHandle<()>>>,
}

/// What every command returns.
pub type CommandResult<T> = Result<T, CommandError>;

/// All commands.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        accounts::remove_account,
        accounts::save_account,
        accounts::test_account,
        alerts::pause_alerts,
        alerts::send_test_notification,
        alerts::set_quiet_hours,
        alerts::snooze,
        pages::open_page,
        state::dismiss_notice,
        state::refresh,
        state::watch_state,
    ]
}
