//! Proxies, the system's and the settings': honoured for the providers, and never given a key.

use std::sync::{Arc, Mutex};

use credit_tray_simulator::Provider;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::bench::Bench;

/// A proxy that notes what it is asked for, and refuses.
async fn refusing_proxy() -> (String, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(String::new()));
    let noted = asked.clone();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut bytes = [0; 4096];
            let length = client.read(&mut bytes).await.unwrap_or(0);
            noted
                .lock()
                .unwrap()
                .push_str(&String::from_utf8_lossy(&bytes[..length]));
            let _ = client
                .write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
                .await;
        }
    });
    (address, asked)
}

fn uses_proxy(bench: &mut Bench, address: &str) {
    for variable in ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"] {
        bench.keys.push((variable.to_owned(), address.to_owned()));
    }
}

#[tokio::test]
async fn a_provider_is_asked_through_the_proxy_which_sees_no_key() {
    let (address, asked) = refusing_proxy().await;
    let mut bench = Bench::new().await;
    let _ = bench.add("a", Provider::Kie, |account| {
        account["baseUrl"] = serde_json::Value::Null;
    });
    uses_proxy(&mut bench, &address);
    let report = bench.check(&["--json"]).await.report();
    assert_eq!(report["accounts"][0]["error"]["code"], "offline");
    let asked = asked.lock().unwrap();
    assert!(asked.starts_with("CONNECT api.kie.ai:443 HTTP/1.1"), "{asked}");
    assert!(
        !asked.contains("sk-hush"),
        "the key was shown to the proxy: {asked}"
    );
}

#[tokio::test]
async fn what_is_on_this_computer_is_asked_directly() {
    let (address, asked) = refusing_proxy().await;
    let mut bench = Bench::new().await;
    let _ = bench.add("a", Provider::Kie, |_| ());
    uses_proxy(&mut bench, &address);
    let report = bench.check(&["--json"]).await.report();
    assert_eq!(report["accounts"][0]["status"], "ok", "{report}");
    assert_eq!(*asked.lock().unwrap(), "");
}

#[tokio::test]
async fn the_proxy_of_the_settings_is_asked_and_not_the_systems() {
    let (systems, asked_systems) = refusing_proxy().await;
    let (chosen, asked_chosen) = refusing_proxy().await;
    let mut bench = Bench::new().await;
    let _ = bench.add("a", Provider::Kie, |account| {
        account["baseUrl"] = serde_json::Value::Null;
    });
    let (_, port) = chosen.rsplit_once(':').unwrap();
    let port: u16 = port.parse().unwrap();
    bench.general = serde_json::json!({ "proxy": { "use": "http", "host": "127.0.0.1", "port": port } });
    uses_proxy(&mut bench, &systems);
    let report = bench.check(&["--json"]).await.report();
    assert_eq!(report["accounts"][0]["error"]["code"], "offline");
    let asked = asked_chosen.lock().unwrap();
    assert!(asked.starts_with("CONNECT api.kie.ai:443 HTTP/1.1"), "{asked}");
    assert_eq!(*asked_systems.lock().unwrap(), "");
}

#[tokio::test]
async fn without_a_proxy_by_choice_the_systems_is_not_asked() {
    let (address, asked) = refusing_proxy().await;
    let mut bench = Bench::new().await;
    let _ = bench.add("a", Provider::Kie, |account| {
        account["baseUrl"] = "https://no-such-host.invalid".into();
    });
    bench.general = serde_json::json!({ "proxy": { "use": "none" } });
    uses_proxy(&mut bench, &address);
    let report = bench.check(&["--json"]).await.report();
    assert_eq!(report["accounts"][0]["error"]["code"], "offline");
    assert_eq!(*asked.lock().unwrap(), "");
}

/// The message about a proxy that answers with this status, which the environment names.
async fn told_of(status: &'static str, login: &str) -> (String, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let _ = client.read(&mut [0; 4096]).await;
            let reply = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
            let _ = client.write_all(reply.as_bytes()).await;
        }
    });
    let mut bench = Bench::new().await;
    let _ = bench.add("a", Provider::Kie, |account| {
        account["baseUrl"] = serde_json::Value::Null;
    });
    bench
        .keys
        .push(("https_proxy".into(), format!("http://{login}{address}")));
    let report = bench.check(&["--json"]).await.report();
    let message = report["accounts"][0]["error"]["message"].as_str().unwrap();
    (message.to_owned(), address)
}

#[tokio::test]
async fn the_systems_proxy_is_named_and_its_fault_told() {
    let authentication = "407 Proxy Authentication Required";
    for (status, login, words) in [
        (authentication, "", "asks for a user name and password"),
        (authentication, "me:hush@", "refuses this user name and password"),
        ("403 Forbidden", "", "does not connect to https://api.kie.ai"),
    ] {
        let (message, address) = told_of(status, login).await;
        assert!(
            message.contains(&format!("The proxy {address} {words}")),
            "{message}"
        );
        assert!(!message.contains("hush"), "{message}");
    }
}

#[tokio::test]
async fn a_proxy_of_the_settings_whose_password_is_missing_is_not_asked() {
    let (address, asked) = refusing_proxy().await;
    let mut bench = Bench::new().await;
    let _ = bench.add("a", Provider::Kie, |account| {
        account["baseUrl"] = serde_json::Value::Null;
    });
    let (_, port) = address.rsplit_once(':').unwrap();
    let port: u16 = port.parse().unwrap();
    bench.general =
        serde_json::json!({ "proxy": { "use": "http", "host": "127.0.0.1", "port": port, "user": "me" } });
    let report = bench.check(&["--json"]).await.report();
    let error = &report["accounts"][0]["error"];
    assert_eq!(error["code"], "offline");
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("password"), "{message}");
    assert_eq!(*asked.lock().unwrap(), "");
}
