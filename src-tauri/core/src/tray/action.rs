//! What a click in the tray asks for.

use crate::{AccountId, alerts::SnoozeFor};

/// What a click on a menu item, or on the icon, asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a variant says no more than its name")]
pub enum MenuAction {
    Details(AccountId),
    /// Open the window where this account's key is entered.
    ReplaceKey(AccountId),
    RefreshAccount(AccountId),
    TopUp(AccountId),
    Snooze(AccountId, SnoozeFor),
    EndSnooze(AccountId),
    PauseOrResume,
    Refresh,
    /// Open the window as it was left.
    Open,
    List,
    Quit,
}

impl MenuAction {
    /// The id of its menu item, where items have one.
    pub fn to_id(&self) -> String {
        match self {
            Self::Details(account) => format!("details:{account}"),
            Self::ReplaceKey(account) => format!("replace-key:{account}"),
            Self::RefreshAccount(account) => format!("refresh:{account}"),
            Self::TopUp(account) => format!("top-up:{account}"),
            Self::Snooze(account, SnoozeFor::Hour) => format!("snooze-hour:{account}"),
            Self::Snooze(account, SnoozeFor::Tomorrow) => format!("snooze-tomorrow:{account}"),
            Self::Snooze(account, SnoozeFor::TopUp) => format!("snooze-top-up:{account}"),
            Self::EndSnooze(account) => format!("end-snooze:{account}"),
            Self::PauseOrResume => "pause".into(),
            Self::Refresh => "refresh".into(),
            Self::Open => "open".into(),
            Self::List => "list".into(),
            Self::Quit => "quit".into(),
        }
    }

    /// The action of a menu item; none for one that only tells something.
    pub fn from_id(id: &str) -> Option<Self> {
        let actions = match id.split_once(':') {
            Some((_, account)) => Self::of_account(&AccountId::new(account)).to_vec(),
            None => vec![
                Self::PauseOrResume,
                Self::Refresh,
                Self::Open,
                Self::List,
                Self::Quit,
            ],
        };
        actions.into_iter().find(|action| action.to_id() == id)
    }

    fn of_account(account: &AccountId) -> [Self; 8] {
        let id = || account.clone();
        [
            Self::Details(id()),
            Self::ReplaceKey(id()),
            Self::RefreshAccount(id()),
            Self::TopUp(id()),
            Self::Snooze(id(), SnoozeFor::Hour),
            Self::Snooze(id(), SnoozeFor::Tomorrow),
            Self::Snooze(id(), SnoozeFor::TopUp),
            Self::EndSnooze(id()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_again_by_the_id_of_its_item() {
        let account = AccountId::new("kie-1");
        let others = [
            MenuAction::PauseOrResume,
            MenuAction::Refresh,
            MenuAction::Open,
            MenuAction::Quit,
        ];
        for action in MenuAction::of_account(&account).into_iter().chain(others) {
            assert_eq!(MenuAction::from_id(&action.to_id()), Some(action));
        }
        assert_eq!(MenuAction::from_id("17"), None);
        assert_eq!(MenuAction::from_id("other:kie-1"), None);
    }
}
