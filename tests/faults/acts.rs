//! What a server does instead of answering.

use std::{io::Write as _, sync::LazyLock, time::Duration};

use flate2::{Compression, write::GzEncoder};
use tokio::{
    io::{self, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    time::timeout,
};

use crate::{authority::Certificate, http2::Trouble};

#[derive(Clone)]
pub(crate) enum Act {
    /// There is no server.
    None,
    Refuse,
    /// The computer takes the connection, and the program does not.
    NeverAccept,
    Hangup,
    Reset,
    /// These bytes, once it was asked, and then this end.
    Write(fn(&Reply) -> Vec<u8>, End),
    /// A byte every now and then.
    Drip(fn(&Reply) -> Vec<u8>),
    /// The headers, and then a byte every now and then.
    DripBody,
    /// First this, and then that again and again.
    Endless(fn(&Reply) -> Vec<u8>, &'static [u8]),
    /// The right answer, under this certificate.
    Shows(Certificate),
    /// These bytes in place of TLS.
    Instead(&'static [u8]),
    /// Over HTTP/2.
    Frames(Trouble),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Close,
    Reset,
    Stall,
}

/// What a provider would rightly say.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) body: Vec<u8>,
}

const DRIP: Duration = Duration::from_secs(2);
/// What nobody reads to the end.
const ENDLESS: usize = 64 << 20;

impl Act {
    /// Does it to somebody who has asked. What comes after it is for the caller to end.
    pub(crate) async fn answer<S>(&self, stream: &mut S, reply: &Reply) -> io::Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        match self {
            Self::Write(make, End::Stall) => {
                stream.write_all(&make(reply)).await?;
                stream.flush().await?;
                until_gone(stream).await;
            }
            Self::Write(make, End::Close | End::Reset) => {
                stream.write_all(&make(reply)).await?;
                stream.flush().await?;
            }
            Self::Drip(make) => drip(stream, &make(reply)).await?,
            Self::DripBody => {
                stream.write_all(&reply.headers()).await?;
                drip(stream, &reply.body).await?;
                // There may not be bytes enough for ever.
                until_gone(stream).await;
            }
            Self::Endless(first, again) => {
                stream.write_all(&first(reply)).await?;
                let many = again.repeat(4096 / again.len() + 1);
                for _ in 0..ENDLESS / many.len() {
                    stream.write_all(&many).await?;
                }
            }
            _ => stream.write_all(&reply.ok("", &reply.body)).await?,
        }
        Ok(())
    }

    pub(crate) fn ends_in_reset(&self) -> bool {
        matches!(self, Self::Reset | Self::Write(_, End::Reset))
    }
}

async fn drip<S: AsyncRead + AsyncWrite + Unpin>(stream: &mut S, bytes: &[u8]) -> io::Result<()> {
    for byte in bytes {
        stream.write_all(&[*byte]).await?;
        stream.flush().await?;
        if timeout(DRIP, until_gone(stream)).await.is_ok() {
            break;
        }
    }
    Ok(())
}

/// Waits until the other side has hung up.
pub(crate) async fn until_gone<S: AsyncRead + Unpin>(stream: &mut S) {
    let mut rest = [0; 64];
    while stream.read(&mut rest).await.is_ok_and(|count| count > 0) {}
}

impl Reply {
    #[expect(clippy::unused_self, reason = "called like the others")]
    pub(crate) fn with_head(&self, head: &str, body: &[u8]) -> Vec<u8> {
        [head.as_bytes(), b"connection: close\r\n\r\n", body].concat()
    }

    /// A good answer with these headers and this body.
    pub(crate) fn ok(&self, headers: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{headers}",
            body.len()
        );
        self.with_head(&head, body)
    }

    pub(crate) fn headers(&self) -> Vec<u8> {
        let whole = self.ok("", &self.body);
        whole[..whole.len() - self.body.len()].to_vec()
    }

    pub(crate) fn half_headers(&self) -> Vec<u8> {
        let whole = self.headers();
        whole[..whole.len() / 2].to_vec()
    }

    /// The body as a chunk, and then what begins another.
    pub(crate) fn chunked(&self, next: &str) -> Vec<u8> {
        let size = format!("{:x}\r\n", self.body.len());
        let body = [size.as_bytes(), &self.body, b"\r\n", next.as_bytes()].concat();
        self.with_head("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n", &body)
    }

    pub(crate) fn page(&self, status: &str) -> Vec<u8> {
        let page = b"<!doctype html><title>Welcome</title><p>Sign in to go on.";
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: text/html\r\n");
        self.with_head(&head, page)
    }

    pub(crate) fn redirect(&self, status: &str, to: &str) -> Vec<u8> {
        let head = format!("HTTP/1.1 {status}\r\nlocation: {to}\r\ncontent-length: 0\r\n");
        self.with_head(&head, b"")
    }

    pub(crate) fn wait(&self, status: &str, after: &str) -> Vec<u8> {
        let head = format!("HTTP/1.1 {status}\r\nretry-after: {after}\r\ncontent-length: 0\r\n");
        self.with_head(&head, b"")
    }

    /// The right answer with this in place of every number but that of the body's own code.
    pub(crate) fn numbers(&self, other: &str) -> Vec<u8> {
        let text = String::from_utf8_lossy(&self.body);
        let mut body = String::new();
        let mut rest = &*text;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit() || c == '-') {
            let (before, from) = rest.split_at(at);
            let length = from
                .find(|c: char| !"0123456789.eE+-".contains(c))
                .unwrap_or(from.len());
            let is_value = before.trim_end().ends_with(':');
            let is_code = before.trim_end_matches([' ', ':']).ends_with("\"code\"");
            body += before;
            body += if is_value && !is_code {
                other
            } else {
                &from[..length]
            };
            rest = &from[length..];
        }
        self.ok("", (body + rest).as_bytes())
    }

    pub(crate) fn bomb(&self) -> Vec<u8> {
        /// To make one takes longer than to send it.
        static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| gzip(&vec![b' '; 64 << 20]));
        self.ok("content-encoding: gzip\r\n", &BOMB)
    }

    pub(crate) fn half_gzip(&self) -> Vec<u8> {
        let whole = gzip(&self.body);
        self.ok("content-encoding: gzip\r\n", &whole[..whole.len() / 2])
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
