//! Evolink: the account's balance, and beside it the key's own cap.

use axum::http::StatusCode;
use rust_decimal::{Decimal, dec};
use serde::{Deserialize, Serialize};

use super::{Answer, Purse, WriteAmount};

/// An Evolink account and the key that asks for it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EvolinkBalance {
    /// The key.
    pub token: EvolinkToken,
    /// The account.
    pub user: EvolinkUser,
}

/// What the key may spend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct EvolinkToken {
    /// Left under the key's cap; without meaning when the key has none.
    #[serde(with = "crate::amount")]
    pub remaining: Decimal,
    /// Used with this key.
    #[serde(with = "crate::amount")]
    pub used: Decimal,
    /// The key has no cap.
    pub unlimited: bool,
}

/// What the account holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct EvolinkUser {
    /// Credits left.
    #[serde(with = "crate::amount")]
    pub remaining: Decimal,
    /// Credits used.
    #[serde(with = "crate::amount")]
    pub used: Decimal,
}

impl Default for EvolinkToken {
    fn default() -> Self {
        Self {
            remaining: dec!(99416.4429),
            used: dec!(583.5571),
            unlimited: false,
        }
    }
}

impl Default for EvolinkUser {
    fn default() -> Self {
        Self {
            remaining: dec!(1095.3996),
            used: dec!(135.9048),
        }
    }
}

impl Purse for EvolinkBalance {
    fn spendable(&self) -> Decimal {
        if self.token.unlimited {
            self.user.remaining
        } else {
            self.user.remaining.min(self.token.remaining)
        }
    }

    fn spend(&mut self, amount: Decimal) {
        self.user.remaining -= amount;
        self.user.used += amount;
        self.token.used += amount;
        if !self.token.unlimited {
            self.token.remaining -= amount;
        }
    }

    fn top_up(&mut self, amount: Decimal) {
        self.user.remaining += amount;
    }

    fn hold(&mut self, amount: Decimal) {
        self.user.remaining = amount;
    }

    fn scale(&self) -> u32 {
        4
    }

    fn answer(&self, _path: &str, write: WriteAmount<'_>) -> Answer {
        let token = self.token(write);
        let remaining = write(self.user.remaining);
        let used = write(self.user.used);
        let body = format!(
            r#"{{"data":{{"token":{token},"user":{{"remaining_credits":{remaining},"used_credits":{used}}}}},"message":"","success":true}}"#
        );
        (StatusCode::OK, body)
    }

    fn null_answer(&self, _path: &str) -> String {
        r#"{"data":null,"message":"","success":true}"#.to_owned()
    }

    fn partial_answer(&self, _path: &str) -> String {
        // The key's cap without the account: a tempting number, and the wrong
        // one.
        let token = self.token(&super::exact);
        format!(r#"{{"data":{{"token":{token}}},"message":"","success":true}}"#)
    }
}

impl EvolinkBalance {
    fn token(&self, write: WriteAmount<'_>) -> String {
        format!(
            r#"{{"remaining_credits":{},"unlimited_credits":{},"used_credits":{}}}"#,
            write(self.token.remaining),
            self.token.unlimited,
            write(self.token.used),
        )
    }
}
