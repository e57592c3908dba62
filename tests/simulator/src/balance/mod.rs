//! What an account holds, and the documented answer that says so.

mod ai_music_api;
mod envelope;
mod evolink;
mod openrouter;

use axum::http::StatusCode;
use rust_decimal::Decimal;
use serde::Serialize;

pub use ai_music_api::AiMusicApiBalance;
pub use envelope::{KieBalance, SunoApiBalance};
pub use evolink::{EvolinkBalance, EvolinkToken, EvolinkUser};
pub use openrouter::{OpenRouterBalance, OpenRouterKey, OrdinaryKeyCredits};

use crate::Provider;

/// How an amount is written into an answer. The exact digits, unless a fault
/// puts something else in their place.
pub(crate) type WriteAmount<'a> = &'a dyn Fn(Decimal) -> String;

/// An answer before HTTP: the status and the JSON text.
pub(crate) type Answer = (StatusCode, String);

/// What every kind of balance can do.
pub(crate) trait Purse {
    /// What may be spent now, all caps counted.
    fn spendable(&self) -> Decimal;
    /// Moves `amount` from what is left to what is used.
    fn spend(&mut self, amount: Decimal);
    /// Adds bought credits.
    fn top_up(&mut self, amount: Decimal);
    /// Makes the account itself hold `amount`. Caps of a key stay as they are.
    fn hold(&mut self, amount: Decimal);
    /// Digits after the point in this provider's own numbers: a drain moves in
    /// such steps.
    fn scale(&self) -> u32;
    /// The answer on `path`.
    fn answer(&self, path: &str, write: WriteAmount<'_>) -> Answer;
    /// The answer on `path` with null where the amounts, or what holds them,
    /// should be.
    fn null_answer(&self, path: &str) -> String;
    /// The answer on `path` without a field the amount depends on.
    fn partial_answer(&self, path: &str) -> String;
}

/// The balance of one account, in its provider's own terms.
///
/// The default of each kind is the example in the provider's documentation.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Balance {
    /// sunoapi.org
    SunoApi(SunoApiBalance),
    /// kie.ai
    Kie(KieBalance),
    /// AI Music API
    AiMusicApi(AiMusicApiBalance),
    /// `OpenRouter`
    OpenRouter(OpenRouterBalance),
    /// Evolink
    Evolink(EvolinkBalance),
}

impl Balance {
    /// The documented example of this provider.
    pub fn documented(provider: Provider) -> Self {
        match provider {
            Provider::SunoApi => SunoApiBalance::default().into(),
            Provider::Kie => KieBalance::default().into(),
            Provider::AiMusicApi => AiMusicApiBalance::default().into(),
            Provider::OpenRouter => OpenRouterBalance::default().into(),
            Provider::Evolink => EvolinkBalance::default().into(),
        }
    }

    /// Whose balance this is.
    pub const fn provider(&self) -> Provider {
        match self {
            Self::SunoApi(_) => Provider::SunoApi,
            Self::Kie(_) => Provider::Kie,
            Self::AiMusicApi(_) => Provider::AiMusicApi,
            Self::OpenRouter(_) => Provider::OpenRouter,
            Self::Evolink(_) => Provider::Evolink,
        }
    }

    /// What may be spent now with this key: the smallest of the caps that
    /// apply.
    pub fn spendable(&self) -> Decimal {
        self.purse().spendable()
    }

    /// Reads a balance in the provider's own terms. Absent fields are those of
    /// the documented example.
    pub(crate) fn from_json(provider: Provider, json: &str) -> serde_json::Result<Self> {
        Ok(match provider {
            Provider::SunoApi => Self::SunoApi(serde_json::from_str(json)?),
            Provider::Kie => Self::Kie(serde_json::from_str(json)?),
            Provider::AiMusicApi => Self::AiMusicApi(serde_json::from_str(json)?),
            Provider::OpenRouter => Self::OpenRouter(serde_json::from_str(json)?),
            Provider::Evolink => Self::Evolink(serde_json::from_str(json)?),
        })
    }

    pub(crate) fn purse(&self) -> &dyn Purse {
        match self {
            Self::SunoApi(balance) => balance,
            Self::Kie(balance) => balance,
            Self::AiMusicApi(balance) => balance,
            Self::OpenRouter(balance) => balance,
            Self::Evolink(balance) => balance,
        }
    }

    pub(crate) fn purse_mut(&mut self) -> &mut dyn Purse {
        match self {
            Self::SunoApi(balance) => balance,
            Self::Kie(balance) => balance,
            Self::AiMusicApi(balance) => balance,
            Self::OpenRouter(balance) => balance,
            Self::Evolink(balance) => balance,
        }
    }
}

macro_rules! into_balance {
    ($($kind:ty => $variant:ident),* $(,)?) => {$(
        impl From<$kind> for Balance {
            fn from(balance: $kind) -> Self {
                Self::$variant(balance)
            }
        }
    )*};
}

into_balance! {
    SunoApiBalance => SunoApi,
    KieBalance => Kie,
    AiMusicApiBalance => AiMusicApi,
    OpenRouterBalance => OpenRouter,
    EvolinkBalance => Evolink,
}

/// The digits as they are: what an honest answer holds.
pub(crate) fn exact(amount: Decimal) -> String {
    amount.to_string()
}
