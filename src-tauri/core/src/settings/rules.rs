//! The rules that an account's settings must keep, beyond their shape.

use super::{
    LONGEST_INTERVAL_SECS, SHORTEST_INTERVAL_SECS,
    label::{can_be_seen, deceives},
};
use crate::{
    account::{Account, KeyOrigin},
    base_url::{BaseUrl, BaseUrlProblem},
    key::looks_like_key,
};

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
    #[error("must be at most {LONGEST_LABEL} characters")]
    BadLabel,
    /// Line breaks, and characters that turn the order of others.
    #[error("must be without line breaks and invisible control characters")]
    DeceptiveLabel,
    /// No name of an environment variable.
    #[error("must name an environment variable: letters, digits and '_', not starting with a digit")]
    BadEnvironmentName,
    /// A key where everybody can see it.
    #[error("looks like an API key, which belongs in the keychain")]
    LooksLikeKey(ShownPlace),
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
    /// A variable's value goes to the provider's own host, unless the settings say otherwise.
    #[error("must be the provider's own for a key from an environment variable")]
    VariableOfOtherHost,
    /// What was typed cannot be a key.
    #[error("holds blanks or other characters that no key has")]
    KeyNotUsable,
}

/// The longest label, in characters.
pub const LONGEST_LABEL: usize = 60;

impl AccountProblem {
    /// The field of `settings.json` that is wrong.
    pub fn field(self) -> &'static str {
        match self {
            Self::BadId | Self::DuplicateId => "id",
            Self::EmptyLabel | Self::BadLabel | Self::DeceptiveLabel => "label",
            Self::BadEnvironmentName => "key.name",
            Self::LooksLikeKey(place) => place.field(),
            Self::NegativeThreshold | Self::ThresholdNotANumber => "lowBelow",
            Self::IntervalTooShort | Self::IntervalTooLong => "refreshEverySecs",
            Self::BaseUrl(_) | Self::VariableOfOtherHost => "baseUrl",
            Self::RuleBelowOne => "rules",
            Self::KeyMissing | Self::KeyOfOtherHost | Self::KeyNotUsable => "newKey",
        }
    }
}

/// Where a key was put that is shown, logged or sent in the open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a variant says no more than its name")]
pub enum ShownPlace {
    Id,
    Label,
    Variable,
    Host,
}

impl ShownPlace {
    fn field(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Label => "label",
            Self::Variable => "key.name",
            Self::Host => "baseUrl",
        }
    }
}

/// Checks every rule that one account must keep by itself.
pub fn validate(account: &Account) -> Result<(), AccountProblem> {
    let id = account.id.as_str();
    if looks_like_key(id) {
        return Err(AccountProblem::LooksLikeKey(ShownPlace::Id));
    }
    if !is_id(id) {
        return Err(AccountProblem::BadId);
    }
    if looks_like_key(&account.label) {
        return Err(AccountProblem::LooksLikeKey(ShownPlace::Label));
    }
    if !can_be_seen(&account.label) {
        return Err(AccountProblem::EmptyLabel);
    }
    if account.label.chars().count() > LONGEST_LABEL {
        return Err(AccountProblem::BadLabel);
    }
    if account.label.chars().any(deceives) {
        return Err(AccountProblem::DeceptiveLabel);
    }
    if let KeyOrigin::Env { name } = &account.key {
        if looks_like_key(name) {
            return Err(AccountProblem::LooksLikeKey(ShownPlace::Variable));
        }
        if !is_variable(name) {
            return Err(AccountProblem::BadEnvironmentName);
        }
    }
    if account.base_url.as_ref().is_some_and(BaseUrl::shows_key) {
        return Err(AccountProblem::LooksLikeKey(ShownPlace::Host));
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

pub(crate) fn is_variable(name: &str) -> bool {
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.chars().all(in_name) && name.starts_with(|c: char| !c.is_ascii_digit())
}

pub(crate) fn is_id(id: &str) -> bool {
    let in_id = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !id.is_empty() && id.len() <= 64 && id.chars().all(in_id) && !looks_like_key(id)
}
