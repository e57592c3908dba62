//! What can go wrong in the engine. Closed; the settings window matches [`CommandErrorCode`].

use std::{error::Error as _, io, path::PathBuf};

use credit_tray_core::{
    Channel,
    delivery::DeliveryProblem,
    problem::Problem,
    settings::{AccountProblem, GeneralProblem, SettingsError},
    texts::{EN, Texts},
    transfer::{ExportError, ImportError},
    without_keys,
};
use serde::Serialize;
use tokio::task::JoinError;
use ts_rs::TS;

use crate::{history::HistoryError, host::HostError, http::NoHttpClient};

/// What can go wrong in the engine.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum Error {
    #[error("no folder for settings: set --config-dir")]
    NoConfigDir,
    #[error("{}", EN.get("cli-no-such-folder", &[("path", &.0.to_string_lossy())]))]
    NoSuchFolder(PathBuf),
    #[error("the folder {path} cannot be made: {source}", path = path.display())]
    NotMade { path: PathBuf, source: io::Error },
    #[error("{}", EN.get("cli-another-engine", &[("path", &.0.to_string_lossy())]))]
    AnotherEngine(PathBuf),
    #[error("{path}: {source}", path = path.display())]
    SettingsNotOpened { path: PathBuf, source: io::Error },
    #[error("{}", EN.get("cli-settings-unreadable", &[("path", &path.to_string_lossy()), ("error", &source.to_string())]))]
    SettingsNotUnderstood { path: PathBuf, source: SettingsError },
    #[error("the settings could not be saved: {0}")]
    SettingsNotSaved(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error(transparent)]
    InvalidField(#[from] AccountProblem),
    #[error(transparent)]
    InvalidChoice(#[from] GeneralProblem),
    /// The parser repeats what it does not expect, which may be a key.
    #[error("not a command: {}", without_keys(&.0.to_string()))]
    CommandNotUnderstood(#[source] serde_json::Error),
    #[error("the account does not exist")]
    AccountNotFound,
    #[error("the keychain does not answer")]
    KeychainUnavailable,
    #[error("the environment variable {0} holds no key")]
    VariableEmpty(String),
    #[error("there is no keychain")]
    NoKeychain,
    #[error("the private key file could not be written: {0}")]
    KeyFile(#[source] io::Error),
    #[error("no browser for {0}")]
    PageNotOpened(String),
    #[error("no file manager for {0}")]
    FolderNotOpened(String),
    #[error("not delivered: {problem}")]
    NotDelivered {
        channel: Box<Channel>,
        problem: DeliveryProblem,
    },
    #[error("start at login could not be changed: {0}")]
    NotStartedAtLogin(#[source] HostError),
    #[error(transparent)]
    History(#[from] HistoryError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("the export could not be written: {0}")]
    NotExported(#[source] io::Error),
    #[error("the file could not be read: {0}")]
    FileNotRead(#[source] io::Error),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error("no file was chosen for import")]
    NothingToImport,
    /// The settings changed while the keys of an import were stored.
    #[error("the settings changed meanwhile, and nothing was imported")]
    ImportOutdated,
    #[error(transparent)]
    Http(#[from] NoHttpClient),
    #[error("a command broke down: {0}")]
    BrokenDown(#[from] JoinError),
}

impl Error {
    /// Whether it is about how the program was called, or about a file that is not settings.
    pub fn is_wrong_usage(&self) -> bool {
        matches!(
            self,
            Self::NoConfigDir
                | Self::NoSuchFolder(_)
                | Self::NotMade { .. }
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
    /// The receiver has not taken what was sent.
    NotDelivered,
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
    pub fn new(error: &Error, texts: &Texts) -> Self {
        use CommandErrorCode as Code;
        let whole = error.to_string();
        let because = error.source().map_or_else(|| whole.clone(), ToString::to_string);
        let (code, text, detail) = match error {
            Error::InvalidField(problem) => (Code::InvalidField, "", texts.account_problem(*problem)),
            Error::InvalidChoice(problem) => (Code::InvalidField, "", texts.general_problem(*problem)),
            Error::Export(error) => (Code::NotExported, "", texts.export_error(error)),
            Error::Import(error @ ImportError::WrongPassphrase) => {
                (Code::WrongPassphrase, "", texts.import_error(error))
            }
            Error::Import(error) => (Code::NotImported, "", texts.import_error(error)),
            Error::AccountNotFound => (Code::AccountNotFound, "command-account-not-found", whole),
            Error::KeychainUnavailable => (Code::KeychainUnavailable, "command-keychain-unavailable", whole),
            Error::NoKeychain => (Code::NoKeychain, "command-no-keychain", whole),
            Error::VariableEmpty(name) => (
                Code::InvalidField,
                "problem-environment-key-missing",
                name.clone(),
            ),
            Error::KeyFile(_) => (Code::SettingsNotSaved, "command-key-file", because),
            Error::PageNotOpened(url) => (Code::PageNotOpened, "command-page-not-opened", url.clone()),
            Error::FolderNotOpened(path) => (Code::PageNotOpened, "command-folder-not-opened", path.clone()),
            Error::NotDelivered { channel, problem } => {
                (Code::NotDelivered, "", texts.delivery_problem(problem, channel))
            }
            Error::NotStartedAtLogin(_) => (Code::NotStartedAtLogin, "command-not-started-at-login", because),
            Error::History(_) => (Code::HistoryUnreadable, "command-history-unreadable", whole),
            Error::SettingsNotSaved(_) => (Code::SettingsNotSaved, "command-settings-not-saved", because),
            Error::SettingsNotUnderstood { .. } | Error::SettingsNotOpened { .. } => {
                (Code::SettingsNotSaved, "command-settings-not-saved", whole)
            }
            Error::NotExported(_) => (Code::NotExported, "command-not-exported", because),
            Error::FileNotRead(_) => (Code::NotImported, "command-not-read", because),
            Error::NothingToImport => (Code::NotImported, "import-nothing", whole),
            Error::ImportOutdated => (Code::NotImported, "import-outdated", whole),
            Error::NoConfigDir
            | Error::NoSuchFolder(_)
            | Error::AnotherEngine(_)
            | Error::NotMade { .. }
            | Error::Http(_)
            | Error::CommandNotUnderstood(_)
            | Error::BrokenDown(_) => (Code::Failed, "command-failed", whole),
        };
        // Each text takes the detail by the name that fits it.
        let arguments = ["error", "name", "path", "url"].map(|argument| (argument, detail.as_str()));
        let message = match text {
            "" => detail.clone(),
            text => texts.get(text, &arguments),
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
            // The form is about one channel.
            GeneralProblem::Channel { field, .. } => format!("channel.{field}"),
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
