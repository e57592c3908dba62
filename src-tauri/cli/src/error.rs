//! What keeps a command from printing what it was asked for.

use std::io;

use credit_tray_core::{
    history::{SinceError, report::ReportError},
    texts::EN,
};
use credit_tray_engine::history::HistoryError;

use crate::names::Names;

/// Wrong usage or unreadable settings, as `sysexits.h` numbers it.
pub const EXIT_USAGE: u8 = 64;

/// Nothing can be said of any account: the same as when all of them are unknown.
pub const EXIT_FAILED: u8 = 2;

/// What keeps a command from printing what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No account has this id or label.
    #[error("{}", unknown_account(name, known))]
    UnknownAccount {
        /// As typed, without keys.
        name: String,
        /// Those there are.
        known: Vec<Names>,
    },
    /// Two accounts have this label.
    #[error("{}", EN.get("cli-shared-label", &[("label", label), ("ids", &ids.join(", "))]))]
    SharedLabel {
        /// The label.
        label: String,
        /// The accounts.
        ids: Vec<String>,
    },
    /// `--since` is no time.
    #[error("--since: {0}")]
    Since(#[from] SinceError),
    /// The history cannot be written out.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// What was read cannot be written as JSON.
    #[error("the report cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The terminal cannot be written to, or no thread started.
    #[error("cannot print: {0}")]
    Print(#[source] io::Error),
    /// The settings, the keys or the history cannot be used.
    #[error(transparent)]
    Engine(#[from] credit_tray_engine::error::Error),
}

impl Error {
    /// The code with which the program ends.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Since(_) | Self::UnknownAccount { .. } | Self::SharedLabel { .. } => EXIT_USAGE,
            Self::Engine(error) if error.is_wrong_usage() => EXIT_USAGE,
            _ => EXIT_FAILED,
        }
    }
}

impl From<HistoryError> for Error {
    fn from(error: HistoryError) -> Self {
        Self::Engine(error.into())
    }
}

fn unknown_account(name: &str, known: &[Names]) -> String {
    let known: Vec<_> = known
        .iter()
        .map(|Names { id, label }| EN.get("cli-account", &[("id", id), ("label", label)]))
        .collect();
    match known.as_slice() {
        [] => EN.get("cli-unknown-account-of-none", &[("name", name)]),
        known => EN.get(
            "cli-unknown-account",
            &[("name", name), ("accounts", &known.join("\n"))],
        ),
    }
}
