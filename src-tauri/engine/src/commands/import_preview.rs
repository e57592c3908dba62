//! What an import would change, before it changes anything.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

use crate::poller::Keys;
use credit_tray_core::{
    AccountId, Channel, KeyOrigin, ProviderId,
    settings::{Choice, General, ProviderChoices, Settings},
    texts::Texts,
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
    /// Of what else the file has other choices than there are here.
    pub general: Vec<GeneralPart>,
    /// Whether nothing of that was chosen here yet, so that nothing is lost.
    pub general_is_unchosen: bool,
    pub accounts: Vec<ImportedAccount>,
}

/// A part of the general settings, as the window has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum GeneralPart {
    QuietHours,
    Display,
    Money,
    NewAccounts,
    /// What this version does not know.
    Other,
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
    /// In words, what becomes of the one that is here.
    pub changes: Vec<String>,
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
pub(super) fn preview(
    current: &Settings,
    exported: &ExportedSettings,
    keys: &impl Keys,
    texts: &Texts,
) -> ImportPreview {
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
            changes: current
                .account(id)
                .map(|here| texts.account_changes(here, account))
                .unwrap_or_default(),
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
        general: other_choices(here, coming),
        general_is_unchosen: other_choices(here, &General::default()).is_empty(),
        accounts: accounts.collect(),
    }
}

fn other_choices(here: &General, coming: &General) -> Vec<GeneralPart> {
    let of_providers = |general: &General, choice: fn(&ProviderChoices) -> Choice| {
        let chosen = general
            .providers
            .iter()
            .map(|(id, choices)| (*id, choice(choices)));
        chosen
            .filter(|(_, choice)| *choice != Choice::default())
            .collect::<Vec<_>>()
    };
    let differ = |choice| of_providers(here, choice) != of_providers(coming, choice);
    let parts = [
        (here.quiet_hours != coming.quiet_hours, GeneralPart::QuietHours),
        (
            here.appearance != coming.appearance || here.tray != coming.tray,
            GeneralPart::Display,
        ),
        (
            here.money != coming.money || differ(|choices| choices.credits_per_usd),
            GeneralPart::Money,
        ),
        (
            here.refresh_every_secs != coming.refresh_every_secs || differ(|choices| choices.low_below),
            GeneralPart::NewAccounts,
        ),
        (here.other != coming.other, GeneralPart::Other),
    ];
    let changed = parts.into_iter().filter(|(is_changed, _)| *is_changed);
    changed.map(|(_, part)| part).collect()
}
