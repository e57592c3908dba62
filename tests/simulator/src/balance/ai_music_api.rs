//! AI Music API: subscription credits and extra credits, without an envelope.

use axum::http::StatusCode;
use rust_decimal::{Decimal, dec};
use serde::{Deserialize, Serialize};

use super::{Answer, Purse, WriteAmount};

/// An AI Music API account. `None` leaves the field out of the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct AiMusicApiBalance {
    /// Credits of the subscription; they reset each month.
    #[serde(with = "crate::amount::option")]
    pub credits: Option<Decimal>,
    /// Credits bought one by one; they never expire and are used first.
    #[serde(with = "crate::amount::option")]
    pub extra_credits: Option<Decimal>,
}

impl Default for AiMusicApiBalance {
    fn default() -> Self {
        Self {
            credits: Some(dec!(50)),
            extra_credits: Some(Decimal::ZERO),
        }
    }
}

impl Purse for AiMusicApiBalance {
    fn spendable(&self) -> Decimal {
        self.credits.unwrap_or_default() + self.extra_credits.unwrap_or_default()
    }

    fn spend(&mut self, amount: Decimal) {
        // Extra credits go first; what they do not cover comes off the
        // subscription, if the account has one.
        let extra = self.extra_credits.unwrap_or_default();
        let from_extra = match self.credits {
            Some(_) => amount.min(extra.max(Decimal::ZERO)),
            None => amount,
        };
        if let Some(extra) = &mut self.extra_credits {
            *extra -= from_extra;
        }
        if let Some(credits) = &mut self.credits {
            *credits -= amount - from_extra;
        }
    }

    fn top_up(&mut self, amount: Decimal) {
        *self.extra_credits.get_or_insert_default() += amount;
    }

    fn hold(&mut self, amount: Decimal) {
        self.credits = Some(amount);
        self.extra_credits = self.extra_credits.map(|_| Decimal::ZERO);
    }

    fn scale(&self) -> u32 {
        0
    }

    fn answer(&self, _path: &str, write: WriteAmount<'_>) -> Answer {
        let fields = [("credits", self.credits), ("extra_credits", self.extra_credits)];
        let present: Vec<String> = fields
            .into_iter()
            .filter_map(|(name, amount)| Some(format!(r#""{name}":{}"#, write(amount?))))
            .collect();
        (StatusCode::OK, format!("{{{}}}", present.join(",")))
    }

    fn null_answer(&self, _path: &str) -> String {
        r#"{"credits":null,"extra_credits":null}"#.to_owned()
    }

    fn partial_answer(&self, _path: &str) -> String {
        // Either field may be absent, so only their both missing is a fault.
        "{}".to_owned()
    }
}
