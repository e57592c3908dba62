//! One account as the window sees it.

use credit_tray_core::{
    Account, Amount, BaseUrl, KeyOrigin, ProviderId, Status, Unit,
    alerts::{Rules, Snooze},
    forecast::Forecast,
    problem::{ErrorCode, Failure},
    reading::Part,
    settings::General,
    snapshot::{AccountState, Level},
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
    /// How urgent it is, with what keeps it from being read.
    pub level: Level,
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
    /// The line of its last week as an SVG path, 64 wide and 24 high with zero at the bottom; null
    /// where there is none to draw.
    pub sparkline: Option<String>,
    /// For how long its alerts wait.
    pub snoozed: Option<SnoozeView>,
    /// About what `available` is worth in the display currency (`≈ $16.11`); null where it has no
    /// rate, or is in that currency already.
    pub worth: Option<String>,
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
    #[must_use]
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
            worth: worth.map(|worth| texts.worth(&worth)),
        }
    }
}

impl TestOutcome {
    /// What this account's poll brought.
    #[must_use]
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
