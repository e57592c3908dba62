//! `--account`: by id or by label, and nobody else is asked.

use credit_tray_simulator::Provider;
use serde_json::Value;

use crate::bench::Bench;

fn ids(report: &Value) -> Vec<&str> {
    let accounts = report["accounts"].as_array().unwrap();
    accounts
        .iter()
        .map(|account| account["id"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn an_account_is_named_by_its_id_or_its_label() {
    let mut bench = Bench::new().await;
    let _ = bench.add("kie", Provider::Kie, |account| {
        account["label"] = "My music".into();
    });
    let asked = bench.add("suno", Provider::SunoApi, |_| ());
    let not_asked = bench.add("evo", Provider::Evolink, |_| ());
    not_asked.documented_fault("401").unwrap();

    let outcome = bench
        .check(&["--json", "--account", "suno", "--account", "My music"])
        .await;
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(ids(&outcome.report()), ["kie", "suno"], "in the person's order");
    assert_eq!((asked.requests().len(), not_asked.requests().len()), (1, 0));
}

#[tokio::test]
async fn an_account_that_is_switched_off_is_read_when_it_is_named() {
    let mut bench = Bench::new().await;
    let _ = bench.add("off", Provider::Kie, |account| account["enabled"] = false.into());
    let outcome = bench.check(&["--json", "--account", "off"]).await;
    assert_eq!(ids(&outcome.report()), ["off"]);
    assert_eq!(outcome.report()["accounts"][0]["status"], "ok");
}

#[tokio::test]
async fn an_unknown_account_is_wrong_usage_and_the_names_there_are_are_told() {
    let mut bench = Bench::new().await;
    let _ = bench.add("kie", Provider::Kie, |account| {
        account["label"] = "My music".into();
    });
    let _ = bench.add("suno", Provider::SunoApi, |_| ());
    bench.check(&[]).await;
    for command in ["check", "history"] {
        let outcome = bench.run(&[command, "--account", "kie.ai"]).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{command}");
        for name in ["kie.ai", "kie", "My music", "suno", "suno label"] {
            assert!(outcome.stderr.contains(name), "{name} in {}", outcome.stderr);
        }
    }
}

#[tokio::test]
async fn a_label_that_two_accounts_share_is_wrong_usage() {
    let mut bench = Bench::new().await;
    for id in ["first", "second"] {
        let _ = bench.add(id, Provider::Kie, |account| account["label"] = "Music".into());
    }
    bench.check(&[]).await;
    for command in ["check", "history"] {
        let outcome = bench.run(&[command, "--account", "Music"]).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{command}");
        for id in ["first", "second"] {
            assert!(outcome.stderr.contains(id), "{id} in {}", outcome.stderr);
        }
    }
    let outcome = bench.run(&["check", "--account", "second", "--json"]).await;
    assert_eq!(ids(&outcome.report()), ["second"]);
}

#[tokio::test]
async fn an_id_goes_before_the_label_of_another() {
    let mut bench = Bench::new().await;
    let _ = bench.add("a", Provider::Kie, |account| account["label"] = "b".into());
    let _ = bench.add("b", Provider::Kie, |account| account["label"] = "a".into());
    let outcome = bench.check(&["--json", "--account", "a"]).await;
    assert_eq!(ids(&outcome.report()), ["a"]);
}
