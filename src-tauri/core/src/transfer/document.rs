//! The document: how it is written without keys, and read with or without.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use super::{ExportError, ExportedSettings, ImportError, MAX_BYTES, VERSION};
use crate::{AccountId, ApiKey, settings::Settings, without_keys};

/// The document that anyone may read. It has no place for a key.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlainDocument {
    credit_tray_export: u64,
    exported_at: Timestamp,
    settings: Settings,
}

impl PlainDocument {
    /// What cannot be used stays here: nobody knows what is in it.
    pub(super) fn new(settings: &Settings, now: Timestamp) -> Self {
        Self {
            credit_tray_export: VERSION,
            exported_at: now,
            settings: Settings {
                unusable: Vec::new(),
                ..settings.clone()
            },
        }
    }
}

/// The settings as an export without keys.
pub fn export(settings: &Settings, now: Timestamp) -> Result<String, ExportError> {
    let text = serde_json::to_string_pretty(&PlainDocument::new(settings, now))?;
    importable(text)
}

/// An export that is too large to be imported is found out when it is needed; better now.
pub(super) fn importable(text: String) -> Result<String, ExportError> {
    if text.len() > MAX_BYTES {
        return Err(ExportError::TooLarge);
    }
    Ok(text)
}

/// What tells an export from a `settings.json`, and both from everything else.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Heading {
    credit_tray_export: Option<u64>,
    version: Option<IgnoredAny>,
}

/// The parts are read one by one, so that an error names its field and never repeats a key.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Parts<'a> {
    #[serde(rename = "creditTrayExport")]
    _version: IgnoredAny,
    exported_at: Timestamp,
    #[serde(borrow)]
    settings: &'a RawValue,
    #[serde(borrow)]
    keys: Option<&'a RawValue>,
}

/// Reads a decrypted or plain export, or a `settings.json`.
pub(super) fn read(bytes: &[u8]) -> Result<ExportedSettings, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotAnExport)?;
    if text.is_empty() {
        return Err(ImportError::Damaged);
    }
    // serde also accepts arrays for structs.
    if !text.starts_with('{') {
        return Err(ImportError::NotAnExport);
    }
    let heading: Heading = serde_json::from_str(text).map_err(|error| not_documented(&error))?;
    match heading.credit_tray_export {
        Some(VERSION) => read_export(text),
        Some(newer) if newer > VERSION => Err(ImportError::Newer(newer)),
        None if heading.version.is_some() => Ok(ExportedSettings {
            settings: Settings::from_json(text)?.all_usable()?,
            keys: BTreeMap::new(),
            exported_at: None,
        }),
        Some(_) | None => Err(ImportError::NotAnExport),
    }
}

fn read_export(text: &str) -> Result<ExportedSettings, ImportError> {
    let mut json = serde_json::Deserializer::from_str(text);
    let parts: Parts = serde_path_to_error::deserialize(&mut json)
        .map_err(|error| ImportError::NotDocumented(without_keys(&error.to_string())))?;
    let settings = Settings::from_json(parts.settings.get())?.all_usable()?;
    let keys = parts
        .keys
        .map(|keys| read_keys(keys.get(), &settings))
        .transpose()?
        .unwrap_or_default();
    Ok(ExportedSettings {
        settings,
        keys,
        exported_at: Some(parts.exported_at),
    })
}

fn read_keys(json: &str, settings: &Settings) -> Result<BTreeMap<AccountId, ApiKey>, ImportError> {
    let not_documented = |problem: &str| ImportError::NotDocumented(format!("keys: {problem}"));
    // The parser's own words may repeat a key that stands where something else should.
    let written: BTreeMap<AccountId, Zeroizing<String>> =
        serde_json::from_str(json).map_err(|_| not_documented("must be texts by the ids of accounts"))?;
    written
        .into_iter()
        .map(|(id, key)| {
            if settings.account(&id).is_none() {
                return Err(not_documented("one is of no account in this file"));
            }
            match ApiKey::from_typed(&key) {
                Some(key) => Ok((id, key)),
                None => Err(ImportError::KeyNotUsable(id)),
            }
        })
        .collect()
}

fn not_documented(error: &serde_json::Error) -> ImportError {
    if error.is_eof() {
        ImportError::Damaged
    } else {
        ImportError::NotDocumented(without_keys(&error.to_string()))
    }
}
