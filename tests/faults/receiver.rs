//! A webhook that takes every alert and writes it down.

use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

/// By account and rule.
type Told = Vec<(String, String)>;

pub(crate) struct Receiver {
    port: u16,
    told: Arc<Mutex<Told>>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let told = Arc::<Mutex<Told>>::default();
        let noted = told.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(take(stream, noted.clone()));
            }
        });
        Self { port, told }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/alerts", self.port)
    }

    pub(crate) fn told(&self) -> Told {
        self.told.lock().unwrap().clone()
    }
}

async fn take(mut stream: TcpStream, told: Arc<Mutex<Told>>) {
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await.is_ok_and(|count| count > 0) {
        let Some(head) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let Ok(alert) = serde_json::from_slice::<Value>(&bytes[head + 4..]) else {
            continue;
        };
        let text = |field: &str| alert[field].as_str().unwrap_or_default().to_owned();
        told.lock().unwrap().push((text("account"), text("rule")));
        let answered = stream
            .write_all(b"HTTP/1.1 204 Told\r\nconnection: close\r\n\r\n")
            .await;
        return answered.unwrap_or_default();
    }
}
