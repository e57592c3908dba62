//! The account that was removed last, kept for as long as that can be undone.

use std::time::Duration;

use credit_tray_core::{Account, ApiKey};
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

/// Tells one removal from another, also of the same account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removal(u64);

/// The account that was removed last.
#[derive(Debug, Default)]
pub struct LastRemoved(watch::Sender<(Removal, Option<Removed>)>);

impl LastRemoved {
    /// Keeps an account; an earlier one can no longer be brought back.
    #[must_use]
    pub fn keep(&self, account: Removed) -> Removal {
        let mut removal = Removal::default();
        self.0.send_modify(|(last, removed)| {
            last.0 = last.0.wrapping_add(1);
            removal = *last;
            *removed = Some(account);
        });
        removal
    }

    /// Takes the account out, to bring it back.
    #[must_use]
    pub fn take(&self) -> Option<Removed> {
        let mut taken = None;
        self.0.send_modify(|(_, removed)| taken = removed.take());
        taken
    }

    /// Lets go of the account of this removal, if there was none after it.
    pub fn let_go(&self, removal: Removal) {
        self.0
            .send_if_modified(|(last, removed)| *last == removal && removed.take().is_some());
    }

    /// The account, now and whenever it is another.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<(Removal, Option<Removed>)> {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn removed() -> Removed {
        Removed {
            account: serde_json::from_value(json!({
                "id": "kie-1", "provider": "kie", "label": "kie.ai", "key": { "from": "keychain" }
            }))
            .unwrap(),
            place: 0,
            key: ApiKey::from_typed("sk-1"),
        }
    }

    #[test]
    fn the_half_minute_of_an_earlier_removal_does_not_end_a_later_one_of_the_same_account() {
        let last = LastRemoved::default();
        let earlier = last.keep(removed());
        assert!(last.take().is_some(), "undone");
        let later = last.keep(removed());
        last.let_go(earlier);
        assert!(last.watch().borrow().1.is_some());
        last.let_go(later);
        assert!(last.take().is_none());
    }
}
