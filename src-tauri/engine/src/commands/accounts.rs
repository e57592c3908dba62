//! Adding, changing, testing and ordering accounts.

use std::sync::Arc;

use crate::poller::{Keys as _, Poller};
use credit_tray_core::{
    Account, AccountId, ApiKey, KeyOrigin, problem::Problem, settings::Settings, state::AccountState,
    window::TestOutcome,
};
use jiff::Timestamp;

use super::{
    blocking,
    draft::{AccountDraft, ValidDraft, key_stays_at_its_host},
    key_change::KeyChange,
};
use crate::{
    engine::Engine,
    error::Error,
    keys::{KeyPlace, KeyStore},
};

impl Engine {
    /// The account of this id, as it is stored.
    pub fn account(&self, id: &AccountId) -> Result<Account, Error> {
        let settings = self.settings.current();
        settings.account(id).cloned().ok_or(Error::AccountNotFound)
    }

    /// Stores an account and its key. Returns the account's id.
    ///
    /// # Errors
    /// A field is not valid, or the key or the settings could not be stored; the rest is as before.
    pub(crate) async fn save_account(&self, draft: AccountDraft) -> Result<String, Error> {
        let is_new = draft.id.is_none();
        let keeps_rules = draft.rules.is_none();
        let is_same_wallet = draft.same_wallet;
        let ValidDraft { mut account, key } = draft.understand(&self.found_keys)?;
        let before = self.settings.current().account(&account.id).cloned();
        if let Some(before) = before.as_ref().filter(|_| keeps_rules) {
            account.rules = before.rules.clone();
        }
        if before.is_none() && !is_new {
            return Err(Error::AccountNotFound);
        }
        key_stays_at_its_host(before.as_ref(), &account, key.as_ref())?;
        let is_another_key = key.is_some();
        let key = KeyChange {
            before: before.as_ref().map(KeyPlace::of_account),
            after: Some(KeyPlace::of_account(&account)),
            new: key.map(|new| new.key),
            is_needed: true,
        };
        let id = account.id.clone();
        let shown = self.settings.current();
        self.change_with_keys(vec![key], |settings| {
            let account = keep_edit(account, shown.account(&id), settings.account(&id));
            settings.put(account);
            Ok(())
        })
        .await?;
        if is_another_key && !is_new {
            self.monitor.key_changed(id.clone(), is_same_wallet);
            self.monitor.keep().await;
        }
        Ok(id.to_string())
    }

    /// Reads an account once as it is typed in, stored or not.
    ///
    /// # Errors
    /// A field is not valid. What keeps the account from being read is an outcome, not an error.
    pub(crate) async fn test_account(&self, draft: AccountDraft) -> Result<TestOutcome, Error> {
        let stored = draft.id.clone().map(AccountId::new);
        let ValidDraft { account, key } = draft.understand(&self.found_keys)?;
        let before = stored.and_then(|id| self.settings.current().account(&id).cloned());
        key_stays_at_its_host(before.as_ref(), &account, key.as_ref())?;
        self.keys.may_ask_again();
        let key = key.map(|new| new.key);
        let state = read_once(&self.poller, self.keys.clone(), before, account, key).await;
        Ok(TestOutcome::new(&state, &self.locale.texts()))
    }

    /// Copies the key of an account that reads a variable into the keychain, and has it read there.
    ///
    /// # Errors
    /// The account does not exist, the variable holds no key, or the keychain does not answer; then
    /// everything is as before.
    pub(crate) async fn store_key(&self, id: &AccountId) -> Result<(), Error> {
        let before = self.account(id)?;
        let KeyOrigin::Env { name } = before.key.clone() else {
            return Ok(());
        };
        let keys = self.keys.clone();
        let read = before.clone();
        let key = blocking(move || keys.key(&read).map_err(|_| Error::VariableEmpty(name))).await?;
        let after = Account {
            key: KeyOrigin::Keychain,
            ..before.clone()
        };
        let change = KeyChange {
            before: Some(KeyPlace::of_account(&before)),
            after: Some(KeyPlace::of_account(&after)),
            new: Some(key),
            is_needed: true,
        };
        self.change_with_keys(vec![change], |settings| {
            change_account(settings, id, |account| account.key = KeyOrigin::Keychain)
        })
        .await
    }

    /// Begins or ends watching an account.
    pub(crate) async fn turn_account(&self, id: &AccountId, on: bool) -> Result<(), Error> {
        self.change(|settings| change_account(settings, id, |account| account.enabled = on))
            .await
    }

    /// Deletes an account's stored key. The account stays, and cannot be read until it has another.
    pub(crate) async fn remove_key(&self, id: &AccountId) -> Result<(), Error> {
        let account = self.account(id)?;
        let keys = self.keys.clone();
        blocking(move || keys.delete(&KeyPlace::of_account(&account))).await?;
        self.monitor.key_changed(id.clone(), false);
        self.monitor.refresh(Some(id.clone())).await;
        Ok(())
    }
}

/// What was typed. Where nothing was, what somebody has written into the file a moment ago stays; not
/// where the key goes, which only the person here has agreed to.
fn keep_edit(typed: Account, shown: Option<&Account>, now: Option<&Account>) -> Account {
    fn newer<T: PartialEq + Clone>(typed: T, shown: &T, now: &T) -> T {
        if typed == *shown { now.clone() } else { typed }
    }
    let (Some(shown), Some(now)) = (shown, now) else {
        return typed;
    };
    Account {
        label: newer(typed.label, &shown.label, &now.label),
        low_below: newer(typed.low_below, &shown.low_below, &now.low_below),
        refresh_every_secs: newer(
            typed.refresh_every_secs,
            &shown.refresh_every_secs,
            &now.refresh_every_secs,
        ),
        enabled: newer(typed.enabled, &shown.enabled, &now.enabled),
        rules: newer(typed.rules, &shown.rules, &now.rules),
        channels: newer(typed.channels, &shown.channels, &now.channels),
        ..typed
    }
}

fn change_account(
    settings: &mut Settings,
    id: &AccountId,
    change: impl FnOnce(&mut Account),
) -> Result<(), Error> {
    let account = settings.accounts.iter_mut().find(|account| account.id == *id);
    change(account.ok_or(Error::AccountNotFound)?);
    Ok(())
}

async fn read_once(
    poller: &Poller,
    keys: Arc<KeyStore>,
    before: Option<Account>,
    account: Account,
    new_key: Option<ApiKey>,
) -> AccountState {
    // A key that was not typed again is still where it was kept before.
    let origin = match (&account.key, before) {
        (KeyOrigin::Env { .. }, _) | (_, None) => account.clone(),
        (_, Some(before)) => before,
    };
    let key = match new_key.filter(|_| account.key.is_stored()) {
        Some(key) => Ok(key),
        None => tokio::task::spawn_blocking(move || keys.key(&origin))
            .await
            .unwrap_or(Err(Problem::KeychainUnavailable)),
    };
    let result = match key {
        Ok(key) => poller.poll_with(&account, &key).await,
        Err(problem) => Err(problem.into()),
    };
    AccountState::unread(account).after(result, Timestamp::now())
}
