//! The accounts that were removed lately, kept for as long as that can be undone.

use std::time::Duration;

use credit_tray_core::{Account, ApiKey, window::RemovedView};
use tokio::sync::watch;

/// How long a removal can be undone.
pub const UNDO_FOR: Duration = Duration::from_secs(30);

/// A removed account, with everything that is needed to bring it back. Its key is nowhere else
/// any more, and goes when this goes.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Removed {
    pub account: Account,
    pub place: usize,
    pub key: Option<ApiKey>,
}

/// Tells one removal from another, also of the same account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removal(u64);

/// The accounts that were removed lately, the last one at the end.
#[derive(Debug, Default)]
pub struct RecentlyRemoved(watch::Sender<Removals>);

/// What can be undone now.
#[derive(Debug, Default)]
pub struct Removals {
    count: u64,
    accounts: Vec<(Removal, Removed)>,
}

impl Removals {
    /// The account that would be brought back.
    pub fn last(&self) -> Option<RemovedView> {
        self.accounts.last().map(|(_, account)| account.into())
    }
}

impl RecentlyRemoved {
    /// Keeps an account.
    pub fn keep(&self, account: Removed) -> Removal {
        let mut removal = Removal::default();
        self.0.send_modify(|kept| {
            kept.count = kept.count.wrapping_add(1);
            removal = Removal(kept.count);
            kept.accounts.push((removal, account));
        });
        removal
    }

    /// Takes the last account out, to bring it back.
    pub fn take(&self) -> Option<Removed> {
        let mut taken = None;
        self.0.send_modify(|kept| taken = kept.accounts.pop());
        taken.map(|(_, account)| account)
    }

    /// Lets go of the account of this removal, if it is still there.
    pub fn forget(&self, removal: Removal) {
        self.0.send_if_modified(|kept| {
            let before = kept.accounts.len();
            kept.accounts.retain(|(other, _)| *other != removal);
            kept.accounts.len() < before
        });
    }

    /// What can be undone, now and whenever that changes.
    pub fn watch(&self) -> watch::Receiver<Removals> {
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

    fn removed(label: &str) -> Removed {
        Removed {
            account: serde_json::from_value(json!({
                "id": label, "provider": "kie", "label": label, "key": { "from": "keychain" }
            }))
            .unwrap(),
            place: 0,
            key: ApiKey::from_typed("sk-1"),
        }
    }

    #[test]
    fn the_half_minute_of_an_earlier_removal_does_not_end_a_later_one_of_the_same_account() {
        let removed_lately = RecentlyRemoved::default();
        let earlier = removed_lately.keep(removed("kie"));
        assert!(removed_lately.take().is_some(), "undone");
        let later = removed_lately.keep(removed("kie"));
        removed_lately.forget(earlier);
        assert!(removed_lately.watch().borrow().last().is_some());
        removed_lately.forget(later);
        assert!(removed_lately.take().is_none());
    }

    #[test]
    fn several_come_back_one_after_the_other() {
        let removed_lately = RecentlyRemoved::default();
        let first = removed_lately.keep(removed("first"));
        let _second = removed_lately.keep(removed("second"));
        assert_eq!(removed_lately.watch().borrow().last().unwrap().label, "second");
        assert_eq!(removed_lately.take().unwrap().account.label, "second");
        assert_eq!(removed_lately.watch().borrow().last().unwrap().label, "first");
        removed_lately.forget(first);
        assert_eq!(removed_lately.watch().borrow().last(), None);
    }
}
