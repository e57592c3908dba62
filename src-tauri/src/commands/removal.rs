//! Removing an account, and bringing it back.

use credit_tray_core::{AccountId, KeyOrigin, poller::Keys as _};
use tauri::{AppHandle, Manager as _, State};

use super::{Backend, CommandResult, blocking};
use crate::{
    error::Error,
    removed::{Removed, UNDO_FOR},
};

/// Takes an account away, with its key. For half a minute it can be brought back; its history
/// stays.
///
/// # Errors
/// The account does not exist, or the settings could not be stored.
#[tauri::command]
pub async fn remove_account(app: AppHandle, backend: State<'_, Backend>, id: AccountId) -> CommandResult<()> {
    let removed = backend.remove_account(&id).await;
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(UNDO_FOR).await;
        app.state::<Backend>().removed.let_go(&id);
    });
    backend.answer(removed)
}

/// Brings the account back that was removed last, with its key, at its place.
///
/// # Errors
/// It is too late, or the key or the settings could not be stored.
#[tauri::command]
pub async fn restore_account(backend: State<'_, Backend>) -> CommandResult<()> {
    backend.answer(backend.restore_account().await)
}

/// Deletes the history of an account that was removed.
///
/// # Errors
/// Never: what cannot be deleted is logged.
#[tauri::command]
pub async fn forget_history(backend: State<'_, Backend>, id: AccountId) -> CommandResult<()> {
    backend.history.forget(&id);
    Ok(())
}

impl Backend {
    async fn remove_account(&self, id: &AccountId) -> Result<(), Error> {
        let account = self.account(id)?;
        let settings = self.settings.current();
        let place = settings.accounts.iter().position(|account| account.id == *id);
        self.change(|settings| {
            settings.accounts.retain(|account| account.id != *id);
            Ok(())
        })
        .await?;
        let (keys, owner) = (self.keys.clone(), account.clone());
        let key = blocking(move || {
            let is_stored = !matches!(owner.key, KeyOrigin::Env { .. });
            let key = is_stored.then(|| keys.key(&owner).ok()).flatten();
            if let Err(error) = keys.delete(&owner.id, &owner.key) {
                // The account is gone all the same; its key stays in a keychain that does not answer.
                tracing::warn!(account = %owner.id, %error, "the key of a removed account is still stored");
            }
            Ok(key)
        })
        .await?;
        self.removed.keep(Removed {
            account,
            place: place.unwrap_or_default(),
            key,
        });
        Ok(())
    }

    async fn restore_account(&self) -> Result<(), Error> {
        let removed = self.removed.take().ok_or(Error::AccountNotFound)?;
        let restored = self.bring_back(removed.clone()).await;
        if restored.is_err() {
            self.removed.keep(removed);
        }
        restored
    }

    async fn bring_back(&self, removed: Removed) -> Result<(), Error> {
        let Removed { account, place, key } = removed;
        if let Some(key) = key {
            let (keys, owner) = (self.keys.clone(), account.clone());
            blocking(move || keys.store(&owner.id, &owner.key, &key)).await?;
        }
        self.change(|settings| {
            let place = place.min(settings.accounts.len());
            settings.accounts.insert(place, account);
            Ok(())
        })
        .await
    }
}
