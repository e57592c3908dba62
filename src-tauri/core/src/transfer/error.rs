//! What can go wrong with an export or an import.

use crate::{AccountId, settings::SettingsError};

use super::{MAX_BYTES, SHORTEST_PASSPHRASE, VERSION};

/// Why settings cannot be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A passphrase that is soon guessed.
    #[error("the passphrase must have at least {SHORTEST_PASSPHRASE} characters")]
    PassphraseTooShort,
    /// An export that no import would take.
    #[error("the settings are too large to export: more than {MAX_BYTES} bytes")]
    TooLarge,
    /// As JSON.
    #[error("the settings cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// With the passphrase.
    #[error("the export cannot be encrypted: {0}")]
    Encryption(#[from] age::EncryptError),
    /// What was encrypted is no text.
    #[error("the encrypted export is not text: {0}")]
    NotText(#[from] std::string::FromUtf8Error),
}

/// Why a file cannot be imported. None carries a key, or a piece of one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Larger than any export.
    #[error("the file is larger than any export: more than {MAX_BYTES} bytes")]
    TooLarge,
    /// Another kind of file.
    #[error("the file is no export of Credit Tray and no settings.json")]
    NotAnExport,
    /// Written by a newer version of this program.
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
    /// The passphrase is another one.
    #[error("the passphrase is not the one with which the export was made")]
    WrongPassphrase,
    /// A passphrase would take more time and memory to try than any export of this program.
    #[error("the file would take too much time and memory to open; it is no export of Credit Tray")]
    TooMuchWork,
    /// Encrypted by age, but not with a passphrase alone, or by a later kind of age.
    #[error("the file is not encrypted the way Credit Tray does it")]
    EncryptedOtherwise,
    /// Empty, cut off or altered.
    #[error("the file is damaged or not complete")]
    Damaged,
}
