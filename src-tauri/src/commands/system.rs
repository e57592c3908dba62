//! What the desktop does for the app: starting it at login, and showing a folder.

use tauri::{AppHandle, State};
use tauri_plugin_autostart::ManagerExt as _;
use tauri_plugin_opener::OpenerExt as _;

use super::{Backend, CommandResult};
use crate::error::Error;

/// Lets the desktop start the app at login, or no longer.
///
/// # Errors
/// The desktop refuses.
#[tauri::command]
pub async fn start_at_login(app: AppHandle, backend: State<'_, Backend>, on: bool) -> CommandResult<()> {
    let autolaunch = app.autolaunch();
    let changed = if on {
        autolaunch.enable()
    } else {
        autolaunch.disable()
    };
    backend.answer(changed.map_err(Error::NotStartedAtLogin))?;
    backend.settings.touch();
    Ok(())
}

/// Shows the folder of the logs in the file manager.
///
/// # Errors
/// There is no file manager; the message tells the folder.
#[tauri::command]
pub async fn open_log_folder(app: AppHandle, backend: State<'_, Backend>) -> CommandResult<()> {
    let folder = backend.config_dir.logs().display().to_string();
    let opened = app.opener().open_path(&folder, None::<&str>);
    backend.answer(opened.map_err(|error| {
        tracing::warn!(%error, folder, "no file manager");
        Error::FolderNotOpened(folder)
    }))
}

/// Whether the desktop starts the app at login; none where that cannot be told.
#[must_use]
pub fn starts_at_login(app: &AppHandle) -> Option<bool> {
    app.autolaunch().is_enabled().ok()
}
