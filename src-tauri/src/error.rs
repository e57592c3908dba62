//! What can go wrong in the shell. Closed; the settings window matches [`CommandErrorCode`].

use std::{io, path::PathBuf};

use credit_tray_core::{
    history::{HistoryError, SinceError, report::ReportError},
    http::NoHttpClient,
    problem::Problem,
    settings::{AccountProblem, SettingsError},
    texts::EN,
};
use serde::Serialize;
use ts_rs::TS;

/// Wrong usage or unreadable settings, as `sysexits.h` numbers it.
pub const EXIT_USAGE: u8 = 64;

/// What can go wrong in the shell.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The platform names no folder for settings.
    #[error("no folder for settings: set --config-dir")]
    NoConfigDir,
    /// The settings cannot be opened.
    #[error("{path}: {source}", path = path.display())]
    SettingsNotOpened {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The settings cannot be understood.
    #[error("{}", EN.get("cli-settings-unreadable", &[("path", &path.to_string_lossy()), ("error", &source.to_string())]))]
    SettingsNotUnderstood {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: SettingsError,
    },
    /// The settings could not be written.
    #[error("{}", EN.get("command-settings-not-saved", &[("error", &.0.to_string())]))]
    SettingsNotSaved(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A field that the person typed is not valid.
    #[error("{}", EN.account_problem(*.0))]
    InvalidField(#[from] AccountProblem),
    /// The account does not exist.
    #[error("{}", EN.get("command-account-not-found", &[]))]
    AccountNotFound,
    /// The keychain does not answer.
    #[error("{}", EN.get("command-keychain-unavailable", &[]))]
    KeychainUnavailable,
    /// The private key file cannot be written.
    #[error("{}", EN.get("command-key-file", &[("error", &.0.to_string())]))]
    KeyFile(#[source] io::Error),
    /// A page could not be opened in the browser.
    #[error("{}", EN.get("command-page-not-opened", &[("url", .0)]))]
    PageNotOpened(String),
    /// A notification could not be handed to the desktop.
    #[error("{}", EN.get("command-not-notified", &[("error", &.0.to_string())]))]
    NotNotified(#[source] tauri_plugin_notification::Error),
    /// The history cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The history cannot be written out.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// `--since` is no time.
    #[error("--since: {0}")]
    Since(#[from] SinceError),
    /// No HTTP client.
    #[error(transparent)]
    Http(#[from] NoHttpClient),
    /// The desktop part could not be started.
    #[error("the desktop app cannot start: {0}")]
    Desktop(#[from] tauri::Error),
    /// The terminal cannot be written to.
    #[error("cannot print: {0}")]
    Print(#[source] io::Error),
}

impl Error {
    /// The code with which the program ends.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Since(_)
            | Self::NoConfigDir
            | Self::SettingsNotOpened { .. }
            | Self::SettingsNotUnderstood { .. } => EXIT_USAGE,
            _ => 1,
        }
    }
}

/// The closed set of codes that a command may fail with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "bindings.ts")]
pub enum CommandErrorCode {
    /// A field of the draft is not valid.
    InvalidField,
    /// The account does not exist any more.
    AccountNotFound,
    /// The keychain does not answer; the key was not stored.
    KeychainUnavailable,
    /// Settings or keys could not be written.
    SettingsNotSaved,
    /// The page could not be opened.
    PageNotOpened,
    /// The desktop took no notification.
    NotNotified,
}

/// Why a command did not do what it was asked, for the settings window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct CommandError {
    /// For programs.
    pub code: CommandErrorCode,
    /// For people.
    pub message: String,
    /// The field of the draft that is wrong.
    pub field: Option<String>,
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        let field = match &error {
            Error::InvalidField(problem) => Some(draft_field(*problem).to_owned()),
            _ => None,
        };
        let code = match &error {
            Error::InvalidField(_) => CommandErrorCode::InvalidField,
            Error::AccountNotFound => CommandErrorCode::AccountNotFound,
            Error::KeychainUnavailable => CommandErrorCode::KeychainUnavailable,
            Error::PageNotOpened(_) => CommandErrorCode::PageNotOpened,
            Error::NotNotified(_) => CommandErrorCode::NotNotified,
            Error::SettingsNotSaved(_)
            | Error::KeyFile(_)
            | Error::NoConfigDir
            | Error::SettingsNotOpened { .. }
            | Error::SettingsNotUnderstood { .. }
            | Error::Http(_)
            | Error::History(_)
            | Error::Report(_)
            | Error::Since(_)
            | Error::Desktop(_)
            | Error::Print(_) => CommandErrorCode::SettingsNotSaved,
        };
        Self {
            code,
            message: error.to_string(),
            field,
        }
    }
}

/// The form has one field for where a key is kept, whatever part of it is wrong.
fn draft_field(problem: AccountProblem) -> &'static str {
    match problem.field() {
        "key.name" => "key",
        field => field,
    }
}

/// Storing a key fails in fewer ways than reading one.
impl From<Problem> for Error {
    fn from(_: Problem) -> Self {
        Self::KeychainUnavailable
    }
}
