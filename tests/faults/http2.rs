//! What can go wrong in HTTP/2.

use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use h2::{Reason, server};
use http::{Response, StatusCode};
use tokio::{
    io::{self, AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::sleep,
};
use tokio_rustls::server::TlsStream;

use crate::{
    acts::{Act, until_gone},
    server::ask,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The stream is refused.
    Reset,
    /// The whole connection is.
    GoAway,
    Hangup,
    Silence,
    SilenceInBody,
    ResetInBody,
    /// Bytes that are no frames.
    Nonsense,
    Redirect,
    Error,
}

/// Longer than anybody waits.
const SILENCE: Duration = Duration::from_secs(60);

/// Answers every request of a connection.
pub(crate) async fn answer(
    mut stream: TlsStream<TcpStream>,
    act: &Act,
    provider: SocketAddr,
) -> io::Result<()> {
    let trouble = match act {
        Act::Frames(trouble) => Some(*trouble),
        _ => None,
    };
    if trouble == Some(Trouble::Nonsense) {
        let mut preface = [0; 24];
        stream.read_exact(&mut preface).await?;
        stream.write_all(&[0xff; 512]).await?;
        stream.shutdown().await?;
        until_gone(&mut stream).await;
        return Ok(());
    }
    let mut connection = server::handshake(stream).await.map_err(io::Error::other)?;
    while let Some(asked) = connection.accept().await {
        let (request, mut respond) = asked.map_err(io::Error::other)?;
        match trouble {
            Some(Trouble::Reset) => respond.send_reset(Reason::REFUSED_STREAM),
            Some(Trouble::GoAway) => connection.abrupt_shutdown(Reason::ENHANCE_YOUR_CALM),
            Some(Trouble::Hangup) => return Ok(()),
            Some(Trouble::Silence) => {
                // The connection must be driven for its pings and its end.
                tokio::spawn(async move {
                    sleep(SILENCE).await;
                    drop(respond);
                });
            }
            _ => {
                let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
                let key = request.headers().get("authorization");
                let key = key.and_then(|key| key.to_str().ok()).unwrap_or_default();
                let forwarded =
                    format!("GET {path} HTTP/1.1\r\nhost: provider.test\r\nauthorization: {key}\r\n\r\n");
                let reply = ask(provider, forwarded.as_bytes()).await?;
                let status = match trouble {
                    Some(Trouble::Redirect) => StatusCode::TEMPORARY_REDIRECT,
                    Some(Trouble::Error) => StatusCode::BAD_GATEWAY,
                    _ => StatusCode::OK,
                };
                let response = Response::builder()
                    .status(status)
                    .header("location", "/login")
                    .body(());
                let response = response.map_err(io::Error::other)?;
                let mut body = respond.send_response(response, false).map_err(io::Error::other)?;
                match trouble {
                    None => send(&mut body, &reply.body, true)?,
                    Some(Trouble::SilenceInBody | Trouble::ResetInBody) => {
                        send(&mut body, &reply.body[..reply.body.len() / 2], false)?;
                        tokio::spawn(async move {
                            if trouble == Some(Trouble::ResetInBody) {
                                // Only what has arrived can be broken off.
                                sleep(Duration::from_millis(200)).await;
                                body.send_reset(Reason::INTERNAL_ERROR);
                            } else {
                                sleep(SILENCE).await;
                            }
                        });
                    }
                    Some(_) => send(&mut body, b"", true)?,
                }
            }
        }
    }
    Ok(())
}

fn send(body: &mut h2::SendStream<Bytes>, bytes: &[u8], is_all: bool) -> io::Result<()> {
    let bytes = Bytes::copy_from_slice(bytes);
    body.send_data(bytes, is_all).map_err(io::Error::other)
}
