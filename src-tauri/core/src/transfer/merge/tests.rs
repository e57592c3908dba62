use proptest::prelude::*;

use super::*;
use crate::channel::ChannelId;
use crate::transfer::strategies::{IDS, any_exported, any_settings};

const RELAY: &str = "https://relay.example";

fn account(id: &str) -> Account {
    serde_json::from_value(serde_json::json!({ "id": id, "provider": "kie", "label": id })).unwrap()
}

fn at(base_url: &str, account: Account) -> Account {
    Account {
        base_url: Some(base_url.parse().unwrap()),
        ..account
    }
}

fn with_key(key: KeyOrigin, account: Account) -> Account {
    Account { key, ..account }
}

fn reading(name: &str, account: Account) -> Account {
    with_key(KeyOrigin::Env { name: name.into() }, account)
}

fn settings(accounts: impl IntoIterator<Item = Account>) -> Settings {
    Settings {
        accounts: accounts.into_iter().collect(),
        ..Settings::default()
    }
}

fn key() -> ApiKey {
    ApiKey::from_typed("sk-1").unwrap()
}

/// The import of these accounts, with keys for those ids, where those accounts are.
fn import(
    here: impl IntoIterator<Item = Account>,
    file: impl IntoIterator<Item = Account>,
    keys: &[&str],
) -> Merge {
    let incoming = ExportedSettings {
        settings: settings(file),
        keys: keys.iter().map(|id| (AccountId::new(*id), key())).collect(),
        exported_at: None,
    };
    merge(&settings(here), &incoming, AlsoTaken::default(), counted())
}

/// Fresh ids, of which the first are in use.
fn counted() -> impl FnMut(ProviderId) -> AccountId {
    let mut count = 0;
    move |provider| {
        count += 1;
        let taken = IDS.get(count - 1).map(|id| AccountId::new(*id));
        taken.unwrap_or_else(|| AccountId::new(format!("{provider}-fresh{count}")))
    }
}

fn texts(ids: &[AccountId]) -> Vec<&str> {
    ids.iter().map(AccountId::as_str).collect()
}

fn only(merge: &Merge) -> &Account {
    let [account] = &merge.settings.accounts[..] else {
        panic!("not one account: {merge:?}");
    };
    account
}

/// The account that came in beside the one that was here.
fn beside(merge: &Merge, here: &Account) -> Account {
    let [first, second] = &merge.settings.accounts[..] else {
        panic!("not two accounts: {merge:?}");
    };
    assert_eq!(first, here, "the present account stays as it is");
    assert_ne!(second.id, here.id);
    assert_eq!(texts(&merge.added), [second.id.as_str()]);
    assert_eq!(merge.replaced, []);
    second.clone()
}

#[test]
fn accounts_are_replaced_in_their_place_or_added_at_the_end_and_the_others_stay() {
    let renamed = Account {
        label: "new".into(),
        ..account("b")
    };
    let merge = import(
        ["a", "b", "c"].map(account),
        [account("d"), renamed.clone(), account("e")],
        &[],
    );
    let expected = [account("a"), renamed, account("c"), account("d"), account("e")];
    assert_eq!(merge.settings.accounts, expected);
    assert_eq!(texts(&merge.added), ["d", "e"]);
    assert_eq!(texts(&merge.replaced), ["b"]);
    assert_eq!(merge.disabled_for_safety, []);
    assert_eq!(merge.other_servers, []);
}

#[test]
fn proxy_and_channels_stay_unless_they_are_taken_too() {
    let of = |host: &str, program: &str| Settings {
        general: serde_json::from_value(serde_json::json!({
            "proxy": { "use": "http", "host": host, "port": 8080 },
            "channels": [{ "kind": "command", "id": "c", "program": program, "args": [], "timeoutSecs": 30 }],
        }))
        .unwrap(),
        accounts: ["a", "b"]
            .map(|id| Account {
                channels: Some(vec![ChannelId::new(program)]),
                ..account(id)
            })
            .into(),
        ..Settings::default()
    };
    let (mut here, file) = (of("mine", "my-program"), of("evil", "rm"));
    here.accounts.truncate(1);
    let incoming = ExportedSettings {
        settings: file.clone(),
        keys: std::collections::BTreeMap::default(),
        exported_at: None,
    };
    let taken = |proxy, channels| {
        let also = AlsoTaken {
            proxy,
            channels,
            general: true,
        };
        let merged = merge(&here, &incoming, also, counted()).settings;
        let told: Vec<_> = merged
            .accounts
            .iter()
            .map(|account| account.channels.clone())
            .collect();
        (merged.general.proxy, merged.general.channels, told)
    };
    let (mine, theirs) = (|| here.general.clone(), || file.general.clone());
    let through = |program: &str| Some(vec![ChannelId::new(program)]);
    assert_eq!(
        taken(false, false),
        (mine().proxy, mine().channels, vec![through("my-program"), None])
    );
    assert_eq!(taken(true, false).0, theirs().proxy);
    assert_eq!(taken(true, false).1, mine().channels);
    assert_eq!(
        taken(false, true),
        (
            mine().proxy,
            theirs().channels,
            vec![through("rm"), through("rm")]
        )
    );
}

#[test]
fn the_general_part_stays_or_is_that_of_the_file_with_all_that_this_version_does_not_know() {
    let general = |json: &str| Settings {
        general: serde_json::from_str(json).unwrap(),
        ..Settings::default()
    };
    let here = general(r#"{"quietHours":{"from":"22:00","to":"07:00"},"sound":true}"#);
    let incoming = ExportedSettings {
        settings: general(r#"{"theme":{"name":"dark"}}"#),
        keys: [].into(),
        exported_at: None,
    };
    let merged = |general| {
        let also = AlsoTaken {
            general,
            ..AlsoTaken::default()
        };
        merge(&here, &incoming, also, counted()).settings
    };
    assert_eq!(merged(true), incoming.settings);
    assert_eq!(merged(false), here);
}

#[test]
fn a_key_is_stored_for_the_account_that_brought_it() {
    let merge = import(
        [account("a")],
        [account("a"), account("b"), account("c")],
        &["a", "b"],
    );
    assert_eq!(merge.keys, [(account("a"), key()), (account("b"), key())]);
    assert_eq!(texts(&merge.without_key), ["c"]);
}

#[test]
fn each_account_of_the_file_is_found_under_its_id_there() {
    let merge = import([account("a")], [at(RELAY, account("a")), account("b")], &[]);
    let [(first, fresh), (second, same)] = &merge.imported[..] else {
        panic!("not two accounts: {merge:?}");
    };
    assert_eq!((first.as_str(), second.as_str()), ("a", "b"));
    assert_eq!(texts(&merge.added), [fresh.as_str(), same.as_str()]);
    assert_eq!(same, second);
}

#[test]
fn keys_go_to_the_private_file_where_that_was_chosen() {
    let merge = import(
        [account("a")],
        [account("a"), account("b"), account("c")],
        &["a", "b"],
    );
    let merge = merge.with_keys_in_file();
    let in_file = ["a", "b"].map(|id| with_key(KeyOrigin::File, account(id)));
    assert_eq!(merge.keys, in_file.clone().map(|account| (account, key())));
    assert_eq!(merge.settings.accounts[..2], in_file);
    assert_eq!(merge.settings.accounts[2], account("c"));
}

#[test]
fn what_stays_in_the_file_changes_nothing_here() {
    let renamed = |id: &str| Account {
        label: "new".into(),
        ..account(id)
    };
    let incoming = ExportedSettings {
        settings: settings(["a", "b", "c"].map(renamed)),
        keys: ["a", "b"].map(|id| (AccountId::new(id), key())).into(),
        exported_at: None,
    };
    let here = settings(["a", "b"].map(account));
    let merge = merge(
        &here,
        &incoming.only(&[AccountId::new("b")]),
        AlsoTaken::default(),
        counted(),
    );
    assert_eq!(merge.settings.accounts, [account("a"), renamed("b")]);
    assert_eq!(merge.keys, [(renamed("b"), key())]);
}

#[test]
fn an_account_that_was_here_keeps_its_key_if_none_comes_along() {
    let here = reading("KIE_KEY", account("a"));
    let merge = import([here.clone()], [account("a")], &[]);
    assert_eq!(*only(&merge), here);
    assert_eq!(merge.without_key, []);
    assert_eq!(merge.disabled_for_safety, []);
}

#[test]
fn a_key_that_comes_along_takes_the_place_of_a_variable() {
    let merge = import([reading("KIE_KEY", account("a"))], [account("a")], &["a"]);
    assert_eq!(only(&merge).key, KeyOrigin::Keychain);
    assert_eq!(merge.keys, [(account("a"), key())]);
}

#[test]
fn the_private_file_is_used_only_where_it_was_agreed_to() {
    let in_file = with_key(KeyOrigin::File, account("a"));
    let in_keychain = account("a");
    assert_eq!(*only(&import([], [in_file.clone()], &["a"])), in_keychain);
    for keys in [&["a"][..], &[]] {
        let merge = import([in_keychain.clone()], [in_file.clone()], keys);
        assert_eq!(*only(&merge), in_keychain);
        let merge = import([in_file.clone()], [in_keychain.clone()], keys);
        assert_eq!(*only(&merge), in_file);
    }
}

#[test]
fn a_stored_key_is_not_sent_to_the_server_of_a_file() {
    let here = account("a");
    let merge = import([here.clone()], [at(RELAY, account("a"))], &[]);
    let added = beside(&merge, &here);
    assert!(!added.enabled);
    assert_eq!(merge.disabled_for_safety, merge.added);
    assert_eq!(merge.without_key, merge.added);
    assert_eq!(merge.other_servers, [(added.id, RELAY.parse().unwrap())]);
}

#[test]
fn a_stored_key_is_not_sent_to_another_provider() {
    let here = account("a");
    let other = Account {
        provider: ProviderId::SunoApi,
        ..account("a")
    };
    let merge = import([here.clone()], [other], &[]);
    assert!(!beside(&merge, &here).enabled);
    assert_eq!(merge.other_servers, []);
}

#[test]
fn a_key_that_comes_along_for_another_server_does_not_take_the_place_of_the_stored_one() {
    let here = account("a");
    let merge = import([here.clone()], [at(RELAY, account("a"))], &["a"]);
    let added = beside(&merge, &here);
    assert!(added.enabled);
    assert_eq!(merge.keys, [(added, key())]);
    assert_eq!(merge.without_key, []);
}

#[test]
fn what_a_keychain_may_still_hold_is_not_sent_to_the_server_of_a_file() {
    let merge = import([], [at(RELAY, account("a")), account("b")], &[]);
    let [elsewhere, own] = &merge.settings.accounts[..] else {
        panic!("not two accounts: {merge:?}");
    };
    assert!(!elsewhere.enabled && elsewhere.id.as_str() != "a");
    assert!(own.enabled && own.id.as_str() == "b");
    assert_eq!(merge.without_key, merge.added);
}

#[test]
fn an_account_at_another_server_that_brings_its_key_is_added_as_it_is() {
    let merge = import([], [at(RELAY, account("a"))], &["a"]);
    assert_eq!(*only(&merge), at(RELAY, account("a")));
    assert_eq!(texts(&merge.added), ["a"]);
    assert_eq!(
        merge.other_servers,
        [(AccountId::new("a"), RELAY.parse().unwrap())]
    );
}

#[test]
fn every_host_of_a_provider_is_its_own() {
    for provider in ProviderId::ALL {
        for base_url in provider.profile().base_urls {
            let there = at(
                base_url,
                Account {
                    provider,
                    ..account("a")
                },
            );
            let merge = import([], [there.clone()], &[]);
            assert_eq!(*only(&merge), there);
            assert_eq!(merge.other_servers, []);
        }
    }
}

#[test]
fn a_variable_that_is_not_read_here_is_not_read_after_an_import() {
    let stranger = reading("OTHER_SECRET", account("a"));
    for (here, file) in [
        (None, stranger.clone()),
        (None, at(RELAY, stranger.clone())),
        (Some(account("a")), stranger.clone()),
        (Some(reading("KIE_KEY", account("a"))), stranger.clone()),
        (Some(stranger.clone()), at(RELAY, stranger.clone())),
    ] {
        let merge = import(here.clone(), [file.clone()], &[]);
        let added = here.map_or_else(|| only(&merge).clone(), |here| beside(&merge, &here));
        assert_eq!(added.key, file.key);
        assert!(!added.enabled);
        assert_eq!(merge.disabled_for_safety, merge.added);
        assert_eq!(merge.without_key, []);
    }
}

#[test]
fn a_variable_that_is_read_here_is_still_read() {
    let here = at(RELAY, reading("KIE_KEY", account("a")));
    let merge = import([here.clone()], [here.clone()], &[]);
    assert_eq!(*only(&merge), here);
    assert_eq!(texts(&merge.replaced), ["a"]);
    assert_eq!(merge.disabled_for_safety, []);
}

#[test]
fn a_key_for_an_account_that_reads_a_variable_is_not_stored() {
    let merge = import([], [reading("KIE_KEY", account("a"))], &["a"]);
    assert_eq!(merge.keys, []);
}

#[test]
fn a_second_import_does_not_enable_what_the_first_disabled() {
    let file = [at(RELAY, reading("OTHER_SECRET", account("a")))];
    let first = import([], file.clone(), &[]);
    let second = import(first.settings.accounts, file, &[]);
    assert!(!only(&second).enabled);
    assert_eq!(texts(&second.disabled_for_safety), ["a"]);
}

#[test]
fn what_the_file_itself_has_disabled_is_not_called_disabled_for_safety() {
    let off = Account {
        enabled: false,
        ..reading("KIE_KEY", account("a"))
    };
    assert_eq!(import([], [off], &[]).disabled_for_safety, []);
}

proptest! {
    #[test]
    fn the_result_is_valid(here in any_settings(), incoming in any_exported()) {
        let merge = merge(&here, &incoming, AlsoTaken::default(), counted());
        prop_assert_eq!(merge.settings.validate(), Ok(()));
        let came = merge.added.len() + merge.replaced.len();
        prop_assert_eq!(came, incoming.settings.accounts.len());
        prop_assert_eq!(merge.settings.accounts.len(), here.accounts.len() + merge.added.len());
    }

    #[test]
    fn accounts_that_are_only_here_stay_as_they_are(here in any_settings(), incoming in any_exported()) {
        let merge = merge(&here, &incoming, AlsoTaken::default(), counted());
        for (before, after) in here.accounts.iter().zip(&merge.settings.accounts) {
            prop_assert_eq!(&before.id, &after.id);
            prop_assert!(before == after || merge.replaced.contains(&after.id));
        }
    }

    #[test]
    fn no_secret_is_sent_where_it_was_not_sent_before(here in any_settings(), incoming in any_exported()) {
        let merge = merge(&here, &incoming, AlsoTaken::default(), counted());
        for account in &merge.settings.accounts {
            let before = here.account(&account.id);
            if let Some(before) = before {
                prop_assert!(account.may_use_key_of(before));
            }
            let was_read = before.is_some_and(|before| before.enabled && before.key == account.key);
            if account.enabled && !account.key.is_stored() {
                prop_assert!(was_read, "{account:?} reads a variable");
            }
            if account.key == KeyOrigin::File {
                prop_assert_eq!(before.map(|before| &before.key), Some(&KeyOrigin::File));
            }
            let brings_key = merge.keys.iter().any(|(with_key, _)| with_key == account);
            let is_id_of_file = incoming.settings.account(&account.id).is_some();
            if before.is_none() && account.key.is_stored() && is_asked_elsewhere(account) && !brings_key {
                prop_assert!(!is_id_of_file && !account.enabled, "{account:?} may find a key");
            }
        }
    }

    #[test]
    fn every_key_is_stored_for_an_account_that_will_use_it(here in any_settings(), incoming in any_exported()) {
        let merge = merge(&here, &incoming, AlsoTaken::default(), counted());
        prop_assert_eq!(merge.keys.len(), incoming.keys.len());
        for (account, key) in &merge.keys {
            prop_assert!(merge.settings.accounts.contains(account));
            prop_assert!(account.key.is_stored());
            prop_assert!(incoming.keys.values().any(|brought| brought == key));
        }
    }

    #[test]
    fn importing_what_was_exported_here_changes_nothing(here in any_settings()) {
        let own = ExportedSettings { settings: here.clone(), keys: [].into(), exported_at: None };
        let merge = merge(&here, &own, AlsoTaken::default(), counted());
        prop_assert_eq!(merge.settings, here);
        prop_assert_eq!(merge.without_key, []);
        prop_assert_eq!(merge.disabled_for_safety, []);
    }
}
