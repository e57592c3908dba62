//! What an import changes, decided before anything is changed.

use std::collections::HashSet;

use super::ExportedSettings;
use crate::{
    Account, AccountId, ApiKey, BaseUrl, KeyOrigin, ProviderId,
    settings::{General, Settings, VERSION},
};

/// The plan of an import.
///
/// Store the keys first, and the settings only when all keys are stored: otherwise an account might
/// be asked with what was kept under its id before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The settings afterwards.
    pub settings: Settings,
    /// The keys to store, each with its account as it is in `settings`.
    pub keys: Vec<(Account, ApiKey)>,
    /// Every account of the file in its order: its id there, and in `settings`.
    pub imported: Vec<(AccountId, AccountId)>,
    /// Accounts that were not here, by their ids in `settings`.
    pub added: Vec<AccountId>,
    /// Accounts that were replaced by one from the file, changed or not.
    pub replaced: Vec<AccountId>,
    /// Added accounts whose key the person must enter.
    pub without_key: Vec<AccountId>,
    /// Accounts that the file has enabled and `settings` has not.
    pub disabled_for_safety: Vec<AccountId>,
    /// Accounts of the file with a host that is not one of their provider's, and that host.
    pub other_servers: Vec<(AccountId, BaseUrl)>,
}

/// What of the general part is taken over, which is nothing unless the person says so: where all that is
/// asked goes through, who is told, which may be a program that is started, and all other choices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlsoTaken {
    /// The proxy of the file.
    pub proxy: bool,
    /// The channels of the file, and which of them its accounts tell through.
    pub channels: bool,
    /// Its other choices.
    pub general: bool,
}

/// Plans an import. Accounts of the file take the place of those with the same id or are added at
/// the end, accounts that are only here stay, and so does the general part, but for what of it is taken too.
///
/// The file may come from a stranger, who can write any id, any server and the name of any
/// environment variable into it. So no secret of this computer is sent where it is not sent already,
/// with one exception: a key left under a free id may go to a provider's own host.
///
/// - An account takes the place of the present one only if it is asked at the same server of the
///   same provider ([`Account::may_use_key_of`]). Otherwise both stay, and the file's gets a fresh
///   id, because keys are stored by id, and so is the history.
/// - An account that reads an environment variable takes the place only of one that reads the same
///   variable, and is enabled only if that one is. So one that an import disabled is not enabled by
///   importing the file again.
/// - An account that is added without its key keeps its id only if that is free and the account is
///   asked at a host of its provider: settings that were lost then find their keys again. Otherwise
///   it gets a fresh id and is disabled, since the keychain may hold a key under the old one.
/// - Whether a stored key lives in the keychain or in the private file is for this computer to say:
///   as before where the account was here, otherwise in the keychain. One that was here and brings no
///   key keeps the present one, wherever it lives.
///
/// Both settings keep the rules of [`Settings::validate`], and so does the result. `fresh` is
/// the caller's choice; it is asked again while it names an id that is in use.
pub fn merge(
    current: &Settings,
    incoming: &ExportedSettings,
    also: AlsoTaken,
    mut fresh: impl FnMut(ProviderId) -> AccountId,
) -> Merge {
    let part = |taken| &(if taken { &incoming.settings } else { current }).general;
    let general = General {
        proxy: part(also.proxy).proxy.clone(),
        channels: part(also.channels).channels.clone(),
        ..part(also.general).clone()
    };
    let mut merge = Merge {
        settings: Settings {
            version: VERSION,
            accounts: current.accounts.clone(),
            unusable: current.unusable.clone(),
            general,
        },
        keys: Vec::new(),
        imported: Vec::new(),
        added: Vec::new(),
        replaced: Vec::new(),
        without_key: Vec::new(),
        disabled_for_safety: Vec::new(),
        other_servers: Vec::new(),
    };
    let both = current.accounts.iter().chain(&incoming.settings.accounts);
    let unusable = current.unusable.iter().filter_map(|account| account.id.as_ref());
    let mut used: HashSet<AccountId> = both.map(|account| &account.id).chain(unusable).cloned().collect();
    for written in &incoming.settings.accounts {
        let present = current.account(&written.id);
        let mut entry = Entry::new(written, present, incoming.keys.get(&written.id));
        if !also.channels {
            entry.account.channels = present.and_then(|present| present.channels.clone());
        }
        if entry.id == EntryId::Fresh {
            entry.account.id = unused(&mut used, || fresh(written.provider));
        }
        merge
            .imported
            .push((written.id.clone(), entry.account.id.clone()));
        merge.enter(entry, written.enabled);
    }
    merge
}

fn unused(used: &mut HashSet<AccountId>, mut fresh: impl FnMut() -> AccountId) -> AccountId {
    loop {
        let id = fresh();
        if used.insert(id.clone()) {
            return id;
        }
    }
}

impl Merge {
    /// The same plan with the keys in the private file, for a computer whose keychain does not take
    /// them.
    #[must_use]
    pub fn with_keys_in_file(mut self) -> Self {
        for (account, _) in &mut self.keys {
            account.key = KeyOrigin::File;
            self.settings.put(account.clone());
        }
        self
    }

    fn enter(&mut self, entry: Entry, was_enabled: bool) {
        let Entry { account, id, key } = entry;
        let is_added = id != EntryId::OfPresent;
        let ids = if is_added {
            &mut self.added
        } else {
            &mut self.replaced
        };
        ids.push(account.id.clone());
        if is_added && account.key.is_stored() && key.is_none() {
            self.without_key.push(account.id.clone());
        }
        if was_enabled && !account.enabled {
            self.disabled_for_safety.push(account.id.clone());
        }
        if is_asked_elsewhere(&account) {
            self.other_servers.push((account.id.clone(), account.host()));
        }
        if let Some(key) = key {
            self.keys.push((account.clone(), key.clone()));
        }
        self.settings.put(account);
    }
}

/// What becomes of one account of the file.
struct Entry<'a> {
    account: Account,
    id: EntryId,
    /// The key that it brings along and that is to be stored.
    key: Option<&'a ApiKey>,
}

#[derive(PartialEq, Eq)]
enum EntryId {
    /// It takes the place of the present account.
    OfPresent,
    /// It is added under the id that the file has for it.
    AsWritten,
    /// It is added under another id.
    Fresh,
}

impl<'a> Entry<'a> {
    fn new(written: &Account, present: Option<&Account>, key: Option<&'a ApiKey>) -> Self {
        let reads_variable = !written.key.is_stored();
        let key = key.filter(|_| !reads_variable);
        let same = present
            .filter(|present| written.may_use_key_of(present))
            .filter(|present| !reads_variable || written.key == present.key);
        match same {
            Some(present) => Self::in_place_of(present, written, key),
            None => Self::added(written, present.is_some(), key),
        }
    }

    fn in_place_of(present: &Account, written: &Account, key: Option<&'a ApiKey>) -> Self {
        let origin = if key.is_none() || present.key.is_stored() {
            present.key.clone()
        } else {
            KeyOrigin::Keychain
        };
        let may_be_enabled = origin.is_stored() || present.enabled;
        Self {
            account: Account {
                key: origin,
                enabled: written.enabled && may_be_enabled,
                ..written.clone()
            },
            id: EntryId::OfPresent,
            key,
        }
    }

    fn added(written: &Account, id_is_taken: bool, key: Option<&'a ApiKey>) -> Self {
        let stored = written.key.is_stored();
        let needs_key = stored && key.is_none();
        let is_fresh = id_is_taken || (needs_key && is_asked_elsewhere(written));
        let may_be_enabled = stored && !(needs_key && is_fresh);
        let origin = if stored {
            KeyOrigin::Keychain
        } else {
            written.key.clone()
        };
        Self {
            account: Account {
                key: origin,
                enabled: written.enabled && may_be_enabled,
                ..written.clone()
            },
            id: if is_fresh {
                EntryId::Fresh
            } else {
                EntryId::AsWritten
            },
            key,
        }
    }
}

/// Whether this is asked at a host that does not answer for its provider otherwise.
fn is_asked_elsewhere(account: &Account) -> bool {
    let host = account.host();
    let own = account.provider.profile().base_urls.iter();
    !own.filter_map(|url| url.parse::<BaseUrl>().ok())
        .any(|own| own.has_same_origin(&host))
}

#[cfg(test)]
mod tests;
