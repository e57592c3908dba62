//! `settings.json` on disk: how it is read when something may be wrong with it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use credit_tray_core::settings::{Settings, SettingsError};

use crate::durable_file;

/// The file's name in the config dir.
pub const FILE_NAME: &str = "settings.json";

/// The settings file and its backup.
///
/// Both are written whole or not at all, and a file that cannot be read is never lost.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: PathBuf,
}

/// What reading the settings brought.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub enum Loaded {
    /// The file as it is; or the defaults where there is none yet.
    Whole(Settings),
    /// The file was missing beside a good backup, whose settings these are.
    Restored(Settings),
    /// The file could not be understood. It was set aside, and these are the settings of its
    /// backup, or the defaults where no backup can be read.
    SetAside {
        settings: Settings,
        kept_as: PathBuf,
        error: SettingsError,
        /// Whether `settings` came from the backup.
        from_backup: bool,
    },
}

impl Loaded {
    /// The settings to use.
    pub fn settings(&self) -> &Settings {
        match self {
            Self::Whole(settings) | Self::Restored(settings) | Self::SetAside { settings, .. } => settings,
        }
    }
}

impl SettingsFile {
    /// The settings in this config dir.
    pub fn in_dir(config_dir: &Path) -> Self {
        Self {
            path: config_dir.join(FILE_NAME),
        }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the file and touches nothing. Where it is missing its backup counts, and where there is
    /// none either, the defaults.
    ///
    /// # Errors
    /// The outer error when the file cannot be opened; the inner one when it cannot be understood.
    pub fn read(&self) -> io::Result<Result<Settings, SettingsError>> {
        Ok(match self.bytes()? {
            Some(bytes) => Self::understand(&bytes),
            None => self.backup().map(Option::unwrap_or_default),
        })
    }

    /// What is in the file; none where there is no file.
    pub fn bytes(&self) -> io::Result<Option<Vec<u8>>> {
        match durable_file::read(&self.path) {
            Ok(bytes) => Ok(Some(bytes)),
            // A link that leads nowhere is no first run.
            Err(error) if error.kind() == io::ErrorKind::NotFound && !self.path.is_symlink() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The settings in what a file holds.
    pub fn understand(bytes: &[u8]) -> Result<Settings, SettingsError> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| SettingsError::NotDocumented("the file is not text in UTF-8".into()))?;
        Settings::from_json(text)
    }

    /// Reads the file for the running app: one that cannot be understood is set aside under a name
    /// of its own, and the backup takes its place.
    ///
    /// # Errors
    /// The file cannot be opened, or cannot be set aside; then nothing has changed on disk.
    pub fn load(&self, now: Timestamp) -> io::Result<Loaded> {
        let Some(bytes) = self.bytes()? else {
            return Ok(match self.backup() {
                Ok(Some(settings)) if !settings.accounts.is_empty() => Loaded::Restored(settings),
                Ok(_) => Loaded::Whole(Settings::default()),
                Err(error) => Loaded::SetAside {
                    settings: Settings::default(),
                    kept_as: self.set_backup_aside(now),
                    error,
                    from_backup: false,
                },
            });
        };
        let error = match Self::understand(&bytes) {
            Ok(settings) => return Ok(Loaded::Whole(settings)),
            Err(error) => error,
        };
        let kept_as = durable_file::name_aside(&self.path, now);
        fs::rename(&self.path, &kept_as)?;
        let backup = self.backup().unwrap_or_else(|error| {
            tracing::warn!(%error, "the copy of the settings cannot be read either");
            self.set_backup_aside(now);
            None
        });
        Ok(Loaded::SetAside {
            from_backup: backup.is_some(),
            settings: backup.unwrap_or_default(),
            kept_as,
            error,
        })
    }

    /// Out of the way of the next copy. Where that cannot be, no copy can be written either.
    fn set_backup_aside(&self, now: Timestamp) -> PathBuf {
        let kept_as = durable_file::name_aside(&self.backup_path(), now);
        match fs::rename(self.backup_path(), &kept_as) {
            Ok(()) => kept_as,
            Err(error) => {
                tracing::error!(%error, "the copy of the settings cannot be set aside");
                self.backup_path()
            }
        }
    }

    /// Keeps a copy that is on the disk, whole, before the file itself is written.
    ///
    /// # Errors
    /// The copy could not be written; the previous one is still there.
    pub fn back_up(&self, settings: &Settings) -> io::Result<()> {
        let json = serde_json::to_vec_pretty(settings)?;
        durable_file::write(&self.backup_path(), &json)
    }

    /// Writes the file, whole and to the disk. Returns what is in it now.
    ///
    /// # Errors
    /// It could not be written; it is as before.
    pub fn write(&self, settings: &Settings) -> io::Result<Vec<u8>> {
        let json = serde_json::to_vec_pretty(settings)?;
        durable_file::write(&self.path, &json)?;
        Ok(json)
    }

    /// The settings in the copy; none where there is no copy.
    fn backup(&self) -> Result<Option<Settings>, SettingsError> {
        match fs::read(self.backup_path()) {
            Ok(bytes) => Self::understand(&bytes).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(SettingsError::NotDocumented(error.to_string())),
        }
    }

    fn backup_path(&self) -> PathBuf {
        self.path.with_extension("backup.json")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-20T09:00:00Z".parse().unwrap()
    }

    fn one_account() -> Settings {
        Settings::from_json(r#"{"version":1,"accounts":[{"id":"a","provider":"kie","label":"A"}]}"#).unwrap()
    }

    #[test]
    fn no_file_means_the_defaults() {
        let dir = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_dir(dir.path());
        assert_eq!(file.load(now()).unwrap(), Loaded::Whole(Settings::default()));
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_kept_and_its_backup_used() {
        let dir = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_dir(dir.path());
        file.back_up(&one_account()).unwrap();

        for (round, broken) in [&b"{\"version\":1,\"acc"[..], b"", b"\xff\xfe", b"{\"version\":9}"]
            .iter()
            .enumerate()
        {
            fs::write(file.path(), broken).unwrap();
            let Loaded::SetAside {
                settings,
                kept_as,
                from_backup,
                ..
            } = file.load(now()).unwrap()
            else {
                panic!("{broken:?} was taken for settings");
            };
            assert_eq!(settings, one_account());
            assert!(from_backup);
            assert_eq!(fs::read(&kept_as).unwrap(), *broken);
            assert!(!file.path().exists());
            let kept = fs::read_dir(dir.path()).unwrap().count() - 1;
            assert_eq!(kept, round + 1, "each one is kept under a name of its own");
        }
    }

    #[test]
    fn a_file_that_is_missing_beside_its_backup_is_restored() {
        let dir = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_dir(dir.path());
        file.back_up(&one_account()).unwrap();
        assert_eq!(file.load(now()).unwrap(), Loaded::Restored(one_account()));
        assert_eq!(file.read().unwrap().unwrap(), one_account(), "for a script too");
        assert!(!file.path().exists(), "reading writes nothing");
    }

    #[test]
    fn without_a_backup_the_defaults_are_used() {
        let dir = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_dir(dir.path());
        fs::write(file.path(), "{").unwrap();
        let loaded = file.load(now()).unwrap();
        assert!(
            matches!(loaded, Loaded::SetAside { settings, from_backup: false, .. } if settings == Settings::default())
        );
    }

    #[test]
    fn reading_for_a_script_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_dir(dir.path());
        fs::write(file.path(), "{").unwrap();
        assert!(file.read().unwrap().is_err());
        assert_eq!(fs::read_to_string(file.path()).unwrap(), "{");
    }
}
