//! The engine behind the window in the browser tests: the real one, on a folder of its own, with a
//! keychain in memory and a desktop that does as it is told.
//!
//! The first line of its standard input says how everything begins ([`Beginning`]). After that each
//! line is a question of the window or a word to the desktop ([`Line`]). What it says is one JSON
//! object a line: the state whenever it changes, answers, and what the desktop was asked to do. It
//! ends when its standard input does.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{
        Arc, LazyLock, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Context as _;
use credit_tray_core::{
    AccountId, Amount, ApiKey, Unit, alerts::Rule, history::Point, notification::Notification,
};
use credit_tray_engine::{
    config_dir::ConfigDir,
    engine::{Engine, Folder},
    history::{History, Opened},
    host::{DesktopSupport, Host, HostError, NotShown},
    keys::{KeyPlace, KeyStore},
    question::Question,
};
use futures_util::future::{BoxFuture, FutureExt as _, ready};
use jiff::{SignedDuration, Timestamp};
use keyring_core::{CredentialStore, mock};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines, Stdin, stdin},
    sync::watch,
};

/// How everything begins.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beginning {
    /// What is in the config folder, by name of the file.
    files: BTreeMap<String, Value>,
    /// The keys in the keychain, by account.
    keys: BTreeMap<String, String>,
    /// What was read and told before, by account.
    history: BTreeMap<AccountId, Past>,
}

#[derive(Deserialize)]
struct Past {
    unit: Unit,
    /// Minutes ago, and what was left then; oldest first.
    readings: Vec<(i64, Decimal)>,
    /// Minutes ago at which "low" was told.
    alerts: Vec<i64>,
}

/// A further line.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Line {
    /// The window asks.
    Ask { id: u64, question: Question },
    /// The desktop is another from now on.
    Desktop(Desktop),
    /// The test asks what is in the keychain, by account.
    Keys { id: u64 },
}

/// A desktop that does as it is told.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Desktop {
    keychain: Keychain,
    has_tray: bool,
    shows_notifications: bool,
    opens_pages: bool,
    starts_apps: StartsApps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Keychain {
    Open,
    Locked,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum StartsApps {
    Yes,
    Refuses,
    NobodyKnows,
}

static DESKTOP: Mutex<Desktop> = Mutex::new(Desktop {
    keychain: Keychain::Open,
    has_tray: true,
    shows_notifications: true,
    opens_pages: true,
    starts_apps: StartsApps::Yes,
});

static KEYCHAIN: LazyLock<Result<Arc<mock::Store>, String>> =
    LazyLock::new(|| mock::Store::new().map_err(|error| error.to_string()));

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> anyhow::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).context("which folder?")?);
    let mut lines = BufReader::new(stdin()).lines();
    let first = lines.next_line().await?.context("how does it begin?")?;
    let config_dir = ConfigDir::new(Some(folder))?;
    begin(&config_dir, &serde_json::from_str(&first)?)?;

    let (has_support, support) = watch::channel(DesktopSupport::ALL);
    let host = Arc::<Told>::default();
    let engine = Folder::open(&config_dir)?.watch(host, open_keychain, support)?;
    engine.refresh(None).await;
    tokio::spawn(tell_state(engine.clone()));
    answer(&engine, &mut lines, &has_support).await
}

fn begin(config_dir: &ConfigDir, beginning: &Beginning) -> anyhow::Result<()> {
    let folder = config_dir.path();
    for (name, content) in &beginning.files {
        let text = match content {
            Value::String(text) => text.clone(),
            json => json.to_string(),
        };
        fs::write(folder.join(name), text)?;
    }
    let store = KeyStore::new(config_dir, open_keychain);
    for account in config_dir
        .read_settings()
        .map_or_else(|_| Vec::new(), |settings| settings.accounts)
    {
        if let Some(key) = beginning.keys.get(account.id.as_str()) {
            let key = ApiKey::from_typed(key).context("no key")?;
            store.store(&KeyPlace::of_account(&account), &key)?;
        }
    }
    if beginning.history.is_empty() {
        return Ok(());
    }
    let now = Timestamp::now();
    let ago = |minutes: i64| now - SignedDuration::from_mins(minutes);
    let Opened { history, trouble } = History::open(folder, now);
    anyhow::ensure!(trouble.is_none(), "the history cannot be opened");
    for (account, past) in &beginning.history {
        for (minutes, left) in &past.readings {
            let amount = Amount::new(*left, past.unit);
            history.record(
                account,
                Point {
                    at: ago(*minutes),
                    amount,
                },
            );
        }
        for minutes in &past.alerts {
            history.record_alert(account, ago(*minutes), Rule::Low);
        }
    }
    history.close();
    Ok(())
}

async fn tell_state(engine: Arc<Engine>) {
    let tell = |state: &_| {
        say(&json!({ "state": state }));
        Ok(())
    };
    engine.follow_state(tell).await;
}

async fn answer(
    engine: &Arc<Engine>,
    lines: &mut Lines<BufReader<Stdin>>,
    has_support: &watch::Sender<DesktopSupport>,
) -> anyhow::Result<()> {
    while let Some(line) = lines.next_line().await? {
        match serde_json::from_str(&line)? {
            Line::Ask { id, question } => {
                let engine = engine.clone();
                tokio::spawn(async move {
                    say(&match engine.answer(question).await {
                        Ok(value) => json!({ "id": id, "answer": value }),
                        Err(error) => json!({ "id": id, "error": error }),
                    });
                });
            }
            Line::Keys { id } => say(&json!({ "id": id, "answer": keys() })),
            Line::Desktop(told) => {
                *desktop() = told.clone();
                has_support.send_modify(|support| support.tray = told.has_tray);
            }
        }
    }
    Ok(())
}

/// Nobody else writes there, so a line is whole.
fn say(said: &impl Serialize) {
    let line = serde_json::to_string(said).unwrap_or_default();
    // A test that has ended does not listen.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

fn desktop() -> impl std::ops::DerefMut<Target = Desktop> {
    DESKTOP.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As a keychain fails that is locked, and one that is not there.
fn open_keychain() -> keyring_core::Result<Arc<CredentialStore>> {
    let failed = |why: &str| keyring_core::Error::NoStorageAccess(why.into());
    match desktop().keychain {
        Keychain::Open => Ok(KEYCHAIN.clone().map_err(|why| failed(&why))?),
        Keychain::Locked => Err(failed("it is locked")),
        Keychain::None => Err(failed("no secret service provider or dbus session found")),
    }
}

fn keys() -> BTreeMap<String, String> {
    let Ok(store) = &*KEYCHAIN else {
        return BTreeMap::new();
    };
    let entries = store.inner.lock().unwrap_or_else(PoisonError::into_inner);
    let key = |entry: &Arc<mock::Cred>| {
        let inner = entry.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let secret = inner.borrow().secret.clone()?;
        let account = entry.specifiers.1.split('@').next()?.to_owned();
        Some((account, String::from_utf8(secret).ok()?))
    };
    entries.borrow().iter().filter_map(key).collect()
}

/// Says what it was asked to do.
#[derive(Default)]
struct Told {
    starts_at_login: AtomicBool,
}

impl Host for Told {
    fn open_page(&self, url: &str) -> Result<(), HostError> {
        if !desktop().opens_pages {
            return Err("there is no browser".into());
        }
        say(&json!({ "opened": url }));
        Ok(())
    }

    fn open_folder(&self, folder: &Path) -> Result<(), HostError> {
        say(&json!({ "opened": folder }));
        Ok(())
    }

    fn start_at_login(&self, on: bool) -> Result<(), HostError> {
        if desktop().starts_apps == StartsApps::Refuses {
            return Err("the desktop refuses".into());
        }
        self.starts_at_login.store(on, Ordering::Relaxed);
        Ok(())
    }

    fn starts_at_login(&self) -> Option<bool> {
        let is_known = desktop().starts_apps != StartsApps::NobodyKnows;
        is_known.then(|| self.starts_at_login.load(Ordering::Relaxed))
    }

    fn notify(&self, _: Notification) -> BoxFuture<'_, Result<(), NotShown>> {
        let is_shown = desktop().shows_notifications;
        ready(if is_shown {
            Ok(())
        } else {
            Err(NotShown::NoService)
        })
        .boxed()
    }

    fn quit(&self) {
        say(&json!({ "quit": true }));
    }
}
