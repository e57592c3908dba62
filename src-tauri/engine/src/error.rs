//! What can go wrong in the engine. Closed; the settings window matches [`CommandErrorCode`].

use std::{io, path::PathBuf};

use credit_tray_core::{
    problem::Problem,
    settings::{AccountProblem, GeneralProblem, SettingsError},
    texts::{EN, Texts},
    transfer::{ExportError, ImportError},
};
use serde::Serialize;
use tokio::task::JoinError;
use ts_rs::TS;

use crate::{
    history::HistoryError,
    host::{HostError, NotShown},
    http::NoHttpClient,
};

/// What can go wrong in the engine.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The platform names no folder for settings.
    #[error("no folder for settings: set --config-dir")]
    NoConfigDir,
    /// A folder that somebody named does not exist.
    #[error("{}", EN.get("cli-no-such-folder", &[("path", &.0.to_string_lossy())]))]
    NoSuchFolder(PathBuf),
    /// The folder for settings cannot be made.
    #[error("{path}: {source}", path = path.display())]
    NotMade {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another engine watches the accounts of this folder.
    #[error("{}", EN.get("cli-another-engine", &[("path", &.0.to_string_lossy())]))]
    AnotherEngine(PathBuf),
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
    #[error("the settings could not be saved: {0}")]
    SettingsNotSaved(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A field of an account that the person typed is not valid.
    #[error(transparent)]
    InvalidField(#[from] AccountProblem),
    /// A choice that belongs to no account is not valid.
    #[error(transparent)]
    InvalidChoice(#[from] GeneralProblem),
    /// What the window asked for is not a command.
    #[error("not a command: {0}")]
    CommandNotUnderstood(#[source] serde_json::Error),
    /// The account does not exist.
    #[error("the account does not exist")]
    AccountNotFound,
    /// The keychain does not answer.
    #[error("the keychain does not answer")]
    KeychainUnavailable,
    /// The environment variable of an account holds no key.
    #[error("the environment variable {0} holds no key")]
    VariableEmpty(String),
    /// This desktop has no keychain.
    #[error("there is no keychain")]
    NoKeychain,
    /// The private key file cannot be written.
    #[error("the private key file could not be written: {0}")]
    KeyFile(#[source] io::Error),
    /// A page could not be opened in the browser.
    #[error("no browser for {0}")]
    PageNotOpened(String),
    /// A folder could not be opened.
    #[error("no file manager for {0}")]
    FolderNotOpened(String),
    /// A notification was not shown.
    #[error("the notification was not shown: {0}")]
    NotNotified(#[source] NotShown),
    /// The desktop does not start the app at login, or does not stop doing it.
    #[error("start at login could not be changed: {0}")]
    NotStartedAtLogin(#[source] HostError),
    /// The history cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The settings cannot be exported.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The export cannot be written.
    #[error("the export could not be written: {0}")]
    NotExported(#[source] io::Error),
    /// The file that was chosen for import cannot be read.
    #[error("the file could not be read: {0}")]
    FileNotRead(#[source] io::Error),
    /// The file that was chosen cannot be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// No file was chosen for import, or it was not opened with its passphrase.
    #[error("no file was chosen for import")]
    NothingToImport,
    /// No HTTP client.
    #[error(transparent)]
    Http(#[from] NoHttpClient),
    /// A command broke down.
    #[error("a command broke down: {0}")]
    BrokenDown(#[from] JoinError),
}

impl Error {
    /// Whether it is about how the program was called, or about a file that is not settings.
    #[must_use]
    pub fn is_wrong_usage(&self) -> bool {
        matches!(
            self,
            Self::NoConfigDir
                | Self::NoSuchFolder(_)
                | Self::AnotherEngine(_)
                | Self::SettingsNotOpened { .. }
                | Self::SettingsNotUnderstood { .. }
        )
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
    /// There is no keychain; the key was not stored.
    NoKeychain,
    /// Settings or keys could not be written.
    SettingsNotSaved,
    /// The page or folder could not be opened.
    PageNotOpened,
    /// The desktop showed no notification.
    NotNotified,
    /// The passphrase does not open the file.
    WrongPassphrase,
    /// The file could not be imported.
    NotImported,
    /// The file could not be written.
    NotExported,
    /// The history cannot be read.
    HistoryUnreadable,
    /// The desktop does not start the app at login.
    NotStartedAtLogin,
    /// Something else went wrong, which no choice of the person can mend.
    Failed,
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

impl CommandError {
    /// What the window is told of this error, in these texts.
    #[must_use]
    pub fn new(error: &Error, texts: &Texts) -> Self {
        use CommandErrorCode as Code;
        let because = |text, error: &dyn std::error::Error| texts.get(text, &[("error", &error.to_string())]);
        let (code, message) = match error {
            Error::InvalidField(problem) => (Code::InvalidField, texts.account_problem(*problem)),
            Error::InvalidChoice(problem) => (Code::InvalidField, texts.general_problem(*problem)),
            Error::AccountNotFound => (Code::AccountNotFound, texts.get("command-account-not-found", &[])),
            Error::KeychainUnavailable => (
                Code::KeychainUnavailable,
                texts.get("command-keychain-unavailable", &[]),
            ),
            Error::VariableEmpty(name) => (
                Code::InvalidField,
                texts.get("problem-environment-key-missing", &[("name", name)]),
            ),
            Error::NoKeychain => (Code::NoKeychain, texts.get("command-no-keychain", &[])),
            Error::KeyFile(error) => (Code::SettingsNotSaved, because("command-key-file", error)),
            Error::PageNotOpened(url) => (
                Code::PageNotOpened,
                texts.get("command-page-not-opened", &[("url", url)]),
            ),
            Error::FolderNotOpened(path) => (
                Code::PageNotOpened,
                texts.get("command-folder-not-opened", &[("path", path)]),
            ),
            Error::NotNotified(error) => {
                let message = match error {
                    NotShown::NoService => texts.get("alert-not-shown-no-service", &[]),
                    NotShown::NoAnswer => texts.get("alert-not-shown-no-answer", &[]),
                    NotShown::Refused(error) => because("alert-not-shown", error.as_ref()),
                };
                (Code::NotNotified, message)
            }
            Error::NotStartedAtLogin(error) => (
                Code::NotStartedAtLogin,
                because("command-not-started-at-login", error.as_ref()),
            ),
            Error::History(error) => (
                Code::HistoryUnreadable,
                because("command-history-unreadable", error),
            ),
            Error::SettingsNotSaved(error) => (
                Code::SettingsNotSaved,
                because("command-settings-not-saved", error.as_ref()),
            ),
            Error::Export(error) => (Code::NotExported, texts.export_error(error)),
            Error::NotExported(error) => (Code::NotExported, because("command-not-exported", error)),
            Error::FileNotRead(error) => (Code::NotImported, because("command-not-read", error)),
            Error::Import(error) => {
                let code = match error {
                    ImportError::WrongPassphrase => Code::WrongPassphrase,
                    _ => Code::NotImported,
                };
                (code, texts.import_error(error))
            }
            Error::NothingToImport => (Code::NotImported, texts.get("import-nothing", &[])),
            Error::SettingsNotUnderstood { .. } | Error::SettingsNotOpened { .. } => (
                Code::SettingsNotSaved,
                because("command-settings-not-saved", error),
            ),
            Error::NoConfigDir
            | Error::NoSuchFolder(_)
            | Error::AnotherEngine(_)
            | Error::NotMade { .. }
            | Error::Http(_)
            | Error::CommandNotUnderstood(_)
            | Error::BrokenDown(_) => (Code::Failed, because("command-failed", error)),
        };
        Self {
            code,
            message,
            field: wrong_field(error),
        }
    }
}

/// The field of the window's form, which are fewer than those of the settings.
fn wrong_field(error: &Error) -> Option<String> {
    match error {
        Error::InvalidField(problem) => Some(match problem.field() {
            "key.name" => "key".to_owned(),
            field => field.to_owned(),
        }),
        Error::VariableEmpty(_) => Some("key".to_owned()),
        Error::InvalidChoice(problem) => Some(match problem {
            GeneralProblem::RateNotPositive(provider) | GeneralProblem::RateNotANumber(provider) => {
                format!("creditsPerUsd.{provider}")
            }
            GeneralProblem::ThresholdNegative(provider) | GeneralProblem::ThresholdNotANumber(provider) => {
                format!("lowBelow.{provider}")
            }
            GeneralProblem::ExchangeNotPositive | GeneralProblem::ExchangeNotANumber => "perUsd".to_owned(),
            GeneralProblem::IntervalTooShort | GeneralProblem::IntervalTooLong | GeneralProblem::Proxy(_) => {
                problem.field()
            }
        }),
        _ => None,
    }
}

/// Storing a key fails in fewer ways than reading one.
impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::NoKeychain => Self::NoKeychain,
            _ => Self::KeychainUnavailable,
        }
    }
}
