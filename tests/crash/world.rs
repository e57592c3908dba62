//! Everything around the engine: a folder, the provider, the receiver of alerts, and the notes.

use std::fs;

use credit_tray_core::Account;
use credit_tray_simulator::{Provider, Simulator};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{
    folder::{Found, KEY},
    notes::Notes,
    receiver::Receiver,
    watched::WatchedAccounts,
};

/// Whose the secret of the channel is.
pub(crate) const SECRET: &str = "channel:hook";

/// An account that was removed in this life of the engine.
pub(crate) struct Removed {
    pub(crate) account: Value,
    pub(crate) key: Option<Value>,
    pub(crate) place: usize,
}

/// Everything around the engine.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) simulator: Simulator,
    pub(crate) receiver: Receiver,
    pub(crate) notes: Notes,
    pub(crate) watched: WatchedAccounts,
    pub(crate) random: fastrand::Rng,
    /// Accounts that can be brought back, the last one at the end.
    pub(crate) removed: Vec<Removed>,
    count: u32,
    /// Keeps the simulator going.
    _runtime: Runtime,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let watched = ["w1", "w2", "w3"].map(str::to_owned);
        let mut world = Self {
            simulator: runtime.block_on(Simulator::start()).unwrap(),
            receiver: Receiver::start(seed),
            notes: Notes::default(),
            watched: WatchedAccounts::new(watched.clone()),
            random: fastrand::Rng::with_seed(seed),
            removed: Vec::new(),
            count: 0,
            _runtime: runtime,
            folder,
        };
        let ids = watched.iter().map(String::as_str).chain(["a1", "a2", "a3"]);
        let ids: Vec<_> = ids.collect();
        world.write_folder(&ids);
        world.notes = Notes::of(&Found::read(world.folder.path()));
        world
    }

    /// A number that comes once.
    pub(crate) fn next(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    fn write_folder(&mut self, ids: &[&str]) {
        let server = self.simulator.base_url();
        let hook = format!("http://127.0.0.1:{}", self.receiver.port);
        let mut keys = json!({ format!("{SECRET}@{hook}"): format!("{KEY}secret") });
        let mut accounts = Vec::new();
        for id in ids {
            keys[format!("{id}@{server}")] = self.fresh_key().into();
            let is_watched = id.starts_with('w');
            let (low_below, secs) = if is_watched { ("10", 1) } else { ("20", 3600) };
            accounts.push(account(id, id, low_below, secs, true, &server));
        }
        let url = format!("{hook}/told");
        let hook = json!({ "kind": "webhook", "id": "hook", "url": url, "secret": { "from": "file" } });
        let settings = json!({ "version": 1, "accounts": accounts, "general": { "channels": [hook] } });
        let write = |name: &str, content: &Value| {
            fs::write(self.folder.path().join(name), content.to_string()).unwrap();
        };
        write("settings.json", &settings);
        write("keys.json", &keys);
    }

    /// A key that the provider knows, of an account that is not low.
    pub(crate) fn fresh_key(&mut self) -> String {
        let key = format!("{KEY}{}", self.next());
        self.simulator.account(Provider::Kie, &key);
        self.hold(&key, 1_000);
        key
    }

    /// Makes the account of this key hold about so much, and exactly what it never held before.
    pub(crate) fn hold(&mut self, key: &str, about: u32) -> Decimal {
        let amount = Decimal::from(about) + Decimal::new(self.next().into(), 6);
        self.simulator.account(Provider::Kie, key).set_balance(amount);
        amount
    }

    /// The watched accounts that may fall or rise now, as the folder has them.
    pub(crate) fn may_turn(&self) -> Vec<String> {
        let noted = Found::read_files(self.folder.path()).low;
        let ids = self.watched.all.keys();
        ids.filter(|id| self.watched.may_turn(id, noted.get(*id).copied()))
            .cloned()
            .collect()
    }

    /// One of these falls or rises. Returns which.
    pub(crate) fn turn_one(&mut self, ids: &[String]) -> Option<String> {
        let id = self.random.choice(ids)?;
        let key = self.notes.keys_in_use().remove(id)?;
        let about = if self.watched.turn(id) { 5 } else { 100 };
        self.hold(&key, about);
        Some(id.clone())
    }
}

/// An account as it is written.
pub(crate) fn account(id: &str, label: &str, low_below: &str, secs: u64, on: bool, server: &str) -> Value {
    let account = json!({
        "id": id, "provider": "kie", "label": label, "baseUrl": server, "key": { "from": "file" },
        "lowBelow": low_below, "refreshEverySecs": secs, "enabled": on,
        "rules": { "low": true, "out": false, "keyRejected": false, "noReadingForHours": null },
    });
    let read: Account = serde_json::from_value(account).unwrap();
    json!(read)
}
