//! What credits are about worth in money: always an approximation, because packs carry bonuses and
//! prices drift.

use std::collections::HashSet;

use rust_decimal::Decimal;

pub use crate::settings::Currency;

use crate::{
    Amount, State, Unit, providers::ProviderId, reading::Available, settings::General, state::AccountState,
};

/// What an amount is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Worth {
    pub value: Decimal,
    pub currency: Currency,
    /// Whether a rate was used, so that it is only about so much.
    pub is_approximate: bool,
}

/// What all watched accounts are worth together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What those that count are worth.
    pub worth: Worth,
    /// How many do not count: they have no rate, or were not read. One without a limit has no worth
    /// to be missed, and one that is out has none at all.
    pub left_out: usize,
    /// The labels of those that use the key of one that counts: theirs is the same money, and it is
    /// not counted again.
    pub shared_keys: Vec<String>,
}

/// What an amount at this provider is worth; `None` without a rate.
pub fn worth(general: &General, provider: ProviderId, amount: Amount) -> Option<Worth> {
    let in_usd = match amount.unit() {
        Unit::Usd => amount.value(),
        Unit::Credits => amount.value().checked_div(general.credits_per_usd(provider)?)?,
    };
    let currency = general.money.currency;
    let is_dollar = currency == Currency::Usd;
    let per_usd = if is_dollar {
        Decimal::ONE
    } else {
        general.money.per_usd?
    };
    Some(Worth {
        value: in_usd.checked_mul(per_usd)?,
        currency,
        is_approximate: !is_dollar || amount.unit() == Unit::Credits,
    })
}

/// What all watched accounts are worth together; `None` where none of them counts. An account
/// without a rate is never added, and accounts that share a key are added once.
pub fn total(general: &General, all: &State) -> Option<Total> {
    let is_missed = |state: &&AccountState| match &state.reading {
        Some(reading) => matches!(reading.available, Available::Limited(_)),
        None => true,
    };
    let worth_of = |state: &AccountState| worth(general, state.account.provider, state.available()?);
    let mut sum: Option<Worth> = None;
    let mut counted = HashSet::new();
    let mut without_worth = Vec::new();
    let mut shared_keys = Vec::new();
    for state in all.enabled().filter(is_missed) {
        match worth_of(state) {
            None => without_worth.push(state),
            Some(_) if state.key.is_some_and(|key| !counted.insert(key)) => {
                shared_keys.push(state.account.label.clone());
            }
            Some(worth) => {
                sum = Some(match sum {
                    None => worth,
                    Some(sum) => sum.checked_add(worth)?,
                });
            }
        }
    }
    let is_counted = |state: &&AccountState| state.key.is_some_and(|key| counted.contains(&key));
    Some(Total {
        worth: sum?,
        left_out: without_worth.iter().filter(|state| !is_counted(state)).count(),
        shared_keys,
    })
}

impl Worth {
    fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self {
            value: self.value.checked_add(other.value)?,
            is_approximate: self.is_approximate || other.is_approximate,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Account, Reading, key_mark::KeyMark, settings::Money};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn general(json: &str) -> General {
        serde_json::from_str(json).unwrap()
    }

    fn amount(text: &str, provider: ProviderId) -> Amount {
        Amount::new(text.parse().unwrap(), provider.profile().unit)
    }

    fn rounded(general: &General, provider: ProviderId, text: &str) -> Option<String> {
        worth(general, provider, amount(text, provider))
            .map(|worth| worth.value.round_dp(2).normalize().to_string())
    }

    fn state(provider: ProviderId, available: Option<&str>) -> AccountState {
        let account: Account = serde_json::from_value(serde_json::json!({
            "id": "a", "provider": provider, "label": "A",
        }))
        .unwrap();
        let reading = available.map(|text| Reading {
            available: Available::Limited(amount(text, provider)),
            parts: Vec::new(),
            at: Timestamp::UNIX_EPOCH,
        });
        AccountState {
            reading,
            ..AccountState::unread(account)
        }
    }

    fn without_number(available: Available) -> AccountState {
        let mut state = state(ProviderId::Evolink, Some("1"));
        if let Some(reading) = &mut state.reading {
            reading.available = available;
        }
        state
    }

    fn all(accounts: Vec<AccountState>) -> State {
        State {
            accounts,
            ..State::default()
        }
    }

    /// Two of these accounts are read with the same key where their letters are the same.
    fn with_keys(accounts: Vec<AccountState>, keys: &str) -> Vec<AccountState> {
        let with_key = |(mut state, key): (AccountState, char)| {
            state.account.label = format!("account {}", state.account.provider);
            state.key = Some(KeyMark(u64::from(key) * 100 + state.account.provider as u64));
            state
        };
        accounts.into_iter().zip(keys.chars()).map(with_key).collect()
    }

    #[test]
    fn one_key_that_several_accounts_use_is_counted_once() {
        let openrouter = |text| state(ProviderId::OpenRouter, Some(text));
        let accounts = vec![
            state(ProviderId::OpenRouter, None),
            openrouter("10"),
            openrouter("9.50"),
            openrouter("7"),
            state(ProviderId::Kie, Some("200")),
        ];
        let total = total(&General::default(), &all(with_keys(accounts, "aaaba"))).unwrap();
        // The first is read with a key whose balance is known from the second.
        assert_eq!(total.left_out, 0);
        assert_eq!(total.worth.value.normalize().to_string(), "18");
        assert_eq!(total.shared_keys, ["account openrouter"]);
    }

    #[test]
    fn accounts_whose_keys_are_not_known_yet_all_count() {
        let accounts = vec![
            state(ProviderId::OpenRouter, Some("10")),
            state(ProviderId::OpenRouter, Some("10")),
        ];
        let total = total(&General::default(), &all(accounts)).unwrap();
        assert_eq!(total.worth.value.to_string(), "20");
        assert_eq!(total.shared_keys, Vec::<String>::new());
    }

    #[test]
    fn credits_are_worth_what_the_usual_rates_say() {
        let usual = General::default();
        let shown = |provider, text| rounded(&usual, provider, text).unwrap();
        assert_eq!(shown(ProviderId::Evolink, "1095.3996"), "16.11");
        assert_eq!(shown(ProviderId::Kie, "35.95"), "0.18");
        assert_eq!(shown(ProviderId::SunoApi, "1000"), "5");
        assert_eq!(shown(ProviderId::AiMusicApi, "10"), "0.08");
        assert_eq!(shown(ProviderId::OpenRouter, "74.75"), "74.75");
    }

    #[test]
    fn another_currency_needs_its_rate() {
        let euros = r#"{"money":{"currency":"EUR","perUsd":"0.92"}}"#;
        assert_eq!(
            rounded(&general(euros), ProviderId::OpenRouter, "100").as_deref(),
            Some("92")
        );
        let without = r#"{"money":{"currency":"EUR"}}"#;
        assert_eq!(rounded(&general(without), ProviderId::OpenRouter, "100"), None);
    }

    #[test]
    fn only_plain_dollars_are_not_an_approximation() {
        let of = |json: &str, provider| worth(&general(json), provider, amount("1", provider)).unwrap();
        assert!(!of("{}", ProviderId::OpenRouter).is_approximate);
        assert!(of("{}", ProviderId::Kie).is_approximate);
        let euros = r#"{"money":{"currency":"EUR","perUsd":"0.92"}}"#;
        assert!(of(euros, ProviderId::OpenRouter).is_approximate);
    }

    #[test]
    fn what_has_no_rate_or_no_number_is_left_out_of_the_total() {
        let general = general(r#"{"providers":{"kie":{"creditsPerUsd":null}}}"#);
        let accounts = vec![
            state(ProviderId::OpenRouter, Some("74.75")),
            state(ProviderId::Kie, Some("1000")),
            state(ProviderId::Evolink, Some("68")),
            state(ProviderId::SunoApi, None),
        ];
        let total = total(&general, &all(accounts)).unwrap();
        assert_eq!(total.worth.value.normalize().to_string(), "75.75");
        assert!(total.worth.is_approximate);
        assert_eq!(total.left_out, 2);
    }

    #[test]
    fn an_account_without_a_limit_and_one_that_is_out_are_not_missed() {
        let accounts = vec![
            state(ProviderId::OpenRouter, Some("5")),
            without_number(Available::Unlimited),
            without_number(Available::Exhausted),
        ];
        let total = total(&General::default(), &all(accounts)).unwrap();
        assert_eq!(total.left_out, 0);
    }

    #[test]
    fn where_nothing_counts_there_is_no_total() {
        let general = general(r#"{"providers":{"kie":{"creditsPerUsd":null}}}"#);
        assert_eq!(
            total(&general, &all(vec![state(ProviderId::Kie, Some("5"))])),
            None
        );
        assert_eq!(total(&general, &all(Vec::new())), None);
    }

    proptest! {
        #[test]
        fn a_total_is_the_sum_of_what_counts(dollars in prop::collection::vec(-1_000_000_i64..1_000_000, 1..20)) {
            let texts: Vec<String> = dollars.iter().map(|cents| Decimal::new(*cents, 2).to_string()).collect();
            let accounts = texts.iter().map(|text| state(ProviderId::OpenRouter, Some(text))).collect();
            let total = total(&General::default(), &all(accounts)).unwrap();
            prop_assert_eq!(total.worth.value, Decimal::new(dollars.iter().sum(), 2));
        }

        #[test]
        fn no_amount_makes_it_panic(mantissa in any::<i64>(), scale in 0_u32..=28, rate in 1_i64.., rate_scale in 0_u32..=28) {
            let money = Money { currency: Currency::Jpy, per_usd: Some(Decimal::new(rate, rate_scale)) };
            let general = General { money, ..General::default() };
            let amount = Amount::new(Decimal::new(mantissa, scale), Unit::Credits);
            let _ = worth(&general, ProviderId::Kie, amount);
        }
    }
}
