//! sunoapi.org and kie.ai: one number in a `code`, `msg`, `data` envelope.

use axum::http::StatusCode;
use rust_decimal::{Decimal, dec};
use serde::{Deserialize, Serialize};

use super::{Answer, Purse, WriteAmount};

macro_rules! envelope_balance {
    ($(#[$docs:meta])* $name:ident, scale $scale:literal) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            /// Credits left: the answer's `data`.
            #[serde(with = "crate::amount")]
            pub credits: Decimal,
        }

        impl Default for $name {
            fn default() -> Self {
                Self { credits: dec!(100) }
            }
        }

        impl Purse for $name {
            fn spendable(&self) -> Decimal {
                self.credits
            }

            fn spend(&mut self, amount: Decimal) {
                self.credits -= amount;
            }

            fn top_up(&mut self, amount: Decimal) {
                self.credits += amount;
            }

            fn hold(&mut self, amount: Decimal) {
                self.credits = amount;
            }

            fn scale(&self) -> u32 {
                $scale
            }

            fn answer(&self, _path: &str, write: WriteAmount<'_>) -> Answer {
                (StatusCode::OK, success(&write(self.credits)))
            }

            fn null_answer(&self, _path: &str) -> String {
                success("null")
            }

            fn partial_answer(&self, _path: &str) -> String {
                r#"{"code":200,"msg":"success"}"#.to_owned()
            }
        }
    };
}

envelope_balance! {
    /// A sunoapi.org account: whole credits.
    SunoApiBalance, scale 0
}

envelope_balance! {
    /// A kie.ai account: documented as whole credits, seen with fractions.
    KieBalance, scale 2
}

fn success(data: &str) -> String {
    format!(r#"{{"code":200,"msg":"success","data":{data}}}"#)
}
