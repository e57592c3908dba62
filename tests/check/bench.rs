//! A folder with settings, the providers they lead to, and the command itself.

use std::{ffi::OsStr, fs, path::PathBuf, process::Stdio, time::Duration};

use credit_tray_simulator::{Account, Provider, Simulator};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::{process::Command, time::timeout};

/// The app, or the program without a desktop: their commands are the same.
const PROGRAM: &str = match (
    option_env!("CARGO_BIN_EXE_credit-tray"),
    option_env!("CARGO_BIN_EXE_credit-tray-cli"),
) {
    (Some(program), _) | (None, Some(program)) => program,
    (None, None) => panic!("no program to test"),
};

/// Accounts to check, with keys that must not be seen anywhere.
pub struct Bench {
    pub dir: TempDir,
    pub providers: Simulator,
    pub accounts: Vec<Value>,
    pub general: Value,
    pub keys: Vec<(String, String)>,
}

pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Outcome {
    pub fn report(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }
}

impl Bench {
    pub async fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            providers: Simulator::start().await.unwrap(),
            accounts: Vec::new(),
            general: json!({}),
            keys: Vec::new(),
        }
    }

    /// Adds an account under this id, with a key of its own in the environment.
    pub fn add(&mut self, id: &str, provider: Provider, change: impl FnOnce(&mut Value)) -> Account {
        let (variable, key) = (format!("KEY_{}", self.keys.len()), format!("sk-hush-{id}-7d1f"));
        let mut account = json!({
            "id": id, "provider": provider.to_string(), "label": format!("{id} label"),
            "baseUrl": self.providers.base_url(), "key": { "from": "env", "name": variable },
            "lowBelow": null, "refreshEverySecs": 60, "enabled": true
        });
        change(&mut account);
        self.accounts.push(account);
        self.keys.push((variable, key.clone()));
        self.providers.account(provider, &key)
    }

    pub fn settings_path(&self) -> PathBuf {
        self.dir.path().join("settings.json")
    }

    pub async fn check(&self, arguments: &[&str]) -> Outcome {
        let settings = json!({ "version": 1, "accounts": self.accounts, "general": self.general });
        fs::write(self.settings_path(), settings.to_string()).unwrap();
        let outcome = self.run(&[&["check"], arguments].concat()).await;
        assert_eq!(
            fs::read_to_string(self.settings_path()).unwrap(),
            settings.to_string()
        );
        outcome
    }

    pub async fn run(&self, arguments: &[impl AsRef<OsStr>]) -> Outcome {
        self.run_with(arguments, &[]).await
    }

    /// Runs with these variables in the environment too.
    pub async fn run_with(&self, arguments: &[impl AsRef<OsStr>], variables: &[(&str, &str)]) -> Outcome {
        let mut command = self.command(arguments);
        outcome(command.envs(variables.iter().copied())).await
    }

    /// Runs as after the installation: no folder is named, and there is none.
    pub async fn run_without_folder(&self, arguments: &[&str]) -> Outcome {
        let mut command = self.command(arguments);
        outcome(command.env_remove("CREDIT_TRAY_CONFIG_DIR")).await
    }

    /// Runs with standard output going to this file.
    pub async fn run_into(&self, path: &str, arguments: &[&str]) -> Outcome {
        let file = fs::OpenOptions::new().write(true).open(path).unwrap();
        outcome(self.command(arguments).stdout(file)).await
    }

    /// Runs with a standard output that nobody reads any more.
    pub async fn run_into_closed_pipe(&self, arguments: &[&str]) -> Outcome {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        outcome(self.command(arguments).stdout(writer)).await
    }

    fn command(&self, arguments: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.dir.path())
            .env("CREDIT_TRAY_CONFIG_DIR", self.dir.path())
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .envs(self.keys.iter().cloned())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }
}

async fn outcome(command: &mut Command) -> Outcome {
    let child = command.spawn().unwrap();
    let ran = timeout(Duration::from_secs(60), child.wait_with_output());
    let output = ran.await.unwrap().unwrap();
    let outcome = Outcome {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    };
    for text in [&outcome.stdout, &outcome.stderr] {
        assert!(!text.contains("sk-hush"), "a key in {text}");
    }
    outcome
}
