//! Taking the settings to another computer: what an export holds, and what an import changes.
//!
//! An export is JSON:
//!
//! ```json
//! { "creditTrayExport": 1, "exportedAt": "2026-11-20T09:00:00Z",
//!   "settings": { "version": 1, "accounts": [], "general": {} },
//!   "keys": { "kie-5f0c2a91": "…" } }
//! ```
//!
//! `settings` is `settings.json` as it is. `keys` are only ever written into an export that is
//! encrypted with a passphrase: an [age](https://age-encryption.org/v1) file in ASCII armor, which
//! age's own command line opens too. A plain `settings.json` is read as an export without keys.
//!
//! The module is named after the whole way, since neither end is of use without the other. A file
//! may come from a stranger; [`merge()`] says what it cannot do.

mod document;
mod encrypted;
mod error;
mod merge;

use std::collections::BTreeMap;

use jiff::Timestamp;
pub use secrecy::SecretString;

pub use document::export;
pub use encrypted::{Locked, SHORTEST_PASSPHRASE, export_with_keys};
pub use error::{ExportError, ImportError};
pub use merge::{AlsoTaken, Merge, merge};

use crate::{AccountId, ApiKey, settings::Settings};

/// The version of the export that this program writes.
pub const VERSION: u64 = 1;

/// The largest export, in bytes: a thousand times what a few accounts need. No file needs to be
/// read further than one byte beyond it.
pub const MAX_BYTES: usize = 1024 * 1024;

/// What an export holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedSettings {
    /// All that the person chose; they keep the rules of [`Settings::validate`].
    pub settings: Settings,
    /// The keys that came along, each of one of the accounts.
    pub keys: BTreeMap<AccountId, ApiKey>,
    /// When it was made; none for a plain `settings.json`.
    pub exported_at: Option<Timestamp>,
}

impl ExportedSettings {
    /// What of it comes in when only these accounts do.
    #[must_use]
    pub fn only(mut self, accounts: &[AccountId]) -> Self {
        self.settings
            .accounts
            .retain(|account| accounts.contains(&account.id));
        self.keys.retain(|id, _| accounts.contains(id));
        self
    }

    /// The same without its keys: they stay in the file.
    #[must_use]
    pub fn without_keys(mut self) -> Self {
        self.keys.clear();
        self
    }
}

/// A file to import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportFile {
    /// It can be read by anyone.
    Plain(Box<ExportedSettings>),
    /// It needs the passphrase first.
    Encrypted(Locked),
}

/// Understands a file to import. Cheap: the costly part of an encrypted one is
/// [`Locked::unlock`].
///
/// # Errors
/// It is too large, no export, cut off, newer than this program, or holds a wrong field.
pub fn read(bytes: &[u8]) -> Result<ImportFile, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge);
    }
    let bytes = bytes.trim_ascii();
    if Locked::is_one(bytes) {
        Locked::from_armor(bytes).map(ImportFile::Encrypted)
    } else {
        document::read(bytes).map(|exported| ImportFile::Plain(exported.into()))
    }
}

#[cfg(test)]
mod strategies;
#[cfg(test)]
mod tests;
