//! One change: how it is asked for, and what is to be found of it.

use std::collections::BTreeMap;

use serde_json::Value;

/// One thing in the folder that is there or not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Subject {
    /// An account of the settings, by its id.
    Account(String),
    /// A choice that belongs to no account.
    Choice(&'static str),
    /// A key in `keys.json`, by whose it is and its server.
    Key(String, String),
    /// Whether the alerts of this account wait.
    Snooze(String),
    /// Whether all alerts wait.
    Pause,
    /// Whether anything is left of the readings of an account.
    Past(String),
}

/// What is there, and how it is.
pub(crate) type Subjects = BTreeMap<Subject, Value>;

/// What is on the disk at once or not at all.
pub(crate) type Step = Vec<(Subject, Option<Value>)>;

/// The id of an account that is not known yet.
pub(crate) const NEW: &str = "?";

/// A change, and its steps in the order in which they reach the disk.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) command: Value,
    pub(crate) steps: Vec<Step>,
}

impl Change {
    pub(crate) fn new(command: Value, steps: Vec<Step>) -> Self {
        Self { command, steps }
    }

    pub(crate) fn touches(&self) -> impl Iterator<Item = &Subject> {
        self.steps.iter().flatten().map(|(subject, _)| subject)
    }

    /// Whether it adds an account whose id the engine chooses.
    pub(crate) fn is_new(&self) -> bool {
        self.touches().any(|subject| subject.account() == Some(NEW))
    }

    /// The same once its account has an id.
    pub(crate) fn of(mut self, id: &str) -> Self {
        for (subject, value) in self.steps.iter_mut().flatten() {
            if let Some(account) = subject.account_mut().filter(|account| *account == NEW) {
                id.clone_into(account);
            }
            match value {
                Some(Value::Object(account)) if account.get("id").is_some_and(|id| id == NEW) => {
                    account.insert("id".into(), id.into());
                }
                Some(Value::Array(order)) => {
                    for place in order.iter_mut().filter(|place| **place == NEW) {
                        *place = id.into();
                    }
                }
                _ => {}
            }
        }
        self
    }

    /// What is there after so many of its steps.
    pub(crate) fn after(&self, count: usize, subjects: &mut Subjects) {
        for (subject, value) in self.steps.iter().take(count).flatten() {
            match value {
                Some(value) => subjects.insert(subject.clone(), value.clone()),
                None => subjects.remove(subject),
            };
        }
    }
}

impl Subject {
    pub(crate) fn account(&self) -> Option<&str> {
        match self {
            Self::Account(id) | Self::Key(id, _) | Self::Snooze(id) | Self::Past(id) => Some(id),
            Self::Choice(_) | Self::Pause => None,
        }
    }

    fn account_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Account(id) | Self::Key(id, _) | Self::Snooze(id) | Self::Past(id) => Some(id),
            Self::Choice(_) | Self::Pause => None,
        }
    }
}
