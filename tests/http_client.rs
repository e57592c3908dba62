//! The one HTTP client against everything that can go wrong between two computers.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

mod asking;

use std::time::{Duration, Instant};

use asking::{BOUNDS, account, ask, outcome, poller};
use credit_tray_core::{
    ApiKey, ProviderId, Reading,
    problem::{BadResponse, Failure, Problem},
};
use credit_tray_simulator::{Fault, HeaderValue, Provider, Reply, Simulator, StatusCode};
use rust_decimal::dec;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

const KEY: &str = "sim-key-of-mine";

async fn asked_with(fault: Fault) -> Result<Reading, Failure> {
    let simulator = Simulator::start().await.unwrap();
    simulator.account(Provider::Kie, KEY).fault(fault);
    ask(&simulator, ProviderId::Kie, KEY).await
}

async fn asked_at(base_url: &str) -> Problem {
    let account = account(ProviderId::Kie, base_url);
    let key = ApiKey::from_typed(KEY).unwrap();
    poller().poll_with(&account, &key).await.unwrap_err().problem
}

#[tokio::test]
async fn every_broken_reply_has_an_error_of_its_own() {
    for (fault, expected) in [
        (Fault::StallHeaders, Problem::Timeout),
        (Fault::StallAfterHeaders, Problem::Timeout),
        (Fault::SlowDrip, Problem::Timeout),
        (Fault::TruncatedBody, BadResponse::BrokenOff.into()),
        (Fault::Dropped, BadResponse::BrokenOff.into()),
        (Fault::Empty, BadResponse::Empty.into()),
        (Fault::Html(StatusCode::OK), BadResponse::Html.into()),
        (Fault::NotUtf8, BadResponse::NotUtf8.into()),
        (Fault::DeeplyNested, BadResponse::NotDocumented.into()),
        (Fault::Huge, BadResponse::TooLarge.into()),
        (Fault::GzipBomb, BadResponse::TooLarge.into()),
        (
            Fault::Redirect("https://kie.ai/login".into()),
            BadResponse::Redirect.into(),
        ),
        (Fault::MissingField, BadResponse::Field("data").into()),
        (Fault::NullData, BadResponse::Field("data").into()),
    ] {
        let began = Instant::now();
        let problem = asked_with(fault.clone()).await.unwrap_err().problem;
        assert_eq!(problem, expected, "{fault:?}");
        assert!(
            began.elapsed() < BOUNDS.whole + Duration::from_secs(10),
            "{fault:?} hung"
        );
    }
}

#[tokio::test]
async fn a_compressed_or_a_late_reply_is_as_good_as_any() {
    assert_eq!(outcome(&asked_with(Fault::Gzip).await), "100");
    assert_eq!(
        outcome(&asked_with(Fault::Delay(Duration::from_millis(200))).await),
        "100"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_takes_the_key_nowhere() {
    let elsewhere = Simulator::start().await.unwrap();
    let simulator = Simulator::start().await.unwrap();
    let target = format!("{}/api/v1/chat/credit", elsewhere.base_url());
    for target in [target.as_str(), "/api/v1/chat/credit?again"] {
        let kie = simulator.account(Provider::Kie, KEY);
        kie.fault(Fault::Redirect(target.to_owned()));
        let problem = ask(&simulator, ProviderId::Kie, KEY).await.unwrap_err().problem;
        assert_eq!(problem, BadResponse::Redirect.into());
    }
    assert_eq!(elsewhere.all_requests().len(), 0);
    assert_eq!(simulator.all_requests().len(), 2);
}

/// One that was left lying may be dead, as after sleep, without anybody's knowing.
#[tokio::test]
async fn no_request_trusts_in_the_connection_of_another() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let mut served = Vec::new();
        for _ in 0..3 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 4096];
            assert!(stream.read(&mut request).await.unwrap() > 0);
            // Alive for as long as somebody wants it.
            let reply = "HTTP/1.1 500 Oh\r\ncontent-length: 2\r\n\r\n{}";
            stream.write_all(reply.as_bytes()).await.unwrap();
            served.push(stream);
        }
    });
    let (poller, account) = (poller(), account(ProviderId::Kie, &base_url));
    let key = ApiKey::from_typed(KEY).unwrap();
    for _ in 0..3 {
        let failed = poller.poll_with(&account, &key).await.unwrap_err();
        assert_eq!(failed.problem, Problem::ProviderError(500));
    }
    serving.await.unwrap();
}

#[tokio::test]
async fn the_key_is_in_the_authorization_header_and_nowhere_else() {
    let simulator = Simulator::start().await.unwrap();
    for provider in ProviderId::ALL {
        let _ = ask(&simulator, provider, KEY).await;
    }
    let seen = simulator.all_requests();
    assert_eq!(seen.len(), 6, "one request each, and two for OpenRouter");
    for request in seen {
        assert_eq!(request.method, "GET");
        assert_eq!(request.query, None);
        assert!(!request.path.contains(KEY));
        assert_eq!(request.headers["authorization"], format!("Bearer {KEY}"));
        let elsewhere = request
            .headers
            .iter()
            .filter(|(name, _)| *name != "authorization");
        for (name, value) in elsewhere {
            assert!(!value.to_str().unwrap().contains(KEY), "{name}");
        }
        let user_agent = request.headers["user-agent"].to_str().unwrap();
        assert!(user_agent.starts_with("CreditTray/"), "{user_agent}");
        assert_eq!(request.headers["accept"], "application/json");
    }
}

#[tokio::test]
async fn nobody_listening_is_offline() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(asked_at(&base_url).await, Problem::Offline);
    assert_eq!(asked_at("https://no-such-host.invalid").await, Problem::Offline);
}

#[tokio::test]
async fn a_server_without_a_trusted_certificate_is_a_tls_problem() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base_url = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        client
            .write_all(b"HTTP/1.1 200 OK\r\n\r\nno TLS here")
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
    });
    assert_eq!(asked_at(&base_url).await, Problem::Tls);
    server.abort();
}

#[tokio::test]
async fn a_host_answers_six_requests_at_a_time() {
    let simulator = Simulator::start().await.unwrap();
    let kie = simulator.account(Provider::Kie, KEY);
    kie.fault(Fault::Delay(Duration::from_millis(150)));
    let poller = poller();
    let account = account(ProviderId::Kie, &simulator.base_url());
    let key = ApiKey::from_typed(KEY).unwrap();
    let polls = (0..12).map(|_| poller.poll_with(&account, &key));
    for result in futures_util::future::join_all(polls).await {
        assert_eq!(outcome(&result), "100");
    }
    let seen = kie.requests();
    let seventh_after_first = seen[6].at.duration_since(seen[0].at);
    assert!(
        seventh_after_first >= Duration::from_millis(140),
        "{seventh_after_first:?}"
    );
}

#[tokio::test]
async fn a_body_is_measured_after_decompression_and_a_small_one_passes() {
    let simulator = Simulator::start().await.unwrap();
    let kie = simulator.account(Provider::Kie, KEY);
    let padded = |blanks: usize| format!("{{\"code\":200,{}\"data\":35.95}}", " ".repeat(blanks));
    let sent = async |blanks| {
        let reply = Reply::json(StatusCode::OK, padded(blanks));
        kie.fault(Fault::Reply(reply));
        outcome(&ask(&simulator, ProviderId::Kie, KEY).await)
    };
    assert_eq!(sent(200 * 1024).await, "35.95");
    assert_eq!(sent(300 * 1024).await, "bad_response");
}

#[tokio::test]
async fn a_lie_about_the_encoding_is_an_error_and_no_balance() {
    let reply = Reply::json(StatusCode::OK, r#"{"code":200,"data":0}"#);
    let lie = reply.with_header(
        credit_tray_simulator::HeaderName::from_static("content-encoding"),
        HeaderValue::from_static("gzip"),
    );
    assert_eq!(outcome(&asked_with(Fault::Reply(lie)).await), "bad_response");
}

#[tokio::test]
async fn a_balance_that_moves_is_read_anew_each_time() {
    let simulator = Simulator::start().await.unwrap();
    let kie = simulator.account(Provider::Kie, KEY);
    for balance in [dec!(53.21), dec!(50.94), dec!(46.69)] {
        kie.set_balance(balance);
        assert_eq!(
            outcome(&ask(&simulator, ProviderId::Kie, KEY).await),
            balance.to_string()
        );
    }
}
