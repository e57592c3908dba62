//! One account in the settings that cannot be used: told and shown, and the others are read.

use credit_tray_simulator::Provider;
use serde_json::{Value, json};

use crate::bench::Bench;

/// What is reported of the account at this place when this is changed of it.
async fn reported(field: &str, value: Value) -> (i32, Value) {
    let mut bench = Bench::new().await;
    for id in ["first", "second", "third"] {
        let _ = bench.add(id, Provider::Kie, |_| ());
    }
    bench.accounts[1][field] = value;
    let outcome = bench.check(&["--json"]).await;
    let report = outcome.report();
    let accounts = report["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 3, "{report:#}");
    for other in [0, 2] {
        assert_eq!(accounts[other]["status"], "ok", "{report:#}");
    }
    (outcome.code, accounts[1].clone())
}

#[tokio::test]
async fn it_is_unknown_and_its_field_is_named_and_the_others_are_read() {
    let long = "x".repeat(61);
    let cases = [
        ("label", json!(long), "label"),
        ("label", json!(7), "label"),
        ("provider", json!("openai"), "provider"),
        ("baseUrl", json!("http://example.com"), "baseUrl"),
        ("lowBelow", json!(10), "lowBelow"),
        ("lowBelow", json!("-1"), "lowBelow"),
        ("refreshEverySecs", json!("soon"), "refreshEverySecs"),
        ("refreshEverySecs", json!(0), "refreshEverySecs"),
        ("key", json!({ "from": "env", "name": "A B" }), "key.name"),
        ("key", json!("nowhere"), "key"),
        ("enabled", json!("yes"), "enabled"),
        ("colour", json!("red"), "colour"),
    ];
    for (field, value, named) in cases {
        let (code, account) = reported(field, value.clone()).await;
        assert_eq!(code, 2, "{field} = {value}");
        assert_eq!(account["id"], "second", "{account:#}");
        assert_eq!(account["status"], "unknown");
        assert_eq!(account["available"], Value::Null);
        assert_eq!(account["error"]["code"], "settings_invalid", "{account:#}");
        let message = account["error"]["message"].as_str().unwrap();
        assert!(message.contains(named), "{field} = {value}: {message}");
        let names: Vec<_> = account.as_object().unwrap().keys().collect();
        assert_eq!(
            names,
            [
                "available",
                "error",
                "id",
                "label",
                "lowBelow",
                "parts",
                "provider",
                "status"
            ]
        );
    }
}

#[tokio::test]
async fn without_a_usable_id_it_is_named_by_its_place() {
    let cases = [
        json!("a b"),
        json!(""),
        json!(5),
        json!("first"),
        json!("sk-hush-id"),
    ];
    for id in cases {
        let (code, account) = reported("id", id.clone()).await;
        assert_eq!(code, 2, "{id}");
        assert_eq!(account["id"], "accounts[1]", "{id}");
        assert_eq!(account["error"]["code"], "settings_invalid");
        let message = account["error"]["message"].as_str().unwrap();
        assert!(message.contains("id"), "{message}");
    }
}

#[tokio::test]
async fn what_looks_like_a_key_is_refused_and_never_said_back() {
    let long = "hush0a1b2c3d4e5f6a7b8c9d0e1f";
    let cases = [
        ("id", json!("sk-hush-9f3a")),
        ("id", json!(format!("sk-hush{long}"))),
        ("label", json!("sk_hush_9f3a")),
        ("label", json!(format!("Music {long}"))),
        ("provider", json!(long)),
        ("baseUrl", json!(format!("https://{long}.example"))),
        ("baseUrl", json!("sk-hush-9f3a")),
        ("key", json!({ "from": "env", "name": "sk_hush_9f3a" })),
        ("key", json!({ "from": "env", "name": long })),
        ("key", json!({ "from": long })),
        ("key", json!("sk-hush-9f3a")),
        ("key", json!({ "from": "env", "sk-hush-9f3a": 1 })),
        ("lowBelow", json!("sk-hush-9f3a")),
        ("refreshEverySecs", json!(long)),
        ("enabled", json!("sk-hush-9f3a")),
        ("rules", json!({ long: 1 })),
        ("sk-hush-9f3a", json!(1)),
        (long, json!(1)),
    ];
    for (field, value) in cases {
        let (code, account) = reported(field, value.clone()).await;
        assert_eq!(code, 2, "{field} = {value}");
        assert_eq!(account["error"]["code"], "settings_invalid", "{field} = {value}");
        let text = account.to_string();
        assert!(!text.contains("hush"), "a key in {text}");
    }
}

#[tokio::test]
async fn what_is_no_account_at_all_is_told_too() {
    for entry in [json!(null), json!("sk-hush-1"), json!([1, 2]), json!({})] {
        let mut bench = Bench::new().await;
        let _ = bench.add("fine", Provider::Kie, |_| ());
        bench.accounts.push(entry.clone());
        let outcome = bench.check(&["--json"]).await;
        assert_eq!(outcome.code, 2, "{entry}");
        assert_eq!(outcome.report()["accounts"][1]["id"], "accounts[1]");
    }
}

#[tokio::test]
async fn a_person_sees_it_in_the_table() {
    let mut bench = Bench::new().await;
    let _ = bench.add("fine", Provider::Kie, |_| ());
    let _ = bench.add("wrong", Provider::Kie, |account| {
        account["lowBelow"] = "ten".into();
    });
    let outcome = bench.check(&[]).await;
    assert_eq!(outcome.code, 2);
    let row = outcome
        .stdout
        .lines()
        .find(|line| line.starts_with("wrong label"))
        .unwrap();
    assert!(row.contains("unknown") && row.contains("lowBelow"), "{row}");
}

#[tokio::test]
async fn one_that_is_switched_off_or_not_asked_for_is_not_told() {
    let mut bench = Bench::new().await;
    let _ = bench.add("fine", Provider::Kie, |_| ());
    let _ = bench.add("wrong", Provider::Kie, |account| {
        account["lowBelow"] = "ten".into();
    });
    assert_eq!(bench.check(&["--account", "fine"]).await.code, 0);
    assert_eq!(bench.check(&["--account", "wrong"]).await.code, 2);
    bench.accounts[1]["enabled"] = false.into();
    assert_eq!(bench.check(&[]).await.code, 0);
}

#[tokio::test]
async fn its_history_can_be_asked_for() {
    let mut bench = Bench::new().await;
    let _ = bench.add("wrong", Provider::Kie, |account| {
        account["lowBelow"] = "ten".into();
    });
    bench.check(&[]).await;
    for name in ["wrong", "wrong label"] {
        let outcome = bench.run(&["history", "--account", name]).await;
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    }
}
