//! One account as the window sees it.

use crate::{
    Account, Amount, BaseUrl, KeyOrigin, ProviderId, Status, Unit,
    alerts::{Rules, Snooze},
    forecast::Forecast,
    problem::{ErrorCode, Failure},
    reading::Part,
    settings::General,
    state::{AccountState, Level},
    texts::Texts,
    worth::worth,
};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// An exact amount, and the same amount as a person reads it (`$74.75`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct AmountView {
    pub amount: String,
    pub unit: Unit,
    pub text: String,
}

/// A named piece of a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct PartView {
    pub name: &'static str,
    pub label: String,
    pub amount: AmountView,
}

/// Why there is no newer reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ErrorView {
    pub code: ErrorCode,
    pub message: String,
    pub retry_after_secs: Option<u64>,
}

/// How long a balance is likely to last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ForecastView {
    /// `about 3 days`, ready to be shown.
    pub lasts: String,
    pub range: String,
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
    pub id: String,
    pub provider: ProviderId,
    pub label: String,
    pub enabled: bool,
    /// Where it is asked; null means the provider's own host.
    pub base_url: Option<String>,
    pub key: KeyOrigin,
    /// Whether a key was found when it was last looked for. The key itself never comes here.
    pub key_set: bool,
    pub low_below: Option<String>,
    pub low_below_text: Option<String>,
    pub refresh_every_secs: u64,
    pub rules: Rules,
    /// Through which channels the person is told of it; null means all of them.
    pub channels: Option<Vec<String>>,
    pub status: Status,
    pub level: Level,
    pub available: Option<AmountView>,
    pub parts: Vec<PartView>,
    pub error: Option<ErrorView>,
    /// RFC 3339; when the reading that is shown was taken.
    pub read_at: Option<String>,
    /// The reading is kept from an earlier poll; the newest one failed or is overdue.
    pub stale: bool,
    pub polling: bool,
    /// How long the balance is likely to last, where that can be said.
    pub forecast: Option<ForecastView>,
    /// The line of its last week as an SVG path, 64 wide and 24 high with zero at the bottom; null
    /// where there is none to draw.
    pub sparkline: Option<String>,
    pub snoozed: Option<SnoozeView>,
    /// Whether its alerts can wait until it is topped up: some are about its balance.
    pub needs_credit: bool,
    /// About what `available` is worth in the display currency (`≈ $16.11`); null where it has no
    /// rate, or is in that currency already.
    pub worth: Option<String>,
}

/// What a test of a draft saw: a balance, or an error in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct TestOutcome {
    pub status: Status,
    pub available: Option<AmountView>,
    pub parts: Vec<PartView>,
    pub error: Option<ErrorView>,
}

impl AmountView {
    fn new(amount: Amount, texts: &Texts) -> Self {
        Self {
            amount: amount.value().to_string(),
            unit: amount.unit(),
            text: texts.amount(amount),
        }
    }
}

impl PartView {
    fn new(part: &Part, texts: &Texts) -> Self {
        Self {
            name: part.name.as_str(),
            label: texts.part(part.name),
            amount: AmountView::new(part.amount, texts),
        }
    }
}

impl ForecastView {
    fn new(forecast: &Forecast, texts: &Texts) -> Self {
        Self {
            lasts: texts.days(forecast.days_left.likely),
            range: texts.days_range(&forecast.days_left),
            spend_per_day: AmountView::new(forecast.spend_per_day, texts),
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
    fn new(failure: &Failure, account: &Account, texts: &Texts) -> Self {
        Self {
            code: failure.problem.code(),
            message: texts.problem(&failure.problem, account),
            retry_after_secs: failure.retry_after.map(|time| time.as_secs()),
        }
    }
}

impl AccountView {
    /// This account at this moment.
    pub fn new(state: &AccountState, general: &General, texts: &Texts, now: Timestamp) -> Self {
        let account = &state.account;
        let TestOutcome {
            status,
            available,
            parts,
            error,
        } = TestOutcome::new(state, texts);
        let worth = state
            .available()
            .and_then(|amount| worth(general, account.provider, amount))
            .filter(|worth| worth.is_approximate);
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
            low_below_text: account.low_below_amount().map(|low| texts.amount(low)),
            refresh_every_secs: account.refresh_every_secs,
            rules: account.rules.clone(),
            channels: account
                .channels
                .as_ref()
                .map(|chosen| chosen.iter().map(ToString::to_string).collect()),
            status,
            level: state.level(now),
            available,
            parts,
            error,
            read_at: state.reading.as_ref().map(|reading| reading.at.to_string()),
            stale: state.stale_for(now).is_some(),
            polling: state.polling,
            forecast: state
                .forecast
                .as_ref()
                .map(|forecast| ForecastView::new(forecast, texts)),
            sparkline: state.sparkline.clone(),
            snoozed: state.snoozed.map(SnoozeView::from),
            needs_credit: state.needs_credit(),
            worth: worth.map(|worth| texts.worth(&worth)),
        }
    }
}

impl TestOutcome {
    /// What this account's poll brought.
    pub fn new(state: &AccountState, texts: &Texts) -> Self {
        let parts = state.parts().iter();
        Self {
            status: state.status(),
            available: state.available().map(|amount| AmountView::new(amount, texts)),
            parts: parts.map(|part| PartView::new(part, texts)).collect(),
            error: state
                .failure
                .as_ref()
                .map(|failure| ErrorView::new(failure, &state.account, texts)),
        }
    }
}
