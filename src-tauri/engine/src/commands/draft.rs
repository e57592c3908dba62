//! An account as the person typed it in, and what becomes of it.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

use credit_tray_core::{
    Account, AccountId, ApiKey, BaseUrl, KeyOrigin, ProviderId,
    alerts::Rules,
    amount::parse_decimal,
    channel::ChannelId,
    settings::{self, AccountProblem},
};
use serde::Deserialize;
use ts_rs::TS;

use crate::found_keys::FoundKeys;

/// An account as the person typed it in.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct AccountDraft {
    /// The account to change; null adds one.
    pub id: Option<String>,
    pub provider: ProviderId,
    pub label: String,
    pub key: KeyOrigin,
    /// A new key; null keeps the one that is stored.
    pub new_key: Option<String>,
    /// The new key is for the same wallet as the one before: its history and its alerts go on.
    #[serde(default)]
    pub same_wallet: bool,
    /// An environment variable whose key is copied to where the account keeps its key, in the place
    /// of `newKey`. Only one that was found and offered.
    pub copy_key_from: Option<String>,
    /// The threshold as typed; null or empty for none.
    pub low_below: Option<String>,
    pub refresh_every_secs: u64,
    /// Where it is asked; null for the provider's own host.
    pub base_url: Option<String>,
    pub enabled: bool,
    /// Which alerts the person wants; null keeps what was chosen before.
    pub rules: Option<Rules>,
    /// Through which channels the person is told of it; null means all of them.
    pub channels: Option<Vec<String>>,
}

/// The account that was typed in.
#[derive(Debug, PartialEq, Eq)]
pub struct ValidDraft {
    pub account: Account,
    /// Its new key; none keeps the one that is stored.
    pub key: Option<NewKey>,
}

/// A key that comes with a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    pub key: ApiKey,
    /// Nobody typed it: it was found in the environment.
    pub was_found: bool,
}

/// An id that no other account has had: `kie-5f0c2a91`. Not reused after an account is removed, because
/// a keychain may still hold what was stored under it.
pub(super) fn fresh_id(provider: ProviderId) -> AccountId {
    AccountId::new(format!("{}-{:08x}", provider.as_str(), fastrand::u32(..)))
}

impl AccountDraft {
    /// What was typed in.
    ///
    /// # Errors
    /// The first field that is not valid.
    pub fn understand(self, found_keys: &FoundKeys) -> Result<ValidDraft, AccountProblem> {
        let provider = self.provider;
        let low_below = typed(self.low_below)
            .map(|text| parse_decimal(&text).ok_or(AccountProblem::ThresholdNotANumber))
            .transpose()?;
        let base_url = self.base_url.map(|text| text.trim().parse::<BaseUrl>());
        let base_url = base_url.transpose()?;
        let key = match (typed(self.new_key), typed(self.copy_key_from)) {
            (Some(text), _) => Some(NewKey {
                key: ApiKey::from_typed(&text).ok_or(AccountProblem::KeyNotUsable)?,
                was_found: false,
            }),
            (None, Some(variable)) => Some(NewKey {
                key: found_keys
                    .key(provider, &variable)
                    .ok_or(AccountProblem::KeyMissing)?,
                was_found: true,
            }),
            (None, None) => None,
        };
        let needs_key = self.id.is_none() && self.key.is_stored();
        if needs_key && key.is_none() {
            return Err(AccountProblem::KeyMissing);
        }
        let account = Account {
            id: self.id.map_or_else(|| fresh_id(provider), AccountId::new),
            provider,
            label: self.label.trim().to_owned(),
            // The provider's own host need not be written down: it may move one day.
            base_url: base_url.filter(|base| *base != provider.profile().own_base_url()),
            key: self.key,
            low_below,
            refresh_every_secs: self.refresh_every_secs,
            enabled: self.enabled,
            rules: self.rules.unwrap_or_default(),
            channels: self
                .channels
                .map(|chosen| chosen.into_iter().map(ChannelId::new).collect()),
        };
        settings::validate(&account)?;
        Ok(ValidDraft { account, key })
    }
}

fn typed(text: Option<String>) -> Option<String> {
    let text = text?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// A key goes to no other server than the one for which it was entered, unless the person enters it
/// again. One that nobody enters, because it is in the environment, goes to the provider's own server
/// alone: whoever took over the page could send any variable anywhere otherwise. Who wants it elsewhere can
/// write that into the settings.
pub(super) fn key_stays_at_its_host(
    before: Option<&Account>,
    account: &Account,
    new: Option<&NewKey>,
) -> Result<(), AccountProblem> {
    let is_as_before = before.is_some_and(|before| account.may_use_key_of(before));
    let is_own = || {
        let host = account.host();
        let own = account.provider.profile().base_urls.iter();
        let mut own = own.filter_map(|url| url.parse().ok());
        host.is_loopback() || own.any(|own| host.has_same_origin(&own))
    };
    match (&account.key, new) {
        (KeyOrigin::Env { .. }, _) => {
            let is_same_variable = before.is_some_and(|before| before.key == account.key);
            if !(is_as_before && is_same_variable || is_own()) {
                return Err(AccountProblem::VariableOfOtherHost);
            }
        }
        (_, Some(new)) if new.was_found && !is_own() => {
            return Err(AccountProblem::VariableOfOtherHost);
        }
        (_, None) if before.is_some() && !is_as_before => return Err(AccountProblem::KeyOfOtherHost),
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(change: impl FnOnce(&mut AccountDraft)) -> Result<ValidDraft, AccountProblem> {
        let mut draft = AccountDraft {
            id: None,
            provider: ProviderId::Kie,
            label: " kie.ai ".into(),
            key: KeyOrigin::Keychain,
            new_key: Some(" Bearer sk-1\n".into()),
            same_wallet: false,
            copy_key_from: None,
            low_below: Some("30".into()),
            refresh_every_secs: 300,
            base_url: None,
            enabled: true,
            rules: None,
            channels: None,
        };
        change(&mut draft);
        draft.understand(&FoundKeys::default())
    }

    #[test]
    fn an_address_that_was_left_empty_is_not_the_providers_own() {
        let wrong = draft(|draft| draft.base_url = Some("  ".into())).unwrap_err();
        assert_eq!(wrong.field(), "baseUrl");
    }

    #[test]
    fn what_was_typed_is_cleaned() {
        let ValidDraft { account, key } = draft(|draft| {
            draft.base_url = Some(" https://api.kie.ai/ ".into());
            draft.low_below = Some("  ".into());
        })
        .unwrap();
        assert_eq!(account.label, "kie.ai");
        assert_eq!(
            account.base_url, None,
            "the provider's own host is not written down"
        );
        assert_eq!(account.low_below, None);
        assert!(account.id.as_str().starts_with("kie-"));
        assert_eq!(key.map(|new| new.key), ApiKey::from_typed("sk-1"));
    }

    #[test]
    fn each_wrong_field_is_told() {
        let problem = |change: fn(&mut AccountDraft)| draft(change).unwrap_err().field();
        assert_eq!(problem(|draft| draft.label = " ".into()), "label");
        assert_eq!(problem(|draft| draft.low_below = Some("ten".into())), "lowBelow");
        assert_eq!(problem(|draft| draft.low_below = Some("-1".into())), "lowBelow");
        assert_eq!(problem(|draft| draft.refresh_every_secs = 5), "refreshEverySecs");
        assert_eq!(
            problem(|draft| draft.base_url = Some("http://kie.ai".into())),
            "baseUrl"
        );
        assert_eq!(problem(|draft| draft.new_key = None), "newKey");
        assert_eq!(
            problem(|draft| draft.new_key = Some("two words".into())),
            "newKey"
        );
        assert_eq!(
            problem(|draft| draft.key = KeyOrigin::Env { name: " ".into() }),
            "key.name"
        );
    }

    #[test]
    fn a_stored_key_is_not_sent_to_another_server() {
        let ValidDraft { account: before, key } = draft(|_| ()).unwrap();
        let stays = |account: &Account, key| key_stays_at_its_host(Some(&before), account, key);
        let moved = |base_url: &str| Account {
            base_url: Some(base_url.parse().unwrap()),
            ..before.clone()
        };
        let elsewhere = moved("https://relay.example");
        let refused = Err(AccountProblem::KeyOfOtherHost);
        assert_eq!(stays(&elsewhere, None), refused);
        assert_eq!(stays(&elsewhere, key.as_ref()), Ok(()));
        assert_eq!(stays(&moved("https://api.kie.ai/v2"), None), Ok(()));
    }

    #[test]
    fn what_is_in_the_environment_is_sent_to_the_provider_alone() {
        let of_variable = |name: &str, base_url: Option<&str>| Account {
            base_url: base_url.map(|url| url.parse().unwrap()),
            key: KeyOrigin::Env { name: name.into() },
            ..draft(|_| ()).unwrap().account
        };
        let relay = Some("https://relay.example");
        let refused = Err(AccountProblem::VariableOfOtherHost);
        let secret = of_variable("AWS_SECRET_ACCESS_KEY", relay);
        assert_eq!(key_stays_at_its_host(None, &secret, None), refused);
        for fine in [None, Some("https://api.kie.ai/v2"), Some("http://127.0.0.1:4000")] {
            let account = of_variable("KIE_API_KEY", fine);
            assert_eq!(key_stays_at_its_host(None, &account, None), Ok(()));
        }
        // What the person has written into the settings stays, and becomes no other variable.
        let written = of_variable("RELAY_KEY", relay);
        assert_eq!(key_stays_at_its_host(Some(&written), &written, None), Ok(()));
        assert_eq!(key_stays_at_its_host(Some(&written), &secret, None), refused);

        let found = NewKey {
            key: ApiKey::from_typed("sk-found").unwrap(),
            was_found: true,
        };
        let copied = |base_url: Option<&str>| Account {
            key: KeyOrigin::Keychain,
            ..of_variable("", base_url)
        };
        assert_eq!(key_stays_at_its_host(None, &copied(relay), Some(&found)), refused);
        let before = copied(relay);
        assert_eq!(
            key_stays_at_its_host(Some(&before), &before, Some(&found)),
            refused
        );
        assert_eq!(key_stays_at_its_host(None, &copied(None), Some(&found)), Ok(()));
    }

    #[test]
    fn an_account_that_is_changed_keeps_its_id_and_needs_no_new_key() {
        let ValidDraft { account, key } = draft(|draft| {
            draft.id = Some("kie-1".into());
            draft.new_key = Some(String::new());
        })
        .unwrap();
        assert_eq!(account.id.as_str(), "kie-1");
        assert_eq!(key, None);
    }
}
