//! What `make demo` shows: five accounts at simulated providers, each with four weeks behind it and
//! a balance that falls while one looks.
//!
//! Writes the settings and the history into a config dir, then serves the providers until it is
//! ended. The app is started on that config dir with the keys of [`accounts`] in its environment;
//! `scripts/demo.sh` does so.

mod accounts;
mod habits;
mod past;

use std::{
    fs,
    io::{Write, stdout},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::Parser;
use credit_tray_core::{AccountId, alerts::Rule};
use credit_tray_engine::{
    history::{History, HistoryTrouble},
    settings_file,
};
use credit_tray_simulator::Simulator;
use jiff::Zoned;
use serde_json::json;

use accounts::{ACCOUNTS, Account};

/// Five prepaid accounts to look at, on one loopback port.
///
/// While it runs, `curl -X PUT http://127.0.0.1:PORT/control/kie/demo-key-kie -d '{"topUp":"500"}'`
/// tops one up, and `-d '{"fault":"402"}'` makes it fail.
#[derive(Debug, Parser)]
#[command(version)]
struct Args {
    /// Where the settings and the history go. Nothing may be there yet.
    config_dir: PathBuf,
    /// The port to listen on; any free one unless it is given.
    #[arg(long, default_value_t = 0)]
    port: u16,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let args = Args::parse();
    write_history(&args.config_dir, &Zoned::now())?;
    let simulator = Simulator::start_on(args.port).await?;
    for account in ACCOUNTS {
        account.open_at(&simulator);
    }
    write_settings(&args.config_dir, &simulator.base_url())?;
    writeln!(stdout(), "listening on {}", simulator.base_url())?;
    tokio::signal::ctrl_c().await?;
    simulator.stop().await;
    Ok(())
}

fn write_settings(config_dir: &Path, base_url: &str) -> anyhow::Result<()> {
    let accounts: Vec<_> = ACCOUNTS
        .iter()
        .map(|account| account.settings(base_url))
        .collect();
    let text = serde_json::to_string_pretty(&json!({ "version": 1, "accounts": accounts }))?;
    let path = config_dir.join(settings_file::FILE_NAME);
    fs::write(&path, text + "\n").with_context(|| format!("{} cannot be written", path.display()))
}

fn write_history(config_dir: &Path, now: &Zoned) -> anyhow::Result<()> {
    let opened = History::open(config_dir, now.timestamp());
    match opened.trouble {
        None => {}
        Some(HistoryTrouble::SetAside { error, .. } | HistoryTrouble::Off { error }) => {
            return Err(error.into());
        }
    }
    for account in ACCOUNTS {
        remember(&opened.history, account, now);
    }
    opened.history.close();
    Ok(())
}

/// What the app would have kept, had it run all the time.
fn remember(history: &History, account: &Account, now: &Zoned) {
    let id = AccountId::new(account.id);
    let mut is_told = false;
    for point in account.past(now) {
        let is_low = point.amount.value() < account.low_below;
        if is_low && !is_told {
            history.record_alert(&id, point.at, Rule::Low);
        }
        is_told = is_low;
        history.record(&id, point);
    }
}

#[cfg(test)]
mod tests;
