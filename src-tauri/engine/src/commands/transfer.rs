//! Export and import of the settings.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::{MutexGuard, PoisonError},
};

use crate::{durable_file, poller::Keys};
use credit_tray_core::{
    AccountId,
    settings::Settings,
    transfer::{self, AlsoTaken, ExportedSettings, ImportFile, MAX_BYTES, Merge, SecretString, merge},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    blocking,
    draft::fresh_id,
    import_preview::{ImportPreview, preview},
    key_change::KeyChange,
};
use crate::{
    engine::Engine,
    error::Error,
    keys::KeyPlace,
    transfer::{PendingImport, Transfer},
};

/// A file that was chosen for import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts", rename = "ImportFile")]
pub struct ImportFileView {
    pub name: String,
    /// What it would change; null while it is locked by a passphrase.
    pub preview: Option<ImportPreview>,
}

/// What of a file comes in, and how.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct ImportChoice {
    /// The accounts that come in, by their ids in the file; null for all.
    pub accounts: Option<Vec<AccountId>>,
    pub keys: ImportKeys,
    /// Whether the proxy of the file takes the place of the present one.
    pub proxy: bool,
    /// Whether the channels of the file take the place of the present ones.
    pub channels: bool,
    /// Whether its other choices do.
    pub general: bool,
}

/// Where the keys of an import go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum ImportKeys {
    /// Into the keychain, or where the account that is here has its key.
    Keychain,
    /// Into the private file.
    File,
    /// Nowhere: they stay in the file that is imported.
    None,
}

/// What to ask the person for in the desktop's own file dialog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileQuestion {
    pub title: String,
    /// The name that a new file begins with; none asks for a file that is there.
    pub name: Option<String>,
    pub extensions: Vec<String>,
}

impl Engine {
    /// Prepares an export; with a passphrase the keys are in it, encrypted.
    pub async fn prepare_export(&self, passphrase: Option<String>) -> Result<FileQuestion, Error> {
        let settings = self.settings.current();
        let keys = self.keys.clone();
        let (text, extension) = blocking(move || {
            let now = Timestamp::now();
            let Some(passphrase) = passphrase.map(SecretString::from) else {
                return Ok((transfer::export(&settings, now)?, "json"));
            };
            let stored = settings.accounts.iter().filter_map(|account| {
                let is_stored = account.key.is_stored();
                let key = is_stored.then(|| keys.key(account).ok()).flatten()?;
                Some((account.id.clone(), key))
            });
            let keys = stored.collect();
            Ok((
                transfer::export_with_keys(&settings, &keys, &passphrase, now)?,
                "age",
            ))
        })
        .await?;
        self.transfer().export = Some(text);
        Ok(FileQuestion {
            title: self.locale.texts().get("dialog-export", &[]),
            name: Some(format!("credit-tray-settings.{extension}")),
            extensions: vec![extension.to_owned()],
        })
    }

    /// Writes the export that was prepared. Returns where, as a person reads it.
    pub async fn write_export(&self, path: PathBuf) -> Result<String, Error> {
        let text = self.transfer().export.take();
        let text = text.ok_or_else(|| Error::NotExported(io::ErrorKind::NotFound.into()))?;
        let shown = path.display().to_string();
        blocking(move || durable_file::write(&path, text.as_bytes()).map_err(Error::NotExported)).await?;
        Ok(shown)
    }

    /// What to ask for before an import.
    pub fn import_question(&self) -> FileQuestion {
        FileQuestion {
            title: self.locale.texts().get("dialog-import", &[]),
            name: None,
            extensions: vec!["json".to_owned(), "age".to_owned()],
        }
    }

    /// Reads a file for import; nothing is changed yet.
    pub async fn read_import(&self, path: PathBuf) -> Result<ImportFileView, Error> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy().into_owned();
        let chosen = blocking(move || {
            let bytes = read_file(&path).map_err(Error::FileNotRead)?;
            Ok(match transfer::read(&bytes)? {
                ImportFile::Plain(exported) => PendingImport::Open(exported),
                ImportFile::Encrypted(locked) => PendingImport::Locked(locked),
            })
        })
        .await?;
        let preview = match &chosen {
            PendingImport::Locked(_) => None,
            PendingImport::Open(exported) => Some(self.preview(exported.clone()).await?),
        };
        self.choose(chosen);
        Ok(ImportFileView { name, preview })
    }

    /// Lets go of what an export or import left in memory.
    pub fn end_transfer(&self) {
        *self.transfer() = Transfer::default();
    }

    /// Opens the chosen file with its passphrase.
    pub(crate) async fn unlock_import(&self, passphrase: SecretString) -> Result<ImportPreview, Error> {
        let Some(PendingImport::Locked(locked)) = self.transfer().import.take() else {
            return Err(Error::NothingToImport);
        };
        let (locked, unlocked) = blocking(move || {
            let unlocked = locked.unlock(&passphrase);
            Ok((locked, unlocked))
        })
        .await?;
        match unlocked {
            Ok(exported) => {
                let exported = Box::new(exported);
                let preview = self.preview(exported.clone()).await?;
                self.choose(PendingImport::Open(exported));
                Ok(preview)
            }
            Err(error) => {
                // Another passphrase may be tried.
                self.choose(PendingImport::Locked(locked));
                Err(error.into())
            }
        }
    }

    /// Takes over what was chosen of the file.
    ///
    /// # Errors
    /// A key or the settings could not be stored; then the settings are as before.
    pub(crate) async fn finish_import(&self, choice: ImportChoice) -> Result<(), Error> {
        let Some(PendingImport::Open(exported)) = self.transfer().import.take() else {
            return Err(Error::NothingToImport);
        };
        let mut coming = (*exported).clone();
        if let Some(accounts) = &choice.accounts {
            coming = coming.only(accounts);
        }
        if choice.keys == ImportKeys::None {
            coming = coming.without_keys();
        }
        let also = AlsoTaken {
            proxy: choice.proxy,
            channels: choice.channels,
            general: choice.general,
        };
        let planned_on = self.settings.current();
        let mut plan = merge(&planned_on, &coming, also, fresh_id);
        if choice.keys == ImportKeys::File {
            plan = plan.with_keys_in_file();
        }
        let finished = self.take_over(plan, &planned_on).await;
        if finished.is_err() {
            // What was in the way may be put right, such as a locked keychain.
            self.choose(PendingImport::Open(exported));
        }
        finished
    }

    /// A keychain may take a minute to store the keys: what changed in that time is not undone.
    async fn take_over(&self, plan: Merge, planned_on: &Settings) -> Result<(), Error> {
        let Merge { settings, keys, .. } = plan;
        let with_keys: Vec<_> = keys.iter().map(|(account, _)| account.id.clone()).collect();
        let keys = keys.into_iter().map(|(account, key)| KeyChange {
            before: planned_on.account(&account.id).map(KeyPlace::of_account),
            after: Some(KeyPlace::of_account(&account)),
            new: Some(key),
            is_needed: true,
        });
        self.change_with_keys(keys.collect(), |current| {
            unless_changed(current, planned_on, settings)
        })
        .await?;
        for account in with_keys {
            self.monitor.key_changed(account, false);
        }
        self.monitor.keep().await;
        Ok(())
    }

    async fn preview(&self, exported: Box<ExportedSettings>) -> Result<ImportPreview, Error> {
        let current = self.settings.current();
        let keys = self.keys.clone();
        let texts = self.locale.texts();
        blocking(move || Ok(preview(&current, &exported, &*keys, &texts))).await
    }

    fn choose(&self, chosen: PendingImport) {
        self.transfer().import = Some(chosen);
    }

    fn transfer(&self) -> MutexGuard<'_, Transfer> {
        self.transfer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unless_changed(current: &mut Settings, planned_on: &Settings, planned: Settings) -> Result<(), Error> {
    if current != planned_on {
        return Err(Error::ImportOutdated);
    }
    *current = planned;
    Ok(())
}

/// Reads no further than an import may be long, so that a wrong file costs nothing.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_undoes_nothing_that_changed_while_its_keys_were_stored() {
        let (planned_on, mut planned) = (Settings::default(), Settings::default());
        planned.general.refresh_every_secs = 600;
        let mut current = planned_on.clone();
        assert!(unless_changed(&mut current, &planned_on, planned.clone()).is_ok());
        assert_eq!(current, planned);

        let mut edited = planned_on.clone();
        edited.general.refresh_every_secs = 900;
        let refused = unless_changed(&mut edited, &planned_on, planned);
        assert!(matches!(refused, Err(Error::ImportOutdated)));
        assert_eq!(edited.general.refresh_every_secs, 900);
    }
}
