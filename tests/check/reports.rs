//! What is printed, and the exit status.

use credit_tray_simulator::Provider;
use jiff::{SpanRound, Timestamp, Unit};
use rust_decimal::dec;
use serde_json::{Value, json};

use crate::bench::Bench;

fn credits(name: &str, amount: &str) -> Value {
    json!({ "name": name, "amount": amount, "unit": "credits" })
}

#[tokio::test]
async fn the_documented_replies_are_this_report() {
    let mut bench = Bench::new().await;
    for provider in Provider::ALL {
        let id = provider.to_string();
        bench.add(&id, provider, |account| account["lowBelow"] = "10.50".into());
    }
    let outcome = bench.check(&["--json"]).await;
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));

    let report = outcome.report();
    let checked_at: Timestamp = report["checkedAt"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        report["checkedAt"].as_str().unwrap().len(),
        "2026-11-20T09:00:00Z".len()
    );
    let age = Timestamp::now().since(checked_at).unwrap();
    let age = age.round(SpanRound::new().largest(Unit::Second)).unwrap();
    assert!((-1..60).contains(&age.get_seconds()), "{age}");

    let account = |id: &str, amount: &str, unit: &str, parts: Value| {
        json!({
            "id": id, "provider": id, "label": format!("{id} label"), "status": "ok",
            "available": { "amount": amount, "unit": unit }, "parts": parts,
            "lowBelow": "10.5", "error": null
        })
    };
    let usd = |name: &str, amount: &str| json!({ "name": name, "amount": amount, "unit": "USD" });
    let expected = json!([
        account("sunoapi", "100", "credits", json!([])),
        account("kie", "100", "credits", json!([])),
        account(
            "ai-music-api",
            "50",
            "credits",
            json!([credits("subscription", "50"), credits("extra", "0")]),
        ),
        account(
            "openrouter",
            "74.75",
            "USD",
            json!([usd("purchased", "100.5"), usd("used", "25.75")])
        ),
        account(
            "evolink",
            "1095.3996",
            "credits",
            json!([
                credits("account", "1095.3996"),
                credits("key cap", "99416.4429"),
                credits("used", "135.9048")
            ]),
        ),
    ]);
    assert_eq!(report["version"], 1);
    assert_eq!(report["accounts"], expected);
    let names: Vec<_> = report.as_object().unwrap().keys().collect();
    assert_eq!(names, ["accounts", "checkedAt", "version"]);
}

#[tokio::test]
async fn the_exit_status_says_what_there_is_to_look_at() {
    let mut bench = Bench::new().await;
    assert_eq!(bench.check(&[]).await.code, 0, "no accounts");

    let kie = bench.add("kie", Provider::Kie, |account| account["lowBelow"] = "30".into());
    let off = bench.add("off", Provider::Kie, |account| account["enabled"] = false.into());
    off.documented_fault("401").unwrap();
    assert_eq!(bench.check(&[]).await.code, 0);
    kie.set_balance(dec!(29.9999));
    assert_eq!(bench.check(&[]).await.code, 1, "low");
    kie.set_balance(dec!(0));
    assert_eq!(bench.check(&[]).await.code, 1, "out");
    kie.documented_fault("402").unwrap();
    let out = bench.check(&["--json"]).await;
    assert_eq!(out.code, 1, "out, without a number");
    let account = &out.report()["accounts"][0];
    assert_eq!(
        (&account["status"], &account["available"]),
        (&json!("out"), &Value::Null)
    );

    let sunoapi = bench.add("sunoapi", Provider::SunoApi, |_| ());
    sunoapi.documented_fault("401").unwrap();
    assert_eq!(bench.check(&[]).await.code, 3, "one out, one unknown");
    kie.clear_fault();
    kie.set_balance(dec!(30));
    assert_eq!(bench.check(&[]).await.code, 2, "unknown");
    assert_eq!(off.requests().len(), 0, "who is switched off is not asked");
}

#[tokio::test]
async fn a_person_gets_a_table() {
    let mut bench = Bench::new().await;
    let kie = bench.add("kie", Provider::Kie, |account| account["lowBelow"] = "30".into());
    bench.add("openrouter", Provider::OpenRouter, |_| ());
    let evolink = bench.add("evolink", Provider::Evolink, |_| ());
    kie.set_balance(dec!(3));
    evolink.documented_fault("401").unwrap();
    let outcome = bench.check(&[]).await;
    let rows: Vec<Vec<_>> = outcome
        .stdout
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    assert_eq!(
        rows[0],
        ["ACCOUNT", "ID", "STATUS", "AVAILABLE", "WARN BELOW", "NOTE"]
    );
    assert_eq!(rows[1], ["kie label", "kie", "low", "3 credits", "30 credits"]);
    assert_eq!(rows[2], ["openrouter label", "openrouter", "ok", "$74.75", "—"]);
    assert_eq!(rows[3][..5], ["evolink label", "evolink", "unknown", "—", "—"]);
    assert!(rows[3][5].starts_with("Evolink rejected this key."), "{rows:?}");
    let lines: Vec<_> = outcome.stdout.lines().collect();
    assert!(lines.iter().all(|line| !line.starts_with(' ')), "{lines:?}");
    let end = lines[0].find("AVAILABLE").unwrap() + "AVAILABLE".len();
    assert!(
        lines[1][..end].ends_with("  3 credits"),
        "amounts stand right: {lines:?}"
    );
    assert!(
        lines[2][..end].ends_with("     $74.75"),
        "amounts stand right: {lines:?}"
    );
}
