//! A provider as the window offers it.

use crate::{ProviderId, Unit, settings::General, texts::Texts};
use serde::Serialize;
use ts_rs::TS;

/// A provider as the window offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ProviderView {
    pub id: ProviderId,
    pub name: &'static str,
    pub unit: Unit,
    /// Where it can be asked; its own host comes first.
    pub base_urls: Vec<&'static str>,
    pub key_hint: String,
    pub suggested_low_below: &'static str,
    /// The threshold that a new account begins with; null for none.
    pub new_low_below: Option<String>,
    /// How many of its credits are worth one dollar; null without a rate, and where it counts
    /// dollars.
    pub credits_per_usd: Option<String>,
    pub usual_credits_per_usd: Option<&'static str>,
    /// An environment variable that holds a key for it, which the person may use.
    pub found_variable: Option<&'static str>,
}

impl ProviderView {
    /// This provider, with what the person chose for it.
    pub fn new(
        id: ProviderId,
        general: &General,
        texts: &Texts,
        found_variable: Option<&'static str>,
    ) -> Self {
        let profile = id.profile();
        Self {
            id,
            name: profile.name,
            unit: profile.unit,
            base_urls: profile.base_urls.to_vec(),
            key_hint: texts.get(&format!("key-hint-{id}"), &[]),
            suggested_low_below: profile.suggested_low_below,
            new_low_below: general.new_low_below(id).map(|low| low.to_string()),
            credits_per_usd: general.credits_per_usd(id).map(|rate| rate.to_string()),
            usual_credits_per_usd: profile.credits_per_usd,
            found_variable,
        }
    }
}
