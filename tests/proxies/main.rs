//! The one HTTP client and the proxy setting: who is asked, as whom, and who is not.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

mod servers;

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use credit_tray_core::{
    ApiKey, Proxy, SecretString,
    problem::{ErrorCode, Problem, ProxyFault},
    proxy::{LONGEST_CREDENTIAL, ProxyProblem, ProxyServer},
};
use credit_tray_engine::http::{Bounds, HttpClient, NoHttpClient};
use credit_tray_simulator::{Provider, Simulator};
use proptest::prelude::*;
use servers::{NotingProxy, SocksRequest, answer, headers, http_proxy, socks_proxy};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
    sync::Notify,
};

const KEY: &str = "sk-hush-7d1f";
const PROVIDER: &str = "https://api.kie.ai/api/v1/chat/credit";
/// Every character that means something where a password is put into an address or a header.
const PASSWORD: &str = "p:a@s%s%41/?#[]&+ \"ü\u{1F511}\\";

const BOUNDS: Bounds = Bounds {
    connect: Duration::from_secs(2),
    headers: Duration::from_secs(3),
    whole: Duration::from_secs(4),
    body: 256 * 1024,
};

fn server(port: u16, user: Option<&str>) -> ProxyServer {
    ProxyServer {
        host: "127.0.0.1".into(),
        port,
        user: user.map(Into::into),
    }
}

fn client(proxy: &Proxy, password: Option<&str>) -> HttpClient {
    HttpClient::new(BOUNDS, proxy, password.map(SecretString::from).as_ref()).unwrap()
}

/// Asks a provider, and says why there was no answer.
async fn refused(client: &HttpClient, url: &str) -> Problem {
    let key = ApiKey::from_typed(KEY).unwrap();
    client.get(url.parse().unwrap(), &key).await.unwrap_err().problem
}

/// What is told of a proxy on this computer.
fn told_of(fault: ProxyFault, port: u16) -> Problem {
    let address = format!("127.0.0.1:{port}");
    Problem::Proxy { fault, address }
}

/// The user and password of a request, as HTTP's Basic scheme joins them.
fn basic(headers: &str) -> Option<String> {
    let encoded = headers.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("proxy-authorization")
            .then(|| value.strip_prefix("Basic "))?
    })?;
    Some(String::from_utf8(BASE64_STANDARD.decode(encoded).unwrap()).unwrap())
}

#[tokio::test]
async fn an_http_proxy_is_asked_for_a_tunnel_by_its_user_and_sees_no_key() {
    let mut proxy = http_proxy("403 Forbidden").await;
    let client = client(&Proxy::Http(server(proxy.port, Some("me"))), Some(PASSWORD));
    assert_eq!(
        refused(&client, PROVIDER).await,
        told_of(ProxyFault::NoTunnel, proxy.port)
    );
    let asked = proxy.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(
        asked[0].starts_with("CONNECT api.kie.ai:443 HTTP/1.1\r\n"),
        "{asked:?}"
    );
    assert_eq!(basic(&asked[0]), Some(format!("me:{PASSWORD}")));
    assert!(
        !asked[0].contains("sk-hush"),
        "the key was shown to the proxy: {asked:?}"
    );
}

#[tokio::test]
async fn a_proxy_without_a_user_is_told_no_password() {
    let mut proxy = http_proxy("403 Forbidden").await;
    let asks = client(&Proxy::Http(server(proxy.port, None)), Some(PASSWORD));
    refused(&asks, PROVIDER).await;
    assert_eq!(
        proxy.asked().iter().map(|asked| basic(asked)).collect::<Vec<_>>(),
        [None]
    );

    let mut proxy = socks_proxy(None).await;
    let asks = client(&Proxy::Socks5(server(proxy.port, None)), Some(PASSWORD));
    refused(&asks, PROVIDER).await;
    let expected = SocksRequest {
        credentials: None,
        target: Some(("api.kie.ai".into(), 443)),
    };
    assert_eq!(proxy.asked(), [expected]);
}

#[tokio::test]
async fn a_socks_proxy_is_asked_for_the_name_by_its_user() {
    let mut proxy = socks_proxy(Some(("me", PASSWORD))).await;
    let client = client(&Proxy::Socks5(server(proxy.port, Some("me"))), Some(PASSWORD));
    assert_eq!(
        refused(&client, PROVIDER).await,
        told_of(ProxyFault::NoWay, proxy.port)
    );
    let expected = SocksRequest {
        credentials: Some(("me".into(), PASSWORD.into())),
        target: Some(("api.kie.ai".into(), 443)),
    };
    assert_eq!(proxy.asked(), [expected]);
}

#[tokio::test]
async fn a_socks_proxy_that_does_not_know_the_user_learns_nothing_more() {
    let mut proxy = socks_proxy(Some(("me", "another"))).await;
    let as_user = |user| Proxy::Socks5(server(proxy.port, user));
    for (setting, password, fault) in [
        (as_user(Some("me")), Some(PASSWORD), ProxyFault::RefusesPassword),
        (as_user(None), None, ProxyFault::AsksForPassword),
    ] {
        assert_eq!(
            refused(&client(&setting, password), PROVIDER).await,
            told_of(fault, proxy.port)
        );
    }
    let targets: Vec<_> = proxy.asked().into_iter().map(|asked| asked.target).collect();
    assert_eq!(targets, [None, None]);
}

#[tokio::test]
async fn an_https_proxy_is_greeted_with_tls() {
    let mut proxy = NotingProxy::start(|mut client, notes| async move {
        let mut record = [0; 5];
        client.read_exact(&mut record).await?;
        let mut hello = vec![0; u16::from_be_bytes([record[3], record[4]]).into()];
        client.read_exact(&mut hello).await?;
        let _ = notes.send((record[0], hello));
        Ok(())
    })
    .await;
    let mut named = server(proxy.port, Some("me"));
    named.host = "localhost".into();
    let problem = refused(&client(&Proxy::Https(named), Some("hush")), PROVIDER).await;
    let expected = Problem::Proxy {
        fault: ProxyFault::Silent,
        address: format!("localhost:{}", proxy.port),
    };
    assert_eq!(problem, expected);
    let (kind, hello) = proxy.next().await;
    let (handshake, client_hello) = (22, 1);
    assert_eq!((kind, hello[0]), (handshake, client_hello));
    let holds = |text: &str| hello.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(holds("localhost"), "the hello is not for the proxy");
    assert!(!holds("api.kie.ai") && !holds("hush"));
}

#[tokio::test]
async fn a_proxy_that_lets_nobody_through_is_named_and_counts_as_offline() {
    for (status, fault, code) in [
        (
            "407 Proxy Authentication Required",
            ProxyFault::AsksForPassword,
            ErrorCode::Offline,
        ),
        ("403 Forbidden", ProxyFault::NoTunnel, ErrorCode::Offline),
        ("502 Bad Gateway", ProxyFault::NoTunnel, ErrorCode::Offline),
        ("200 OK", ProxyFault::NoTlsThrough, ErrorCode::Tls),
    ] {
        let proxy = http_proxy(status).await;
        let problem = refused(&client(&Proxy::Http(server(proxy.port, None)), None), PROVIDER).await;
        assert_eq!(problem, told_of(fault, proxy.port), "{status}");
        assert_eq!(problem.code(), code);
    }
}

#[tokio::test]
async fn a_proxy_that_refuses_the_password_is_told_from_one_that_asks_for_it() {
    let mut proxy = http_proxy("407 Proxy Authentication Required").await;
    let setting = Proxy::Http(server(proxy.port, Some("me")));
    let problem = refused(&client(&setting, Some(PASSWORD)), PROVIDER).await;
    assert_eq!(problem, told_of(ProxyFault::RefusesPassword, proxy.port));
    assert_eq!(proxy.asked().len(), 1);
}

#[tokio::test]
async fn a_user_without_a_password_is_not_tried_but_asked_for_it() {
    let mut http = http_proxy("403 Forbidden").await;
    let mut socks = socks_proxy(Some(("me", ""))).await;
    for (setting, port) in [
        (Proxy::Http(server(http.port, Some("me"))), http.port),
        (Proxy::Socks5(server(socks.port, Some("me"))), socks.port),
    ] {
        let client = client(&setting, None);
        let knows = async { client.use_proxy(&setting, None).unwrap() };
        // Requests wait until it is known whether there is a password.
        let (problem, ()) = tokio::join!(refused(&client, PROVIDER), knows);
        assert_eq!(problem, told_of(ProxyFault::PasswordMissing, port));
    }
    assert_eq!((http.asked(), socks.asked()), (Vec::new(), Vec::new()));
}

#[tokio::test]
async fn what_comes_through_a_proxy_and_is_no_tls_is_told_so() {
    let proxy = NotingProxy::start(|mut client, notes| async move {
        let _ = notes.send(headers(&mut client).await?);
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        let _hello = client.read_u8().await?;
        client.write_all(&b"this is no handshake ".repeat(20)).await
    })
    .await;
    let problem = refused(&client(&Proxy::Http(server(proxy.port, None)), None), PROVIDER).await;
    assert_eq!(problem, told_of(ProxyFault::NoTlsThrough, proxy.port));
    assert_eq!(problem.code(), ErrorCode::Tls);
}

#[tokio::test]
async fn another_kind_of_proxy_is_told_so() {
    let talks_http = NotingProxy::start(|mut client, notes| async move {
        let _ = notes.send(client.read_u8().await?);
        answer(&mut client, "400 Bad Request").await
    })
    .await;
    let hangs_up = NotingProxy::start(|mut client, notes| async move {
        let _ = notes.send(client.read_u8().await?);
        Ok(())
    })
    .await;
    for (setting, port) in [
        (Proxy::Socks5(server(talks_http.port, None)), talks_http.port),
        (Proxy::Socks5(server(hangs_up.port, None)), hangs_up.port),
        (Proxy::Http(server(hangs_up.port, None)), hangs_up.port),
    ] {
        let problem = refused(&client(&setting, None), PROVIDER).await;
        assert_eq!(problem, told_of(ProxyFault::OtherProtocol, port), "{setting:?}");
    }
    let not_encrypted = Proxy::Https(server(talks_http.port, None));
    let problem = refused(&client(&not_encrypted, None), PROVIDER).await;
    assert_eq!(problem, told_of(ProxyFault::NotTrusted, talks_http.port));
}

#[tokio::test]
async fn a_proxy_that_is_not_there_or_says_nothing_is_named_too() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = nobody.local_addr().unwrap().port();
    drop(nobody);
    let silent = NotingProxy::start(|mut client, notes| async move {
        let _ = notes.send(headers(&mut client).await?);
        client.read_u8().await.map(drop)
    })
    .await;
    let bounds = Bounds {
        connect: Duration::from_millis(300),
        ..BOUNDS
    };
    for port in [port, silent.port] {
        for setting in [Proxy::Http(server(port, None)), Proxy::Socks5(server(port, None))] {
            let client = HttpClient::new(bounds, &setting, None).unwrap();
            assert_eq!(
                refused(&client, PROVIDER).await,
                told_of(ProxyFault::Silent, port),
                "{setting:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_on_this_computer_is_asked_directly_whatever_the_setting() {
    let simulator = Simulator::start().await.unwrap();
    let account = simulator.account(Provider::Kie, KEY);
    let mut proxy = http_proxy("403 Forbidden").await;
    let settings = [
        Proxy::System,
        Proxy::None,
        Proxy::Http(server(proxy.port, None)),
        Proxy::Https(server(proxy.port, None)),
        Proxy::Socks5(server(proxy.port, None)),
    ];
    let url = format!("{}/api/v1/chat/credit", simulator.base_url());
    let key = ApiKey::from_typed(KEY).unwrap();
    for setting in &settings {
        let reply = client(setting, None).get(url.parse().unwrap(), &key).await;
        assert_eq!(reply.unwrap().status, 200, "{setting:?}");
    }
    assert_eq!(account.requests().len(), settings.len());
    assert_eq!(proxy.asked(), Vec::<String>::new());
}

#[tokio::test]
async fn a_changed_proxy_is_taken_up_by_every_clone() {
    let mut before = http_proxy("403 Forbidden").await;
    let mut after = socks_proxy(Some(("me", PASSWORD))).await;
    let client = client(&Proxy::Http(server(before.port, None)), None);
    let clone = client.clone();
    refused(&clone, PROVIDER).await;
    assert_eq!(before.asked().len(), 1);

    let password = SecretString::from(PASSWORD);
    client
        .use_proxy(&Proxy::Socks5(server(after.port, Some("me"))), Some(&password))
        .unwrap();
    for asking in [&client, &clone] {
        refused(asking, PROVIDER).await;
    }
    assert_eq!(before.asked().len(), 0);
    assert_eq!(after.asked().len(), 2);
}

#[tokio::test]
async fn a_request_under_way_ends_with_the_proxy_it_began_with() {
    let go_on = Arc::new(Notify::new());
    let answering = go_on.clone();
    let mut before = NotingProxy::start(move |mut client, notes| {
        let go_on = answering.clone();
        async move {
            let _ = notes.send(headers(&mut client).await?);
            go_on.notified().await;
            answer(&mut client, "403 Forbidden").await
        }
    })
    .await;
    let mut after = http_proxy("403 Forbidden").await;
    let client = client(&Proxy::Http(server(before.port, None)), None);
    let changing = async {
        before.next().await;
        let mut next = server(after.port, None);
        next.host = "localhost".into();
        client.use_proxy(&Proxy::Http(next), None).unwrap();
        go_on.notify_one();
    };
    let (problem, ()) = tokio::join!(refused(&client, PROVIDER), changing);
    assert_eq!(problem, told_of(ProxyFault::NoTunnel, before.port));
    assert_eq!(after.asked().len(), 0);
}

#[tokio::test]
async fn a_proxy_that_is_not_valid_changes_nothing() {
    let mut proxy = http_proxy("403 Forbidden").await;
    let client = client(&Proxy::Http(server(proxy.port, None)), None);
    let too_long = SecretString::from("x".repeat(LONGEST_CREDENTIAL + 1));
    for (setting, expected) in [
        (server(0, None), ProxyProblem::BadPort),
        (server(1, Some("a:b")), ProxyProblem::BadUser),
        (server(1, Some("me")), ProxyProblem::PasswordTooLong),
    ] {
        let error = client
            .use_proxy(&Proxy::Socks5(setting), Some(&too_long))
            .unwrap_err();
        assert!(
            matches!(error, NoHttpClient::Proxy(problem) if problem == expected),
            "{error}"
        );
    }
    refused(&client, PROVIDER).await;
    assert_eq!(proxy.asked().len(), 1);
}

#[test]
fn nothing_shows_the_password() {
    let password = SecretString::from("hush-7d1f");
    for setting in [Proxy::Http, Proxy::Https, Proxy::Socks5] {
        let setting = setting(server(3128, Some("me")));
        let client = HttpClient::new(BOUNDS, &setting, Some(&password)).unwrap();
        let shown = format!("{client:?} {client:#?} {setting:?}");
        assert!(
            shown.contains("127.0.0.1"),
            "the proxy is not shown at all: {shown}"
        );
        let encoded = BASE64_STANDARD.encode("me:hush-7d1f");
        assert!(!shown.contains("hush") && !shown.contains(&encoded), "{shown}");
    }
}

/// What both kinds of proxy are told of this user and password.
fn told(user: &str, password: &str) -> (Vec<Option<String>>, Vec<SocksRequest>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut http = http_proxy("403 Forbidden").await;
        let mut socks = socks_proxy(Some((user, password))).await;
        let settings = [
            Proxy::Http(server(http.port, Some(user))),
            Proxy::Socks5(server(socks.port, Some(user))),
        ];
        for setting in settings {
            refused(&client(&setting, Some(password)), "https://provider.invalid/").await;
        }
        let basics = http.asked().iter().map(|asked| basic(asked)).collect();
        (basics, socks.asked())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_proxy_is_told_exactly_the_user_and_password(user in "[^:\\p{Cc}]{1,15}", password in "(?s).{0,30}") {
        let (basics, socks) = told(&user, &password);
        prop_assert_eq!(basics, [Some(format!("{user}:{password}"))]);
        let expected = SocksRequest {
            credentials: Some((user, password)),
            target: Some(("provider.invalid".into(), 443)),
        };
        prop_assert_eq!(socks, [expected]);
    }

    #[test]
    fn a_long_password_goes_to_the_proxy_and_not_past_it(length in 200..=LONGEST_CREDENTIAL) {
        let (basics, _) = told(&"ü".repeat(LONGEST_CREDENTIAL / 2), &"%".repeat(length));
        prop_assert!(matches!(&basics[..], [Some(told)] if told.ends_with(&"%".repeat(length))));
    }
}
