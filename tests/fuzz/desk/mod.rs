//! A whole engine on a folder of its own, with a keychain in memory and nobody at the desktop. Whatever it
//! asks of other computers ends at a proxy on this one that nobody runs.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use anyhow::Context as _;
use credit_tray_core::notification::Notification;
use credit_tray_engine::{
    command::Command,
    config_dir::ConfigDir,
    engine::{Engine, Folder},
    host::{DesktopSupport, Host, HostError, NotShown},
};
use futures_util::future::{BoxFuture, FutureExt as _, ready};
use keyring_core::{CredentialStore, mock};
use tempfile::TempDir;
use tokio::{runtime::Runtime, sync::watch};

/// What is in the folder when somebody begins to ask.
const SETTINGS: &str = include_str!("settings.json");
const KEY_FILE: &str = include_str!("keys.json");
const IMPORT: &str = include_str!("import.json");

/// Where each key of `settings.json` belongs, and of the file to import.
pub(crate) const KEYS: [(&str, &str, &str); 4] = [
    ("kie-1", "https://api.kie.ai", "sk-of-kie-4d3c2b1a"),
    ("relay", "https://relay.example", "sk-of-relay-9a8b7c6d"),
    ("channel:phone", "https://ntfy.example", "tk_of_phone_5f6e7d8c"),
    ("relay", "https://stranger.example", "sk-of-stranger-0f1e2d3c"),
];

static KEYCHAIN: LazyLock<Arc<mock::Store>> =
    LazyLock::new(|| mock::Store::new().unwrap_or_else(|error| panic!("no keychain: {error}")));

/// An engine, and what it asked of the desktop.
pub(crate) struct Desk {
    runtime: Runtime,
    folder: TempDir,
    engine: Arc<Engine>,
    opened: Arc<Opened>,
}

impl Desk {
    /// A folder with settings, keys, and a file to import.
    pub(crate) fn new() -> anyhow::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let folder = tempfile::tempdir()?;
        lay_out(folder.path())?;
        let config_dir = ConfigDir::new(Some(folder.path().to_owned()))?;
        let opened = Arc::<Opened>::default();
        let (_, support) = watch::channel(DesktopSupport::ALL);
        let host = opened.clone();
        let open_keychain = || Ok(KEYCHAIN.clone() as Arc<CredentialStore>);
        let engine =
            runtime.block_on(async { Folder::open(&config_dir)?.watch(host, open_keychain, support) })?;
        Ok(Self {
            runtime,
            folder,
            engine,
            opened,
        })
    }

    /// Makes everything as it was at first.
    pub(crate) fn clear(&self) -> anyhow::Result<()> {
        self.runtime.block_on(async {
            // What was removed a moment ago could still be brought back.
            while self.engine.ask(Command::RestoreAccount).await.is_ok() {}
            self.engine.ask(Command::CancelImport).await?;
            self.engine.ask(Command::PauseAlerts { duration: None }).await?;
            lay_out(self.folder.path())?;
            self.engine
                .ask(Command::OrderAccounts { ids: Vec::new() })
                .await?;
            self.engine
                .read_import(self.folder.path().join("import.json"))
                .await?;
            anyhow::Ok(())
        })?;
        self.opened
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        Ok(())
    }

    /// Waits for what the engine says.
    pub(crate) fn wait<T>(&self, ask: impl AsyncFnOnce(&Engine) -> T) -> T {
        self.runtime.block_on(ask(&self.engine))
    }

    /// The engine.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// `settings.json` as it is now.
    pub(crate) fn settings_file(&self) -> anyhow::Result<String> {
        fs::read_to_string(self.folder.path().join("settings.json")).context("no settings")
    }

    /// Every key that is stored anywhere: its name with its server, and the key.
    pub(crate) fn keys(&self) -> anyhow::Result<BTreeMap<String, String>> {
        let file = fs::read_to_string(self.folder.path().join("keys.json"))?;
        let mut keys: BTreeMap<String, String> = serde_json::from_str(&file)?;
        let folder = ConfigDir::new(Some(self.folder.path().to_owned()))?.name();
        let entries = KEYCHAIN.inner.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in entries.borrow().iter() {
            let inner = entry.inner.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(secret) = inner.borrow().secret.clone() {
                let name = entry.specifiers.1.strip_suffix(&format!(" ({folder})"));
                let name = name.context("an entry without its folder")?;
                keys.insert(format!("keychain {name}"), String::from_utf8(secret)?);
            }
        }
        Ok(keys)
    }

    /// What was opened in the browser or the file manager.
    pub(crate) fn opened(&self) -> Vec<String> {
        self.opened
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn lay_out(folder: &Path) -> anyhow::Result<()> {
    fs::write(folder.join("keys.json"), KEY_FILE)?;
    fs::write(folder.join("import.json"), IMPORT)?;
    fs::write(folder.join("settings.json"), SETTINGS)?;
    KEYCHAIN
        .inner
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .borrow_mut()
        .clear();
    let name = ConfigDir::new(Some(folder.to_owned()))?.name();
    let store: Arc<CredentialStore> = KEYCHAIN.clone();
    for (owner, server, key) in [KEYS[0], KEYS[2]] {
        let user = format!("{owner}@{server} ({name})");
        store.build("credit-tray", &user, None)?.set_password(key)?;
    }
    Ok(())
}

/// Opens nothing, and remembers what.
#[derive(Default)]
struct Opened(Mutex<Vec<String>>);

impl Opened {
    fn add(&self, what: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(what);
    }
}

impl Host for Opened {
    fn open_page(&self, url: &str) -> Result<(), HostError> {
        self.add(url.to_owned());
        Ok(())
    }

    fn open_folder(&self, folder: &Path) -> Result<(), HostError> {
        self.add(folder.display().to_string());
        Ok(())
    }

    fn start_at_login(&self, _: bool) -> Result<(), HostError> {
        Err("nobody logs in".into())
    }

    fn starts_at_login(&self) -> Option<bool> {
        None
    }

    fn notify(&self, _: Notification) -> BoxFuture<'_, Result<(), NotShown>> {
        ready(Err(NotShown::NoService)).boxed()
    }

    fn quit(&self) {}
}
