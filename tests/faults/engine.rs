//! The engine, as the window's process speaks with it.

use std::{
    collections::BTreeMap,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, Command},
    sync::mpsc::{UnboundedSender, unbounded_channel},
    time::sleep,
};

/// What is shown of an account.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) error: Option<String>,
    pub(crate) available: Option<String>,
}

/// What is shown of all, by id.
pub(crate) type Accounts = BTreeMap<String, Account>;

/// A running engine; it ends with this.
pub(crate) struct Engine {
    accounts: Arc<Mutex<Accounts>>,
    lines: UnboundedSender<Value>,
    process: Child,
}

impl Engine {
    pub(crate) async fn start(folder: &Path, settings: &Value, variables: &[(&str, String)]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_credit-tray-window-engine"))
            .arg(folder)
            .envs(variables.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let (mut stdin, stdout) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let (lines, mut to_write) = unbounded_channel::<Value>();
        tokio::spawn(async move {
            while let Some(line) = to_write.recv().await {
                stdin.write_all(format!("{line}\n").as_bytes()).await.unwrap();
            }
        });
        let accounts = Arc::<Mutex<Accounts>>::default();
        let shown = accounts.clone();
        tokio::spawn(async move {
            let mut said = BufReader::new(stdout).lines();
            while let Ok(Some(line)) = said.next_line().await {
                let line: Value = serde_json::from_str(&line).unwrap();
                if let Some(all) = line["state"]["accounts"].as_array() {
                    *shown.lock().unwrap() = all.iter().map(read).collect();
                }
            }
        });
        let engine = Self {
            accounts,
            lines,
            process,
        };
        let beginning = json!({ "files": { "settings.json": settings }, "keys": {}, "history": {} });
        engine.lines.send(beginning).unwrap();
        let patience = Duration::from_secs(60);
        engine
            .until(patience, "the engine", |accounts| !accounts.is_empty())
            .await;
        engine
    }

    /// Its number among the processes.
    #[allow(dead_code, reason = "the soak looks at the process")]
    pub(crate) fn process(&self) -> u32 {
        self.process.id().unwrap()
    }

    pub(crate) fn accounts(&self) -> Accounts {
        self.accounts.lock().unwrap().clone()
    }

    /// Asks for fresh figures of all, as the button does.
    pub(crate) fn refresh(&self) {
        let ask =
            json!({ "ask": { "id": 1, "question": { "command": { "command": "refresh", "id": null } } } });
        self.lines.send(ask).unwrap();
    }

    /// Waits for this, and panics where it does not come.
    pub(crate) async fn until(
        &self,
        patience: Duration,
        what: &str,
        holds: impl Fn(&Accounts) -> bool,
    ) -> Accounts {
        let accounts = self.settle(patience, &holds).await;
        assert!(holds(&accounts), "waited for {what}: {accounts:?}");
        accounts
    }

    /// Waits for this, or as long as there is patience.
    pub(crate) async fn settle(&self, patience: Duration, holds: impl Fn(&Accounts) -> bool) -> Accounts {
        let began = Instant::now();
        loop {
            let accounts = self.accounts();
            if holds(&accounts) || began.elapsed() > patience {
                return accounts;
            }
            sleep(Duration::from_millis(100)).await;
        }
    }
}

fn read(account: &Value) -> (String, Account) {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let shown = Account {
        error: text(&account["error"]["code"]),
        available: text(&account["available"]["text"]),
    };
    (text(&account["id"]).unwrap(), shown)
}
