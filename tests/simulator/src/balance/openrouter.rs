//! `OpenRouter`: lifetime sums of the account on one path, the key on another.

use axum::http::StatusCode;
use rust_decimal::{Decimal, dec};
use serde::{Deserialize, Serialize};

use super::{Answer, Purse, WriteAmount};
use crate::{OPENROUTER_KEY, documented::sample};

/// An `OpenRouter` account and the key that asks for it. Amounts are US dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct OpenRouterBalance {
    /// Bought since the account was opened.
    #[serde(with = "crate::amount")]
    pub total_credits: Decimal,
    /// Used since the account was opened.
    #[serde(with = "crate::amount")]
    pub total_usage: Decimal,
    /// What kind of key asks.
    pub key: OpenRouterKey,
    /// Used with this key.
    #[serde(with = "crate::amount")]
    pub key_usage: Decimal,
    /// What `/credits` says to a key that is no management key.
    pub ordinary_key_credits: OrdinaryKeyCredits,
}

/// What an `OpenRouter` key may do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum OpenRouterKey {
    /// Sees the account's sums, and has no cap.
    Management,
    /// An ordinary key with a cap.
    Capped {
        /// The cap.
        #[serde(with = "crate::amount")]
        limit: Decimal,
        /// Left under the cap; may be negative.
        #[serde(with = "crate::amount")]
        limit_remaining: Decimal,
    },
    /// An ordinary key without a cap.
    Uncapped,
}

/// The three answers of `/credits` to an ordinary key that have been seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OrdinaryKeyCredits {
    /// 403, as documented.
    #[default]
    Forbidden,
    /// 200 with 0 bought and 0 used, whatever the account holds.
    Zeros,
    /// 200 with the account's sums, as for a management key.
    Sums,
}

impl Default for OpenRouterBalance {
    fn default() -> Self {
        Self {
            total_credits: dec!(100.5),
            total_usage: dec!(25.75),
            key: OpenRouterKey::Management,
            key_usage: dec!(25.5),
            ordinary_key_credits: OrdinaryKeyCredits::Forbidden,
        }
    }
}

impl OpenRouterBalance {
    /// The capped key of the documented `/key` example.
    pub fn capped() -> Self {
        Self {
            key: OpenRouterKey::Capped {
                limit: dec!(100),
                limit_remaining: dec!(74.5),
            },
            ..Self::default()
        }
    }

    fn credits(&self, write: WriteAmount<'_>) -> Answer {
        let ordinary = !matches!(self.key, OpenRouterKey::Management);
        match self.ordinary_key_credits {
            OrdinaryKeyCredits::Forbidden if ordinary => (
                StatusCode::FORBIDDEN,
                sample!("openrouter/error-403-management.json").to_owned(),
            ),
            OrdinaryKeyCredits::Zeros if ordinary => {
                let zero = write(Decimal::ZERO);
                (StatusCode::OK, sums(&zero, &zero))
            }
            _ => {
                let body = sums(&write(self.total_credits), &write(self.total_usage));
                (StatusCode::OK, body)
            }
        }
    }

    fn key(&self, write: WriteAmount<'_>) -> String {
        let management = matches!(self.key, OpenRouterKey::Management);
        let (limit, remaining, reset, expires, requests) = match self.key {
            OpenRouterKey::Capped {
                limit,
                limit_remaining,
            } => (
                write(limit),
                write(limit_remaining),
                r#""monthly""#,
                r#""2027-12-31T23:59:59Z""#,
                1000,
            ),
            _ => ("null".into(), "null".into(), "null", "null", -1),
        };
        let usage = write(self.key_usage);
        let fields = [
            r#""label":"sk-or-v1-au7...890""#.to_owned(),
            format!(r#""limit":{limit},"limit_remaining":{remaining},"limit_reset":{reset}"#),
            r#""include_byok_in_limit":false"#.to_owned(),
            format!(r#""usage":{usage},"usage_daily":{usage}"#),
            format!(r#""usage_weekly":{usage},"usage_monthly":{usage}"#),
            r#""byok_usage":17.38,"byok_usage_daily":17.38"#.to_owned(),
            r#""byok_usage_weekly":17.38,"byok_usage_monthly":17.38"#.to_owned(),
            format!(r#""is_free_tier":false,"is_management_key":{management}"#),
            format!(r#""is_provisioning_key":{management}"#),
            r#""creator_user_id":"user_2dHFtVWx2n56w6HkM0000000000""#.to_owned(),
            format!(r#""expires_at":{expires},"rate_limit":{{"requests":{requests},"interval":"1h""#),
            r#""note":"This field is deprecated and safe to ignore."}"#.to_owned(),
        ];
        format!(r#"{{"data":{{{}}}}}"#, fields.join(","))
    }
}

impl Purse for OpenRouterBalance {
    fn spendable(&self) -> Decimal {
        let account = self.total_credits - self.total_usage;
        match self.key {
            OpenRouterKey::Capped { limit_remaining, .. } => account.min(limit_remaining),
            _ => account,
        }
    }

    fn spend(&mut self, amount: Decimal) {
        self.total_usage += amount;
        self.key_usage += amount;
        if let OpenRouterKey::Capped { limit_remaining, .. } = &mut self.key {
            *limit_remaining -= amount;
        }
    }

    fn top_up(&mut self, amount: Decimal) {
        self.total_credits += amount;
    }

    fn hold(&mut self, amount: Decimal) {
        self.total_credits = self.total_usage + amount;
    }

    fn scale(&self) -> u32 {
        6
    }

    fn answer(&self, path: &str, write: WriteAmount<'_>) -> Answer {
        if path == OPENROUTER_KEY {
            (StatusCode::OK, self.key(write))
        } else {
            self.credits(write)
        }
    }

    fn null_answer(&self, _path: &str) -> String {
        r#"{"data":null}"#.to_owned()
    }

    fn partial_answer(&self, path: &str) -> String {
        if path == OPENROUTER_KEY {
            return r#"{"data":{"label":"sk-or-v1-au7...890"}}"#.to_owned();
        }
        // The sum bought without the sum used: a tempting number, and the
        // wrong one.
        format!(r#"{{"data":{{"total_credits":{}}}}}"#, self.total_credits)
    }
}

fn sums(credits: &str, usage: &str) -> String {
    format!(r#"{{"data":{{"total_credits":{credits},"total_usage":{usage}}}}}"#)
}
