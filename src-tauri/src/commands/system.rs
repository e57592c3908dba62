//! What the desktop does for the app: starting it at login, and showing a folder.

use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt as _;

use super::Backend;
use crate::error::Error;

impl Backend {
    /// Lets the desktop start the app at login, or no longer.
    ///
    /// # Errors
    /// The desktop refuses.
    pub(super) fn start_at_login(&self, on: bool) -> Result<(), Error> {
        self.autostart.set(on).map_err(Error::NotStartedAtLogin)?;
        self.settings.touch();
        Ok(())
    }

    /// Shows the folder of the logs in the file manager.
    ///
    /// # Errors
    /// There is no file manager; the message tells the folder.
    pub(super) fn open_log_folder(&self, app: &AppHandle) -> Result<(), Error> {
        let folder = self.config_dir.logs().display().to_string();
        app.opener().open_path(&folder, None::<&str>).map_err(|error| {
            tracing::warn!(%error, folder, "no file manager");
            Error::FolderNotOpened(folder)
        })
    }
}
