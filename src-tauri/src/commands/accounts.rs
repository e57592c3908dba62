//! Adding, changing, testing and removing accounts.

use std::sync::Arc;

use credit_tray_core::{
    Account, AccountId, ApiKey, KeyOrigin,
    poller::{Keys as _, Poller},
    problem::Problem,
    settings::AccountProblem,
    snapshot::AccountState,
};
use tauri::State;

use super::{
    Backend, CommandResult,
    draft::{AccountDraft, key_stays_at_its_host},
    view::TestOutcome,
};
use crate::{error::Error, keychain::KeyStore};

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
            .unwrap_or(Err(Problem::KeychainUnavailable)),
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
