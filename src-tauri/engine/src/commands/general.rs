//! What credits are worth and what a new account begins with, as typed.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

use credit_tray_core::{
    ProviderId,
    amount::parse_decimal,
    settings::{Choice, General, GeneralProblem},
    worth::Currency,
};
use rust_decimal::Decimal;
use serde::Deserialize;
use ts_rs::TS;

use crate::{engine::Engine, error::Error};

/// The currency as it is typed, and the rates.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct MoneyDraft {
    pub currency: Currency,
    /// How much of the currency one dollar is; null or empty where it is the dollar or not known.
    pub per_usd: Option<String>,
    /// The rates of the providers that count credits; those that are not named stay.
    pub credits_per_usd: Vec<RateDraft>,
}

/// How many credits are worth one dollar, as typed; null or empty for no rate.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct RateDraft {
    pub provider: ProviderId,
    pub credits_per_usd: Option<String>,
}

/// What new accounts begin with, as typed.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct DefaultsDraft {
    pub refresh_every_secs: u64,
    /// The thresholds; those that are not named stay.
    pub low_below: Vec<ThresholdDraft>,
}

/// The threshold that new accounts of a provider begin with, as typed; null or empty for none.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct ThresholdDraft {
    pub provider: ProviderId,
    pub low_below: Option<String>,
}

impl Engine {
    /// Changes choices that belong to no account.
    ///
    /// # Errors
    /// One is not valid, or the settings could not be stored; then all are as before.
    pub(crate) async fn change_general(
        &self,
        choose: impl FnOnce(&mut General) -> Result<(), GeneralProblem>,
    ) -> Result<(), Error> {
        self.change(|settings| Ok(choose(&mut settings.general)?)).await
    }
}

impl MoneyDraft {
    pub(crate) fn apply(self, general: &mut General) -> Result<(), GeneralProblem> {
        general.money.currency = self.currency;
        general.money.per_usd = typed(self.per_usd, GeneralProblem::ExchangeNotANumber)?;
        for rate in self.credits_per_usd {
            let provider = rate.provider;
            let chosen = typed(rate.credits_per_usd, GeneralProblem::RateNotANumber(provider))?;
            let usual = provider.profile().credits_per_usd.and_then(parse_decimal);
            general.choose(provider, |choices| {
                choices.credits_per_usd = Choice::new(chosen, usual);
            });
        }
        Ok(())
    }
}

impl DefaultsDraft {
    pub(crate) fn apply(self, general: &mut General) -> Result<(), GeneralProblem> {
        general.refresh_every_secs = self.refresh_every_secs;
        for threshold in self.low_below {
            let provider = threshold.provider;
            let chosen = typed(threshold.low_below, GeneralProblem::ThresholdNotANumber(provider))?;
            let usual = parse_decimal(provider.profile().suggested_low_below);
            general.choose(provider, |choices| choices.low_below = Choice::new(chosen, usual));
        }
        Ok(())
    }
}

fn typed(text: Option<String>, problem: GeneralProblem) -> Result<Option<Decimal>, GeneralProblem> {
    let text = text.unwrap_or_default();
    match text.trim() {
        "" => Ok(None),
        number => parse_decimal(number).map(Some).ok_or(problem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(json: &str) -> Result<General, GeneralProblem> {
        let mut general = General::default();
        let draft: MoneyDraft = serde_json::from_str(json).unwrap();
        draft.apply(&mut general)?;
        general.validate()?;
        Ok(general)
    }

    #[test]
    fn the_usual_rate_is_not_written_down_and_an_empty_one_means_none() {
        let general = money(
            r#"{"currency":"USD","perUsd":null,"creditsPerUsd":[
                {"provider":"kie","creditsPerUsd":" 200 "},
                {"provider":"evolink","creditsPerUsd":""},
                {"provider":"sunoapi","creditsPerUsd":"180"}]}"#,
        )
        .unwrap();
        assert_eq!(
            serde_json::to_string(&general).unwrap(),
            r#"{"providers":{"sunoapi":{"creditsPerUsd":"180"},"evolink":{"creditsPerUsd":null}}}"#
        );
    }

    #[test]
    fn what_is_no_number_is_named() {
        let wrong = |json| money(json).unwrap_err();
        assert_eq!(
            wrong(r#"{"currency":"EUR","perUsd":"0,92","creditsPerUsd":[]}"#),
            GeneralProblem::ExchangeNotANumber
        );
        assert_eq!(
            wrong(
                r#"{"currency":"USD","perUsd":null,"creditsPerUsd":[{"provider":"kie","creditsPerUsd":"0"}]}"#
            ),
            GeneralProblem::RateNotPositive(ProviderId::Kie)
        );
    }

    #[test]
    fn a_threshold_for_new_accounts_may_be_none() {
        let mut general = General::default();
        let draft: DefaultsDraft = serde_json::from_str(
            r#"{"refreshEverySecs":600,"lowBelow":[{"provider":"kie","lowBelow":null}]}"#,
        )
        .unwrap();
        draft.apply(&mut general).unwrap();
        assert_eq!(general.new_low_below(ProviderId::Kie), None);
        assert_eq!(general.refresh_every_secs, 600);
    }
}
