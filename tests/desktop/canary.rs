//! A key that is planted, also where it does not belong, is seen nowhere: not whole, not in pieces, not in
//! another writing.

use std::{
    fs,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
};

use credit_tray_simulator::Provider;
use futures_util::StreamExt as _;
use serde_json::json;
use zbus::{MessageStream, fdo::MonitoringProxy};

use crate::{Desktop, app::PROGRAM, holds, proc, settings::write_settings_text, until};

/// Typed into the window, and kept in the keychain.
const TYPED: &str = "sk-kQ7xvX2mZ9rT4wB6nL8pD3sF5gH1jK0c";
/// One that the provider rejects.
const REJECTED: &str = "sk-Wm4tYb8uNq2vXc6zLp9sRd3fJg7hKa5e";
/// Written by hand where no key belongs.
const MISPLACED: &str = "sk-T9pLw3Xz7Qv1Bn5Mr8Yc2Kd6Fh4Js0Ga";

/// Every writing of a key by which somebody could make use of it, or of a part of it.
fn writings(key: &str) -> Vec<Vec<u8>> {
    let secret = key.trim_start_matches("sk-").as_bytes();
    let pieces = secret.windows(8).map(<[u8]>::to_vec);
    // Base64 of what it stands in differs by where it stands.
    let encoded = (0..3).map(|before| {
        let text = base64(&[&vec![b' '; before], secret].concat());
        text.as_bytes()[4..text.len() - 4].to_vec()
    });
    let percent = secret.iter().flat_map(|byte| format!("%{byte:02X}").into_bytes());
    let percent = percent.collect();
    let reversed = secret.iter().rev().copied().collect();
    pieces.chain(encoded).chain([percent, reversed]).collect()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = bytes.chunks(3).flat_map(|chunk| {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        [18, 12, 6, 0].map(|shift| char::from(LETTERS[(bits >> shift & 63) as usize]))
    });
    letters.collect()
}

/// What was looked through, and where a key was seen in it.
struct Search {
    writings: Vec<Vec<u8>>,
    looked_at: usize,
    seen: Vec<String>,
}

impl Search {
    fn new(keys: &[&str]) -> Self {
        Self {
            writings: keys.iter().flat_map(|key| writings(key)).collect(),
            looked_at: 0,
            seen: Vec::new(),
        }
    }

    fn look(&mut self, place: &str, bytes: &[u8]) {
        self.looked_at += 1;
        let found = |writing: &&Vec<u8>| {
            bytes
                .windows(writing.len())
                .any(|part| part == writing.as_slice())
        };
        if let Some(writing) = self.writings.iter().find(found) {
            self.seen
                .push(format!("{place}: {}", String::from_utf8_lossy(writing)));
        }
    }

    fn look_through(&mut self, dir: &Path, but_not: impl Fn(&Path) -> bool + Copy) {
        for entry in fs::read_dir(dir).unwrap().filter_map(Result::ok) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if but_not(&path) {
                continue;
            }
            if kind.is_dir() {
                self.look_through(&path, but_not);
            } else if kind.is_file() {
                self.look(&path.display().to_string(), &fs::read(&path).unwrap_or_default());
            }
        }
    }

    fn end(self) {
        assert!(self.looked_at > 10, "looked at {} things alone", self.looked_at);
        assert!(self.seen.is_empty(), "{:#?}", self.seen);
    }
}

/// All that is said on the session bus.
async fn overhear(desktop: &Desktop) -> Arc<Mutex<Vec<u8>>> {
    let address = desktop.places.bus_address();
    let bus = zbus::connection::Builder::address(address.as_str())
        .unwrap()
        .build();
    let bus = bus.await.unwrap();
    let monitoring = MonitoringProxy::new(&bus).await.unwrap();
    let mut messages = MessageStream::from(&bus);
    monitoring.become_monitor(&[], 0).await.unwrap();
    let heard = Arc::<Mutex<Vec<u8>>>::default();
    let noted = heard.clone();
    tokio::spawn(async move {
        let _bus = bus;
        while let Some(Ok(message)) = messages.next().await {
            noted.lock().unwrap().extend_from_slice(message.data().bytes());
        }
    });
    heard
}

/// The command lines of everything that runs on this desktop.
fn command_lines(desktop: &Desktop) -> Vec<u8> {
    let all = proc::with_variable(&desktop.places.mark()).into_iter();
    let lines = all.filter_map(|pid| fs::read(format!("/proc/{pid}/cmdline")).ok());
    lines.collect::<Vec<_>>().concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_typed_is_seen_nowhere_but_at_its_provider() {
    let desktop = Desktop::start().await;
    let heard = overhear(&desktop).await;
    let _account = desktop.providers.account(Provider::Kie, TYPED);
    let mut search = Search::new(&[TYPED, REJECTED]);
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.add_account(&desktop, Provider::Kie, REJECTED).await;
    window.press("Test").await;
    window.says("rejected this key").await;
    search.look("the page", window.client.source().await.unwrap().as_bytes());
    window.fill("API key", TYPED).await;
    window.press("Test").await;
    window.says("100 credits available").await;
    search.look("the page", window.client.source().await.unwrap().as_bytes());
    window.press("Save").await;
    window.press("Show my accounts").await;
    window.says("Refresh all").await;
    search.look("the page", window.client.source().await.unwrap().as_bytes());
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    search.look("command lines", &command_lines(&desktop));
    // What the page can reach is where its process could be asked.
    let stored = "return JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])";
    let stored = window.client.execute(stored, Vec::new()).await.unwrap();
    search.look("what the page keeps", stored.to_string().as_bytes());

    desktop.providers.account(Provider::Kie, TYPED).revoke();
    tray.shows(&["kie.ai — 100 credits · key rejected"]).await;
    for arguments in [&["check"][..], &["check", "--json"], &["history"]] {
        let mut check = desktop.command(PROGRAM);
        check
            .arg("--config-dir")
            .arg(desktop.places.config_dir())
            .args(arguments);
        let outcome = check.stdin(Stdio::null()).output().unwrap();
        search.look("check", &[outcome.stdout, outcome.stderr].concat());
    }
    tray.press(&["Quit"]).await;
    until("the end", async || {
        let left = proc::running(Path::new(PROGRAM), &desktop.places.mark());
        holds(left.is_empty(), left)
    })
    .await;
    search.look("the session bus", &heard.lock().unwrap());
    search.look_through(desktop.places.all(), |path| path == desktop.places.keyrings());
    assert_eq!(desktop.secrets(), [TYPED], "and in the keychain it is");
    search.end();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_where_none_belongs_is_not_repeated() {
    let account = |number: usize, change: serde_json::Value| {
        let mut account =
            json!({ "id": format!("a{number}"), "provider": "kie", "label": format!("Account {number}") });
        account
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        account
    };
    let misplaced = [
        json!({ "key": MISPLACED }),
        json!({ "key": { "from": MISPLACED } }),
        json!({ "key": { "from": "env", "name": MISPLACED } }),
        json!({ "id": MISPLACED }),
        json!({ "label": MISPLACED }),
        json!({ "provider": MISPLACED }),
        json!({ "lowBelow": MISPLACED }),
        json!({ "refreshEverySecs": MISPLACED }),
        json!({ "baseUrl": format!("https://relay.example/?key={MISPLACED}") }),
        json!({ "baseUrl": format!("https://{MISPLACED}@relay.example") }),
        json!({ "baseUrl": format!("https://{MISPLACED}.example") }),
        json!({ MISPLACED: 1 }),
    ];
    let desktop = Desktop::start().await;
    let heard = overhear(&desktop).await;
    let mut search = Search::new(&[MISPLACED]);
    let accounts: Vec<_> = (0..)
        .zip(misplaced)
        .map(|(number, change)| account(number, change))
        .collect();
    let wholes = [
        json!({ "version": 1, "accounts": accounts }),
        json!({ "version": MISPLACED, "accounts": [] }),
        json!({ "version": 1, "accounts": MISPLACED }),
        json!({ "version": 1, "accounts": [], "general": { "theme": MISPLACED } }),
        json!({ "version": 1, "accounts": [], "general": { "proxy": { "use": "http", "host": MISPLACED, "port": 1 } } }),
        json!({ "version": 1, "accounts": [], "general": { "channels": [{ "id": MISPLACED, "kind": "desktop" }] } }),
        json!(MISPLACED),
    ];
    let folder = desktop.places.config_dir();
    for whole in &wholes {
        let text = whole.to_string();
        for spoilt in [text.clone(), text[..text.len() - 1].to_owned()] {
            write_settings_text(&folder, &spoilt);
            for arguments in [&["check"][..], &["check", "--json"]] {
                let mut check = desktop.command(PROGRAM);
                check.arg("--config-dir").arg(&folder).args(arguments);
                let outcome = check.stdin(Stdio::null()).output().unwrap();
                search.look(
                    &format!("check of {}", &spoilt[..20]),
                    &[outcome.stdout, outcome.stderr].concat(),
                );
            }
        }
    }
    write_settings_text(&folder, &wholes[0].to_string());
    fs::write(folder.join("keys.json"), json!(MISPLACED).to_string()).unwrap();
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.says("The list says why").await;
    search.look("the page", window.client.source().await.unwrap().as_bytes());
    let tray = desktop.tray_of(window.app().await).await;
    search.look("the tray", format!("{:?}", tray.rows().await).as_bytes());
    for whole in &wholes[1..] {
        write_settings_text(&folder, &whole.to_string());
        window.says("settings.json").await;
        search.look("the page", window.client.source().await.unwrap().as_bytes());
    }
    tray.press(&["Quit"]).await;
    search.look("the session bus", &heard.lock().unwrap());
    let is_where_it_was_written = |path: &Path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("settings.") || name == "keys.json" || path == desktop.places.keyrings()
    };
    search.look_through(desktop.places.all(), is_where_it_was_written);
    search.end();
}
