//! Proxies on this computer that note what they are asked, and let nobody through.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{self, AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

/// Longer than any request of these tests.
const PATIENCE: Duration = Duration::from_secs(10);

/// A proxy, and what each connection asked of it.
pub(crate) struct NotingProxy<Q> {
    pub(crate) port: u16,
    asked: UnboundedReceiver<Q>,
}

impl<Q: Send + 'static> NotingProxy<Q> {
    /// Serves every connection until the test ends. What a connection asks is noted before it is
    /// answered.
    pub(crate) async fn start<F>(serve: impl Fn(TcpStream, UnboundedSender<Q>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .await
            .unwrap();
        let port = listener.local_addr().unwrap().port();
        let (notes, asked) = unbounded_channel();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                // A client that hangs up in the middle has asked nothing.
                tokio::spawn(serve(client, notes.clone()));
            }
        });
        Self { port, asked }
    }

    /// What was asked since the last look.
    pub(crate) fn asked(&mut self) -> Vec<Q> {
        std::iter::from_fn(|| self.asked.try_recv().ok()).collect()
    }

    /// The next question; waits for it.
    pub(crate) async fn next(&mut self) -> Q {
        timeout(PATIENCE, self.asked.recv()).await.unwrap().unwrap()
    }
}

/// An HTTP proxy that gives every request this status, and notes its headers.
pub(crate) async fn http_proxy(status: &'static str) -> NotingProxy<String> {
    NotingProxy::start(move |mut client, notes| async move {
        let _ = notes.send(headers(&mut client).await?);
        answer(&mut client, status).await
    })
    .await
}

/// All lines of a request up to the empty one.
pub(crate) async fn headers(client: &mut TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(client.read_u8().await?);
    }
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// A reply without a body.
pub(crate) async fn answer(client: &mut TcpStream, status: &str) -> io::Result<()> {
    let reply = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
    client.write_all(reply.as_bytes()).await
}

/// What a SOCKS 5 proxy was asked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SocksRequest {
    /// The user and password, where it had to be told them.
    pub(crate) credentials: Option<(String, String)>,
    /// Where it should lead to: the name or address, and the port.
    pub(crate) target: Option<(String, u16)>,
}

/// A SOCKS 5 proxy (RFC 1928, RFC 1929) that knows this user and finds no host. Others it sends away
/// before they can say where they want to go.
pub(crate) async fn socks_proxy(known: Option<(&str, &str)>) -> NotingProxy<SocksRequest> {
    let known = known.map(|(user, password)| (user.to_owned(), password.to_owned()));
    NotingProxy::start(move |client, notes| socks(client, notes, known.clone())).await
}

async fn socks(
    mut client: TcpStream,
    notes: UnboundedSender<SocksRequest>,
    known: Option<(String, String)>,
) -> io::Result<()> {
    const VERSION: u8 = 5;
    const NO_PASSWORD: u8 = 0;
    const PASSWORD: u8 = 2;
    const NO_SUCH_METHOD: u8 = 255;
    const HOST_UNREACHABLE: u8 = 4;

    let _version = client.read_u8().await?;
    let methods = text(&mut client).await?;
    let method = if known.is_some() { PASSWORD } else { NO_PASSWORD };
    if !methods.as_bytes().contains(&method) {
        let _ = notes.send(SocksRequest {
            credentials: None,
            target: None,
        });
        return client.write_all(&[VERSION, NO_SUCH_METHOD]).await;
    }
    client.write_all(&[VERSION, method]).await?;

    let mut credentials = None;
    if known.is_some() {
        let _version = client.read_u8().await?;
        credentials = Some((text(&mut client).await?, text(&mut client).await?));
        let is_refused = credentials != known;
        if is_refused {
            let _ = notes.send(SocksRequest {
                credentials,
                target: None,
            });
            return client.write_all(&[1, 1]).await;
        }
        client.write_all(&[1, 0]).await?;
    }

    let mut command = [0; 3];
    client.read_exact(&mut command).await?;
    let host = match client.read_u8().await? {
        1 => Ipv4Addr::from(client.read_u32().await?).to_string(),
        3 => text(&mut client).await?,
        kind => return Err(io::Error::other(format!("an address of kind {kind}"))),
    };
    let port = client.read_u16().await?;
    let _ = notes.send(SocksRequest {
        credentials,
        target: Some((host, port)),
    });
    let nowhere = [VERSION, HOST_UNREACHABLE, 0, 1, 0, 0, 0, 0, 0, 0];
    client.write_all(&nowhere).await
}

/// A length of one byte, and as many bytes.
async fn text(client: &mut TcpStream) -> io::Result<String> {
    let mut bytes = vec![0; client.read_u8().await?.into()];
    client.read_exact(&mut bytes).await?;
    String::from_utf8(bytes).map_err(io::Error::other)
}
