//! The server of one account: a provider's own answers, and its fault while it is struck.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use tokio::{
    io::{self, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::watch,
    time::timeout,
};
use tokio_rustls::TlsAcceptor;

use crate::{
    acts::{Act, Reply, until_gone},
    authority::{Authority, Certificate},
    fault::{Fault, Where},
    http2,
};

/// Longer than anybody waits for an answer.
const LONGEST: Duration = Duration::from_secs(90);

/// One connection since the fault began; both from then on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Try {
    pub(crate) began: Duration,
    /// None while it lasts.
    pub(crate) ended: Option<Duration>,
}

pub(crate) struct Server {
    port: u16,
    struck: watch::Sender<Option<Instant>>,
    serving: Serving,
}

#[derive(Clone)]
struct Serving {
    /// Where the right answers are.
    provider: SocketAddr,
    act: Act,
    place: Where,
    good: TlsAcceptor,
    other: Option<TlsAcceptor>,
    tries: Arc<Mutex<Vec<Try>>>,
}

impl Server {
    pub(crate) async fn start(provider: SocketAddr, fault: &Fault, authority: &Authority) -> Self {
        let protocol: &[&str] = match fault.place {
            Where::Http2 => &["h2"],
            _ => &["http/1.1"],
        };
        let other = match fault.act {
            Act::Shows(certificate) => Some(authority.server(certificate, protocol)),
            _ => None,
        };
        let serving = Serving {
            provider,
            act: fault.act.clone(),
            place: fault.place.clone(),
            good: authority.server(Certificate::Good, protocol),
            other,
            tries: Arc::default(),
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (struck, strikes) = watch::channel(None);
        tokio::spawn(listen(listener, strikes, serving.clone()));
        Self {
            port,
            struck,
            serving,
        }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// From now on its fault is there.
    pub(crate) fn strike(&self) {
        self.struck.send_replace(Some(Instant::now()));
    }

    pub(crate) fn relent(&self) {
        self.struck.send_replace(None);
    }

    pub(crate) fn tries(&self) -> Vec<Try> {
        let mut tries = self.serving.tries.lock().unwrap().clone();
        tries.sort_by_key(|one| one.began);
        tries
    }
}

async fn listen(listener: TcpListener, mut strikes: watch::Receiver<Option<Instant>>, serving: Serving) {
    let address = listener.local_addr().unwrap();
    let mut listener = Some(listener);
    loop {
        let struck = *strikes.borrow_and_update();
        match (struck, &serving.act) {
            (Some(_), Act::Refuse) => listener = None,
            (None, _) if listener.is_none() => listener = Some(TcpListener::bind(address).await.unwrap()),
            _ => {}
        }
        let takes = struck.is_none() || !matches!(serving.act, Act::NeverAccept);
        let connection = async {
            match &listener {
                Some(listener) if takes => listener.accept().await,
                _ => std::future::pending().await,
            }
        };
        tokio::select! {
            changed = strikes.changed() => if changed.is_err() { return },
            accepted = connection => if let Ok((stream, _)) = accepted {
                tokio::spawn(serving.clone().serve(stream, struck));
            },
        }
    }
}

impl Serving {
    async fn serve(self, stream: TcpStream, struck: Option<Instant>) {
        let number = struck.map(|struck| {
            let mut tries = self.tries.lock().unwrap();
            tries.push(Try {
                began: struck.elapsed(),
                ended: None,
            });
            tries.len() - 1
        });
        // Who hangs up in the middle has been served.
        let _ = timeout(LONGEST, self.answer(stream, struck.is_some())).await;
        if let (Some(struck), Some(number)) = (struck, number) {
            self.tries.lock().unwrap()[number].ended = Some(struck.elapsed());
        }
    }

    async fn answer(&self, mut stream: TcpStream, is_struck: bool) -> io::Result<()> {
        let act = if is_struck { &self.act } else { &Act::None };
        match act {
            Act::Hangup => return Ok(()),
            Act::Reset => return stream.set_zero_linger(),
            Act::Instead(bytes) => {
                stream.write_all(bytes).await?;
                if !bytes.is_empty() {
                    stream.shutdown().await?;
                    until_gone(&mut stream).await;
                }
                return Ok(());
            }
            _ => {}
        }
        let acceptor = match act {
            Act::Shows(_) => self.other.as_ref().unwrap_or(&self.good),
            _ => &self.good,
        };
        match self.place {
            Where::Http2 => http2::answer(acceptor.accept(stream).await?, act, self.provider).await,
            Where::Tls => {
                let mut stream = acceptor.accept(stream).await?;
                self.answer_asked(&mut stream, act).await?;
                stream.shutdown().await
            }
            Where::Http | Where::Nowhere(_) => {
                self.answer_asked(&mut stream, act).await?;
                if act.ends_in_reset() {
                    return stream.set_zero_linger();
                }
                stream.shutdown().await?;
                until_gone(&mut stream).await;
                Ok(())
            }
        }
    }

    async fn answer_asked<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: &mut S,
        act: &Act,
    ) -> io::Result<()> {
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(stream.read_u8().await?);
        }
        let reply = ask(self.provider, &request).await?;
        act.answer(stream, &reply).await
    }
}

/// What the provider says to this request.
pub(crate) async fn ask(provider: SocketAddr, request: &[u8]) -> io::Result<Reply> {
    let mut stream = TcpStream::connect(provider).await?;
    let request = String::from_utf8_lossy(request);
    let asked = request.trim_end().lines().filter(|line| {
        // The answer is to come as it is, and once.
        !line.to_ascii_lowercase().starts_with("accept-encoding:")
    });
    let asked: Vec<_> = asked.chain(["connection: close", "", ""]).collect();
    stream.write_all(asked.join("\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n");
    let head = head.ok_or_else(|| io::Error::other("the provider has not answered"))?;
    Ok(Reply {
        body: answer.split_off(head + 4),
    })
}
