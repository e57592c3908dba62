use super::*;
use crate::KeyOrigin;
use proptest::prelude::*;
use serde_json::Value;

const CONTRACT: &str = r#"{
  "version": 1,
  "accounts": [
    { "id": "or-main", "provider": "openrouter", "label": "OpenRouter main",
      "baseUrl": null,
      "key": { "from": "keychain" },
      "lowBelow": "10", "refreshEverySecs": 300, "enabled": true }
  ],
  "general": { }
}"#;

fn with_account(change: impl FnOnce(&mut Value)) -> Result<Settings, String> {
    let mut json: Value = serde_json::from_str(CONTRACT).unwrap();
    change(&mut json["accounts"][0]);
    let settings = Settings::from_json(&json.to_string()).and_then(Settings::all_usable);
    settings.map_err(|error| error.to_string())
}

#[test]
fn the_documented_settings_are_read_and_written_back_unchanged() {
    let settings = Settings::from_json(CONTRACT).unwrap();
    let written = serde_json::to_value(&settings).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(CONTRACT).unwrap());
}

#[test]
fn a_number_that_nobody_knows_does_not_wander_with_each_writing() {
    let json = r#"{"version":1,"accounts":[],"general":{"future":123456789011345678901234567890}}"#;
    let settings = Settings::from_json(json).unwrap();
    let written = serde_json::to_string(&settings).unwrap();
    assert_eq!(Settings::from_json(&written), Ok(settings));
}

#[test]
fn what_is_left_out_has_a_sensible_default() {
    let settings =
        Settings::from_json(r#"{"version":1,"accounts":[{"id":"a","provider":"kie","label":"A"}]}"#).unwrap();
    let account = &settings.accounts[0];
    assert_eq!(account.key, KeyOrigin::Keychain);
    assert_eq!(account.refresh_every_secs, 300);
    assert_eq!(account.low_below, None);
    assert!(account.enabled);
}

#[test]
fn a_wrong_field_is_named() {
    let mut cases: Vec<(&str, Value, &str)> = Vec::new();
    cases.push(("id", "".into(), "accounts[0].id"));
    cases.push(("id", "a b".into(), "accounts[0].id"));
    cases.push(("label", "  ".into(), "accounts[0].label"));
    cases.push(("label", "a\nb".into(), "accounts[0].label"));
    cases.push(("label", "x".repeat(61).into(), "accounts[0].label"));
    cases.push(("provider", "openai".into(), "accounts[0].provider"));
    cases.push(("baseUrl", "http://openrouter.ai".into(), "accounts[0].baseUrl"));
    cases.push(("baseUrl", "nonsense".into(), "accounts[0].baseUrl"));
    cases.push(("lowBelow", "-1".into(), "accounts[0].lowBelow"));
    cases.push(("lowBelow", "ten".into(), "accounts[0].lowBelow"));
    cases.push(("lowBelow", 10.into(), "accounts[0].lowBelow"));
    cases.push(("refreshEverySecs", 59.into(), "accounts[0].refreshEverySecs"));
    cases.push(("refreshEverySecs", 700_000.into(), "accounts[0].refreshEverySecs"));
    cases.push(("refreshEverySecs", (-5).into(), "accounts[0].refreshEverySecs"));
    cases.push((
        "key",
        serde_json::json!({"from": "env", "name": ""}),
        "accounts[0].key.name",
    ));
    cases.push(("key", serde_json::json!({"from": "cloud"}), "accounts[0].key"));
    cases.push(("colour", "red".into(), "colour"));
    for (field, value, named) in cases {
        let error = with_account(|account| account[field] = value.clone()).unwrap_err();
        assert!(error.contains(named), "{field} = {value}: {error}");
    }
}

#[test]
fn a_second_interval_is_for_this_computer_only() {
    let loopback = with_account(|account| {
        account["baseUrl"] = "http://127.0.0.1:9".into();
        account["refreshEverySecs"] = 1.into();
    });
    assert!(loopback.is_ok());
    assert!(with_account(|account| account["refreshEverySecs"] = 1.into()).is_err());
}

#[test]
fn an_id_is_used_once() {
    let mut json: Value = serde_json::from_str(CONTRACT).unwrap();
    let twin = json["accounts"][0].clone();
    json["accounts"].as_array_mut().unwrap().push(twin);
    let settings = Settings::from_json(&json.to_string()).unwrap();
    assert_eq!(settings.accounts.len(), 1);
    let [twin] = &settings.unusable[..] else {
        panic!("{settings:?}")
    };
    assert_eq!(
        (twin.id(), twin.name()),
        ("accounts[1]".into(), "OpenRouter main".into())
    );
    assert_eq!(
        twin.problem.to_string(),
        "accounts[1].id: is used by another account too"
    );
}

#[test]
fn rules_and_quiet_hours_are_read_and_what_is_unknown_of_the_general_part_is_kept() {
    let json = r#"{"version":1,
        "accounts":[{"id":"a","provider":"kie","label":"A","rules":{"out":false,"daysLeftBelow":3,"spentTodayAbove":"12.5"}}],
        "general":{"quietHours":{"from":"22:00","to":"07:00"},"theme":"dark"}}"#;
    let settings = Settings::from_json(json).unwrap();
    let rules = &settings.accounts[0].rules;
    assert!(rules.low && !rules.out && rules.key_rejected && !rules.topped_up);
    assert_eq!(rules.days_left_below, Some(3));
    let again = Settings::from_json(&serde_json::to_string(&settings).unwrap()).unwrap();
    assert_eq!(again, settings);
    assert_eq!(again.general.other["theme"], "dark");
    for wrong in [
        r#"{"daysLeftBelow":0}"#,
        r#"{"spentTodayAbove":"-1"}"#,
        r#"{"lou":true}"#,
    ] {
        let json = json.replace(
            r#"{"out":false,"daysLeftBelow":3,"spentTodayAbove":"12.5"}"#,
            wrong,
        );
        let error = Settings::from_json(&json).and_then(Settings::all_usable);
        let error = error.unwrap_err().to_string();
        assert!(error.contains("accounts[0].rules"), "{error}");
    }
}

#[test]
fn a_proxy_is_kept_and_a_wrong_field_of_it_is_named() {
    let with_proxy = |proxy: &str| {
        Settings::from_json(&CONTRACT.replace(
            r#""general": { }"#,
            &format!(r#""general": {{ "proxy": {proxy} }}"#),
        ))
    };
    let fine = r#"{"use":"socks5","host":"::1","port":1080,"user":"me"}"#;
    let settings = with_proxy(fine).unwrap();
    let written = serde_json::to_value(&settings).unwrap();
    assert_eq!(
        written["general"]["proxy"],
        serde_json::from_str::<Value>(fine).unwrap()
    );
    for (wrong, named) in [
        (r#"{"use":"http","host":"","port":1}"#, "general.proxy.host: "),
        (
            r#"{"use":"http","host":"http://a","port":1}"#,
            "general.proxy.host: ",
        ),
        (r#"{"use":"http","host":"a","port":0}"#, "general.proxy.port: "),
        (
            r#"{"use":"http","host":"a","port":1,"user":"a:b"}"#,
            "general.proxy.user: ",
        ),
        (
            r#"{"use":"http","host":"a","port":1,"password":"b"}"#,
            "general.proxy: unknown field `password`",
        ),
        (
            r#"{"use":"none","host":"a"}"#,
            "general.proxy: unknown field `host`",
        ),
        (r#"{"use":"ftp"}"#, "general.proxy"),
        ("null", "general.proxy"),
    ] {
        let error = with_proxy(wrong).unwrap_err().to_string();
        assert!(error.starts_with(named), "{wrong}: {error}");
    }
}

#[test]
fn settings_of_a_newer_version_are_refused() {
    let error = Settings::from_json(r#"{"version":2,"accounts":{}}"#).unwrap_err();
    assert_eq!(error, SettingsError::Newer(2));
}

/// Three entries, of which the one in the middle cannot be used; as an editor might have left them.
const PARTLY_UNUSABLE: &str = r#"{
  "version": 1,
  "accounts": [
    { "id": "a", "provider": "kie", "label": "A" },
    { "label": "Mine", "id": "b",   "provider": "nobody", "lowBelow": 1.10,
      "key": "sk-hush-7d1f", "note": [1e400, "ü"] },
    { "id": "c", "provider": "kie", "label": "C" }
  ]
}"#;

fn unusable_entry() -> &'static str {
    let begin = PARTLY_UNUSABLE.find(r#"{ "label": "Mine""#).unwrap();
    let end = PARTLY_UNUSABLE.find("] },").unwrap() + 3;
    &PARTLY_UNUSABLE[begin..end]
}

fn ids(settings: &Settings) -> Vec<&str> {
    settings
        .accounts
        .iter()
        .map(|account| account.id.as_str())
        .collect()
}

#[test]
fn one_account_that_cannot_be_used_does_not_take_the_others_away() {
    let settings = Settings::from_json(PARTLY_UNUSABLE).unwrap();
    assert_eq!(ids(&settings), ["a", "c"]);
    let [unusable] = &settings.unusable[..] else {
        panic!("{settings:?}")
    };
    assert_eq!((unusable.id(), unusable.name()), ("b".into(), "Mine".into()));
    assert_eq!(unusable.provider.as_deref(), Some("nobody"));
    assert!(unusable.problem.to_string().starts_with("accounts[1].provider: "));
}

#[test]
fn what_could_not_be_read_is_written_back_as_it_was_and_where_it_was() {
    let mut settings = Settings::from_json(PARTLY_UNUSABLE).unwrap();
    let written = serde_json::to_string_pretty(&settings).unwrap();
    assert!(written.contains(unusable_entry()), "{written}");
    assert_eq!(Settings::from_json(&written).unwrap(), settings);

    settings.order(&[AccountId::new("c")]);
    settings.put(Account {
        id: AccountId::new("d"),
        ..settings.accounts[0].clone()
    });
    settings.settle();
    let written = serde_json::to_string_pretty(&settings).unwrap();
    assert!(written.contains(unusable_entry()), "{written}");
    let again = Settings::from_json(&written).unwrap();
    assert_eq!(
        (ids(&again), again.unusable[0].problem.place),
        (vec!["c", "a", "d"], 1)
    );

    settings.accounts.clear();
    settings.settle();
    let written = serde_json::to_string_pretty(&settings).unwrap();
    let again = Settings::from_json(&written).unwrap();
    assert_eq!(again, settings);
    assert_eq!(again.unusable[0].problem.place, 0);
}

#[test]
fn nothing_shows_what_is_in_an_entry_that_cannot_be_used() {
    let settings = Settings::from_json(PARTLY_UNUSABLE).unwrap();
    let shown = format!("{settings:?} {settings:#?} {}", settings.unusable[0].problem);
    assert!(!shown.contains("hush"), "{shown}");
}

#[test]
fn a_usable_account_keeps_its_id_although_an_unusable_one_has_it_too() {
    let json = r#"{"version":1,"accounts":[
        {"id":"a","provider":"nobody","label":"A"}, {"id":"a","provider":"kie","label":"B"}]}"#;
    let settings = Settings::from_json(json).unwrap();
    assert_eq!(ids(&settings), ["a"]);
    assert_eq!(settings.unusable[0].id(), "accounts[0]");
}

#[test]
fn what_looks_like_a_key_is_no_name() {
    let key = "sk-or-v1-0a1b2c3d4e5f";
    let long = "0a1b2c3d4e5f6a7b8c9d0e1f";
    for (field, value) in [
        ("id", serde_json::json!(key)),
        ("label", serde_json::json!(key)),
        ("label", serde_json::json!(format!("Music {long}"))),
        (
            "key",
            serde_json::json!({ "from": "env", "name": format!("a{long}") }),
        ),
        ("baseUrl", serde_json::json!(format!("https://{long}.example"))),
        (
            "baseUrl",
            serde_json::json!(format!("https://relay.example/{key}")),
        ),
    ] {
        let error = with_account(|account| account[field] = value.clone()).unwrap_err();
        assert!(error.contains("looks like an API key"), "{value}: {error}");
        assert!(!error.contains("0a1b2c3d"), "{error}");
    }
    let gateway = format!("https://gateway.example/v1/{long}/main/openrouter");
    assert!(with_account(|account| account["baseUrl"] = gateway.clone().into()).is_ok());
}

proptest! {
    #[test]
    fn whatever_stands_in_the_list_is_there_again_after_writing(
        entries in prop::collection::vec(prop_oneof![
            Just(r#"{"id":"a","provider":"kie","label":"A"}"#.to_owned()),
            Just(r#"{"id":"b","provider":"kie","label":"B","key":{"from":"keychain"}}"#.to_owned()),
            Just("{\"id\":\"c\",  \"provider\":7}".to_owned()),
            Just("null".to_owned()),
            "\"[a-z]{0,5}\"",
            "\\[[1-9][0-9]{0,2}\\]",
        ], 0..8)
    ) {
        let json = format!(r#"{{"version":1,"accounts":[{}]}}"#, entries.join(","));
        let settings = Settings::from_json(&json).unwrap();
        prop_assert_eq!(settings.accounts.len() + settings.unusable.len(), entries.len());
        let written = serde_json::to_string(&settings).unwrap();
        prop_assert_eq!(Settings::from_json(&written).unwrap(), settings.clone());
        for unusable in &settings.unusable {
            prop_assert!(written.contains(&entries[unusable.problem.place]));
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}") {
        let _ = Settings::from_json(&text);
    }
}
