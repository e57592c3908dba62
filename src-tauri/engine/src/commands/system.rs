//! What the desktop does for the engine: starting it at login, and showing a folder.

use crate::{engine::Engine, error::Error};

impl Engine {
    /// Lets the desktop start the app at login, or no longer.
    pub(crate) fn start_at_login(&self, on: bool) -> Result<(), Error> {
        self.host.start_at_login(on).map_err(Error::NotStartedAtLogin)?;
        self.settings.notify_changed();
        Ok(())
    }

    /// Shows the folder of the logs in the file manager.
    ///
    /// # Errors
    /// There is no file manager; the message tells the folder.
    pub(crate) fn open_log_folder(&self) -> Result<(), Error> {
        let folder = self.config_dir.logs();
        self.host.open_folder(&folder).map_err(|error| {
            let folder = folder.display().to_string();
            tracing::warn!(%error, folder, "no file manager");
            Error::FolderNotOpened(folder)
        })
    }
}
