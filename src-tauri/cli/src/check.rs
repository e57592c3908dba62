//! `credit-tray check`: every enabled account once, as a table or as JSON. Needs no display.

use std::{process::ExitCode, sync::Arc};

use credit_tray_core::{
    Amount, State, Status,
    problem::{BadResponse, Problem},
    report,
    settings::{Settings, UnusableAccount},
    state::AccountState,
    texts::EN,
};
use credit_tray_engine::{
    config_dir::ConfigDir,
    http::{Bounds, HttpClient},
    key_marker::{KeyMarker, fresh_secret},
    keychain,
    keys::KeyStore,
    poller::{Poll as _, Poller},
    proxy::Route,
    settings_file::SettingsFile,
};
use futures_util::future::join_all;
use jiff::Timestamp;

use crate::{choose::choose, error::Error, names::Names, print, table::table};

/// Some account is low or out.
const EXIT_LOW: u8 = 1;
/// Some account is unknown.
const EXIT_UNKNOWN: u8 = 2;

/// Reads these accounts once, all that are enabled where none is named, and prints what it saw.
pub fn run(config_dir: &ConfigDir, json: bool, accounts: &[String]) -> Result<ExitCode, Error> {
    config_dir.must_exist()?;
    let settings = chosen(config_dir.read_settings()?, accounts)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Print)?;
    let keys = Arc::new(KeyStore::read_only(config_dir, keychain::of_the_system));
    let http = HttpClient::new(Bounds::default(), &settings.general.proxy, None)
        .map_err(credit_tray_engine::error::Error::from)?;
    if let Err(error) = Route::new(http.clone(), keys.clone()).take(&settings.general.proxy) {
        tracing::warn!(%error, "the password of the proxy is not known");
    }
    // Two accounts with one key count once; nothing of that is kept.
    let poller = Poller::new(http, keys, KeyMarker::new(&fresh_secret()));
    let all = runtime.block_on(read_all(&poller, settings));
    // A keychain that still waits for somebody must not keep the command from ending.
    runtime.shutdown_background();

    let text = if json {
        report::json(&all, Timestamp::now())?
    } else {
        as_table(&all, config_dir)
    };
    print((text + "\n").as_bytes())?;
    Ok(ExitCode::from(exit_bits(&all)))
}

/// The settings with those accounts only that are to be read. One that is named is read even if it is
/// switched off.
fn chosen(mut settings: Settings, asked: &[String]) -> Result<Settings, Error> {
    if asked.is_empty() {
        settings.accounts.retain(|account| account.enabled);
        settings.unusable.retain(|account| account.enabled);
        return Ok(settings);
    }
    let ids = choose(asked, &names(&settings))?;
    settings
        .accounts
        .retain(|account| ids.contains(account.id.as_str()));
    settings
        .unusable
        .retain(|account| ids.contains(account.id().as_ref()));
    Ok(settings)
}

/// What the accounts of the settings answer to.
pub fn names(settings: &Settings) -> Vec<Names> {
    let usable = settings.accounts.iter().map(|account| Names {
        id: account.id.to_string(),
        label: account.label.clone(),
    });
    let unusable = settings.unusable.iter().map(|account| Names {
        id: account.id().into_owned(),
        label: account.name().into_owned(),
    });
    usable.chain(unusable).collect()
}

/// Each account is read in a task of its own, so that what breaks one down leaves the others alone.
async fn read_all(poller: &Poller, settings: Settings) -> State {
    let polls = settings.accounts.into_iter().map(|account| {
        let (poller, asked) = (poller.clone(), account.clone());
        let poll = tokio::spawn(async move { poller.poll(asked).await });
        async move {
            let broken_down = |_| Err(Problem::from(BadResponse::NotDocumented).into());
            AccountState::unread(account).after(poll.await.unwrap_or_else(broken_down), Timestamp::now())
        }
    });
    State {
        accounts: join_all(polls).await,
        unusable: settings.unusable,
        ..State::default()
    }
}

fn exit_bits(all: &State) -> u8 {
    let of_status = |status| match status {
        Status::Ok | Status::Unlimited => 0,
        Status::Low | Status::Out => EXIT_LOW,
        Status::Unknown => EXIT_UNKNOWN,
    };
    let unusable = all.unusable.iter().map(|_| EXIT_UNKNOWN);
    let read = all.accounts.iter().map(|state| of_status(state.status()));
    read.chain(unusable).fold(0, |bits, bit| bits | bit)
}

fn as_table(all: &State, config_dir: &ConfigDir) -> String {
    if all.accounts.is_empty() && all.unusable.is_empty() {
        let path = SettingsFile::in_dir(config_dir.path())
            .path()
            .display()
            .to_string();
        return EN.get("cli-no-accounts", &[("path", &path)]);
    }
    let shown = |amount: Option<Amount>| amount.map_or_else(|| "—".to_owned(), |amount| EN.amount(amount));
    let read = |state: &AccountState| {
        let account = &state.account;
        let note = state
            .failure
            .as_ref()
            .map(|failure| EN.problem(&failure.problem, account));
        [
            account.label.clone(),
            account.id.to_string(),
            EN.status(state.status()),
            shown(state.available()),
            shown(account.low_below_amount()),
            note.unwrap_or_default(),
        ]
    };
    let unusable = |account: &UnusableAccount| {
        [
            account.name().into_owned(),
            account.id().into_owned(),
            EN.status(Status::Unknown),
            shown(None),
            shown(None),
            EN.unusable(account),
        ]
    };
    let header = ["account", "id", "status", "available", "threshold", "note"]
        .map(|column| EN.get(&format!("cli-column-{column}"), &[]));
    table(header, &[3, 4], report::in_order(all, read, unusable))
}
