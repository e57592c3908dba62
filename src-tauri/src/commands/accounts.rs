//! Adding, changing, testing and removing accounts.

use std::sync::Arc;

use credit_tray_core::{
    Account, AccountId, ApiKey, BaseUrl, KeyOrigin, ProviderId,
    alerts::Rules,
    amount::parse_decimal,
    poller::{Keys as _, Poller},
    settings::{self, AccountProblem},
    snapshot::AccountState,
};
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

use super::{Backend, CommandResult, view::TestOutcome};
use crate::{error::Error, keychain::KeyStore};

/// An account as the person typed it in.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct AccountDraft {
    /// The account to change; null adds one.
    pub id: Option<String>,
    /// Who is asked.
    pub provider: ProviderId,
    /// Its name.
    pub label: String,
    /// Where its key lives.
    pub key: KeyOrigin,
    /// A new key; null keeps the one that is stored.
    pub new_key: Option<String>,
    /// The threshold as typed; null or empty for none.
    pub low_below: Option<String>,
    /// How often it is read.
    pub refresh_every_secs: u64,
    /// Where it is asked; null for the provider's own host.
    pub base_url: Option<String>,
    /// Whether it is read at all.
    pub enabled: bool,
    /// Which alerts the person wants; null keeps what was chosen before.
    pub rules: Option<Rules>,
}

impl AccountDraft {
    /// The account that was typed in, and its new key.
    ///
    /// # Errors
    /// The first field that is not valid.
    pub fn understand(self) -> Result<(Account, Option<ApiKey>), AccountProblem> {
        let provider = self.provider;
        let low_below = typed(self.low_below)
            .map(|text| parse_decimal(&text).ok_or(AccountProblem::ThresholdNotANumber))
            .transpose()?;
        let base_url = typed(self.base_url)
            .map(|text| text.parse::<BaseUrl>())
            .transpose()?;
        let key = typed(self.new_key)
            .map(|text| ApiKey::from_typed(&text).ok_or(AccountProblem::KeyNotUsable))
            .transpose()?;
        let needs_key = self.id.is_none() && !matches!(self.key, KeyOrigin::Env { .. });
        if needs_key && key.is_none() {
            return Err(AccountProblem::KeyMissing);
        }
        let account = Account {
            id: self.id.map_or_else(|| AccountId::fresh(provider), AccountId::new),
            provider,
            label: self.label.trim().to_owned(),
            // The provider's own host need not be written down: it may move one day.
            base_url: base_url.filter(|base| *base != provider.profile().own_base_url()),
            key: self.key,
            low_below,
            refresh_every_secs: self.refresh_every_secs,
            enabled: self.enabled,
            rules: self.rules.unwrap_or_default(),
        };
        settings::validate(&account)?;
        Ok((account, key))
    }
}

fn typed(text: Option<String>) -> Option<String> {
    let text = text?.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Stores an account and its key. Returns the account's id.
///
/// # Errors
/// A field is not valid, or the key or the settings could not be stored; the rest is as before.
#[tauri::command]
pub async fn save_account(backend: State<'_, Backend>, draft: AccountDraft) -> CommandResult<String> {
    let is_new = draft.id.is_none();
    let keeps_rules = draft.rules.is_none();
    let (mut account, key) = draft.understand().map_err(Error::from)?;
    let before = backend.settings.current().account(&account.id).cloned();
    if let Some(before) = before.as_ref().filter(|_| keeps_rules) {
        account.rules = before.rules.clone();
    }
    match &before {
        Some(before) => key_stays_at_its_host(before, &account, key.as_ref()).map_err(Error::from)?,
        None if is_new => {}
        None => return Err(Error::AccountNotFound.into()),
    }
    let keys = backend.keys.clone();
    let stored = account.clone();
    blocking(move || store_key(&keys, before.as_ref(), &stored, key)).await?;
    let id = account.id.clone();
    let settings = backend.settings.change(|settings| {
        settings.put(account);
        Ok(())
    })?;
    backend.monitor.set_settings(settings).await;
    Ok(id.to_string())
}

/// A stored key goes to no other server than the one for which it was entered, unless the person
/// enters it again.
fn key_stays_at_its_host(
    before: &Account,
    account: &Account,
    new: Option<&ApiKey>,
) -> Result<(), AccountProblem> {
    let is_stored = !matches!(account.key, KeyOrigin::Env { .. });
    if is_stored && new.is_none() && !account.may_use_key_of(before) {
        return Err(AccountProblem::KeyOfOtherHost);
    }
    Ok(())
}

/// Puts the key where the account now keeps it, and takes it away from where it was kept before.
fn store_key(
    keys: &KeyStore,
    before: Option<&Account>,
    account: &Account,
    new: Option<ApiKey>,
) -> Result<(), Error> {
    let moved = before.filter(|before| before.key != account.key);
    let key = match (new, moved) {
        (Some(key), _) => Some(key),
        // The key itself moves too, so that it need not be typed again.
        (None, Some(before)) if !matches!(account.key, KeyOrigin::Env { .. }) => {
            Some(keys.key(before).map_err(|_| AccountProblem::KeyMissing)?)
        }
        (None, _) => None,
    };
    if let Some(key) = key {
        keys.store(&account.id, &account.key, &key)?;
    }
    match moved {
        Some(before) => keys.delete(&before.id, &before.key),
        None => Ok(()),
    }
}

/// Reads an account once as it is typed in, stored or not.
///
/// # Errors
/// A field is not valid. What keeps the account from being read is an outcome, not an error.
#[tauri::command]
pub async fn test_account(backend: State<'_, Backend>, draft: AccountDraft) -> CommandResult<TestOutcome> {
    let stored = draft.id.clone().map(AccountId::new);
    let (account, new_key) = draft.understand().map_err(Error::from)?;
    let before = stored.and_then(|id| backend.settings.current().account(&id).cloned());
    if let Some(before) = &before {
        key_stays_at_its_host(before, &account, new_key.as_ref()).map_err(Error::from)?;
    }
    let keys = backend.keys.clone();
    Ok(test(&backend.poller, keys, before, account, new_key).await)
}

async fn test(
    poller: &Poller,
    keys: Arc<KeyStore>,
    before: Option<Account>,
    account: Account,
    new_key: Option<ApiKey>,
) -> TestOutcome {
    // A key that was not typed again is still where it was kept before.
    let origin = match (&account.key, before) {
        (KeyOrigin::Env { .. }, _) | (_, None) => account.clone(),
        (_, Some(before)) => before,
    };
    let key = match new_key.filter(|_| !matches!(account.key, KeyOrigin::Env { .. })) {
        Some(key) => Ok(key),
        None => tauri::async_runtime::spawn_blocking(move || keys.key(&origin))
            .await
            .unwrap_or(Err(credit_tray_core::problem::Problem::KeychainUnavailable)),
    };
    let result = match key {
        Ok(key) => poller.poll_with(&account, &key).await,
        Err(problem) => Err(problem.into()),
    };
    TestOutcome::from(&AccountState::unread(account).after(result))
}

/// Removes an account and its key, and if the person wants also its history.
///
/// # Errors
/// The account does not exist, or the settings could not be stored.
#[tauri::command]
pub async fn remove_account(
    backend: State<'_, Backend>,
    id: String,
    forget_history: bool,
) -> CommandResult<()> {
    let id = AccountId::new(id);
    let account = backend
        .settings
        .current()
        .account(&id)
        .cloned()
        .ok_or(Error::AccountNotFound)?;
    let settings = backend.settings.change(|settings| {
        settings.accounts.retain(|account| account.id != id);
        Ok(())
    })?;
    backend.monitor.set_settings(settings).await;
    if forget_history {
        backend.history.forget(&id);
    }
    let keys = backend.keys.clone();
    let deleted = blocking(move || keys.delete(&account.id, &account.key)).await;
    if let Err(error) = deleted {
        // The account is gone all the same; its key stays in a keychain that does not answer.
        tracing::warn!(account = %id, %error, "the key of a removed account is still stored");
    }
    Ok(())
}

async fn blocking(work: impl FnOnce() -> Result<(), Error> + Send + 'static) -> Result<(), Error> {
    tauri::async_runtime::spawn_blocking(work)
        .await
        .unwrap_or(Err(Error::KeychainUnavailable))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(change: impl FnOnce(&mut AccountDraft)) -> Result<(Account, Option<ApiKey>), AccountProblem> {
        let mut draft = AccountDraft {
            id: None,
            provider: ProviderId::Kie,
            label: " kie.ai ".into(),
            key: KeyOrigin::Keychain,
            new_key: Some(" Bearer sk-1\n".into()),
            low_below: Some("30".into()),
            refresh_every_secs: 300,
            base_url: None,
            enabled: true,
            rules: None,
        };
        change(&mut draft);
        draft.understand()
    }

    #[test]
    fn what_was_typed_is_cleaned() {
        let (account, key) = draft(|draft| {
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
        assert_eq!(key, ApiKey::from_typed("sk-1"));
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
        let (before, key) = draft(|_| ()).unwrap();
        let moved = |base_url: &str| Account {
            base_url: Some(base_url.parse().unwrap()),
            ..before.clone()
        };
        let elsewhere = moved("https://relay.example");
        let refused = Err(AccountProblem::KeyOfOtherHost);
        assert_eq!(key_stays_at_its_host(&before, &elsewhere, None), refused);
        assert_eq!(key_stays_at_its_host(&before, &elsewhere, key.as_ref()), Ok(()));
        assert_eq!(
            key_stays_at_its_host(&before, &moved("https://api.kie.ai/v2"), None),
            Ok(())
        );
    }

    #[test]
    fn an_account_that_is_changed_keeps_its_id_and_needs_no_new_key() {
        let (account, key) = draft(|draft| {
            draft.id = Some("kie-1".into());
            draft.new_key = Some(String::new());
        })
        .unwrap();
        assert_eq!(account.id.as_str(), "kie-1");
        assert_eq!(key, None);
    }
}
