//! Removing an account, and bringing it back.

use crate::poller::Keys as _;
use credit_tray_core::AccountId;
use jiff::Timestamp;

use super::{blocking, key_change::KeyChange};
use crate::{
    engine::Engine,
    error::Error,
    keys::KeyPlace,
    removed::{Removed, UNDO_FOR},
};

impl Engine {
    /// Takes an account away, with its key. For half a minute it can be brought back; its history
    /// stays.
    pub(crate) async fn remove_account(&self, id: &AccountId) -> Result<(), Error> {
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
            let is_stored = owner.key.is_stored();
            let key = is_stored.then(|| keys.key(&owner).ok()).flatten();
            if let Err(error) = keys.delete(&KeyPlace::of_account(&owner)) {
                // The account is gone all the same; its key stays in a keychain that does not answer.
                tracing::warn!(account = %owner.id, %error, "the key of a removed account is still stored");
            }
            Ok(key)
        })
        .await?;
        self.keep(Removed {
            account,
            place: place.unwrap_or_default(),
            key,
        });
        Ok(())
    }

    fn keep(&self, removed: Removed) {
        let removal = self.removed.keep(removed);
        let removed = self.removed.clone();
        tokio::spawn(async move {
            tokio::time::sleep(UNDO_FOR).await;
            removed.forget(removal);
        });
    }

    /// Deletes the history of an account that was removed. While its file cannot be written, of which the
    /// person is told, that waits.
    pub(crate) async fn forget_history(&self, id: AccountId) -> Result<(), Error> {
        let history = self.history.clone();
        blocking(move || {
            history.forget(&id);
            // A question is answered after everything that was asked before it.
            if let Err(error) = history.alerts(&id, Timestamp::MAX) {
                tracing::warn!(account = %id, %error, "the history of a removed account is still there");
            }
            Ok(())
        })
        .await
    }

    /// Brings the account back that was removed last, with its key, at its place.
    pub(crate) async fn restore_account(&self) -> Result<(), Error> {
        let removed = self.removed.take().ok_or(Error::AccountNotFound)?;
        let restored = self.bring_back(removed.clone()).await;
        if restored.is_err() {
            self.keep(removed);
        }
        restored
    }

    async fn bring_back(&self, removed: Removed) -> Result<(), Error> {
        let Removed { account, place, key } = removed;
        let key = KeyChange {
            before: None,
            after: Some(KeyPlace::of_account(&account)),
            new: key,
            is_needed: false,
        };
        self.change_with_keys(vec![key], |settings| {
            let place = place.min(settings.accounts.len());
            settings.accounts.insert(place, account);
            Ok(())
        })
        .await
    }
}
