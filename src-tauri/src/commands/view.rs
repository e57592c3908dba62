//! What the settings window sees: the snapshot with its words, and never a key.

use credit_tray_core::{
    Amount, BaseUrl, KeyOrigin, ProviderId, Snapshot, Status, Unit,
    alerts::{QuietHours, Rules, Snooze},
    forecast::Forecast,
    problem::{ErrorCode, Failure},
    reading::Part,
    snapshot::AccountState,
    texts::EN,
};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use crate::notices::Notice;

/// All that the settings window shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct WindowState {
    /// Every provider, in the order in which they are offered.
    pub providers: Vec<ProviderView>,
    /// Every account, in the person's order.
    pub accounts: Vec<AccountView>,
    /// RFC 3339; when the newest reading was taken.
    pub updated_at: Option<String>,
    /// What the person must be told.
    pub notices: Vec<Notice>,
    /// Whether all alerts wait until they are resumed.
    pub paused: bool,
    /// When nobody is to be disturbed.
    pub quiet_hours: Option<QuietHours>,
}

/// A provider as the window offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ProviderView {
    /// Its id.
    pub id: ProviderId,
    /// Its name.
    pub name: &'static str,
    /// What its balance counts.
    pub unit: Unit,
    /// Where it can be asked; its own host comes first.
    pub base_urls: Vec<&'static str>,
    /// Which kind of key is needed, in a sentence.
    pub key_hint: String,
    /// A sensible threshold to begin with.
    pub suggested_low_below: &'static str,
}

/// An exact amount, and the same amount as a person reads it (`$74.75`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct AmountView {
    /// The exact decimal.
    pub amount: String,
    /// What it counts.
    pub unit: Unit,
    /// Ready to be shown.
    pub text: String,
}

/// A named piece of a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct PartView {
    /// Its name for programs.
    pub name: &'static str,
    /// Its name for people.
    pub label: String,
    /// How much it is.
    pub amount: AmountView,
}

/// Why there is no newer reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ErrorView {
    /// For programs.
    pub code: ErrorCode,
    /// What happened and what to do next, in words.
    pub message: String,
    /// How long the provider asked to be left alone.
    pub retry_after_secs: Option<u64>,
}

/// How long a balance is likely to last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ForecastView {
    /// `about 3 days`, ready to be shown.
    pub lasts: String,
    /// The range in a sentence, ready to be shown.
    pub range: String,
    /// What a day costs.
    pub spend_per_day: AmountView,
}

/// For how long an account's alerts wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct SnoozeView {
    /// RFC 3339; null means until it is topped up.
    pub until: Option<String>,
}

/// An account: what the person chose for it, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent facts, each shown by itself"
)]
pub struct AccountView {
    /// Its id.
    pub id: String,
    /// Who is asked.
    pub provider: ProviderId,
    /// Its name.
    pub label: String,
    /// Whether it is read at all.
    pub enabled: bool,
    /// Where it is asked; null means the provider's own host.
    pub base_url: Option<String>,
    /// Where its key lives.
    pub key: KeyOrigin,
    /// Whether a key was found when it was last looked for. The key itself never comes here.
    pub key_set: bool,
    /// The threshold, exact.
    pub low_below: Option<String>,
    /// The threshold with its unit, ready to be shown.
    pub low_below_text: Option<String>,
    /// How often it is read.
    pub refresh_every_secs: u64,
    /// Which alerts the person wants.
    pub rules: Rules,
    /// Where it stands by its last good reading.
    pub status: Status,
    /// What can be spent.
    pub available: Option<AmountView>,
    /// The pieces of the reading.
    pub parts: Vec<PartView>,
    /// Why the newest poll brought no reading.
    pub error: Option<ErrorView>,
    /// RFC 3339; when the reading that is shown was taken.
    pub read_at: Option<String>,
    /// The reading is kept from an earlier poll; the newest one failed or is overdue.
    pub stale: bool,
    /// A poll is under way.
    pub polling: bool,
    /// How long the balance is likely to last, where that can be said.
    pub forecast: Option<ForecastView>,
    /// For how long its alerts wait.
    pub snoozed: Option<SnoozeView>,
}

/// What a test of a draft saw: a balance, or an error in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct TestOutcome {
    /// Where the account would stand.
    pub status: Status,
    /// What could be spent.
    pub available: Option<AmountView>,
    /// The pieces of the reading.
    pub parts: Vec<PartView>,
    /// Why there is no reading.
    pub error: Option<ErrorView>,
}

impl WindowState {
    /// The state of the window for this snapshot.
    #[must_use]
    pub fn new(
        snapshot: &Snapshot,
        notices: Vec<Notice>,
        quiet_hours: Option<QuietHours>,
        now: Timestamp,
    ) -> Self {
        Self {
            providers: ProviderId::ALL.map(ProviderView::from).into(),
            accounts: snapshot
                .accounts
                .iter()
                .map(|state| AccountView::new(state, now))
                .collect(),
            updated_at: snapshot.updated_at().map(|at| at.to_string()),
            notices,
            paused: snapshot.paused,
            quiet_hours,
        }
    }
}

impl From<ProviderId> for ProviderView {
    fn from(id: ProviderId) -> Self {
        let profile = id.profile();
        Self {
            id,
            name: profile.name,
            unit: profile.unit,
            base_urls: profile.base_urls.to_vec(),
            key_hint: EN.get(&format!("key-hint-{id}"), &[]),
            suggested_low_below: profile.suggested_low_below,
        }
    }
}

impl From<Amount> for AmountView {
    fn from(amount: Amount) -> Self {
        Self {
            amount: amount.value().to_string(),
            unit: amount.unit(),
            text: amount.to_string(),
        }
    }
}

impl From<&Part> for PartView {
    fn from(part: &Part) -> Self {
        Self {
            name: part.name.as_str(),
            label: EN.part(part.name),
            amount: part.amount.into(),
        }
    }
}

impl From<&Forecast> for ForecastView {
    fn from(forecast: &Forecast) -> Self {
        Self {
            lasts: EN.days(forecast.days_left.likely),
            range: EN.days_range(&forecast.days_left),
            spend_per_day: forecast.spend_per_day.into(),
        }
    }
}

impl From<Snooze> for SnoozeView {
    fn from(snooze: Snooze) -> Self {
        Self {
            until: match snooze {
                Snooze::Until(end) => Some(end.to_string()),
                Snooze::UntilToppedUp => None,
            },
        }
    }
}

impl ErrorView {
    fn new(failure: &Failure, state: &AccountState) -> Self {
        Self {
            code: failure.problem.code(),
            message: EN.problem(&failure.problem, &state.account),
            retry_after_secs: failure.retry_after.map(|time| time.as_secs()),
        }
    }
}

impl AccountView {
    fn new(state: &AccountState, now: Timestamp) -> Self {
        let account = &state.account;
        let TestOutcome {
            status,
            available,
            parts,
            error,
        } = TestOutcome::from(state);
        Self {
            id: account.id.to_string(),
            provider: account.provider,
            label: account.label.clone(),
            enabled: account.enabled,
            base_url: account.base_url.as_ref().map(BaseUrl::to_string),
            key: account.key.clone(),
            key_set: error
                .as_ref()
                .is_none_or(|error| error.code != ErrorCode::KeyMissing),
            low_below: account.low_below.map(|low| low.to_string()),
            low_below_text: account.low_below_amount().map(|low| low.to_string()),
            refresh_every_secs: account.refresh_every_secs,
            rules: account.rules.clone(),
            status,
            available,
            parts,
            error,
            read_at: state.reading.as_ref().map(|reading| reading.at.to_string()),
            stale: state.stale_for(now).is_some(),
            polling: state.polling,
            forecast: state.forecast.as_ref().map(ForecastView::from),
            snoozed: state.snoozed.map(SnoozeView::from),
        }
    }
}

impl From<&AccountState> for TestOutcome {
    fn from(state: &AccountState) -> Self {
        let amount = state
            .reading
            .as_ref()
            .and_then(|reading| reading.available.amount());
        Self {
            status: state.status(),
            available: amount.map(AmountView::from),
            parts: state.parts().iter().map(PartView::from).collect(),
            error: state
                .failure
                .as_ref()
                .map(|failure| ErrorView::new(failure, state)),
        }
    }
}
