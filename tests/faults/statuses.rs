//! Every status that HTTP has, at every provider, with three bodies: none, a page, and the right balance.

use std::{net::SocketAddr, sync::Arc};

use credit_tray_simulator::{Provider, Simulator};
use serde_json::json;
use tokio::{
    io::{self, AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::{KEY, VARIABLE, acts::Reply, check, server::ask};

const STATUSES: std::ops::RangeInclusive<u16> = 100..=599;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    None,
    Page,
    Balance,
}

pub(crate) async fn all_are_understood() {
    let provider = Simulator::start().await.unwrap();
    for name in Provider::ALL {
        provider.account(name, KEY);
    }
    let (mut asked, mut wrong) = (0, Vec::new());
    for body in [Body::None, Body::Page, Body::Balance] {
        let server = Arc::new(TcpListener::bind("127.0.0.1:0").await.unwrap());
        let address = server.local_addr().unwrap();
        let serving = tokio::spawn(serve(server, provider.address(), body));
        for name in Provider::ALL {
            let folder = tempfile::tempdir().unwrap();
            let accounts = STATUSES.map(|status| {
                json!({
                    "id": status.to_string(), "provider": name.id(), "label": status.to_string(),
                    "baseUrl": format!("http://{address}/{status}"), "key": { "from": "env", "name": VARIABLE },
                })
            });
            let settings = json!({ "version": 1, "accounts": accounts.collect::<Vec<_>>() });
            std::fs::write(folder.path().join("settings.json"), settings.to_string()).unwrap();
            let report = check::run(folder.path(), &[(VARIABLE, KEY.to_owned())]).await;
            for account in report["accounts"].as_array().unwrap() {
                asked += 1;
                let status: u16 = account["id"].as_str().unwrap().parse().unwrap();
                let code = account["error"]["code"].as_str().unwrap_or("ok");
                let is_out = account["status"] == "out";
                if !is_true(name, status, body, code, is_out) {
                    wrong.push(format!("{name} {status} {body:?}: {code}, {}", account["status"]));
                }
            }
        }
        serving.abort();
    }
    println!("{asked} answers of every status, {} misunderstood", wrong.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a person may rightly be told, by the meaning of the status and of the codes.
fn is_true(provider: Provider, status: u16, body: Body, code: &str, is_out: bool) -> bool {
    match (status, body) {
        (200..=299, Body::Balance) if status != 204 => matches!(code, "ok" | "bad_response"),
        _ if code == "ok" && !is_out => false,
        // Payment required: kie.ai and OpenRouter document it, and nobody means anything else by it.
        (402, _) => is_out || matches!(code, "provider_error" | "bad_response"),
        _ if is_out => provider == Provider::Kie && status == 433,
        // Nobody was asked to change the protocol.
        (101, _) => matches!(code, "bad_response" | "provider_error"),
        (100..=399, _) => matches!(code, "bad_response" | "offline" | "timeout"),
        (401, _) => code == "key_rejected",
        (403, Body::Page) => code == "blocked",
        (403, _) => matches!(code, "blocked" | "key_not_permitted" | "subscription_required"),
        (429, _) => code == "rate_limited",
        (400..=499, _) => {
            matches!(
                code,
                "provider_error" | "bad_response" | "rate_limited" | "maintenance" | "blocked"
            )
        }
        _ => matches!(code, "provider_error" | "maintenance" | "feature_disabled"),
    }
}

async fn serve(listener: Arc<TcpListener>, provider: SocketAddr, body: Body) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(answer(stream, provider, body));
    }
}

/// The status stands first in the path.
async fn answer(mut stream: TcpStream, provider: SocketAddr, body: Body) -> io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(stream.read_u8().await?);
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let (status, rest) = request
        .strip_prefix("GET /")
        .and_then(|path| path.split_once('/'))
        .ok_or_else(|| io::Error::other(request.clone()))?;
    let status = format!("{status} Whatever");
    let reply = match body {
        Body::None => {
            Reply { body: Vec::new() }.with_head(&format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n"), b"")
        }
        Body::Page => Reply { body: Vec::new() }.page(&status),
        Body::Balance => {
            let good = ask(provider, format!("GET /{rest}").as_bytes()).await?;
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
                good.body.len()
            );
            good.with_head(&head, &good.body)
        }
    };
    stream.write_all(&reply).await?;
    stream.shutdown().await
}
