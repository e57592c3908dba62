//! Export and import of the settings.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::PoisonError,
};

use credit_tray_core::{
    AccountId, KeyOrigin, ProviderId, durable_file,
    poller::Keys as _,
    transfer::{self, ExportedSettings, ImportFile, Locked, MAX_BYTES, Merge, SecretString, merge},
};
use jiff::Timestamp;
use serde::Serialize;
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder, FilePath};
use ts_rs::TS;

use super::{Backend, CommandResult, blocking};
use crate::error::Error;

/// The file that was chosen for import.
pub enum Chosen {
    /// It waits for its passphrase.
    Locked(Locked),
    /// It can be taken over.
    Open(Box<ExportedSettings>),
}

/// A file that was chosen for import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts", rename = "ImportFile")]
pub struct ImportFileView {
    /// Its name.
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
    /// The accounts that come in.
    pub accounts: Vec<ImportedAccount>,
}

/// One account of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ImportedAccount {
    /// Its name.
    pub label: String,
    /// Who is asked.
    pub provider: ProviderId,
    /// Whether it takes the place of one that is here.
    pub replaces: bool,
    /// Where it is asked, if that is not the provider's own host.
    pub server: Option<String>,
    /// Whether its key has to be entered afterwards.
    pub needs_key: bool,
    /// It comes in turned off, because it would send a key to another server than before.
    pub turned_off: bool,
}

/// Asks where to, and writes the settings there; with a passphrase the keys too, encrypted. Returns
/// where, or null if the person thought better of it.
///
/// # Errors
/// The passphrase is too short, or the file could not be written.
#[tauri::command]
pub async fn export_settings(
    window: WebviewWindow,
    backend: State<'_, Backend>,
    passphrase: Option<String>,
) -> CommandResult<Option<String>> {
    let passphrase = passphrase.map(SecretString::from);
    backend.answer(backend.export(window, passphrase).await)
}

/// Asks for a file and reads it; nothing is changed yet. Null if the person thought better of it.
///
/// # Errors
/// The file cannot be read, or is no export.
#[tauri::command]
pub async fn choose_import(
    window: WebviewWindow,
    backend: State<'_, Backend>,
) -> CommandResult<Option<ImportFileView>> {
    backend.answer(backend.choose_import(window).await)
}

/// Opens the chosen file with its passphrase.
///
/// # Errors
/// It is another passphrase, or the file is damaged.
#[tauri::command]
pub async fn unlock_import(backend: State<'_, Backend>, passphrase: String) -> CommandResult<ImportPreview> {
    backend.answer(backend.unlock_import(passphrase.into()).await)
}

/// Takes over what the chosen file holds.
///
/// # Errors
/// A key or the settings could not be stored; then the settings are as before.
#[tauri::command]
pub async fn finish_import(backend: State<'_, Backend>) -> CommandResult<()> {
    backend.answer(backend.finish_import().await)
}

impl Backend {
    async fn export(
        &self,
        window: WebviewWindow,
        passphrase: Option<SecretString>,
    ) -> Result<Option<String>, Error> {
        let settings = self.settings.current();
        let keys = self.keys.clone();
        // Before the dialog, so that a passphrase that is too short is told at once.
        let (text, extension) = blocking(move || {
            let now = Timestamp::now();
            let Some(passphrase) = passphrase else {
                return Ok((transfer::export(&settings, now)?, "json"));
            };
            let stored = settings.accounts.iter().filter_map(|account| {
                let is_stored = !matches!(account.key, KeyOrigin::Env { .. });
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
        let title = self.locale.texts().get("dialog-export", &[]);
        let save = move || {
            let suggested = format!("credit-tray-settings.{extension}");
            dialog(&window, title, &[extension])
                .set_file_name(suggested)
                .blocking_save_file()
        };
        let Some(path) = ask(save).await? else {
            return Ok(None);
        };
        let shown = path.display().to_string();
        blocking(move || durable_file::write(&path, text.as_bytes()).map_err(Error::NotExported)).await?;
        Ok(Some(shown))
    }

    async fn choose_import(&self, window: WebviewWindow) -> Result<Option<ImportFileView>, Error> {
        let title = self.locale.texts().get("dialog-import", &[]);
        let open = move || dialog(&window, title, &["json", "age"]).blocking_pick_file();
        let Some(path) = ask(open).await? else {
            return Ok(None);
        };
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy().into_owned();
        let chosen = blocking(move || {
            let bytes = read_file(&path).map_err(Error::FileNotRead)?;
            Ok(match transfer::read(&bytes)? {
                ImportFile::Plain(exported) => Chosen::Open(exported),
                ImportFile::Encrypted(locked) => Chosen::Locked(locked),
            })
        })
        .await?;
        let preview = match &chosen {
            Chosen::Locked(_) => None,
            Chosen::Open(exported) => Some(self.preview(exported)),
        };
        self.choose(chosen);
        Ok(Some(ImportFileView { name, preview }))
    }

    async fn unlock_import(&self, passphrase: SecretString) -> Result<ImportPreview, Error> {
        let Some(Chosen::Locked(locked)) = self.chosen().take() else {
            return Err(Error::NothingToImport);
        };
        let (locked, unlocked) = blocking(move || {
            let unlocked = locked.unlock(&passphrase);
            Ok((locked, unlocked))
        })
        .await?;
        match unlocked {
            Ok(exported) => {
                let preview = self.preview(&exported);
                self.choose(Chosen::Open(exported.into()));
                Ok(preview)
            }
            Err(error) => {
                // Another passphrase may be tried.
                self.choose(Chosen::Locked(locked));
                Err(error.into())
            }
        }
    }

    async fn finish_import(&self) -> Result<(), Error> {
        let Some(Chosen::Open(exported)) = self.chosen().take() else {
            return Err(Error::NothingToImport);
        };
        let plan = merge(&self.settings.current(), &exported, AccountId::fresh);
        let finished = self.take_over(plan).await;
        if finished.is_err() {
            // What was in the way may be put right, such as a locked keychain.
            self.choose(Chosen::Open(exported));
        }
        finished
    }

    async fn take_over(&self, plan: Merge) -> Result<(), Error> {
        let Merge { settings, keys, .. } = plan;
        let store = self.keys.clone();
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
        self.follow_proxy().await
    }

    fn preview(&self, exported: &ExportedSettings) -> ImportPreview {
        let plan = merge(&self.settings.current(), exported, AccountId::fresh);
        let incoming = plan.replaced.iter().chain(&plan.added);
        let accounts = incoming.filter_map(|id| {
            let account = plan.settings.account(id)?;
            let server = plan.other_servers.iter().find(|(other, _)| other == id);
            Some(ImportedAccount {
                label: account.label.clone(),
                provider: account.provider,
                replaces: plan.replaced.contains(id),
                server: server.map(|(_, server)| server.to_string()),
                needs_key: plan.without_key.contains(id),
                turned_off: plan.disabled_for_safety.contains(id),
            })
        });
        ImportPreview {
            exported_at: exported.exported_at.map(|at| at.to_string()),
            accounts: accounts.collect(),
        }
    }

    fn choose(&self, chosen: Chosen) {
        *self.chosen() = Some(chosen);
    }

    fn chosen(&self) -> std::sync::MutexGuard<'_, Option<Chosen>> {
        self.import.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn dialog(window: &WebviewWindow, title: String, extensions: &[&str]) -> FileDialogBuilder<tauri::Wry> {
    let dialog = window.dialog().file().set_parent(window).set_title(title);
    dialog.add_filter("Credit Tray", extensions)
}

/// Waits for the person in front of a file dialog.
async fn ask(dialog: impl FnOnce() -> Option<FilePath> + Send + 'static) -> Result<Option<PathBuf>, Error> {
    blocking(move || {
        let chosen = dialog().map(FilePath::into_path).transpose();
        chosen.map_err(|error| Error::FileNotRead(io::Error::other(error)))
    })
    .await
}

/// Reads no further than an import may be long, so that a wrong file costs nothing.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
