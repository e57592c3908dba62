//! A file from a stranger brings no stored key to another server, and what is said of it repeats no key.
#![no_main]

use std::{collections::BTreeMap, sync::LazyLock};

use credit_tray_core::{
    Account, AccountId, BaseUrl, KeyOrigin,
    settings::Settings,
    texts::EN,
    transfer::{AlsoTaken, ExportedSettings, ImportError, ImportFile, Merge, export, merge, read},
};
use credit_tray_fuzz::{
    json::texts,
    secret::{assert_silent, keys_in},
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// What is on this computer, and the keys of accounts that were here once.
static HERE: LazyLock<Settings> =
    LazyLock::new(|| Settings::from_json(include_str!("../desk/here.json")).expect("the settings are valid"));
const LEFT_BEHIND: [(&str, &str); 2] = [
    ("gone", "https://relay.example"),
    ("kie-old", "https://api.kie.ai"),
];

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let is_armored = bytes.trim_ascii().starts_with(b"-----BEGIN AGE");
    match read(bytes) {
        Err(error) => says_no_key(&error, &text),
        Ok(ImportFile::Encrypted(_)) => assert!(is_armored),
        Ok(ImportFile::Plain(exported)) => {
            assert!(!is_armored);
            assert_eq!(exported.settings.validate(), Ok(()));
            comes_again(&exported);
            for also in [
                AlsoTaken::default(),
                AlsoTaken {
                    proxy: true,
                    channels: true,
                    general: true,
                },
            ] {
                let plan = planned(&HERE, &exported, also);
                keeps_what_is_here(&plan, &exported, also);
                sends_no_key_elsewhere(&plan);
                // Who is asked twice must not agree to more than who is asked once.
                sends_no_key_elsewhere(&planned(&plan.settings, &exported, also));
            }
        }
    }
});

fn planned(current: &Settings, exported: &ExportedSettings, also: AlsoTaken) -> Merge {
    let mut count = 0;
    merge(current, exported, also, |provider| {
        count += 1;
        AccountId::new(format!("{provider}-new-{count}"))
    })
}

/// Neither what is a key by its beginning, nor what stands where keys do.
fn says_no_key(error: &ImportError, text: &str) {
    let said = format!("{error} {error:?} {}", EN.import_error(error));
    let json: Value = serde_json::from_str(text.trim()).unwrap_or_default();
    let mut keys = keys_in(text);
    keys.extend(texts(&json).into_iter().flat_map(keys_in));
    assert_silent(&said, &keys, text);
    let brought = json["keys"].as_object();
    for key in brought
        .into_iter()
        .flat_map(|keys| keys.values())
        .filter_map(Value::as_str)
    {
        // What stands elsewhere too is no secret of this place alone.
        let is_telling = key.len() >= 8 && key.contains(|c: char| c.is_ascii_digit());
        let is_here_alone = text.matches(key).count() == 1;
        assert!(
            !is_telling || !is_here_alone || !said.contains(key),
            "{key:?} is repeated in {said:?}"
        );
    }
}

/// What is exported is what was imported, without its keys.
fn comes_again(exported: &ExportedSettings) {
    let now = exported.exported_at.unwrap_or(Timestamp::UNIX_EPOCH);
    // What was short may be long in another spelling.
    let Ok(text) = export(&exported.settings, now) else {
        return;
    };
    let again = read(text.as_bytes()).expect("what is exported is imported");
    let ImportFile::Plain(again) = again else {
        panic!("an export without a passphrase is plain");
    };
    assert_eq!(again.settings, exported.settings);
    assert!(again.keys.is_empty());
}

fn keeps_what_is_here(plan: &Merge, exported: &ExportedSettings, also: AlsoTaken) {
    let after = &plan.settings;
    assert_eq!(after.validate(), Ok(()));
    assert_eq!(after.unusable, HERE.unusable);
    let general = if also.proxy {
        &exported.settings.general
    } else {
        &HERE.general
    };
    assert_eq!(after.general, *general);
    for account in &HERE.accounts {
        let is_replaced = plan.replaced.contains(&account.id);
        let now = after.account(&account.id).expect("an account that is here stays");
        assert!(is_replaced || now == account, "{now:?} was not named");
    }
    assert_eq!(plan.imported.len(), exported.settings.accounts.len());
    assert_eq!(after.accounts.len(), HERE.accounts.len() + plan.added.len());
    for (account, _) in &plan.keys {
        assert!(after.account(&account.id) == Some(account) && account.key.is_stored());
    }
}

/// Every secret of this computer stays with the servers that it was entered for.
fn sends_no_key_elsewhere(plan: &Merge) {
    let mut entered_for: BTreeMap<&str, String> = LEFT_BEHIND
        .into_iter()
        .map(|(id, server)| (id, server.to_owned()))
        .collect();
    let stored = HERE.accounts.iter().filter(|account| account.key.is_stored());
    entered_for.extend(stored.map(|account| (account.id.as_str(), account.host().server())));
    for account in plan.settings.accounts.iter().filter(|account| account.enabled) {
        let is_brought = plan.keys.iter().any(|(other, _)| other.id == account.id);
        let server = account.host().server();
        match &account.key {
            KeyOrigin::Env { .. } => {
                let is_read = |other: &Account| {
                    other.enabled && other.key == account.key && other.host().server() == server
                };
                assert!(
                    HERE.accounts.iter().any(is_read),
                    "{account:?} reads a variable of here"
                );
            }
            KeyOrigin::Keychain | KeyOrigin::File if is_brought => {}
            KeyOrigin::Keychain | KeyOrigin::File => {
                let was_for = entered_for.get(account.id.as_str());
                let is_own = || {
                    let own = account.provider.profile().base_urls.iter();
                    own.filter_map(|url| url.parse::<BaseUrl>().ok())
                        .any(|own| own.server() == server)
                };
                let is_here = HERE.account(&account.id).is_some();
                let may_go = was_for.is_none_or(|was_for| *was_for == server) || (!is_here && is_own());
                assert!(may_go, "{account:?} would be sent the key for {was_for:?}");
            }
        }
    }
}
