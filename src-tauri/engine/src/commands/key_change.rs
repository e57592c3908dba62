//! Keys that change together with the settings.

use credit_tray_core::{
    ApiKey,
    settings::{AccountProblem, Settings},
};

use super::blocking;
use crate::{
    engine::Engine,
    error::Error,
    keys::{KeyPlace, KeyStore},
};

/// The key of one account or channel, before and after a change of the settings.
pub(super) struct KeyChange {
    /// Where it was kept.
    pub before: Option<KeyPlace>,
    /// Where it is kept from now on.
    pub after: Option<KeyPlace>,
    /// What was typed. Without it the key that is there stays, and goes where it is kept from now on.
    pub new: Option<ApiKey>,
    /// Whether there is no going on without a key.
    pub is_needed: bool,
}

/// What is needed to take a [`KeyChange`] back, or to end it.
struct Done {
    stored: Option<KeyPlace>,
    replaced: Option<ApiKey>,
    left: Option<KeyPlace>,
}

impl Engine {
    /// Changes keys and settings. Keys are stored before the settings need them, and deleted once they no
    /// longer do, so that whenever this ends there is a key for what the settings say.
    ///
    /// # Errors
    /// A key or the settings could not be stored, and then everything is as before; or they are stored,
    /// and the proxy that they name cannot be used.
    pub(super) async fn change_with_keys(
        &self,
        changes: Vec<KeyChange>,
        change: impl FnOnce(&mut Settings) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let keys = self.keys.clone();
        let done = blocking(move || store_all(&keys, changes)).await?;
        let before = self.settings.current();
        let settings = match self.save(change) {
            Ok(settings) => settings,
            Err(error) => {
                // What is not saved must not be read with either.
                let keys = self.keys.clone();
                blocking(move || take_back(&keys, done)).await?;
                return Err(error);
            }
        };
        let followed = self.follow_settings(&before, settings).await;
        let keys = self.keys.clone();
        blocking(move || {
            delete_left(&keys, done);
            Ok(())
        })
        .await?;
        followed
    }
}

fn store_all(keys: &KeyStore, changes: Vec<KeyChange>) -> Result<Vec<Done>, Error> {
    let mut all = Vec::new();
    for change in changes {
        match store(keys, change) {
            Ok(done) => all.push(done),
            Err(error) => {
                take_back(keys, all)?;
                return Err(error);
            }
        }
    }
    Ok(all)
}

fn store(keys: &KeyStore, change: KeyChange) -> Result<Done, Error> {
    let KeyChange {
        before,
        after,
        new,
        is_needed,
    } = change;
    let stays = before == after;
    if stays && new.is_none() {
        return Ok(Done {
            stored: None,
            replaced: None,
            left: None,
        });
    }
    let old = before.as_ref().and_then(|before| keys.get(before).ok());
    let after = after.filter(|after| after.origin.is_stored());
    // The key itself moves too, so that it need not be typed again.
    let key = new.or_else(|| old.clone());
    if key.is_none() && after.is_some() && is_needed {
        return Err(AccountProblem::KeyMissing.into());
    }
    let stored = after.zip(key);
    if let Some((place, key)) = &stored {
        keys.store(place, key)?;
    }
    Ok(Done {
        stored: stored.map(|(place, _)| place),
        replaced: old.filter(|_| stays),
        left: before.filter(|_| !stays),
    })
}

fn take_back(keys: &KeyStore, all: Vec<Done>) -> Result<(), Error> {
    all.into_iter().try_for_each(|done| {
        let Some(place) = done.stored else {
            return Ok(());
        };
        match done.replaced {
            Some(key) => keys.store(&place, &key),
            None => keys.delete(&place),
        }
    })
}

/// What the settings say is there. A key that a keychain keeps all the same is found by nobody who asks
/// for another server or place.
fn delete_left(keys: &KeyStore, all: Vec<Done>) {
    for place in all.into_iter().filter_map(|done| done.left) {
        if let Err(error) = keys.delete(&place) {
            tracing::warn!(name = place.name.bound(), %error, "an old key is still stored");
        }
    }
}
