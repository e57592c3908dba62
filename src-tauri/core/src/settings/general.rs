//! Choices that belong to no account. Only what differs from the defaults is written down.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{LONGEST_INTERVAL_SECS, SHORTEST_INTERVAL_SECS, choice::Choice, money::Money, tray::TrayChoices};
use crate::{
    Account, ProviderId,
    account::default_refresh_every_secs,
    alerts::QuietHours,
    amount::{Unit, parse_decimal},
    appearance::Appearance,
    channel::{Channel, ChannelProblem},
    proxy::{Proxy, ProxyProblem},
};

/// Choices that belong to no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct General {
    /// How everything looks and speaks.
    #[serde(skip_serializing_if = "is_default")]
    pub appearance: Appearance,
    /// What the tray shows.
    #[serde(skip_serializing_if = "is_default")]
    pub tray: TrayChoices,
    /// When nobody is to be disturbed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<QuietHours>,
    /// How the person is told, where they have chosen: none tells nobody. See [`General::channels`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<Channel>>,
    /// The currency in which worth is shown.
    #[serde(skip_serializing_if = "is_default")]
    pub money: Money,
    /// What was chosen for a provider instead of what it has by itself.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub providers: BTreeMap<ProviderId, ProviderChoices>,
    /// Which way the providers are asked; left out of the settings while the system decides.
    #[serde(skip_serializing_if = "Proxy::is_system")]
    pub proxy: Proxy,
    /// How often a new account is read, in seconds.
    #[serde(skip_serializing_if = "is_usual_interval")]
    pub refresh_every_secs: u64,
    /// What this version does not know; kept as it is.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// What was chosen for a provider instead of what it has by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct ProviderChoices {
    /// How many of its credits are worth one dollar; nothing means that they have no rate.
    #[serde(skip_serializing_if = "Choice::is_usual")]
    pub credits_per_usd: Choice,
    /// The threshold of a new account; nothing means none.
    #[serde(skip_serializing_if = "Choice::is_usual")]
    pub low_below: Choice,
}

impl Default for General {
    fn default() -> Self {
        Self {
            appearance: Appearance::default(),
            tray: TrayChoices::default(),
            quiet_hours: None,
            channels: None,
            money: Money::default(),
            providers: BTreeMap::new(),
            proxy: Proxy::System,
            refresh_every_secs: default_refresh_every_secs(),
            other: Map::new(),
        }
    }
}

fn is_default<T: Default + PartialEq>(choice: &T) -> bool {
    *choice == T::default()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_usual_interval(secs: &u64) -> bool {
    *secs == default_refresh_every_secs()
}

/// Why a choice that belongs to no account is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum GeneralProblem {
    /// Credits of which none, or fewer than none, are worth a dollar.
    #[error("must be more than zero")]
    RateNotPositive(ProviderId),
    /// Not a decimal number.
    #[error("must be a decimal number such as \"200\"")]
    RateNotANumber(ProviderId),
    /// A currency of which none, or less than none, is worth a dollar.
    #[error("must be more than zero")]
    ExchangeNotPositive,
    /// Not a decimal number.
    #[error("must be a decimal number such as \"0.92\"")]
    ExchangeNotANumber,
    /// A threshold is an amount that can be fallen below.
    #[error("must be zero or more")]
    ThresholdNegative(ProviderId),
    /// Not a decimal number.
    #[error("must be a decimal number such as \"10\" or \"2.5\"")]
    ThresholdNotANumber(ProviderId),
    /// More often than the providers answer anew.
    #[error("must be at least {SHORTEST_INTERVAL_SECS}")]
    IntervalTooShort,
    /// Longer than a week is as good as never.
    #[error("must be at most {LONGEST_INTERVAL_SECS}")]
    IntervalTooLong,
    /// Not a channel that can be told through.
    #[error("{problem}")]
    Channel {
        /// Its place in the list, from 0.
        place: usize,
        /// The field of it that is wrong.
        field: &'static str,
        /// What is wrong.
        problem: ChannelProblem,
    },
    /// Not a proxy that can be asked.
    #[error(transparent)]
    Proxy(#[from] ProxyProblem),
}

impl GeneralProblem {
    /// The field that is wrong, as `general` in `settings.json` has it.
    pub fn field(self) -> String {
        match self {
            Self::RateNotPositive(provider) | Self::RateNotANumber(provider) => {
                format!("providers.{provider}.creditsPerUsd")
            }
            Self::ExchangeNotPositive | Self::ExchangeNotANumber => "money.perUsd".into(),
            Self::ThresholdNegative(provider) | Self::ThresholdNotANumber(provider) => {
                format!("providers.{provider}.lowBelow")
            }
            Self::IntervalTooShort | Self::IntervalTooLong => "refreshEverySecs".into(),
            Self::Channel { place, field, .. } => format!("channels[{place}].{field}"),
            Self::Proxy(problem) => problem.field().into(),
        }
    }
}

impl General {
    /// Checks every rule that the shape alone does not keep.
    pub fn validate(&self) -> Result<(), GeneralProblem> {
        if self.money.per_usd.is_some_and(|rate| rate <= Decimal::ZERO) {
            return Err(GeneralProblem::ExchangeNotPositive);
        }
        for (provider, choices) in &self.providers {
            if choices.credits_per_usd.is_below(|rate| rate <= Decimal::ZERO) {
                return Err(GeneralProblem::RateNotPositive(*provider));
            }
            if choices.low_below.is_below(|low| low.is_sign_negative()) {
                return Err(GeneralProblem::ThresholdNegative(*provider));
            }
        }
        self.validate_channels()?;
        self.proxy.validate()?;
        match self.refresh_every_secs {
            secs if secs < SHORTEST_INTERVAL_SECS => Err(GeneralProblem::IntervalTooShort),
            secs if secs > LONGEST_INTERVAL_SECS => Err(GeneralProblem::IntervalTooLong),
            _ => Ok(()),
        }
    }

    fn validate_channels(&self) -> Result<(), GeneralProblem> {
        let channels = self.channels.as_deref().unwrap_or_default();
        for (place, channel) in channels.iter().enumerate() {
            let is_again = channels[..place].iter().any(|before| before.id() == channel.id());
            let problem = match channel.validate() {
                Ok(()) if is_again => ChannelProblem::DuplicateId,
                Ok(()) => continue,
                Err(problem) => problem,
            };
            let field = problem.field(channel);
            return Err(GeneralProblem::Channel {
                place,
                field,
                problem,
            });
        }
        Ok(())
    }

    /// How the person is told: through the desktop, as long as they have chosen nothing else.
    pub fn channels(&self) -> Vec<Channel> {
        self.channels.clone().unwrap_or_else(|| vec![Channel::desktop()])
    }

    /// Whether the person is told of this account through that channel. An account whose channels are all
    /// gone is told of through every one: rather too often than never.
    pub fn tells(&self, account: &Account, channel: &Channel) -> bool {
        let Some(chosen) = account.channels.as_ref().filter(|chosen| !chosen.is_empty()) else {
            return account.channels.is_none();
        };
        let are_gone = || {
            !self
                .channels()
                .iter()
                .any(|channel| chosen.contains(channel.id()))
        };
        chosen.contains(channel.id()) || are_gone()
    }

    /// How many of a provider's credits are worth one dollar; none where it has no rate, or counts
    /// dollars.
    pub fn credits_per_usd(&self, provider: ProviderId) -> Option<Decimal> {
        let profile = provider.profile();
        if profile.unit == Unit::Usd {
            return None;
        }
        let usual = profile.credits_per_usd.and_then(parse_decimal);
        self.choices(provider).credits_per_usd.or(usual)
    }

    /// The threshold that a new account begins with.
    pub fn new_low_below(&self, provider: ProviderId) -> Option<Decimal> {
        let usual = parse_decimal(provider.profile().suggested_low_below);
        self.choices(provider).low_below.or(usual)
    }

    /// Changes what was chosen for a provider. What is usual again is no longer written down.
    pub fn choose(&mut self, provider: ProviderId, change: impl FnOnce(&mut ProviderChoices)) {
        let choices = self.providers.entry(provider).or_default();
        change(choices);
        if *choices == ProviderChoices::default() {
            self.providers.remove(&provider);
        }
    }

    fn choices(&self, provider: ProviderId) -> ProviderChoices {
        self.providers.get(&provider).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn general(json: &str) -> General {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_defaults_are_not_written_down() {
        assert_eq!(serde_json::to_string(&General::default()).unwrap(), "{}");
        assert_eq!(general("{}"), General::default());
    }

    #[test]
    fn choices_are_written_as_they_are_read() {
        let json = serde_json::json!({
            "appearance": { "theme": "dark", "language": "zh-CN", "numbers": "de-CH" },
            "tray": { "order": "urgent", "onlyLow": true, "total": false, "iconText": "lowest" },
            "quietHours": { "from": "22:00", "to": "07:00", "outBreaksThrough": false },
            "channels": [{ "kind": "desktop", "id": "desktop" }],
            "money": { "currency": "EUR", "perUsd": "0.92" },
            "providers": { "kie": { "creditsPerUsd": "190", "lowBelow": null } },
            "refreshEverySecs": 600,
            "somethingNewer": 1,
        });
        let read: General = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), json);
    }

    #[test]
    fn a_rate_is_the_usual_one_until_another_or_none_is_chosen() {
        let rate = |json| {
            general(json)
                .credits_per_usd(ProviderId::Kie)
                .map(|rate| rate.to_string())
        };
        assert_eq!(rate("{}").as_deref(), Some("200"));
        assert_eq!(
            rate(r#"{"providers":{"kie":{"creditsPerUsd":"190.5"}}}"#).as_deref(),
            Some("190.5")
        );
        assert_eq!(rate(r#"{"providers":{"kie":{"creditsPerUsd":null}}}"#), None);
        assert_eq!(General::default().credits_per_usd(ProviderId::OpenRouter), None);
    }

    #[test]
    fn what_is_usual_again_is_no_longer_written_down() {
        let mut chosen = General::default();
        chosen.choose(ProviderId::Kie, |choices| choices.low_below = Choice::Nothing);
        assert_eq!(chosen.new_low_below(ProviderId::Kie), None);
        chosen.choose(ProviderId::Kie, |choices| choices.low_below = Choice::Usual);
        assert_eq!(chosen, General::default());
    }

    #[test]
    fn an_account_is_told_of_through_the_channels_that_were_chosen_for_it() {
        let general = general(
            r#"{"channels":[{"kind":"desktop","id":"desktop"},{"kind":"command","id":"script","program":"x"}]}"#,
        );
        let through = |channels: Value| {
            let account =
                serde_json::json!({ "id": "a", "provider": "kie", "label": "A", "channels": channels });
            let account = serde_json::from_value(account).unwrap();
            let all = general.channels();
            let told = all.iter().filter(|channel| general.tells(&account, channel));
            told.map(|channel| channel.id().to_string()).collect::<Vec<_>>()
        };
        assert_eq!(through(Value::Null), ["desktop", "script"]);
        assert_eq!(through(serde_json::json!(["script"])), ["script"]);
        assert_eq!(through(serde_json::json!([])), [""; 0]);
        assert_eq!(through(serde_json::json!(["taken-away"])), ["desktop", "script"]);
        assert_eq!(General::default().channels(), [Channel::desktop()]);
    }

    #[test]
    fn a_wrong_choice_is_named() {
        let field = |json: &str| general(json).validate().map_err(GeneralProblem::field);
        let wrong = |field: &str| Err(field.to_owned());
        assert_eq!(field("{}"), Ok(()));
        assert_eq!(field(r#"{"money":{"perUsd":"0"}}"#), wrong("money.perUsd"));
        assert_eq!(
            field(r#"{"providers":{"evolink":{"creditsPerUsd":"-1"}}}"#),
            wrong("providers.evolink.creditsPerUsd")
        );
        assert_eq!(
            field(r#"{"providers":{"kie":{"lowBelow":"-1"}}}"#),
            wrong("providers.kie.lowBelow")
        );
        let channel = r#"{"kind":"desktop","id":"a"}"#;
        assert_eq!(
            field(&format!(r#"{{"channels":[{channel},{channel}]}}"#)),
            wrong("channels[1].id")
        );
        assert_eq!(field(r#"{"refreshEverySecs":59}"#), wrong("refreshEverySecs"));
        assert_eq!(field(r#"{"refreshEverySecs":700000}"#), wrong("refreshEverySecs"));
    }
}
