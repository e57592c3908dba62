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
    AccountId, Channel, KeyOrigin, ProviderId,
    settings::Settings,
    transfer::{self, AlsoTaken, ExportedSettings, ImportFile, MAX_BYTES, Merge, SecretString, merge},
    window::ProxyView,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{blocking, draft::fresh_id};
use crate::{
    engine::Engine,
    error::Error,
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

/// What an import would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ImportPreview {
    /// RFC 3339; when it was exported, where the file says so.
    pub exported_at: Option<String>,
    /// The proxy of the file, where it is another one than here; null where it is the same.
    pub proxy: Option<ProxyView>,
    /// The channels of the file that are not here, each with where it leads.
    pub channels: Vec<String>,
    pub accounts: Vec<ImportedAccount>,
}

/// One account of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ImportedAccount {
    pub id: AccountId,
    pub label: String,
    pub provider: ProviderId,
    pub change: ImportChange,
    /// Where it is asked, if that is not the provider's own host.
    pub server: Option<String>,
    pub key: ImportedKey,
    /// It comes in turned off, because it would send a key to another server than before.
    pub turned_off: bool,
}

/// What an import does to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum ImportChange {
    /// It is not here yet.
    Added,
    /// It takes the place of one that is here.
    Replaced,
    /// It is here already as it is, with the same key.
    Same,
}

/// Where the key of an imported account comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum ImportedKey {
    /// Out of the file.
    File,
    /// It is here already.
    Kept,
    /// Out of an environment variable.
    Variable,
    /// From nowhere: the person must enter it.
    Missing,
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
        };
        let mut plan = merge(&self.settings.current(), &coming, also, fresh_id);
        if choice.keys == ImportKeys::File {
            plan = plan.with_keys_in_file();
        }
        let finished = self.take_over(plan).await;
        if finished.is_err() {
            // What was in the way may be put right, such as a locked keychain.
            self.choose(PendingImport::Open(exported));
        }
        finished
    }

    async fn take_over(&self, plan: Merge) -> Result<(), Error> {
        let Merge { settings, keys, .. } = plan;
        let store = self.keys.clone();
        let with_keys: Vec<_> = keys.iter().map(|(account, _)| account.id.clone()).collect();
        // Keys first: without them nothing is to come in that would be asked with older ones.
        blocking(move || {
            keys.iter()
                .try_for_each(|(account, key)| store.store(&account.id, &account.key, key))
        })
        .await?;
        self.change(|current| {
            *current = settings;
            Ok(())
        })
        .await?;
        for account in with_keys {
            self.monitor.key_changed(account, false);
        }
        Ok(())
    }

    async fn preview(&self, exported: Box<ExportedSettings>) -> Result<ImportPreview, Error> {
        let current = self.settings.current();
        let keys = self.keys.clone();
        blocking(move || Ok(preview(&current, &exported, &*keys))).await
    }

    fn choose(&self, chosen: PendingImport) {
        self.transfer().import = Some(chosen);
    }

    fn transfer(&self) -> MutexGuard<'_, Transfer> {
        self.transfer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn preview(current: &Settings, exported: &ExportedSettings, keys: &impl Keys) -> ImportPreview {
    let plan = merge(current, exported, AlsoTaken::default(), fresh_id);
    let accounts = plan.imported.iter().filter_map(|(written, id)| {
        let account = plan.settings.account(id)?;
        let brought = plan.keys.iter().find(|(other, _)| other.id == *id);
        let is_key_here = brought.is_none_or(|(_, key)| keys.key(account).is_ok_and(|here| here == *key));
        let server = plan.other_servers.iter().find(|(other, _)| other == id);
        Some(ImportedAccount {
            id: written.clone(),
            label: account.label.clone(),
            provider: account.provider,
            change: match current.account(id) {
                None => ImportChange::Added,
                Some(before) if before == account && is_key_here => ImportChange::Same,
                Some(_) => ImportChange::Replaced,
            },
            server: server.map(|(_, server)| server.to_string()),
            key: match &account.key {
                KeyOrigin::Env { .. } => ImportedKey::Variable,
                _ if brought.is_some() => ImportedKey::File,
                _ if plan.without_key.contains(id) => ImportedKey::Missing,
                _ => ImportedKey::Kept,
            },
            turned_off: plan.disabled_for_safety.contains(id),
        })
    });
    let (here, coming) = (&current.general, &exported.settings.general);
    let is_new = |channel: &Channel| !here.channels().contains(channel);
    ImportPreview {
        exported_at: exported.exported_at.map(|at| at.to_string()),
        proxy: (coming.proxy != here.proxy).then(|| ProxyView::new(&coming.proxy, false)),
        channels: coming
            .channels()
            .into_iter()
            .filter(is_new)
            .map(|channel| place(&channel))
            .collect(),
        accounts: accounts.collect(),
    }
}

/// Where a channel leads, whole: who takes it over must see all of it.
fn place(channel: &Channel) -> String {
    match channel {
        Channel::Desktop { id } => id.to_string(),
        Channel::Ntfy { url, .. } | Channel::Webhook { url, .. } => url.as_str().to_owned(),
        Channel::Command { program, args, .. } => {
            let words = std::iter::once(program).chain(args).map(String::as_str);
            words.collect::<Vec<_>>().join(" ")
        }
    }
}

/// Reads no further than an import may be long, so that a wrong file costs nothing.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
