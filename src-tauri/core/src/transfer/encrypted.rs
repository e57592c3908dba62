//! An export with keys: the document, encrypted with a passphrase.
//!
//! This is the only place where a key is written into a document, and the document goes from the
//! serializer straight into the cipher.

use std::{collections::BTreeMap, io::Read as _, iter};

use age::{
    DecryptError, Decryptor, EncryptError, Encryptor,
    armor::{ArmoredReader, ArmoredWriter, Format},
    scrypt,
};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Serialize, Serializer};
use zeroize::Zeroizing;

use super::{
    ExportError, ExportedSettings, ImportError,
    document::{self, PlainDocument},
};
use crate::{AccountId, ApiKey, settings::Settings};

/// The shortest passphrase, in characters.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// What one try of a passphrase costs, as the power of two that scrypt calls N: 2^18 are 256 MiB
/// and about a second, as with age's command line.
///
/// Not measured on this computer, as age would by itself: what a fast one chose, a small one might
/// not have the memory to open.
const WORK: u8 = 18;

/// The most that a file may ask for: 2^20 are 1 GiB and some seconds. Each one more doubles both,
/// so that a hostile file would hang the app, or have it killed.
const MOST_WORK: u8 = 20;

const _: () = assert!(WORK <= MOST_WORK, "what is exported can be imported");

const ARMOR_BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// An encrypted export whose passphrase is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The age file, without its armor.
    ciphertext: Vec<u8>,
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    plain: PlainDocument,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    keys: BTreeMap<&'a AccountId, Exposed<'a>>,
}

/// A key that is written out. Private to this module: elsewhere no key can be serialized.
struct Exposed<'a>(&'a ApiKey);

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

/// The settings and their keys as an encrypted export. Takes about a second and 256 MiB.
///
/// Left out are keys of accounts that are not in the settings, and those of environment variables:
/// the settings say that they are not to be stored.
pub fn export_with_keys(
    settings: &Settings,
    keys: &BTreeMap<AccountId, ApiKey>,
    passphrase: &SecretString,
    now: Timestamp,
) -> Result<String, ExportError> {
    export_with_work(WORK, settings, keys, passphrase, now)
}

/// The same with another cost of a passphrase, of which tests have many to try.
fn export_with_work(
    work: u8,
    settings: &Settings,
    keys: &BTreeMap<AccountId, ApiKey>,
    passphrase: &SecretString,
    now: Timestamp,
) -> Result<String, ExportError> {
    if passphrase.expose_secret().chars().count() < SHORTEST_PASSPHRASE {
        return Err(ExportError::PassphraseTooShort);
    }
    let stored = settings.accounts.iter().filter(|account| account.key.is_stored());
    let document = Document {
        plain: PlainDocument::new(settings, now),
        keys: stored
            .filter_map(|account| Some((&account.id, Exposed(keys.get(&account.id)?))))
            .collect(),
    };

    let mut recipient = scrypt::Recipient::new(passphrase.clone());
    recipient.set_work_factor(work);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as _))?;
    let in_armor = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).map_err(EncryptError::Io)?;
    let mut writer = encryptor.wrap_output(in_armor).map_err(EncryptError::Io)?;
    serde_json::to_writer_pretty(&mut writer, &document)?;
    let armor = writer
        .finish()
        .and_then(ArmoredWriter::finish)
        .map_err(EncryptError::Io)?;
    document::importable(String::from_utf8(armor)?)
}

impl Locked {
    /// Whether this claims to be an encrypted export.
    pub(super) fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(ARMOR_BEGIN)
    }

    /// Whatever can be wrong without the passphrase is found here, before anyone is asked for it.
    pub(super) fn from_armor(armor: &[u8]) -> Result<Self, ImportError> {
        let mut ciphertext = Vec::new();
        ArmoredReader::new(armor)
            .read_to_end(&mut ciphertext)
            .map_err(|_| ImportError::Damaged)?;
        let decryptor = Decryptor::new_buffered(ciphertext.as_slice()).map_err(|error| refused(&error))?;
        if !decryptor.is_scrypt() {
            return Err(ImportError::EncryptedOtherwise);
        }
        Ok(Self { ciphertext })
    }

    /// Opens it. Takes about as long as the export took, at most some seconds and 1 GiB, so it
    /// belongs on a thread that may block. May be tried again.
    ///
    /// # Errors
    /// [`ImportError::WrongPassphrase`], [`ImportError::TooMuchWork`], or what is wrong inside.
    pub fn unlock(&self, passphrase: &SecretString) -> Result<ExportedSettings, ImportError> {
        let mut identity = scrypt::Identity::new(passphrase.clone());
        identity.set_max_work_factor(MOST_WORK);
        let mut plaintext = Decryptor::new_buffered(self.ciphertext.as_slice())
            .and_then(|decryptor| decryptor.decrypt(iter::once(&identity as _)))
            .map_err(|error| refused(&error))?;
        // The document is shorter than the file, so the buffer never moves and leaves no copy.
        let mut document = Zeroizing::new(Vec::with_capacity(self.ciphertext.len()));
        plaintext
            .read_to_end(&mut document)
            .map_err(|_| ImportError::Damaged)?;
        document::read(&document)
    }
}

fn refused(error: &DecryptError) -> ImportError {
    match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => ImportError::WrongPassphrase,
        DecryptError::ExcessiveWork { .. } => ImportError::TooMuchWork,
        DecryptError::NoMatchingKeys | DecryptError::UnknownFormat => ImportError::EncryptedOtherwise,
        _ => ImportError::Damaged,
    }
}

#[cfg(test)]
mod tests;
