//! The settings of the running engine: the one owner of `settings.json`.

use std::{
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use credit_tray_core::settings::{Settings, SettingsError};
use jiff::Timestamp;
use tokio::sync::watch;

use crate::{
    config_dir::ConfigDir,
    error::Error,
    settings_file::{Loaded, SettingsFile},
};

/// The settings of the running engine.
pub struct SettingsStore {
    file: SettingsFile,
    current: watch::Sender<Settings>,
    /// What the file held when it was last read or written. Locked while it is read or written, so
    /// that there is one change at a time.
    known: Mutex<Known>,
}

/// What the file held when it was last read or written.
#[derive(Debug, PartialEq, Eq)]
struct Known(Option<Vec<u8>>);

/// What a look at the file has brought.
#[derive(Debug, PartialEq, Eq)]
pub enum Edit {
    /// It is as it was.
    None,
    /// Somebody has changed it, and these are the settings now.
    Taken(Settings),
    /// Somebody has taken it away, and it was written again.
    Restored,
    /// Somebody has changed it, and it cannot be understood. It stays as it is, and so do the
    /// settings.
    NotUnderstood(SettingsError),
}

impl SettingsStore {
    /// Opens the settings in the config dir. Also returns how they were found, and why they could not
    /// be backed up or replaced, such as on a full disk: the watch over the accounts goes on.
    pub fn open(config_dir: &ConfigDir) -> Result<(Self, Loaded, Option<Error>), Error> {
        let file = SettingsFile::in_dir(config_dir.path());
        let not_opened = |source| Error::SettingsNotOpened {
            path: file.path().to_owned(),
            source,
        };
        let loaded = file.load(Timestamp::now()).map_err(not_opened)?;
        let known = file.bytes().map_err(not_opened)?;
        let opened = Self {
            current: watch::Sender::new(loaded.settings().clone()),
            known: Mutex::new(Known(known)),
            file,
        };
        let kept = match &loaded {
            Loaded::SetAside { settings, .. } | Loaded::Restored(settings) => {
                opened.save(&mut opened.known(), settings)
            }
            // What a person or a script wrote by hand is backed up before anything happens to it.
            Loaded::Whole(settings) if !settings.accounts.is_empty() || !settings.unusable.is_empty() => {
                let backed_up = opened.file.back_up(settings);
                backed_up.map_err(|error| Error::SettingsNotSaved(Box::new(error)))
            }
            Loaded::Whole(_) => Ok(()),
        };
        Ok((opened, loaded, kept.err()))
    }

    /// The settings as they are now.
    pub fn current(&self) -> Settings {
        self.current.borrow().clone()
    }

    /// The settings, now and whenever they change.
    pub fn watch(&self) -> watch::Receiver<Settings> {
        self.current.subscribe()
    }

    /// Changes the settings, on disk and then here. Returns the new ones. What somebody else has
    /// written into the file meanwhile is taken up first.
    ///
    /// # Errors
    /// The change itself failed, its result is not valid, the file was changed and cannot be
    /// understood, or it could not be written; then the settings and the file are as before.
    pub fn change(&self, change: impl FnOnce(&mut Settings) -> Result<(), Error>) -> Result<Settings, Error> {
        let mut known = self.known();
        let mut next = match self.look(&mut known)? {
            Edit::None | Edit::Restored => self.current(),
            Edit::Taken(settings) => settings,
            Edit::NotUnderstood(source) => return Err(self.not_understood(source)),
        };
        change(&mut next)?;
        next.validate().map_err(|error| match error {
            SettingsError::Account { problem, .. } => Error::InvalidField(problem),
            SettingsError::General { problem } => Error::InvalidChoice(problem),
            other => Error::SettingsNotSaved(Box::new(other)),
        })?;
        next.settle();
        self.save(&mut known, &next)?;
        self.current.send_replace(next.clone());
        Ok(next)
    }

    /// Takes up what somebody else has written into the file. May block.
    pub fn take_up_edit(&self) -> Result<Edit, Error> {
        let mut known = self.known();
        // Not where the whole folder was: somebody wants to be rid of it.
        let path = self.file.path();
        let is_taken_away = known.0.is_some() && !path.exists() && path.parent().is_some_and(Path::exists);
        if is_taken_away {
            self.save(&mut known, &self.current())?;
            return Ok(Edit::Restored);
        }
        self.look(&mut known)
    }

    /// Wakes everybody who watches the settings: what the desktop keeps of them has changed.
    pub fn notify_changed(&self) {
        self.current.send_modify(|_| {});
    }

    fn look(&self, known: &mut Known) -> Result<Edit, Error> {
        let found = self.file.bytes().map_err(|source| Error::SettingsNotOpened {
            path: self.file.path().to_owned(),
            source,
        })?;
        // A file that was taken away is written again with the next change.
        let Some(bytes) = &found else {
            return Ok(Edit::None);
        };
        if known.0.as_ref() == Some(bytes) {
            return Ok(Edit::None);
        }
        match SettingsFile::understand(bytes) {
            Ok(settings) => {
                *known = Known(found);
                if let Err(error) = self.file.back_up(&settings) {
                    tracing::warn!(%error, "no copy of the settings could be written");
                }
                self.current.send_replace(settings.clone());
                Ok(Edit::Taken(settings))
            }
            // `known` stays as it was, so that the next change is refused with the same error.
            Err(error) => Ok(Edit::NotUnderstood(error)),
        }
    }

    fn save(&self, known: &mut Known, settings: &Settings) -> Result<(), Error> {
        let not_saved = |error: io::Error| Error::SettingsNotSaved(Box::new(error));
        self.file.back_up(settings).map_err(not_saved)?;
        let written = self.file.write(settings).map_err(not_saved)?;
        *known = Known(Some(written));
        Ok(())
    }

    fn not_understood(&self, source: SettingsError) -> Error {
        Error::SettingsNotUnderstood {
            path: self.file.path().to_owned(),
            source,
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn open() -> (tempfile::TempDir, SettingsStore) {
        let dir = tempfile::tempdir().unwrap();
        let config_dir = ConfigDir::new(Some(dir.path().to_owned())).unwrap();
        let (store, _, not_kept) = SettingsStore::open(&config_dir).unwrap();
        assert!(not_kept.is_none());
        (dir, store)
    }

    fn accounts(settings: &Settings) -> Vec<&str> {
        settings
            .accounts
            .iter()
            .map(|account| account.id.as_str())
            .collect()
    }

    const ONE: &str = r#"{"version":1,"accounts":[{"id":"a","provider":"kie","label":"A"}]}"#;

    #[test]
    fn an_edit_is_taken_up_and_a_change_keeps_it() {
        let (dir, store) = open();
        assert_eq!(store.take_up_edit().unwrap(), Edit::None);
        fs::write(dir.path().join("settings.json"), ONE).unwrap();
        let edit = store.take_up_edit().unwrap();
        assert!(matches!(edit, Edit::Taken(settings) if accounts(&settings) == ["a"]));
        assert_eq!(store.take_up_edit().unwrap(), Edit::None);

        let two = ONE.replace("}]", r#"},{"id":"b","provider":"kie","label":"B"}]"#);
        fs::write(dir.path().join("settings.json"), two).unwrap();
        let changed = store.change(|settings| {
            settings.general.refresh_every_secs = 600;
            Ok(())
        });
        assert_eq!(accounts(&changed.unwrap()), ["a", "b"]);
        assert_eq!(accounts(&store.current()), ["a", "b"]);
        assert_eq!(
            store.take_up_edit().unwrap(),
            Edit::None,
            "its own writing is no edit"
        );
    }

    #[test]
    fn an_edit_that_cannot_be_understood_is_left_alone_and_nothing_is_written_over_it() {
        let (dir, store) = open();
        let path = dir.path().join("settings.json");
        fs::write(&path, ONE).unwrap();
        store.take_up_edit().unwrap();
        fs::write(&path, "{ \"version\": 1, half").unwrap();
        for _ in 0..2 {
            assert!(matches!(store.take_up_edit(), Ok(Edit::NotUnderstood(_))));
        }
        let changed = store.change(|_| Ok(()));
        assert!(matches!(changed, Err(Error::SettingsNotUnderstood { .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "{ \"version\": 1, half");
        assert_eq!(accounts(&store.current()), ["a"]);

        fs::write(&path, ONE).unwrap();
        assert!(store.change(|_| Ok(())).is_ok(), "mended");
    }

    #[test]
    fn a_file_that_was_taken_away_comes_back_with_the_next_look_or_change() {
        let (dir, store) = open();
        let path = dir.path().join("settings.json");
        fs::write(&path, ONE).unwrap();
        store.take_up_edit().unwrap();
        let is_back = || fs::read_to_string(&path).unwrap().contains("\"a\"");
        fs::remove_file(&path).unwrap();
        assert_eq!(store.take_up_edit().unwrap(), Edit::Restored);
        assert!(is_back());
        fs::remove_file(&path).unwrap();
        store.change(|_| Ok(())).unwrap();
        assert!(is_back());
    }
}
