//! `credit-tray check`: every enabled account once, as a table or as JSON. Needs no display.

use std::{
    io::{self, Write as _},
    process::ExitCode,
    sync::Arc,
};

use comfy_table::{Table, presets};
use credit_tray_core::{
    Amount, Snapshot, Status,
    http::{Bounds, HttpClient},
    poller::{Poll as _, Poller},
    problem::ErrorCode,
    reading::Part,
    settings::{Settings, SettingsFile},
    snapshot::AccountState,
    texts::EN,
};
use futures_util::future::join_all;
use jiff::{Timestamp, Unit};
use serde::Serialize;

use crate::{config_dir::ConfigDir, error::Error, keychain::KeyStore, route::Route};

/// Some account is low or out.
const EXIT_LOW: u8 = 1;
/// Some account is unknown.
const EXIT_UNKNOWN: u8 = 2;

/// Reads every enabled account once and prints what it saw.
///
/// # Errors
/// The settings cannot be read, or nothing can be printed.
pub fn run(config_dir: &ConfigDir, json: bool) -> Result<ExitCode, Error> {
    let settings = config_dir.read_settings()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Print)?;
    let keys = Arc::new(KeyStore::new(config_dir));
    let http = HttpClient::new(Bounds::default(), &settings.general.proxy, None)?;
    if let Err(error) = Route::new(http.clone(), keys.clone()).take(&settings.general.proxy) {
        tracing::warn!(%error, "the proxy is asked without its password");
    }
    let poller = Poller::new(http, keys);
    let snapshot = runtime.block_on(read_all(&poller, settings));
    // A keychain that still waits for somebody must not keep the command from ending.
    runtime.shutdown_background();

    let text = if json {
        as_json(&snapshot, Timestamp::now())
    } else {
        as_table(&snapshot, config_dir)
    };
    writeln!(io::stdout(), "{text}").map_err(Error::Print)?;
    Ok(ExitCode::from(exit_bits(&snapshot)))
}

async fn read_all(poller: &Poller, settings: Settings) -> Snapshot {
    let enabled = settings.accounts.into_iter().filter(|account| account.enabled);
    let polls = enabled.map(|account| async move {
        let result = poller.poll(account.clone()).await;
        AccountState::unread(account).after(result, Timestamp::now())
    });
    Snapshot {
        accounts: join_all(polls).await,
        paused_until: None,
    }
}

fn exit_bits(snapshot: &Snapshot) -> u8 {
    snapshot.accounts.iter().fold(0, |bits, state| {
        bits | match state.status() {
            Status::Ok | Status::Unlimited => 0,
            Status::Low | Status::Out => EXIT_LOW,
            Status::Unknown => EXIT_UNKNOWN,
        }
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'a> {
    version: u32,
    checked_at: String,
    accounts: Vec<AccountReport<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AccountReport<'a> {
    id: &'a str,
    provider: &'a str,
    label: &'a str,
    status: Status,
    available: Option<Amount>,
    parts: &'a [Part],
    low_below: Option<String>,
    error: Option<ErrorReport>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ErrorReport {
    code: ErrorCode,
    message: String,
    retry_after_secs: Option<u64>,
}

impl<'a> From<&'a AccountState> for AccountReport<'a> {
    fn from(state: &'a AccountState) -> Self {
        let account = &state.account;
        Self {
            id: account.id.as_str(),
            provider: account.provider.as_str(),
            label: &account.label,
            status: state.status(),
            available: state
                .reading
                .as_ref()
                .and_then(|reading| reading.available.amount()),
            parts: state.parts(),
            low_below: account.low_below.map(|low| low.to_string()),
            error: state.failure.as_ref().map(|failure| ErrorReport {
                code: failure.problem.code(),
                message: EN.problem(&failure.problem, account),
                retry_after_secs: failure.retry_after.map(|time| time.as_secs()),
            }),
        }
    }
}

fn as_json(snapshot: &Snapshot, now: Timestamp) -> String {
    let report = Report {
        version: 1,
        checked_at: now.round(Unit::Second).unwrap_or(now).to_string(),
        accounts: snapshot.accounts.iter().map(AccountReport::from).collect(),
    };
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn as_table(snapshot: &Snapshot, config_dir: &ConfigDir) -> String {
    if snapshot.accounts.is_empty() {
        let path = SettingsFile::in_dir(config_dir.path())
            .path()
            .display()
            .to_string();
        return EN.get("cli-no-accounts", &[("path", &path)]);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(
        ["account", "status", "available", "threshold", "note"]
            .map(|column| EN.get(&format!("cli-column-{column}"), &[])),
    );
    for state in &snapshot.accounts {
        let amount = state
            .reading
            .as_ref()
            .and_then(|reading| reading.available.amount());
        let shown =
            |amount: Option<Amount>| amount.map_or_else(|| "—".to_owned(), |amount| amount.to_string());
        let note = state
            .failure
            .as_ref()
            .map(|failure| EN.problem(&failure.problem, &state.account));
        table.add_row([
            state.account.label.clone(),
            EN.status(state.status()),
            shown(amount),
            shown(state.account.low_below_amount()),
            note.unwrap_or_default(),
        ]);
    }
    table.trim_fmt()
}
