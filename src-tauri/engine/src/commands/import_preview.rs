//! What an import would change, before it changes anything.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

use crate::poller::Keys;
use credit_tray_core::{
    AccountId, Channel, KeyOrigin, ProviderId,
    settings::Settings,
    transfer::{AlsoTaken, ExportedSettings, merge},
    window::ProxyView,
};
use serde::Serialize;
use ts_rs::TS;

use super::draft::fresh_id;

/// What an import would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ImportPreview {
    /// RFC 3339; when it was exported, where the file says so.
    pub exported_at: Option<String>,
    /// The proxy of the file, where it is another one than here; null where it is the same.
    pub proxy: Option<ProxyView>,
    /// The channels of the file that are not here, each with where it leads.
    pub channels: Vec<String>,
    pub accounts: Vec<ImportedAccount>,
}

/// One account of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ImportedAccount {
    pub id: AccountId,
    pub label: String,
    pub provider: ProviderId,
    pub change: ImportChange,
    /// Where it is asked, if that is not the provider's own host.
    pub server: Option<String>,
    pub key: ImportedKey,
    /// It comes in turned off, because it would send a key to another server than before.
    pub turned_off: bool,
}

/// What an import does to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum ImportChange {
    /// It is not here yet.
    Added,
    /// It takes the place of one that is here.
    Replaced,
    /// It is here already as it is, with the same key.
    Same,
}

/// Where the key of an imported account comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum ImportedKey {
    /// Out of the file.
    File,
    /// It is here already.
    Kept,
    /// Out of an environment variable.
    Variable,
    /// From nowhere: the person must enter it.
    Missing,
}

/// What this import would change here.
pub(super) fn preview(current: &Settings, exported: &ExportedSettings, keys: &impl Keys) -> ImportPreview {
    let plan = merge(current, exported, AlsoTaken::default(), fresh_id);
    let accounts = plan.imported.iter().filter_map(|(written, id)| {
        let account = plan.settings.account(id)?;
        let brought = plan.keys.iter().find(|(other, _)| other.id == *id);
        let is_key_here = brought.is_none_or(|(_, key)| keys.key(account).is_ok_and(|here| here == *key));
        let server = plan.other_servers.iter().find(|(other, _)| other == id);
        Some(ImportedAccount {
            id: written.clone(),
            label: account.label.clone(),
            provider: account.provider,
            change: match current.account(id) {
                None => ImportChange::Added,
                Some(before) if before == account && is_key_here => ImportChange::Same,
                Some(_) => ImportChange::Replaced,
            },
            server: server.map(|(_, server)| server.to_string()),
            key: match &account.key {
                KeyOrigin::Env { .. } => ImportedKey::Variable,
                _ if brought.is_some() => ImportedKey::File,
                _ if plan.without_key.contains(id) => ImportedKey::Missing,
                _ => ImportedKey::Kept,
            },
            turned_off: plan.disabled_for_safety.contains(id),
        })
    });
    let (here, coming) = (&current.general, &exported.settings.general);
    let is_new = |channel: &Channel| !here.channels().contains(channel);
    ImportPreview {
        exported_at: exported.exported_at.map(|at| at.to_string()),
        proxy: (coming.proxy != here.proxy).then(|| ProxyView::new(&coming.proxy, false)),
        channels: coming
            .channels()
            .into_iter()
            .filter(is_new)
            .map(|channel| match channel {
                Channel::Desktop { id } => id.to_string(),
                other => other.place(),
            })
            .collect(),
        accounts: accounts.collect(),
    }
}
