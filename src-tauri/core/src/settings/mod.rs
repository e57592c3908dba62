//! The settings: what the person chose, and the rules it must keep.
//!
//! This is the contract of `settings.json`. Reading is strict and names the field that is wrong;
//! what an outside script wrote by mistake is never silently replaced. One account that cannot be
//! used does not take the others away: it is an [`UnusableAccount`] beside them, and is written back
//! as it was.

mod choice;
mod entry;
mod general;
mod label;
mod money;
mod rules;
mod tray;

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::value::RawValue;

pub use choice::Choice;
pub use entry::{EntryProblem, UnusableAccount};
pub use general::{General, GeneralProblem, ProviderChoices};
pub use money::{Currency, Money};
pub use rules::{AccountProblem, LONGEST_LABEL, ShownPlace, validate};
pub(crate) use rules::{is_id, is_variable};
pub use tray::{IconText, TrayChoices, TrayOrder};

use crate::account::{Account, AccountId};

/// The version of `settings.json` that this program writes.
pub const VERSION: u64 = 1;

/// The shortest interval, in seconds; providers cache their answers for about that long.
pub const SHORTEST_INTERVAL_SECS: u64 = 60;

/// The longest interval, in seconds: a week.
pub const LONGEST_INTERVAL_SECS: u64 = 7 * 24 * 60 * 60;

/// All that the person chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The version of this shape.
    pub version: u64,
    /// The accounts, in the order in which they are shown.
    pub accounts: Vec<Account>,
    /// What stands among the accounts and cannot be used, by its place in the list.
    pub unusable: Vec<UnusableAccount>,
    /// Choices that belong to no account.
    pub general: General,
}

/// `settings.json` as it is read. The accounts are read one by one.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written<'a> {
    version: u64,
    #[serde(borrow)]
    accounts: Vec<&'a RawValue>,
    #[serde(default)]
    general: General,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            accounts: Vec::new(),
            unusable: Vec::new(),
            general: General::default(),
        }
    }
}

/// Why settings cannot be used. Names the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The text is not JSON, or does not have the documented shape.
    #[error("{0}")]
    NotDocumented(String),
    /// Written by a newer version of this program.
    #[error("version: {0} is newer than this program understands ({VERSION}); update Credit Tray")]
    Newer(u64),
    /// A field of an account is not valid.
    #[error("accounts[{index}].{}: {problem}", problem.field())]
    Account {
        /// Its place in the list, from 0.
        index: usize,
        /// What is wrong.
        problem: AccountProblem,
    },
    /// An account cannot be used, where all of them must be.
    #[error("{0}")]
    Unusable(EntryProblem),
    /// A choice that belongs to no account is not valid.
    #[error("general.{}: {problem}", problem.field())]
    General {
        /// What is wrong.
        #[from]
        problem: GeneralProblem,
    },
}

impl Settings {
    /// Reads `settings.json`.
    ///
    /// # Errors
    /// Names the field, or the line and column, that is wrong.
    pub fn from_json(text: &str) -> Result<Self, SettingsError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u64,
        }
        let not_documented = |error: &dyn ToString| SettingsError::NotDocumented(entry::said(error));
        let Versioned { version } = serde_json::from_str(text).map_err(|error| not_documented(&error))?;
        if version > VERSION {
            return Err(SettingsError::Newer(version));
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let written: Written<'_> =
            serde_path_to_error::deserialize(&mut json).map_err(|error| not_documented(&error))?;
        written.general.validate()?;
        let (accounts, unusable) = entry::read(&written.accounts);
        Ok(Self {
            version: written.version,
            accounts,
            unusable,
            general: written.general,
        })
    }

    /// The same settings, where every account must be one that can be used.
    pub fn all_usable(self) -> Result<Self, SettingsError> {
        match self.unusable.into_iter().next() {
            Some(unusable) => Err(SettingsError::Unusable(unusable.problem)),
            None => Ok(Self {
                unusable: Vec::new(),
                ..self
            }),
        }
    }

    /// Says anew where in the list each unusable account stands, after accounts came or went.
    pub fn settle(&mut self) {
        let count = self.accounts.len();
        for (before, unusable) in self.unusable.iter_mut().enumerate() {
            unusable.problem.place = unusable.problem.place.min(count + before);
        }
    }

    /// Checks every rule that the shape alone does not keep.
    pub fn validate(&self) -> Result<(), SettingsError> {
        let mut seen = HashSet::new();
        for (index, account) in self.accounts.iter().enumerate() {
            let unique = if seen.insert(&account.id) {
                Ok(())
            } else {
                Err(AccountProblem::DuplicateId)
            };
            unique
                .and_then(|()| validate(account))
                .map_err(|problem| SettingsError::Account { index, problem })?;
        }
        Ok(self.general.validate()?)
    }

    /// The account of this id.
    pub fn account(&self, id: &AccountId) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == *id)
    }

    /// Puts an account in the place of the one with its id, or at the end.
    pub fn put(&mut self, account: Account) {
        match self.accounts.iter_mut().find(|old| old.id == account.id) {
            Some(old) => *old = account,
            None => self.accounts.push(account),
        }
    }

    /// Puts the accounts in this order. Those that are not named come after the others, as they
    /// were.
    pub fn order(&mut self, ids: &[AccountId]) {
        let place = |account: &Account| ids.iter().position(|id| *id == account.id);
        self.accounts
            .sort_by_key(|account| place(account).unwrap_or(usize::MAX));
    }
}

#[cfg(test)]
mod tests;
