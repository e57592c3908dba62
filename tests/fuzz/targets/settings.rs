//! Settings are read and written without losing anything, and a key in a wrong place is not repeated.
#![no_main]

use credit_tray_core::{settings::Settings, texts::EN};
use credit_tray_fuzz::{
    json::texts,
    secret::{assert_silent, keys_in},
};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let json: Option<Value> = serde_json::from_str(text).ok();
    let mut keys = keys_in(text);
    keys.extend(json.iter().flat_map(texts).flat_map(keys_in));
    let is_discreet = |said: &str| assert_silent(said, &keys, text);
    match Settings::from_json(text) {
        Err(error) => is_discreet(&format!("{error} {error:?}")),
        Ok(settings) => {
            repeat_no_key(&settings, is_discreet);
            are_kept(&settings, json.as_ref());
        }
    }
});

/// What is wrong is said, and never with the key that is.
fn repeat_no_key(settings: &Settings, is_discreet: impl Fn(&str)) {
    for account in &settings.unusable {
        is_discreet(&account.problem.to_string());
        is_discreet(&format!("{account:?}"));
        is_discreet(&account.id());
        is_discreet(account.provider.as_deref().unwrap_or_default());
        is_discreet(&EN.unusable(account));
        is_discreet(&EN.unusable_in_short(account));
    }
    if let Err(error) = settings.clone().all_usable() {
        is_discreet(&format!("{error} {error:?}"));
    }
    for account in &settings.accounts {
        is_discreet(&format!("{} {:?}", account.id, account.key));
    }
}

fn are_kept(settings: &Settings, json: Option<&Value>) {
    assert_eq!(settings.validate(), Ok(()), "what is read keeps every rule");
    for account in &settings.accounts {
        assert!(account.host().as_str().starts_with("https://") || account.host().is_loopback());
    }

    let written = serde_json::to_string_pretty(settings).expect("settings can be written");
    let again = Settings::from_json(&written).expect("what is written is read");
    assert_eq!(again, *settings, "{written}");
    let twice = serde_json::to_string_pretty(&again).expect("settings can be written");
    assert_eq!(twice, written, "a second writing changes nothing");

    // JSON nested too deep for a tree of it is read all the same, but cannot be compared here.
    let tree: Option<Value> = serde_json::from_str(&written).ok();
    let (Some(before), Some(after)) = (json, tree.as_ref()) else {
        return;
    };
    let count = |json: &Value| json["accounts"].as_array().map(Vec::len);
    assert_eq!(count(after), count(before), "{written}");
    for account in &settings.unusable {
        let place = account.problem.place;
        assert_eq!(
            after["accounts"][place], before["accounts"][place],
            "it is written back as it was"
        );
    }
}
