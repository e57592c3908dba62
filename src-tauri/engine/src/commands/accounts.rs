//! Adding, changing, testing and ordering accounts.

use std::sync::Arc;

use crate::poller::{Keys as _, Poller};
use credit_tray_core::{
    Account, AccountId, ApiKey, KeyOrigin, problem::Problem, settings::AccountProblem, state::AccountState,
    window::TestOutcome,
};
use jiff::Timestamp;

use super::{
    blocking,
    draft::{AccountDraft, ValidDraft, key_stays_at_its_host},
};
use crate::{engine::Engine, error::Error, keychain::KeyStore};

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
        match &before {
            Some(before) => key_stays_at_its_host(before, &account, key.as_ref())?,
            None if is_new => {}
            None => return Err(Error::AccountNotFound),
        }
        let (keys, stored, is_another_key) = (self.keys.clone(), account.clone(), key.is_some());
        let replaced = blocking(move || store_key(&keys, before.as_ref(), stored, key)).await?;
        let id = account.id.clone();
        let shown = self.settings.current();
        let changed = self.settings.change(|settings| {
            let account = keep_edit(account, shown.account(&id), settings.account(&id));
            settings.put(account);
            Ok(())
        });
        match changed {
            Ok(changed) => self.follow_settings(&shown, changed).await?,
            Err(error) => {
                // What is not saved must not be read with either.
                let keys = self.keys.clone();
                blocking(move || replaced.put_back(&keys)).await?;
                return Err(error);
            }
        }
        if is_another_key && !is_new {
            self.monitor.key_changed(id.clone(), is_same_wallet);
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
        if let Some(before) = &before {
            key_stays_at_its_host(before, &account, key.as_ref())?;
        }
        self.keys.may_ask_again();
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
        blocking(move || {
            let key = keys.key(&before).map_err(|_| Error::VariableEmpty(name))?;
            keys.store(&before.id, &KeyOrigin::Keychain, &key)
        })
        .await?;
        self.change_account(id, |account| account.key = KeyOrigin::Keychain)
            .await
    }

    /// Begins or ends watching an account.
    pub(crate) async fn turn_account(&self, id: &AccountId, on: bool) -> Result<(), Error> {
        self.change_account(id, |account| account.enabled = on).await
    }

    async fn change_account(&self, id: &AccountId, change: impl FnOnce(&mut Account)) -> Result<(), Error> {
        self.change(|settings| {
            let mut accounts = settings.accounts.iter_mut();
            let account = accounts.find(|account| account.id == *id);
            change(account.ok_or(Error::AccountNotFound)?);
            Ok(())
        })
        .await
    }

    /// Deletes an account's stored key. The account stays, and cannot be read until it has another.
    pub(crate) async fn remove_key(&self, id: &AccountId) -> Result<(), Error> {
        let account = self.account(id)?;
        let keys = self.keys.clone();
        blocking(move || keys.delete(&account.id, &account.key)).await?;
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

/// The keys before and after one was stored; nothing where none was.
#[derive(Default)]
struct Replaced {
    before: Option<(Account, ApiKey)>,
    stored: Option<Account>,
}

impl Replaced {
    /// Brings back the key that was there before; it comes first, so that a key is somewhere at all times.
    fn put_back(self, keys: &KeyStore) -> Result<(), Error> {
        let place = self.before.as_ref().map(|(before, _)| before.key.clone());
        if let Some((before, key)) = self.before {
            keys.store(&before.id, &before.key, &key)?;
        }
        match self.stored {
            Some(stored) if place.as_ref() != Some(&stored.key) => keys.delete(&stored.id, &stored.key),
            _ => Ok(()),
        }
    }
}

/// Puts the key where the account now keeps it, and takes it away from where it was kept before.
fn store_key(
    keys: &KeyStore,
    before: Option<&Account>,
    account: Account,
    new: Option<ApiKey>,
) -> Result<Replaced, Error> {
    let moved = before.filter(|before| before.key != account.key);
    if new.is_none() && moved.is_none() {
        return Ok(Replaced::default());
    }
    let old = before.and_then(|before| keys.key(before).ok());
    // The key itself moves too, so that it need not be typed again.
    let stored = new.or_else(|| old.clone()).filter(|_| account.key.is_stored());
    match &stored {
        Some(key) => keys.store(&account.id, &account.key, key)?,
        None if account.key.is_stored() => return Err(AccountProblem::KeyMissing.into()),
        None => {}
    }
    if let Some(before) = moved {
        keys.delete(&before.id, &before.key)?;
    }
    Ok(Replaced {
        before: before.filter(|before| before.key.is_stored()).cloned().zip(old),
        stored: stored.map(|_| account),
    })
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
