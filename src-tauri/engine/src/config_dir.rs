//! The folder that holds settings, history and logs.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use credit_tray_core::settings::Settings;

use crate::{durable_file, error::Error, settings_file::SettingsFile};

/// The folder that holds settings, history and logs.
#[derive(Clone, Debug)]
pub struct ConfigDir {
    path: PathBuf,
    /// Whether it is the platform's own.
    is_own: bool,
}

impl ConfigDir {
    /// The chosen folder, or the platform's own: `~/.config/credit-tray` on Linux,
    /// `~/Library/Application Support/credit-tray` on macOS, `%APPDATA%\credit-tray` on Windows.
    pub fn new(chosen: Option<PathBuf>) -> Result<Self, Error> {
        let own = dirs::config_dir().map(|dir| dir.join("credit-tray"));
        match chosen {
            Some(path) => {
                let path = in_one_spelling(&path);
                let is_own = own.is_some_and(|own| in_one_spelling(&own) == path);
                Ok(Self { path, is_own })
            }
            None => Ok(Self {
                path: own.ok_or(Error::NoConfigDir)?,
                is_own: true,
            }),
        }
    }

    /// Makes the folder where there is none yet; for the app, never for a command.
    pub fn make(&mut self) -> Result<(), Error> {
        durable_file::make_private_dir(&self.path).map_err(|source| Error::NotMade {
            path: self.path.clone(),
            source,
        })?;
        // A folder that somebody chose may be shared, with whomever its owner wants.
        if self.is_own
            && let Err(error) = durable_file::keep_private(&self.path)
        {
            tracing::warn!(%error, "others may look into the folder of the settings");
        }
        // Only now can links in it be followed.
        self.path = in_one_spelling(&self.path);
        Ok(())
    }

    /// Checks that a folder which somebody named is there: a mistyped one would have no accounts, and
    /// nothing would ever be wrong with them.
    pub fn must_exist(&self) -> Result<(), Error> {
        if self.is_own || self.path.is_dir() {
            return Ok(());
        }
        Err(Error::NoSuchFolder(self.path.clone()))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is the platform's own folder.
    pub fn is_own(&self) -> bool {
        self.is_own
    }

    /// What the keychain knows it by: the same for every spelling of its path.
    pub fn name(&self) -> String {
        let path = in_one_spelling(&self.path);
        match path.to_str() {
            Some(path) => path.to_owned(),
            // What is no text is written with escapes, and so is no other folder's name.
            None => path.as_os_str().as_encoded_bytes().escape_ascii().to_string(),
        }
    }

    /// The folder of the logs.
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
    pub fn instance(&self) -> Option<String> {
        let mut hasher = DefaultHasher::new();
        self.path.hash(&mut hasher);
        (!self.is_own).then(|| format!("dir{:x}", hasher.finish()))
    }
}

/// The same text for the same folder, so that two spellings are not two apps. On Windows links are
/// not followed: what the system then says is a path that not every program takes.
fn in_one_spelling(path: &Path) -> PathBuf {
    let absolute = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    if cfg!(unix) {
        path.canonicalize().unwrap_or_else(|_| absolute())
    } else {
        absolute()
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use super::*;

    #[test]
    fn the_same_folder_by_another_spelling_is_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(dir.path().join("real"), &link).unwrap();
        let instance = |path: &Path| {
            let mut config_dir = ConfigDir::new(Some(path.to_owned())).unwrap();
            config_dir.make().unwrap();
            config_dir.instance()
        };
        fs::create_dir(dir.path().join("real")).unwrap();
        let real = instance(&dir.path().join("real"));
        assert_eq!(instance(&link), real);
        assert_eq!(instance(&dir.path().join("real/../real/.")), real);
        assert_ne!(instance(&dir.path().join("other")), real);
    }

    #[test]
    fn a_folder_that_is_made_is_its_owners_alone() {
        let dir = tempfile::tempdir().unwrap();
        let mut config_dir = ConfigDir::new(Some(dir.path().join("new/folder"))).unwrap();
        assert!(config_dir.must_exist().is_err());
        config_dir.make().unwrap();
        assert!(config_dir.must_exist().is_ok());
        let mode = fs::metadata(config_dir.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn the_platforms_own_folder_becomes_its_owners_alone_and_a_chosen_one_stays_as_it_is() {
        for (is_own, expected) in [(true, 0o700), (false, 0o755)] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().to_owned();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
            ConfigDir { path, is_own }.make().unwrap();
            let mode = fs::metadata(dir.path()).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, expected);
        }
    }
}
