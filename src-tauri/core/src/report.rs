//! The state of all accounts for programs: the JSON of `check --json`, which is a contract.

use std::borrow::Cow;

use jiff::{Timestamp, Unit};
use serde::Serialize;

use crate::{
    Amount, State, Status, problem::ErrorCode, reading::Part, settings::UnusableAccount, state::AccountState,
    texts::EN,
};

/// All accounts, each where it stands in the settings.
pub fn in_order<'a, T>(
    all: &'a State,
    read: impl Fn(&'a AccountState) -> T,
    unusable: impl Fn(&'a UnusableAccount) -> T,
) -> Vec<T> {
    let mut rows: Vec<T> = all.accounts.iter().map(read).collect();
    for account in &all.unusable {
        rows.insert(account.problem.place.min(rows.len()), unusable(account));
    }
    rows
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
    id: Cow<'a, str>,
    /// None where the settings name none that could be shown.
    provider: Option<&'a str>,
    label: Cow<'a, str>,
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
            id: account.id.as_str().into(),
            provider: Some(account.provider.as_str()),
            label: account.label.as_str().into(),
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

impl<'a> From<&'a UnusableAccount> for AccountReport<'a> {
    fn from(account: &'a UnusableAccount) -> Self {
        Self {
            id: account.id(),
            provider: account.provider.as_deref(),
            label: account.name(),
            status: Status::Unknown,
            available: None,
            parts: &[],
            low_below: None,
            error: Some(ErrorReport {
                code: ErrorCode::SettingsInvalid,
                message: EN.unusable(account),
                retry_after_secs: None,
            }),
        }
    }
}

/// One object, over several lines.
pub fn json(all: &State, now: Timestamp) -> Result<String, serde_json::Error> {
    let report = Report {
        version: 1,
        checked_at: now.round(Unit::Second).unwrap_or(now).to_string(),
        accounts: in_order(all, AccountReport::from, AccountReport::from),
    };
    serde_json::to_string_pretty(&report)
}
