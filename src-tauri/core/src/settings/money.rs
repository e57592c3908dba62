//! The currency in which worth is shown.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::amount::decimal_text;

/// The currency in which worth is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Money {
    /// The currency.
    pub currency: Currency,
    /// How much of it one dollar is; without it nothing can be shown in another currency than the
    /// dollar.
    #[serde(with = "decimal_text", skip_serializing_if = "Option::is_none")]
    pub per_usd: Option<Decimal>,
}

/// A currency in which worth can be shown, by its ISO 4217 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
#[ts(export_to = "bindings.ts")]
#[expect(missing_docs, reason = "ISO 4217 says what each code means")]
pub enum Currency {
    #[default]
    Usd,
    Eur,
    Gbp,
    Cny,
    Jpy,
    Inr,
    Krw,
    Brl,
    Cad,
    Aud,
    Chf,
}

impl Currency {
    /// Every currency, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self::Usd,
        Self::Eur,
        Self::Gbp,
        Self::Cny,
        Self::Jpy,
        Self::Inr,
        Self::Krw,
        Self::Brl,
        Self::Cad,
        Self::Aud,
        Self::Chf,
    ];

    /// How many decimals its amounts are written with.
    pub fn decimals(self) -> u32 {
        match self {
            Self::Jpy | Self::Krw => 0,
            _ => 2,
        }
    }
}
