//! Random settings for the tests.

use std::collections::{BTreeMap, HashSet};

use proptest::{collection::vec, option, prelude::*, sample::select};
use rust_decimal::Decimal;

use super::ExportedSettings;
use crate::{
    Account, AccountId, ApiKey, KeyOrigin, ProviderId,
    alerts::Rules,
    settings::{General, LONGEST_INTERVAL_SECS, SHORTEST_INTERVAL_SECS, Settings, VERSION},
};

/// Few, so that two settings often have the same.
pub(super) const IDS: [&str; 5] = ["or-main", "kie", "kie-5f0c2a91", "a", "b.2"];

pub(super) fn any_exported() -> impl Strategy<Value = ExportedSettings> {
    (any_settings(), vec(option::of(any_key()), IDS.len())).prop_map(|(settings, keys)| {
        let stored = settings.accounts.iter().zip(keys);
        ExportedSettings {
            keys: stored
                .filter(|(account, _)| account.key.is_stored())
                .filter_map(|(account, key)| Some((account.id.clone(), key?)))
                .collect(),
            settings,
            exported_at: Some("2026-11-20T09:00:00.5Z".parse().unwrap()),
        }
    })
}

pub(super) fn any_settings() -> impl Strategy<Value = Settings> {
    let accounts = vec(any_account(), 0..=IDS.len()).prop_map(|mut accounts| {
        let mut seen = HashSet::new();
        accounts.retain(|account| seen.insert(account.id.clone()));
        accounts
    });
    (accounts, any_general()).prop_map(|(accounts, general)| Settings {
        version: VERSION,
        unusable: Vec::new(),
        accounts,
        general,
    })
}

fn any_general() -> impl Strategy<Value = General> {
    let hours = option::of(select(vec!["22:00", "00:00", "07:05"]));
    let other = option::of("\\PC{0,8}");
    (hours, other).prop_map(|(from, theme)| {
        let quiet_hours = from.map(|from| {
            let hours = serde_json::json!({ "from": from, "to": "06:30" });
            serde_json::from_value(hours).unwrap()
        });
        let other = theme.map(|theme| ("theme".to_owned(), theme.into()));
        General {
            quiet_hours,
            other: other.into_iter().collect(),
            ..General::default()
        }
    })
}

pub(super) fn any_account() -> impl Strategy<Value = Account> {
    let names = (select(&IDS[..]), "[\\PC&&\\P{White_Space}]{1,20}");
    let where_asked = (
        select(&ProviderId::ALL[..2]),
        option::of(select(vec![
            "https://api.kie.ai/v1",
            "https://relay.example",
            "https://relay.example/kie",
            "https://stranger.example",
            "http://127.0.0.1:9",
        ])),
    );
    let key = select(vec![
        KeyOrigin::Keychain,
        KeyOrigin::File,
        KeyOrigin::Env {
            name: "KIE_KEY".into(),
        },
        KeyOrigin::Env {
            name: "OTHER_SECRET".into(),
        },
    ]);
    let choices = (
        option::of((0_i64..1_000_000, 0_u32..6)),
        SHORTEST_INTERVAL_SECS..=LONGEST_INTERVAL_SECS,
        any::<bool>(),
        option::of(1_u32..100),
    );
    (names, where_asked, key, choices).prop_map(|((id, label), (provider, base_url), key, choices)| {
        let (low_below, refresh_every_secs, enabled, days_left_below) = choices;
        Account {
            id: AccountId::new(id),
            provider,
            label,
            base_url: base_url.map(|url| url.parse().unwrap()),
            key,
            low_below: low_below.map(|(digits, scale)| Decimal::new(digits, scale)),
            refresh_every_secs,
            enabled,
            rules: Rules {
                days_left_below,
                ..Rules::default()
            },
            channels: None,
        }
    })
}

pub(super) fn any_key() -> impl Strategy<Value = ApiKey> {
    // With what JSON escapes, and long enough to be found nowhere by chance.
    "sk-[!-~]{12,40}".prop_filter_map("can be a key", |typed| ApiKey::from_typed(&typed))
}

/// Keys for every one of these accounts.
pub(super) fn keys_of(settings: &Settings) -> BTreeMap<AccountId, ApiKey> {
    let ids = settings.accounts.iter().map(|account| account.id.clone());
    ids.map(|id| {
        let key = ApiKey::from_typed(&format!("sk-{id}")).unwrap();
        (id, key)
    })
    .collect()
}
