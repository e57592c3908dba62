//! What is in a folder, read as a stranger would: every file must open.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use credit_tray_core::settings::Settings;
use rusqlite::Connection;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::change::{Subject, Subjects};

/// Every key, token and secret of these tests begins so, and nothing else does.
pub(crate) const KEY: &str = "sk-crash-";

/// How a file's name begins that is not in its place yet.
const UNFINISHED: &str = ".credit-tray-";

const FILES: [&str; 8] = [
    "settings.json",
    "settings.backup.json",
    "alerts.json",
    "keys.json",
    "history.sqlite3",
    "history.sqlite3-wal",
    "history.sqlite3-shm",
    "engine.lock",
];

/// Where an alert stands, as `alerts.json` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    /// It fires, and nobody is known to have heard of it.
    Fires,
    Told,
}

/// What was found.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) subjects: Subjects,
    /// Every balance in the history, by account.
    pub(crate) readings: BTreeMap<String, BTreeSet<Decimal>>,
    /// Accounts of which the history has anything at all.
    pasts: BTreeSet<String>,
    /// The alerts about a low balance, by account.
    pub(crate) low: BTreeMap<String, Noted>,
    /// Files that are not in their place yet.
    pub(crate) unfinished: BTreeSet<String>,
}

impl Found {
    /// Reads a folder that nobody writes to. The history is read from a copy: to open it would already be
    /// what the next start does.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut found = Self::read_files(folder);
        let copy = tempfile::tempdir().unwrap();
        for name in ["history.sqlite3", "history.sqlite3-wal"] {
            if folder.join(name).exists() {
                fs::copy(folder.join(name), copy.path().join(name)).unwrap();
            }
        }
        found.read_history(&copy.path().join("history.sqlite3"));
        found
    }

    /// The same without the history, also while the engine runs.
    pub(crate) fn read_files(folder: &Path) -> Self {
        let mut found = Self {
            subjects: Subjects::new(),
            readings: BTreeMap::new(),
            pasts: BTreeSet::new(),
            low: BTreeMap::new(),
            unfinished: BTreeSet::new(),
        };
        for name in names(folder) {
            if name.starts_with(UNFINISHED) {
                found.unfinished.insert(name);
            } else {
                assert!(FILES.contains(&&*name), "what is {name}?");
            }
        }
        settings(&folder.join("settings.backup.json"));
        if let Some(settings) = settings(&folder.join("settings.json")) {
            found.take_settings(&settings);
        }
        if let Some(Value::Object(keys)) = json(&folder.join("keys.json")) {
            for (name, key) in keys {
                let (owner, server) = name.split_once('@').unwrap();
                let subject = Subject::Key(owner.to_owned(), server.to_owned());
                found.subjects.insert(subject, key);
            }
        }
        if let Some(alerts) = json(&folder.join("alerts.json")) {
            found.take_alerts(&alerts);
        }
        found
    }

    /// How this is.
    pub(crate) fn value(&self, subject: &Subject) -> Option<Value> {
        match subject {
            Subject::Past(account) => {
                let is_kept = self.pasts.contains(account);
                Some(if is_kept { "kept" } else { "forgotten" }.into())
            }
            other => self.subjects.get(other).cloned(),
        }
    }

    fn take_settings(&mut self, settings: &Settings) {
        let ids = settings.accounts.iter().map(|account| account.id.as_str());
        let general = &settings.general;
        let choices = [
            ("order", json!(ids.collect::<Vec<_>>())),
            ("appearance", json!(general.appearance)),
            ("tray", json!(general.tray)),
            ("money", json!(general.money)),
            ("quietHours", json!(general.quiet_hours)),
            ("refreshEverySecs", json!(general.refresh_every_secs)),
            ("channels", json!(general.channels)),
        ];
        for (name, value) in choices {
            self.subjects.insert(Subject::Choice(name), value);
        }
        for account in &settings.accounts {
            let subject = Subject::Account(account.id.to_string());
            self.subjects.insert(subject, json!(account));
        }
    }

    fn take_alerts(&mut self, alerts: &Value) {
        if !alerts["pausedUntil"].is_null() {
            self.subjects.insert(Subject::Pause, true.into());
        }
        for (id, account) in alerts["accounts"].as_object().into_iter().flatten() {
            // What waits of an account that is gone goes with the next start.
            let is_there = self.subjects.contains_key(&Subject::Account(id.clone()));
            if is_there && !account["snoozed"].is_null() {
                self.subjects.insert(Subject::Snooze(id.clone()), true.into());
            }
            let low = &account["rules"]["low"];
            if !low.is_null() {
                let is_told = low["channels"]["hook"] == "told";
                let noted = if is_told { Noted::Told } else { Noted::Fires };
                self.low.insert(id.clone(), noted);
            }
        }
    }

    fn read_history(&mut self, path: &Path) {
        if !path.exists() {
            return;
        }
        let history = Connection::open(path).unwrap();
        let check: String = history
            .pragma_query_value(None, "integrity_check", |row| row.get(0))
            .unwrap();
        assert_eq!(check, "ok", "the history");
        let version: i64 = history
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        // Its tables are made in one transaction, which may not have come.
        if version == 0 {
            return;
        }
        let mut points = history.prepare("SELECT account, amount FROM points").unwrap();
        let points = points.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        for point in points.unwrap() {
            let (account, amount): (String, String) = point.unwrap();
            let amounts = self.readings.entry(account).or_default();
            amounts.insert(amount.parse().unwrap());
        }
        for table in ["points", "days", "alerts", "wallets"] {
            let mut accounts = history
                .prepare(&format!("SELECT DISTINCT account FROM {table}"))
                .unwrap();
            let accounts = accounts.query_map([], |row| row.get(0)).unwrap();
            self.pasts.extend(accounts.map(Result::unwrap));
        }
    }
}

/// The names in a folder.
pub(crate) fn names(folder: &Path) -> BTreeSet<String> {
    let entries = folder.read_dir().unwrap().map(Result::unwrap);
    entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

/// Files in which a key stands, besides the one that is for keys.
pub(crate) fn with_a_key(folder: &Path) -> Vec<String> {
    let has_key = |name: &String| {
        let bytes = fs::read(folder.join(name)).unwrap_or_default();
        bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes())
    };
    let others = names(folder).into_iter().filter(|name| name != "keys.json");
    others.filter(has_key).collect()
}

fn json(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path).ok()?;
    let read = serde_json::from_str(&text);
    Some(read.unwrap_or_else(|error| panic!("{}: {error}: {text:?}", path.display())))
}

fn settings(path: &Path) -> Option<Settings> {
    let text = fs::read_to_string(path).ok()?;
    let read = Settings::from_json(&text);
    let settings = read.unwrap_or_else(|error| panic!("{}: {error}: {text:?}", path.display()));
    assert!(settings.unusable.is_empty(), "{text}");
    Some(settings)
}
