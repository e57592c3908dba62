//! `credit-tray-cli check`, as scripts run it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::Value;
use tokio::{process::Command, time::timeout};

/// All requests end in half a minute, however many there are at a host.
const PATIENCE: Duration = Duration::from_secs(240);

/// The code of each account's error, if it has one. The exit status is as documented, or it panics.
pub(crate) async fn report(folder: &Path, variables: &[(&str, String)]) -> BTreeMap<String, Option<String>> {
    let whole = run(folder, variables).await;
    let accounts = whole["accounts"].as_array().unwrap().iter();
    let read = accounts.map(|account| {
        let id = account["id"].as_str().unwrap().to_owned();
        let retry_after = account["error"]["retryAfterSecs"].as_u64();
        assert!(
            retry_after.is_none_or(|secs| secs <= 3600),
            "{id}: {retry_after:?}"
        );
        (id, account["error"]["code"].as_str().map(str::to_owned))
    });
    read.collect()
}

/// The whole report.
pub(crate) async fn run(folder: &Path, variables: &[(&str, String)]) -> Value {
    let mut command = Command::new(program());
    let command = command.arg("--config-dir").arg(folder).args(["check", "--json"]);
    let command = command.envs(variables.iter().map(|(name, value)| (*name, value)));
    let outcome = command.stdin(Stdio::null()).kill_on_drop(true).output();
    let outcome = timeout(PATIENCE, outcome).await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&outcome.stderr);
    let status = outcome.status.code();
    assert!(status.is_some_and(|code| code <= 3), "{status:?}: {said}");
    serde_json::from_slice(&outcome.stdout).unwrap()
}

/// The command line's program, which is built into the same folder.
fn program() -> PathBuf {
    let engine = Path::new(env!("CARGO_BIN_EXE_credit-tray-window-engine"));
    let program = engine.with_file_name(format!("credit-tray-cli{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "build credit-tray-cli first, as `make faults` does"
    );
    program
}
