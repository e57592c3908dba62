use super::*;
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
    Settings::from_json(&json.to_string()).map_err(|error| error.to_string())
}

#[test]
fn the_documented_settings_are_read_and_written_back_unchanged() {
    let settings = Settings::from_json(CONTRACT).unwrap();
    let written = serde_json::to_value(&settings).unwrap();
    assert_eq!(written, serde_json::from_str::<Value>(CONTRACT).unwrap());
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
    let error = Settings::from_json(&json.to_string()).unwrap_err();
    assert_eq!(
        error,
        SettingsError::Account {
            index: 1,
            problem: AccountProblem::DuplicateId
        }
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
        let error = Settings::from_json(&json).unwrap_err().to_string();
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

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}") {
        let _ = Settings::from_json(&text);
    }
}
