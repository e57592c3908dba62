//! Each fault does what it says.

mod common;

use std::time::{Duration, Instant};

use common::{Outcome, ask, ask_on, client, sample, with_account};
use credit_tray_simulator::{
    Fault, HeaderName, HeaderValue, OPENROUTER_CREDITS, OPENROUTER_KEY, Provider, Reply, Simulator,
    StatusCode, WrongType,
};
use tokio::time::timeout;

/// Long enough to see that nothing comes.
const SHORT: Duration = Duration::from_millis(300);
/// Long enough for what does come, on a busy machine.
const LONG: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_fault_lasts_for_so_many_requests_on_one_path() -> Outcome {
    let (simulator, account) = with_account(Provider::OpenRouter).await?;
    let statuses = async |path| -> Result<Vec<u16>, reqwest::Error> {
        let mut statuses = Vec::new();
        for _ in 0..3 {
            let response = ask_on(&simulator, path, "sim-key").await?;
            statuses.push(response.status().as_u16());
        }
        Ok(statuses)
    };
    account.fault(Fault::Html(StatusCode::BAD_GATEWAY).times(2).on(OPENROUTER_KEY));
    account.fault(Fault::Html(StatusCode::FORBIDDEN).times(1));
    assert_eq!(statuses(OPENROUTER_CREDITS).await?, [403, 200, 200]);
    assert_eq!(statuses(OPENROUTER_KEY).await?, [502, 502, 200]);

    // What only `/credits` can say stays off `/key`.
    account.documented_fault("200-zeros")?;
    let sums = ask_on(&simulator, OPENROUTER_CREDITS, "sim-key").await?;
    assert_eq!(sums.text().await?, sample("openrouter/credits-zero.json")?);
    let key = ask_on(&simulator, OPENROUTER_KEY, "sim-key").await?;
    assert!(key.text().await?.contains("is_management_key"));
    Ok(())
}

#[tokio::test]
async fn replies_made_by_hand_and_redirects() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    let status = StatusCode::IM_A_TEAPOT;
    let reply = Reply::json(status, "tea").with_header(
        HeaderName::from_static("x-request-id"),
        HeaderValue::from_static("42"),
    );
    account.fault(Fault::Reply(reply));
    let response = ask(&simulator, &account).await?;
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["x-request-id"], "42");
    assert_eq!(response.text().await?, "tea");

    account.fault(Fault::Redirect("https://example.com/login".into()));
    let response = ask(&simulator, &account).await?;
    assert_eq!(response.status(), StatusCode::FOUND);
    assert_eq!(response.headers()["location"], "https://example.com/login");

    account.fault(Fault::Html(StatusCode::FORBIDDEN));
    let response = ask(&simulator, &account).await?;
    assert_eq!(response.headers()["server"], "cloudflare");
    assert!(response.text().await?.starts_with("<!DOCTYPE html>"));
    Ok(())
}

#[tokio::test]
async fn retry_after_comes_with_the_words_of_the_provider() -> Outcome {
    let simulator = Simulator::start().await?;
    let date = "Wed, 21 Oct 2026 07:28:00 GMT";
    for (provider, status, after, file) in [
        (Provider::SunoApi, 429, "30", "sunoapi/error-430.json"),
        (Provider::Kie, 429, date, "kie/error-429.json"),
        (Provider::OpenRouter, 429, "5", "openrouter/error-429.json"),
        (Provider::Evolink, 503, date, "evolink/error-503.json"),
    ] {
        let account = simulator.account(provider, "sim-key");
        let status = StatusCode::from_u16(status)?;
        let after = after.to_owned();
        account.fault(Fault::RetryAfter {
            status,
            after: after.clone(),
        });
        let response = ask(&simulator, &account).await?;
        assert_eq!(response.status(), status);
        assert_eq!(response.headers()["retry-after"], after.as_str());
        assert_eq!(response.text().await?, sample(file)?);
    }
    Ok(())
}

#[tokio::test]
async fn delays_and_stalls() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    account.fault(Fault::Delay(Duration::from_millis(150)));
    let start = Instant::now();
    let response = ask(&simulator, &account).await?;
    assert!(start.elapsed() >= Duration::from_millis(150));
    assert_eq!(response.text().await?, sample("kie/success.json")?);

    account.fault(Fault::StallHeaders);
    assert!(timeout(SHORT, ask(&simulator, &account)).await.is_err());

    account.fault(Fault::StallAfterHeaders);
    let response = timeout(LONG, ask(&simulator, &account)).await??;
    assert_eq!(response.content_length(), Some(39));
    assert!(timeout(SHORT, response.text()).await.is_err());

    account.fault(Fault::SlowDrip);
    let mut response = timeout(LONG, ask(&simulator, &account)).await??;
    for _ in 0..3 {
        assert_eq!(response.chunk().await?.as_deref(), Some(&b" "[..]));
    }
    assert!(timeout(SHORT, response.text()).await.is_err());
    Ok(())
}

#[tokio::test]
async fn connections_that_end_too_soon() -> Outcome {
    let (simulator, account) = with_account(Provider::Evolink).await?;
    account.fault(Fault::Dropped);
    let error = ask(&simulator, &account).await.err().ok_or("answered")?;
    assert!(!error.is_timeout());

    account.fault(Fault::TruncatedBody);
    let mut response = ask(&simulator, &account).await?;
    let whole = sample("evolink/success.json")?;
    assert_eq!(response.content_length(), Some(whole.len() as u64));
    let half = response.chunk().await?.ok_or("no first half")?;
    assert!(whole.as_bytes().starts_with(&half) && half.len() < whole.len());
    assert!(response.chunk().await.is_err());
    Ok(())
}

#[tokio::test]
async fn bodies_that_are_not_what_they_should_be() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    account.fault(Fault::Empty);
    assert!(ask(&simulator, &account).await?.bytes().await?.is_empty());
    account.fault(Fault::NotUtf8);
    let bytes = ask(&simulator, &account).await?.bytes().await?;
    assert!(std::str::from_utf8(&bytes).is_err());
    account.fault(Fault::DeeplyNested);
    let nested = ask(&simulator, &account).await?.text().await?;
    assert_eq!(nested, "[".repeat(100_000));
    account.fault(Fault::Huge);
    let response = ask(&simulator, &account).await?;
    assert_eq!(response.content_length(), None);
    let huge = response.text().await?;
    assert!(huge.len() > 32 * 1024 * 1024);
    assert_eq!(huge.trim_start(), sample("kie/success.json")?);
    Ok(())
}

#[tokio::test]
async fn compressed_bodies() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    let url = simulator.base_url() + Provider::Kie.paths()[0];
    let unpacking = common::any_client().gzip(true).build()?;
    let get = || unpacking.get(&url).bearer_auth(account.key()).send();

    account.fault(Fault::Gzip);
    let response = client()?.get(&url).bearer_auth(account.key()).send().await?;
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(get().await?.text().await?, sample("kie/success.json")?);

    account.fault(Fault::GzipBomb);
    let packed = ask(&simulator, &account).await?.bytes().await?;
    assert!(packed.len() < 256 * 1024, "{}", packed.len());
    let unpacked = get().await?.bytes().await?;
    assert!(unpacked.len() > 50 * 1024 * 1024, "{}", unpacked.len());
    Ok(())
}

#[tokio::test]
async fn amounts_that_are_missing_or_wrong() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    for (fault, body) in [
        (Fault::NullData, r#"{"code":200,"msg":"success","data":null}"#),
        (Fault::MissingField, r#"{"code":200,"msg":"success"}"#),
        (
            Fault::WrongTypes(WrongType::NumericText),
            r#"{"code":200,"msg":"success","data":"100"}"#,
        ),
        (
            Fault::WrongTypes(WrongType::Boolean),
            r#"{"code":200,"msg":"success","data":true}"#,
        ),
    ] {
        account.fault(fault);
        assert_eq!(ask(&simulator, &account).await?.text().await?, body);
    }
    // At every provider and on every path these are JSON, and not the truth.
    for provider in Provider::ALL {
        let account = simulator.account(provider, "sim-key");
        for &path in provider.paths() {
            account.clear_fault();
            let truth = ask_on(&simulator, path, "sim-key").await?.text().await?;
            for fault in [
                Fault::NullData,
                Fault::MissingField,
                Fault::WrongTypes(WrongType::Text),
                Fault::WrongTypes(WrongType::Object),
                Fault::WrongTypes(WrongType::Array),
                Fault::WrongTypes(WrongType::TooLarge),
            ] {
                account.fault(fault.clone());
                let body = ask_on(&simulator, path, "sim-key").await?.text().await?;
                assert_ne!(body, truth, "{provider} {fault:?}");
                serde_json::from_str::<Box<serde_json::value::RawValue>>(&body)?;
            }
        }
    }
    Ok(())
}
