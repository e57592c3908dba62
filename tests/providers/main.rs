//! What each provider documents, through real HTTP: every success, every error, every variant that
//! was seen.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

#[path = "../asking.rs"]
mod asking;
mod caps;

use std::time::Duration;

use asking::{ask, outcome, parts};
use credit_tray_core::ProviderId;
use credit_tray_simulator::{
    Fault, OpenRouterBalance, OpenRouterKey, Provider, Reply, Simulator, StatusCode, documented_errors,
};

const KEY: &str = "sim-key";

async fn simulator() -> Simulator {
    Simulator::start().await.unwrap()
}

/// What comes of a 200 with this body, on every path of the provider.
async fn reading_of(provider: Provider, body: &str) -> String {
    let simulator = simulator().await;
    let account = simulator.account(provider, KEY);
    account.fault(Fault::Reply(Reply::json(StatusCode::OK, body.to_owned())));
    outcome(&ask(&simulator, id(provider), KEY).await)
}

fn id(provider: Provider) -> ProviderId {
    ProviderId::ALL
        .into_iter()
        .find(|id| id.as_str() == provider.id())
        .unwrap()
}

#[tokio::test]
async fn the_documented_examples_are_read_as_documented() {
    let simulator = simulator().await;
    let mut seen = Vec::new();
    for provider in Provider::ALL {
        let _ = simulator.account(provider, KEY);
        let result = ask(&simulator, id(provider), KEY).await;
        seen.push(format!("{provider}: {} ({})", outcome(&result), parts(&result)));
    }
    assert_eq!(
        seen,
        [
            "sunoapi: 100 ()",
            "kie: 100 ()",
            "ai-music-api: 50 (subscription 50, extra 0)",
            "openrouter: 74.75 (purchased 100.5, used 25.75)",
            "evolink: 1095.3996 (account 1095.3996, key cap 99416.4429, used 135.9048)",
        ]
    );
}

/// What the documents and section 4 of the design say that each error means.
fn meaning(provider: Provider, name: &str) -> &'static str {
    match (provider, name) {
        (Provider::SunoApi, "401")
        | (Provider::Kie, "401" | "401-authentication-failed")
        | (Provider::AiMusicApi, "401-missing-header" | "401-invalid-format")
        | (
            Provider::OpenRouter,
            "401-missing-header"
            | "401-user-not-found"
            | "401-no-auth-credentials"
            | "401-no-cookie-credentials",
        )
        | (Provider::Evolink, "401" | "401-string-code" | "401-oauth" | "200-success-false") => {
            "key_rejected"
        }
        (Provider::SunoApi, "429")
        | (Provider::Kie, "402")
        | (Provider::AiMusicApi, "403-credits")
        | (Provider::Evolink, "402" | "402-key-quota") => "out",
        (Provider::SunoApi, "405" | "430")
        | (Provider::Kie | Provider::OpenRouter | Provider::Evolink, "429") => "rate_limited",
        (Provider::SunoApi | Provider::Kie, "455") => "maintenance",
        (Provider::Kie, "505") => "feature_disabled",
        (Provider::AiMusicApi, "403-subscription") => "subscription_required",
        (Provider::OpenRouter, "403-security-policy") => "blocked",
        (Provider::OpenRouter, "403-management" | "200-zeros") | (Provider::Evolink, "403") => {
            "key_not_permitted"
        }
        _ => "provider_error",
    }
}

#[tokio::test]
async fn every_documented_error_is_told_apart_whatever_status_it_comes_with() {
    let simulator = simulator().await;
    for provider in Provider::ALL {
        for error in documented_errors(provider) {
            for status in error.statuses() {
                let status = StatusCode::from_u16(status).unwrap();
                let account = simulator.account(provider, KEY);
                if provider == Provider::OpenRouter {
                    account.set(an_ordinary_key_without_cap()).unwrap();
                }
                account.fault(error.fault_with_status(status));
                let result = ask(&simulator, id(provider), KEY).await;
                let expected = meaning(provider, error.name);
                assert_eq!(
                    outcome(&result),
                    expected,
                    "{provider} {} with HTTP {status}",
                    error.name
                );
                account.clear_fault();
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_key_is_rejected_by_every_provider() {
    let simulator = simulator().await;
    for provider in Provider::ALL {
        let result = ask(&simulator, id(provider), "mistyped").await;
        assert_eq!(outcome(&result), "key_rejected", "{provider}");
    }
}

#[tokio::test]
async fn amounts_stay_exact_from_the_wire_on() {
    let suno = |body: &'static str| reading_of(Provider::SunoApi, body);
    assert_eq!(
        suno(r#"{"code":200,"msg":"success","data":1234567890123.4567}"#).await,
        "1234567890123.4567"
    );
    assert_eq!(suno(r#"{"code":200,"msg":"success","data":0}"#).await, "0");
    assert_eq!(
        suno(r#"{"code":"200","msg":"success","data":"35.95"}"#).await,
        "35.95"
    );
    assert_eq!(suno(r#"{"code":200,"data":-3.20}"#).await, "-3.2");
    assert_eq!(
        reading_of(
            Provider::OpenRouter,
            r#"{"data":{"total_credits":0.3,"total_usage":0.1,"limit":null}}"#
        )
        .await,
        "0.2"
    );
}

#[tokio::test]
async fn what_is_no_documented_success_is_never_zero() {
    for body in [
        r#"{"code":200,"msg":"success"}"#,
        r#"{"code":200,"msg":"success","data":null}"#,
        r#"{"code":200,"msg":"success","data":{}}"#,
        r#"{"code":200,"msg":"success","data":[0]}"#,
        r#"{"code":200,"msg":"success","data":false}"#,
        r#"{"code":200,"msg":"success","data":""}"#,
        r#"{"data":0}"#,
        r#"[200,"success",0]"#,
        "0",
        "null",
        "{}",
    ] {
        for provider in Provider::ALL {
            assert_eq!(
                reading_of(provider, body).await,
                "bad_response",
                "{provider}: {body}"
            );
        }
    }
    for body in [
        r#"{"credits":null,"extra_credits":0}"#,
        r#"{"credits":"many"}"#,
        r#"{"data":{"credits":null}}"#,
        r#"{"total_credits":0}"#,
    ] {
        assert_eq!(
            reading_of(Provider::AiMusicApi, body).await,
            "bad_response",
            "{body}"
        );
    }
    for body in [
        r#"{"data":{"total_credits":0,"total_usage":null,"limit":null,"is_management_key":true}}"#,
        r#"{"data":{"total_usage":0,"limit":null,"is_management_key":true}}"#,
        r#"{"data":[0,0]}"#,
    ] {
        assert_eq!(
            reading_of(Provider::OpenRouter, body).await,
            "bad_response",
            "{body}"
        );
    }
    for body in [
        r#"{"data":{"token":{"remaining_credits":0,"unlimited_credits":true},"user":{}},"success":true}"#,
        r#"{"data":{"token":{"unlimited_credits":false},"user":{"remaining_credits":5}},"success":true}"#,
        r#"{"data":{"token":{"remaining_credits":0},"user":{"remaining_credits":5}},"success":true}"#,
        r#"{"data":{"token":[0,true],"user":[0,0]},"success":true}"#,
        r#"{"data":{"token":{"remaining_credits":0,"unlimited_credits":false},"user":{"remaining_credits":5}},"success":"no"}"#,
    ] {
        assert_eq!(
            reading_of(Provider::Evolink, body).await,
            "bad_response",
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_success_that_denies_itself_is_an_error_and_no_empty_account() {
    let zero = [
        (Provider::SunoApi, r#""code":200,"msg":"success","data":0"#),
        (Provider::Kie, r#""code":200,"msg":"success","data":0"#),
        (Provider::AiMusicApi, r#""credits":0,"extra_credits":0"#),
        (
            Provider::OpenRouter,
            r#""data":{"total_credits":0,"total_usage":0,"limit":null,"is_management_key":true}"#,
        ),
        (
            Provider::Evolink,
            r#""data":{"token":{"remaining_credits":0,"unlimited_credits":false},"user":{"remaining_credits":0}}"#,
        ),
    ];
    for (provider, body) in zero {
        assert_eq!(
            reading_of(provider, &format!("{{{body}}}")).await,
            "0",
            "{provider}"
        );
        for denial in [
            r#""success":false"#,
            r#""error":"try later""#,
            r#""error":{"message":"try later"}"#,
        ] {
            let denied = format!("{{{body},{denial}}}");
            assert_eq!(
                reading_of(provider, &denied).await,
                "provider_error",
                "{provider}: {denied}"
            );
        }
    }
    for (provider, body) in [
        (
            Provider::AiMusicApi,
            r#"{"code":"internal_error","message":"x","credits":0}"#,
        ),
        (
            Provider::OpenRouter,
            r#"{"code":500,"data":{"total_credits":0,"total_usage":0,"limit":null}}"#,
        ),
    ] {
        assert_eq!(
            reading_of(provider, body).await,
            "provider_error",
            "{provider}: {body}"
        );
    }
}

#[tokio::test]
async fn no_permission_is_no_empty_account() {
    let simulator = simulator().await;
    for (provider, status, body, expected) in [
        (
            Provider::Evolink,
            403,
            r#"{"error":{"code":"insufficient_permissions","message":"x"}}"#,
            "key_not_permitted",
        ),
        (
            Provider::Evolink,
            429,
            r#"{"error":{"code":"rate_limit_quota_exceeded"}}"#,
            "rate_limited",
        ),
        (
            Provider::Evolink,
            500,
            r#"{"error":{"code":"insufficient_storage"}}"#,
            "provider_error",
        ),
        (
            Provider::AiMusicApi,
            403,
            r#"{"code":403,"message":"This key has no permission to view remaining credits"}"#,
            "key_not_permitted",
        ),
    ] {
        let account = simulator.account(provider, KEY);
        let status = StatusCode::from_u16(status).unwrap();
        account.fault(Fault::Reply(Reply::json(status, body.to_owned())));
        let result = ask(&simulator, id(provider), KEY).await;
        assert_eq!(outcome(&result), expected, "{provider}: {body}");
    }
}

fn an_ordinary_key_without_cap() -> OpenRouterBalance {
    OpenRouterBalance {
        key: OpenRouterKey::Uncapped,
        ..OpenRouterBalance::default()
    }
}

#[tokio::test]
async fn the_time_to_wait_is_taken_from_where_the_provider_puts_it() {
    let simulator = simulator().await;
    let kie = simulator.account(Provider::Kie, KEY);
    let asked_for = async |provider| {
        let failure = ask(&simulator, provider, KEY).await.unwrap_err();
        failure.retry_after.map(|time: Duration| time.as_secs())
    };
    for (status, after, expected) in [(429, "120", Some(120)), (503, "7", Some(7)), (429, "soon", None)] {
        kie.fault(Fault::RetryAfter {
            status: StatusCode::from_u16(status).unwrap(),
            after: after.to_owned(),
        });
        assert_eq!(asked_for(ProviderId::Kie).await, expected, "{status} {after}");
    }
    let evolink = simulator.account(Provider::Evolink, KEY);
    for (name, expected) in [("429", Some(60)), ("503", Some(30)), ("500", None)] {
        evolink.documented_fault(name).unwrap();
        assert_eq!(asked_for(ProviderId::Evolink).await, expected, "{name}");
    }
}

#[tokio::test]
async fn http_statuses_speak_where_bodies_do_not() {
    let simulator = simulator().await;
    for provider in Provider::ALL {
        let account = simulator.account(provider, KEY);
        for (status, expected) in [
            (401, "key_rejected"),
            (403, "blocked"),
            (429, "rate_limited"),
            (404, "provider_error"),
            (500, "provider_error"),
            (503, "provider_error"),
            (200, "bad_response"),
        ] {
            account.fault(Fault::Html(StatusCode::from_u16(status).unwrap()));
            let result = ask(&simulator, id(provider), KEY).await;
            assert_eq!(
                outcome(&result),
                expected,
                "{provider}: a web page with HTTP {status}"
            );
        }
    }
}
