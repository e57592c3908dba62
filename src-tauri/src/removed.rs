//! The account that was removed last, kept for as long as that can be undone.

use std::time::Duration;

use credit_tray_core::{Account, AccountId, ApiKey};
use serde::Serialize;
use tokio::sync::watch;
use ts_rs::TS;

/// How long a removal can be undone.
pub const UNDO_FOR: Duration = Duration::from_secs(30);

/// An account that was removed, with all that is needed to bring it back. Its key is nowhere else
/// any more, and goes when this goes.
#[derive(Clone, Debug)]
pub struct Removed {
    /// The account.
    pub account: Account,
    /// Its place among the others.
    pub place: usize,
    /// Its key, where one was stored and could be read.
    pub key: Option<ApiKey>,
}

/// An account that was removed and can be brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct RemovedView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: String,
}

/// The account that was removed last.
#[derive(Debug)]
pub struct LastRemoved(watch::Sender<Option<Removed>>);

impl Default for LastRemoved {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl LastRemoved {
    /// Keeps an account; an earlier one can no longer be brought back.
    pub fn keep(&self, removed: Removed) {
        self.0.send_replace(Some(removed));
    }

    /// Takes the account out, to bring it back.
    #[must_use]
    pub fn take(&self) -> Option<Removed> {
        self.0.send_replace(None)
    }

    /// Lets go of this account, if it is still the last one.
    pub fn let_go(&self, id: &AccountId) {
        self.0.send_if_modified(|removed| {
            let is_it = removed.as_ref().is_some_and(|removed| removed.account.id == *id);
            if is_it {
                *removed = None;
            }
            is_it
        });
    }

    /// The account, now and whenever it is another.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Option<Removed>> {
        self.0.subscribe()
    }
}

impl From<&Removed> for RemovedView {
    fn from(removed: &Removed) -> Self {
        Self {
            id: removed.account.id.to_string(),
            label: removed.account.label.clone(),
        }
    }
}
