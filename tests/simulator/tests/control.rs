//! The control routes, and the program that serves them.

mod common;

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use common::{Outcome, ask, client};
use credit_tray_simulator::{Fault, FaultRule, Provider, Simulator, StatusCode};
use rust_decimal::dec;
use serde_json::Value;

async fn put(simulator: &Simulator, account: &str, body: &str) -> reqwest::Result<(u16, Value)> {
    let url = format!("{}/control/{account}", simulator.base_url());
    let response = client()?.put(url).body(body.to_owned()).send().await?;
    let status = response.status().as_u16();
    let text = response.text().await?;
    Ok((status, serde_json::from_str(&text).unwrap_or(Value::Null)))
}

#[tokio::test]
async fn an_account_is_made_changed_and_shown() -> Outcome {
    let simulator = Simulator::start().await?;
    let (status, shown) = put(&simulator, "kie/by-hand", r#"{"balance": 35.95}"#).await?;
    assert_eq!(status, 200);
    assert_eq!(shown["spendable"], "35.95");
    let kie = simulator.account(Provider::Kie, "by-hand");
    assert_eq!(kie.balance().spendable(), dec!(35.95));

    put(
        &simulator,
        "kie/by-hand",
        r#"{"topUp": "0.05", "fault": "402", "times": 1}"#,
    )
    .await?;
    let error = ask(&simulator, &kie).await?.text().await?;
    assert!(error.contains("402"), "{error}");
    assert!(ask(&simulator, &kie).await?.text().await?.contains("36.00"));

    let whole =
        r#"{"balance": {"totalCredits": 20, "key": {"capped": {"limit": "10", "limitRemaining": "-1.5"}}}}"#;
    let (_, shown) = put(&simulator, "openrouter/or", whole).await?;
    assert_eq!(shown["spendable"], "-5.75");
    assert_eq!(shown["balance"]["key"]["capped"]["limitRemaining"], "-1.5");

    put(&simulator, "kie/by-hand", r#"{"fault": {"delay": 20}}"#).await?;
    let url = simulator.base_url() + "/control";
    let shown: Value = serde_json::from_str(&client()?.get(url).send().await?.text().await?)?;
    assert_eq!(shown["accounts"].as_array().map(Vec::len), Some(2));
    assert_eq!(shown["accounts"][0]["faults"][0]["fault"]["delay"], 20);
    put(
        &simulator,
        "kie/by-hand",
        r#"{"fault": null, "drainPerSecond": 0.5}"#,
    )
    .await?;
    let (_, shown) = put(&simulator, "kie/by-hand", "{}").await?;
    assert_eq!(shown["faults"], serde_json::json!([]));
    assert_eq!(shown["drainPerSecond"], "0.5");
    Ok(())
}

#[tokio::test]
async fn mistakes_are_named_and_change_nothing() -> Outcome {
    let simulator = Simulator::start().await?;
    for body in [
        "",
        r#"{"balance": true}"#,
        r#"{"balance": {"totalCredits": 1}}"#,
        r#"{"fault": "no such error"}"#,
        r#"{"fault": {"html": 42}}"#,
        r#"{"topUp": "ten"}"#,
        r#"{"unknown": 1}"#,
    ] {
        let (status, answer) = put(&simulator, "kie/k", body).await?;
        assert_eq!(status, 400, "{body}");
        assert!(answer["error"].is_string(), "{body}");
    }
    assert_eq!(put(&simulator, "nobody/k", "{}").await?.0, 404);
    let url = simulator.base_url() + "/control";
    let shown = client()?.get(url).send().await?.text().await?;
    assert!(!shown.contains("kie"), "{shown}");
    Ok(())
}

#[test]
fn faults_keep_through_json() -> Outcome {
    for json in [
        r#"{"documented":{"provider":"kie","name":"402","status":402}}"#,
        r#"{"reply":{"status":418,"headers":{"x-a":"b"},"body":"tea"}}"#,
        r#"{"retryAfter":{"status":429,"after":"30"}}"#,
        r#"{"delay":200}"#,
        r#"{"redirect":"https://example.com"}"#,
        r#"{"html":503}"#,
        r#"{"wrongTypes":"numericText"}"#,
        r#""stallHeaders""#,
        r#""gzipBomb""#,
    ] {
        let fault: Fault = serde_json::from_str(json)?;
        assert_eq!(serde_json::to_string(&fault)?, json);
        let rule = fault.times(2);
        let again: FaultRule = serde_json::from_str(&serde_json::to_string(&rule)?)?;
        assert_eq!(again, rule);
    }
    Ok(())
}

/// Ends the program should a test fail before it did.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_program_serves_what_it_is_told_until_it_is_asked_to_end() -> Outcome {
    let program = env!("CARGO_BIN_EXE_credit-tray-simulator");
    let mut running = Running(
        Command::new(program)
            .args(["--port", "0"])
            .stdout(Stdio::piped())
            .spawn()?,
    );
    let mut line = String::new();
    let stdout = running.0.stdout.take().ok_or("no stdout")?;
    BufReader::new(stdout).read_line(&mut line)?;
    let base_url = line.trim().strip_prefix("listening on ").ok_or("no line")?;
    for provider in Provider::ALL {
        let account = format!("{base_url}/control/{provider}/my-key");
        let change = client()?.put(account).body(r#"{"balance":"35"}"#);
        assert_eq!(change.send().await?.status(), StatusCode::OK, "{provider}");
        let url = base_url.to_owned() + provider.paths()[0];
        let response = client()?.get(url).bearer_auth("my-key").send().await?;
        assert_eq!(response.status(), StatusCode::OK, "{provider}");
        let body = response.text().await?;
        if provider == Provider::Kie {
            assert!(body.contains(r#""data":35"#), "{body}");
        }
    }
    #[cfg(unix)]
    {
        let id = running.0.id().to_string();
        Command::new("kill").arg(id).status()?;
        assert!(running.0.wait()?.success());
    }
    Ok(())
}
