//! The settings: what the person chose, and the rules it must keep.
//!
//! This is the contract of `settings.json`. Reading is strict and names the field that is wrong;
//! what an outside script wrote by mistake is never silently replaced.

mod choice;
mod file;
mod general;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

pub use choice::Choice;
pub use file::{FILE_NAME, Loaded, SettingsFile};
pub use general::{General, GeneralProblem, ProviderChoices};

use crate::{
    account::{Account, AccountId, KeyOrigin},
    base_url::BaseUrlProblem,
};

/// The version of `settings.json` that this program writes.
pub const VERSION: u64 = 1;

/// The shortest interval, in seconds; providers cache their answers for about that long.
pub const SHORTEST_INTERVAL_SECS: u64 = 60;

/// The longest interval, in seconds: a week.
pub const LONGEST_INTERVAL_SECS: u64 = 7 * 24 * 60 * 60;

/// All that the person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// The version of this shape.
    pub version: u64,
    /// The accounts, in the order in which they are shown.
    pub accounts: Vec<Account>,
    /// Choices that belong to no account.
    #[serde(default)]
    pub general: General,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: VERSION,
            accounts: Vec::new(),
            general: General::default(),
        }
    }
}

/// Why settings cannot be used. Names the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The text is no JSON, or not of the documented shape.
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
    /// A choice that belongs to no account is not valid.
    #[error("general.{}: {problem}", problem.field())]
    General {
        /// What is wrong.
        #[from]
        problem: GeneralProblem,
    },
}

/// Why an account's settings are not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AccountProblem {
    /// An id is what keys and alerts are stored under.
    #[error("must be 1 to 64 letters, digits, '-', '_' or '.'")]
    BadId,
    /// Two accounts have this id.
    #[error("is used by another account too")]
    DuplicateId,
    /// A label is what the tray shows.
    #[error("must not be empty")]
    EmptyLabel,
    /// Longer than a tray row can show.
    #[error("must be at most {LONGEST_LABEL} characters, without line breaks")]
    BadLabel,
    /// No name of an environment variable.
    #[error("must name an environment variable")]
    BadEnvironmentName,
    /// A threshold is an amount that can be fallen below.
    #[error("must be zero or more")]
    NegativeThreshold,
    /// More often than the providers answer anew.
    #[error("must be at least {SHORTEST_INTERVAL_SECS} (at least 1 on this computer)")]
    IntervalTooShort,
    /// Longer than a week is as good as never.
    #[error("must be at most {LONGEST_INTERVAL_SECS}")]
    IntervalTooLong,
    /// A rule's number must be one that can come true.
    #[error("must be 1 or more")]
    RuleBelowOne,
    /// Not an address that a key may be sent to.
    #[error(transparent)]
    BaseUrl(#[from] BaseUrlProblem),
    /// Not a decimal number.
    #[error("must be a decimal number such as \"10\" or \"2.5\"")]
    ThresholdNotANumber,
    /// A new account needs a key.
    #[error("must be set")]
    KeyMissing,
    /// A stored key belongs to the host for which it was entered.
    #[error("must be entered again, because the account is asked at another address now")]
    KeyOfOtherHost,
    /// What was typed cannot be a key.
    #[error("holds blanks or other characters that no key has")]
    KeyNotUsable,
}

/// The longest label, in characters.
pub const LONGEST_LABEL: usize = 60;

impl AccountProblem {
    /// The field of `settings.json` that is wrong.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::BadId | Self::DuplicateId => "id",
            Self::EmptyLabel | Self::BadLabel => "label",
            Self::BadEnvironmentName => "key.name",
            Self::NegativeThreshold | Self::ThresholdNotANumber => "lowBelow",
            Self::IntervalTooShort | Self::IntervalTooLong => "refreshEverySecs",
            Self::BaseUrl(_) => "baseUrl",
            Self::RuleBelowOne => "rules",
            Self::KeyMissing | Self::KeyOfOtherHost | Self::KeyNotUsable => "newKey",
        }
    }
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
        let not_documented = |error: serde_json::Error| SettingsError::NotDocumented(error.to_string());
        let Versioned { version } = serde_json::from_str(text).map_err(not_documented)?;
        if version > VERSION {
            return Err(SettingsError::Newer(version));
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let settings: Self = serde_path_to_error::deserialize(&mut json)
            .map_err(|error| SettingsError::NotDocumented(error.to_string()))?;
        settings.validate()?;
        Ok(settings)
    }

    /// Checks every rule that the shape alone does not keep.
    ///
    /// # Errors
    /// The first field that is wrong.
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
    #[must_use]
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

/// Checks every rule that one account must keep by itself.
///
/// # Errors
/// The first rule that it does not keep.
pub fn validate(account: &Account) -> Result<(), AccountProblem> {
    let id = account.id.as_str();
    let id_character = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.is_empty() || id.len() > 64 || !id.chars().all(id_character) {
        return Err(AccountProblem::BadId);
    }
    if account.label.trim().is_empty() {
        return Err(AccountProblem::EmptyLabel);
    }
    if account.label.chars().count() > LONGEST_LABEL || account.label.chars().any(char::is_control) {
        return Err(AccountProblem::BadLabel);
    }
    if let KeyOrigin::Env { name } = &account.key
        && (name.trim().is_empty() || name.contains(['=', '\0']))
    {
        return Err(AccountProblem::BadEnvironmentName);
    }
    if account.low_below.is_some_and(|low| low.is_sign_negative()) {
        return Err(AccountProblem::NegativeThreshold);
    }
    let rules = &account.rules;
    let counts = [rules.days_left_below, rules.no_reading_for_hours];
    let is_negative = rules
        .spent_today_above
        .is_some_and(|above| above.is_sign_negative());
    if is_negative || counts.contains(&Some(0)) {
        return Err(AccountProblem::RuleBelowOne);
    }
    let shortest = if account.host().is_loopback() {
        1
    } else {
        SHORTEST_INTERVAL_SECS
    };
    match account.refresh_every_secs {
        secs if secs < shortest => Err(AccountProblem::IntervalTooShort),
        secs if secs > LONGEST_INTERVAL_SECS => Err(AccountProblem::IntervalTooLong),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
