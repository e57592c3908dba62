//! Every way in which an account cannot be read.

use credit_tray_simulator::{Fault, Provider, Reply, StatusCode, WrongType};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::bench::Bench;

#[tokio::test]
async fn every_problem_has_its_code() {
    let mut bench = Bench::new().await;
    // Nobody listens at this address any more.
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let address = bench.providers.address();
    bench.add("key_missing", Provider::Kie, |account| {
        account["key"]["name"] = "NO_SUCH_KEY".into();
    });
    // Elsewhere than on Linux a keychain always answers.
    if cfg!(target_os = "linux") {
        bench.add("keychain_unavailable", Provider::Kie, |account| {
            account["key"] = json!({ "from": "keychain" });
        });
    }
    bench.add("offline", Provider::Kie, |account| {
        account["baseUrl"] = format!("http://{closed}").into();
    });
    bench.add("tls", Provider::Kie, |account| {
        account["baseUrl"] = format!("https://{address}").into();
    });
    let documented = [
        ("key_rejected", Provider::Kie, "401"),
        ("key_rejected", Provider::Evolink, "401-string-code"),
        ("key_not_permitted", Provider::Evolink, "403"),
        ("subscription_required", Provider::AiMusicApi, "403-subscription"),
        ("rate_limited", Provider::SunoApi, "430"),
        ("rate_limited", Provider::Evolink, "429"),
        ("maintenance", Provider::SunoApi, "455"),
        ("feature_disabled", Provider::Kie, "505"),
        ("blocked", Provider::OpenRouter, "403-security-policy"),
        ("provider_error", Provider::OpenRouter, "500"),
    ];
    for (code, provider, error) in documented {
        let account = bench.add(&format!("{code}-{provider}"), provider, |_| ());
        account.documented_fault(error).unwrap();
    }
    // An error that says the key back.
    let echo = bench.add("provider_error-echo", Provider::Kie, |_| ());
    let body = format!(r#"{{"code":599,"msg":"no such key: {}"}}"#, echo.key());
    echo.fault(Fault::Reply(Reply::json(StatusCode::IM_A_TEAPOT, body)));
    let faults = [
        ("timeout", Fault::StallHeaders),
        ("blocked-html", Fault::Html(StatusCode::FORBIDDEN)),
        ("bad_response-dropped", Fault::Dropped),
        ("bad_response-truncated", Fault::TruncatedBody),
        (
            "bad_response-redirect",
            Fault::Redirect("http://127.0.0.1:9/".into()),
        ),
        ("bad_response-empty", Fault::Empty),
        ("bad_response-html", Fault::Html(StatusCode::OK)),
        ("bad_response-utf8", Fault::NotUtf8),
        ("bad_response-nested", Fault::DeeplyNested),
        ("bad_response-huge", Fault::Huge),
        ("bad_response-bomb", Fault::GzipBomb),
        ("bad_response-null", Fault::NullData),
        ("bad_response-missing", Fault::MissingField),
        ("bad_response-text", Fault::WrongTypes(WrongType::Text)),
    ];
    for (id, fault) in faults {
        bench.add(id, Provider::Kie, |_| ()).fault(fault);
    }

    let outcome = bench.check(&["--json"]).await;
    assert_eq!(outcome.code, 2);
    for account in outcome.report()["accounts"].as_array().unwrap() {
        let error = &account["error"];
        let expected = account["id"].as_str().unwrap().split('-').next().unwrap();
        assert_eq!(error["code"], expected, "{account:#}");
        assert!(
            error["message"].as_str().is_some_and(|words| words.len() > 20),
            "{account:#}"
        );
        let wait = if account["id"] == "rate_limited-evolink" {
            json!(60)
        } else {
            Value::Null
        };
        assert_eq!(error["retryAfterSecs"], wait, "{account:#}");
        assert_eq!(
            (&account["status"], &account["available"]),
            (&json!("unknown"), &Value::Null)
        );
    }
}
