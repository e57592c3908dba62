//! A folder that cannot be written, or in which something else lies than was left there.

mod disk;
mod files;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use credit_tray_simulator::{Account, Provider, Simulator};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::{
    folder::KEY,
    life::{Answer, Life},
};

/// The only account.
const ID: &str = "mine";

/// One account that is watched, at a provider on this computer.
struct Ground {
    folder: TempDir,
    account: Account,
    simulator: Simulator,
    _runtime: Runtime,
}

impl Ground {
    /// After one life in which all went well, so that every file is there.
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let simulator = runtime.block_on(Simulator::start()).unwrap();
        let key = format!("{KEY}1");
        let ground = Self {
            folder: tempfile::tempdir().unwrap(),
            account: simulator.account(Provider::Kie, &key),
            _runtime: runtime,
            simulator,
        };
        let server = ground.simulator.base_url();
        let settings = json!({ "version": 1, "accounts": [{
            "id": ID, "provider": "kie", "label": "Mine", "baseUrl": server, "key": { "from": "file" },
            "lowBelow": null, "refreshEverySecs": 1,
        }]});
        let write = |name: &str, content: &Value| {
            fs::write(ground.path().join(name), content.to_string()).unwrap();
        };
        write("settings.json", &settings);
        write("keys.json", &json!({ format!("{ID}@{server}"): key }));
        let mut life = Life::begin(ground.path());
        let pause = json!({ "command": "pauseAlerts", "duration": "week" });
        life.ask(&pause).unwrap();
        ground.goes_on(&mut life, 1_000);
        life.kill();
        ground
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The account is read, and shown as it is now.
    fn goes_on(&self, life: &mut Life, balance: u32) {
        self.account.set_balance(Decimal::from(balance));
        let wanted = balance.to_string();
        life.until("the account is watched", |state| {
            state["accounts"][0]["available"]["amount"] == wanted.as_str()
        });
    }
}

/// Changes a choice, and says whether that was refused, and why.
fn change(life: &mut Life, secs: u64) -> Result<(), String> {
    let draft = json!({ "refreshEverySecs": secs, "lowBelow": [] });
    answered(life.ask(&json!({ "command": "setDefaults", "draft": draft })))
}

/// Why it was refused, if it was.
fn answered(answer: Answer) -> Result<(), String> {
    answer.map(|_| ()).map_err(|error| {
        let message = error["message"].as_str().unwrap();
        message.to_owned()
    })
}

/// The choice as it stands in a file.
fn changed(settings: &Path) -> Option<u64> {
    let settings: Value = serde_json::from_slice(&fs::read(settings).ok()?).ok()?;
    settings["general"]["refreshEverySecs"].as_u64()
}

/// What the person is told in the window.
fn told(state: &Value) -> String {
    let notices = state["notices"].as_array().unwrap().iter();
    let texts = notices.filter_map(|notice| notice["text"].as_str());
    texts.collect::<Vec<_>>().join("\n")
}

/// Everything below a path, by name: files, and where links lead.
fn contents(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let Ok(metadata) = path.symlink_metadata() else {
        return found;
    };
    if metadata.is_dir() {
        found.insert(path.to_owned(), b"a folder".to_vec());
        for entry in path.read_dir().unwrap() {
            found.extend(contents(&entry.unwrap().path()));
        }
    } else if metadata.is_symlink() {
        let target = path.read_link().unwrap();
        found.insert(path.to_owned(), target.into_os_string().into_encoded_bytes());
    } else {
        found.insert(path.to_owned(), fs::read(path).unwrap());
    }
    found
}
