//! `credit-tray history`: what the accounts held.

use credit_tray_core::{AccountId, Amount, Unit, history::Point};
use credit_tray_engine::history::History;
use credit_tray_simulator::Provider;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::bench::Bench;

/// Two accounts in the settings and one that was removed, read every six hours for three days.
async fn with_history() -> Bench {
    let mut bench = Bench::new().await;
    bench.add("music", Provider::Kie, |account| {
        account["label"] = "My music".into();
    });
    bench.add("images", Provider::Evolink, |_| ());
    bench.check(&[]).await;
    let now = Timestamp::now();
    let history = History::open(bench.dir.path(), now).history;
    for (account, start) in [("music", "100.25"), ("images", "7"), ("gone", "1")] {
        for step in 0_i64..12 {
            let value = start.parse::<rust_decimal::Decimal>().unwrap() - rust_decimal::Decimal::from(step);
            let point = Point {
                at: now - SignedDuration::from_hours(6 * (11 - step)),
                amount: Amount::new(value, Unit::Credits),
            };
            history.record(&AccountId::new(account), point);
        }
    }
    history.close();
    bench
}

#[tokio::test]
async fn the_table_has_a_row_a_day() {
    let bench = with_history().await;
    let outcome = bench.run(&["history"]).await;
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let music: Vec<_> = outcome
        .stdout
        .lines()
        .filter(|line| line.contains("My music"))
        .collect();
    assert!((3..=4).contains(&music.len()), "{}", outcome.stdout);
    assert!(music[0].starts_with("My music  "), "{}", music[0]);
    assert!(music.last().unwrap().ends_with("  89.25 credits"), "{music:?}");
    assert!(
        outcome.stdout.contains("\ngone "),
        "what was removed is still known by its id"
    );
    let header: Vec<_> = outcome.stdout.lines().next().unwrap().split("  ").collect();
    let header: Vec<_> = header
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(header, ["ACCOUNT", "ID", "DATE (UTC)", "SPENT", "BALANCE"]);
    // The amounts end where their header ends.
    let ends = |line: &str| line.find(" credits").unwrap() + " credits".len();
    assert_eq!(
        music.iter().map(|line| ends(line)).collect::<Vec<_>>(),
        vec![outcome.stdout.find("SPENT").unwrap() + "SPENT".len(); music.len()]
    );
}

#[tokio::test]
async fn what_was_spent_adds_up_and_a_top_up_is_no_negative_spend() {
    let bench = with_history().await;
    let now = Timestamp::now();
    let history = History::open(bench.dir.path(), now).history;
    let topped_up = Point {
        at: now,
        amount: Amount::new(1000.into(), Unit::Credits),
    };
    history.record(&AccountId::new("music"), topped_up);
    history.close();
    let report = bench.run(&["history", "--json"]).await.report();
    for account in report["accounts"].as_array().unwrap() {
        let days = account["days"].as_array().unwrap();
        let spent = days
            .iter()
            .filter_map(|day| day["spent"].as_str())
            .map(|spent| spent.parse::<rust_decimal::Decimal>().unwrap());
        let spent: Vec<_> = spent.collect();
        assert!(spent.iter().all(|spent| !spent.is_sign_negative()), "{days:?}");
        let expected = if account["id"] == "music" { 10 } else { 11 };
        let sum: rust_decimal::Decimal = spent.iter().sum();
        assert!(
            (sum - rust_decimal::Decimal::from(expected)).abs() <= rust_decimal::Decimal::ONE,
            "{days:?}"
        );
    }
}

#[tokio::test]
async fn json_and_csv_have_every_reading_exactly() {
    let bench = with_history().await;
    let report = bench
        .run(&["history", "--json", "--account", "music"])
        .await
        .report();
    assert_eq!(report["version"], 1);
    let accounts = report["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 1);
    assert_eq!(accounts[0]["id"], "music");
    assert_eq!(accounts[0]["label"], "My music");
    let points = accounts[0]["points"].as_array().unwrap();
    assert_eq!(points.len(), 12);
    assert_eq!(points[0]["amount"], "100.25");
    assert_eq!(points[0]["unit"], json!("credits"));

    let csv = bench
        .run(&["history", "--csv", "--account", "music", "--since", "24h"])
        .await
        .stdout;
    let lines: Vec<_> = csv.lines().collect();
    assert_eq!(lines[0], "account,at,amount,unit");
    assert!((4..=5).contains(&(lines.len() - 1)), "{csv}");
    assert!(lines.last().unwrap().ends_with(",89.25,credits"), "{csv}");
}

#[tokio::test]
async fn no_history_is_no_error_and_creates_none() {
    let mut bench = Bench::new().await;
    bench.add("music", Provider::Kie, |_| ());
    bench.check(&[]).await;
    let outcome = bench.run(&["history"]).await;
    assert_eq!(outcome.code, 0);
    assert!(outcome.stdout.contains("No history"), "{}", outcome.stdout);
    assert!(!bench.dir.path().join("history.sqlite3").exists());
}

#[tokio::test]
async fn a_time_that_is_none_is_wrong_usage() {
    let bench = with_history().await;
    for since in ["yesterday", "7", "d", "2026-13-01"] {
        let outcome = bench.run(&["history", "--since", since]).await;
        assert_eq!(outcome.code, 64, "{since}");
        assert!(outcome.stderr.contains("--since"), "{}", outcome.stderr);
    }
    assert_eq!(bench.run(&["history", "--json", "--csv"]).await.code, 64);
}
