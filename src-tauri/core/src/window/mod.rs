//! What the settings window draws: a pure function from the state to words and figures, and never a key.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

mod account;
mod chart;
mod general;
mod provider;

pub use account::{AccountView, AmountView, ErrorView, ForecastView, PartView, SnoozeView, TestOutcome};
pub use chart::{ChartMark, ChartPoint, ChartView, DaySpendView};
pub use general::{ChannelKind, ChannelView, Desktop, GeneralView, ProxyUse, ProxyView};
pub use provider::ProviderView;

use crate::{ProviderId, State, settings::General, texts::Texts, worth::total};
use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// Something the person must be told once, such as settings that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts", rename = "NoticeView")]
pub struct Notice {
    pub id: String,
    pub text: String,
}

/// An account that was removed and can be brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct RemovedView {
    pub id: String,
    pub label: String,
}

/// All that the settings window shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct WindowState {
    /// Every provider, in the order in which they are offered.
    pub providers: Vec<ProviderView>,
    /// Every account, in the person's order.
    pub accounts: Vec<AccountView>,
    /// What stands among the accounts of the settings and cannot be used.
    pub unusable: Vec<UnusableView>,
    /// RFC 3339; when the newest reading was taken.
    pub updated_at: Option<String>,
    pub notices: Vec<Notice>,
    /// Whether this desktop shows tray icons. Where it does not, this window is all there is.
    pub has_tray: bool,
    /// RFC 3339; until when all alerts wait, if they do.
    pub paused_until: Option<String>,
    pub general: GeneralView,
    /// What all accounts are worth together; null where nothing has a rate.
    pub total: Option<TotalView>,
    /// The account that was removed last, while that can be undone.
    pub removed: Option<RemovedView>,
}

/// An account of the settings that cannot be used, and is not watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct UnusableView {
    pub id: String,
    pub label: String,
    pub message: String,
}

/// What all accounts are worth together, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct TotalView {
    /// `≈ $91.02`.
    pub text: String,
    /// How many accounts are missing in it: they have no rate, or were not read.
    pub left_out: usize,
    /// The labels of those that use the key of another account, so that they are not counted again.
    pub shared_keys: Vec<String>,
}

/// What the state of the window is made of.
pub struct Parts<'a> {
    pub all: &'a State,
    pub general: &'a General,
    pub general_view: GeneralView,
    /// Whether this desktop shows tray icons.
    pub has_tray: bool,
    pub notices: Vec<Notice>,
    pub removed: Option<RemovedView>,
    pub found_variable: &'a dyn Fn(ProviderId) -> Option<&'static str>,
    pub texts: &'a Texts,
    pub now: Timestamp,
}

impl WindowState {
    /// The state of the window.
    pub fn new(parts: Parts<'_>) -> Self {
        let Parts {
            all, general, texts, ..
        } = parts;
        let accounts = all.accounts.iter();
        let provider = |id: ProviderId| {
            let has_account = all.accounts.iter().any(|state| state.account.provider == id);
            let found = (parts.found_variable)(id).filter(|_| !has_account);
            ProviderView::new(id, general, texts, found)
        };
        Self {
            providers: ProviderId::ALL.map(provider).into(),
            accounts: accounts
                .map(|state| AccountView::new(state, general, texts, parts.now))
                .collect(),
            unusable: all
                .unusable
                .iter()
                .map(|account| UnusableView {
                    id: account.id().into_owned(),
                    label: account.name().into_owned(),
                    message: texts.unusable(account),
                })
                .collect(),
            updated_at: all.updated_at().map(|at| at.to_string()),
            has_tray: parts.has_tray,
            notices: parts.notices,
            paused_until: all.paused_until.map(|end| end.to_string()),
            general: parts.general_view,
            total: total(general, all)
                .filter(|_| all.enabled().count() > 1)
                .map(|total| TotalView {
                    text: texts.worth(&total.worth),
                    left_out: total.left_out,
                    shared_keys: total.shared_keys,
                }),
            removed: parts.removed,
        }
    }
}
