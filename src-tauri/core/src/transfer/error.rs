//! What can go wrong with an export or an import.

use crate::{AccountId, settings::SettingsError};

use super::{MAX_BYTES, SHORTEST_PASSPHRASE, VERSION};

/// Why settings cannot be exported.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum ExportError {
    #[error("the passphrase must have at least {SHORTEST_PASSPHRASE} characters")]
    PassphraseTooShort,
    #[error("the settings are too large to export: more than {MAX_BYTES} bytes")]
    TooLarge,
    #[error("the settings cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the export cannot be encrypted: {0}")]
    Encryption(#[from] age::EncryptError),
    #[error("the encrypted export is not text: {0}")]
    NotText(#[from] std::string::FromUtf8Error),
}

/// Why a file cannot be imported. None carries a key, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum ImportError {
    #[error("the file is larger than any export: more than {MAX_BYTES} bytes")]
    TooLarge,
    #[error("the file is no export of Credit Tray and no settings.json")]
    NotAnExport,
    #[error(
        "the export was written by a newer version of Credit Tray: {0}, and this one reads up to {VERSION}; update Credit Tray"
    )]
    Newer(u64),
    /// Not of the documented shape. Names the field, or the line and column.
    #[error("{0}")]
    NotDocumented(String),
    /// The settings in it cannot be used. Names the field.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// What it has for a key of this account cannot be one.
    #[error("keys.{0}: holds blanks or other characters that no key has")]
    KeyNotUsable(AccountId),
    #[error("the passphrase is not the one with which the export was made")]
    WrongPassphrase,
    /// A passphrase would take more time and memory to try than any export of this program.
    #[error("the file would take too much time and memory to open; it is no export of Credit Tray")]
    TooMuchWork,
    /// Encrypted by age, but not with a passphrase alone, or by a later kind of age.
    #[error("the file is not encrypted the way Credit Tray does it")]
    EncryptedOtherwise,
    #[error("the file is damaged or not complete")]
    Damaged,
}
