//! The folder that holds settings, history and logs.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use credit_tray_core::settings::{Settings, SettingsFile};

use crate::error::Error;

/// The folder that holds settings, history and logs.
#[derive(Clone, Debug)]
pub struct ConfigDir {
    path: PathBuf,
    is_own: bool,
}

impl ConfigDir {
    /// The chosen folder, or the platform's own: `~/.config/credit-tray` on Linux,
    /// `~/Library/Application Support/credit-tray` on macOS, `%APPDATA%\credit-tray` on Windows.
    ///
    /// # Errors
    /// [`Error::NoConfigDir`] where the platform names none.
    pub fn new(chosen: Option<PathBuf>) -> Result<Self, Error> {
        match chosen {
            Some(path) => Ok(Self {
                path: std::path::absolute(&path).unwrap_or(path),
                is_own: false,
            }),
            None => Ok(Self {
                path: dirs::config_dir().ok_or(Error::NoConfigDir)?.join("credit-tray"),
                is_own: true,
            }),
        }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of the logs.
    #[must_use]
    pub fn logs(&self) -> PathBuf {
        self.path.join("logs")
    }

    /// The settings in the folder, for a command that only reads them.
    ///
    /// # Errors
    /// The file cannot be opened or understood; it is left as it is.
    pub fn read_settings(&self) -> Result<Settings, Error> {
        let file = SettingsFile::in_dir(&self.path);
        let path = || file.path().to_owned();
        let read = file
            .read()
            .map_err(|source| Error::SettingsNotOpened { path: path(), source })?;
        read.map_err(|source| Error::SettingsNotUnderstood { path: path(), source })
    }

    /// What tells two apps with different folders apart, so that both may run; none for the
    /// platform's own folder.
    #[must_use]
    pub fn instance(&self) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        self.path.hash(&mut hasher);
        (!self.is_own).then(|| format!("dir{:x}", hasher.finish()))
    }
}
