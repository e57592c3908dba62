//! Settings on tauri-plugin-store, with the safety that the plugin lacks.
//!
//! The plugin writes with a bare `fs::write`: a crash in the middle leaves half a file. So a
//! backup is on the disk, whole, before each write, and a file that cannot be understood is set
//! aside before the plugin sees it (it would take it for empty and overwrite it).
//!
//! The plugin keeps a hash map of values, in which the order of fields and the digits of numbers
//! are lost; so it is handed the text as a whole. It writes its stores once more when the app ends,
//! over whatever somebody has written meanwhile; so a store is open only while it is written.

use std::{
    collections::HashMap,
    io,
    sync::{Mutex, PoisonError},
};

use credit_tray_core::settings::{Settings, SettingsError};
use credit_tray_engine::{
    durable_file,
    settings_file::{Loaded, SettingsFile},
};
use jiff::Timestamp;
use serde_json::Value;
use tauri::AppHandle;
use tauri_plugin_store::StoreBuilder;
use tokio::sync::watch;

use crate::{config_dir::ConfigDir, error::Error};

/// The settings of the running app.
pub struct SettingsStore {
    file: SettingsFile,
    app: AppHandle,
    current: watch::Sender<Settings>,
    /// One change at a time.
    changing: Mutex<()>,
}

impl SettingsStore {
    /// Opens the settings in the config dir. Also returns how they were found, and why they could not
    /// be backed up or replaced, such as on a full disk: the watch over the accounts goes on.
    ///
    /// # Errors
    /// The file cannot be opened or set aside.
    pub fn open(app: &AppHandle, config_dir: &ConfigDir) -> Result<(Self, Loaded, Option<Error>), Error> {
        let file = SettingsFile::in_dir(config_dir.path());
        let loaded = file
            .load(Timestamp::now())
            .map_err(|source| Error::SettingsNotOpened {
                path: file.path().to_owned(),
                source,
            })?;
        let opened = Self {
            current: watch::Sender::new(loaded.settings().clone()),
            changing: Mutex::new(()),
            file,
            app: app.clone(),
        };
        let kept = match &loaded {
            Loaded::SetAside { settings, .. } => opened.save(settings),
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
    #[must_use]
    pub fn current(&self) -> Settings {
        self.current.borrow().clone()
    }

    /// The settings, now and whenever they change.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Settings> {
        self.current.subscribe()
    }

    /// Changes the settings, on disk and then here. Returns the new ones.
    ///
    /// # Errors
    /// The change itself failed, its result is not valid, or it could not be written; then the
    /// settings are as before.
    pub fn change(&self, change: impl FnOnce(&mut Settings) -> Result<(), Error>) -> Result<Settings, Error> {
        let _turn = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut next = self.current();
        change(&mut next)?;
        next.validate().map_err(|error| match error {
            SettingsError::Account { problem, .. } => Error::InvalidField(problem),
            SettingsError::General { problem } => Error::InvalidChoice(problem),
            other => Error::SettingsNotSaved(Box::new(other)),
        })?;
        next.settle();
        self.save(&next)?;
        self.current.send_replace(next.clone());
        Ok(next)
    }

    /// Tells whoever watches the settings to look again: the desktop's share of them has changed.
    pub fn touch(&self) {
        self.current.send_modify(|_| {});
    }

    fn save(&self, settings: &Settings) -> Result<(), Error> {
        let save = || -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
            self.file.back_up(settings)?;
            let store = StoreBuilder::new(&self.app, self.file.path())
                .serialize(text)
                .disable_auto_save()
                .create_new()
                .build()?;
            store.set(TEXT, serde_json::to_string_pretty(settings)?);
            let saved = store.save();
            store.close_resource();
            saved?;
            durable_file::make_private(self.file.path())?;
            durable_file::sync(self.file.path())?;
            Ok(())
        };
        save().map_err(Error::SettingsNotSaved)
    }
}

/// Where the store keeps the text.
const TEXT: &str = "text";

fn text(fields: &HashMap<String, Value>) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let text = fields.get(TEXT).and_then(Value::as_str);
    let text = text.ok_or_else(|| io::Error::other("nothing to write"))?;
    Ok(text.as_bytes().to_vec())
}
