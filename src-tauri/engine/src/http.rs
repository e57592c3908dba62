//! The one HTTP client: every request to every provider goes through it, and every alert to a receiver
//! elsewhere, under one policy.
//!
//! TLS with the system's trust store; the proxy that the person chose, or the system's; no
//! redirects; bounds on connecting, on the headers, on the whole reply and on its size after
//! decompression; a User-Agent that says who asks; and the key in the Authorization header of the
//! account's own host and nowhere else.

mod fault;
mod route;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use reqwest::{
    Client, Response,
    header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER},
};
use secrecy::SecretString;
use tokio::{
    sync::{Semaphore, watch},
    time::timeout,
};
use url::Url;

use credit_tray_core::{
    ApiKey, is_loopback,
    problem::{BadResponse, Failure, Problem, ProxyFault},
    providers::{Exchange, Reply},
    proxy::{Proxy, ProxyProblem},
};
use fault::no_answer;
use route::{RoutedClient, Through};

/// How long a request may take and how large its reply may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Until the connection stands, TLS included.
    pub connect: Duration,
    /// Until the headers are there.
    pub headers: Duration,
    /// Until the last byte of the body is there, from the beginning.
    pub whole: Duration,
    /// The largest body, in bytes, after decompression.
    pub body: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            headers: Duration::from_secs(20),
            whole: Duration::from_secs(30),
            body: 256 * 1024,
        }
    }
}

/// Requests that one host may have to answer at the same time, as browsers do it.
const SIDE_BY_SIDE: usize = 6;

/// Why no HTTP client can be had.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum NoHttpClient {
    #[error("the HTTP client cannot be set up: {0}")]
    System(#[from] reqwest::Error),
    #[error("{field}: {0}", field = .0.field())]
    Proxy(#[from] ProxyProblem),
}

/// The HTTP client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct HttpClient {
    /// For the providers. One for all clones, so that a changed proxy is taken up without a restart.
    /// None while nobody knows whether there is a password for the proxy: requests wait for it.
    chosen: watch::Sender<Option<RoutedClient>>,
    /// For this computer: a key that may travel unencrypted must not reach a proxy.
    direct: RoutedClient,
    bounds: Bounds,
    hosts: Arc<Mutex<HashMap<String, Arc<Semaphore>>>>,
}

impl HttpClient {
    /// A client with these bounds, which asks the providers through this proxy. The password is the
    /// one of the proxy's user; where there is a user and no password, requests to providers wait
    /// until [`use_proxy`](Self::use_proxy) says whether there is one, because a keychain may be slow.
    pub fn new(bounds: Bounds, proxy: &Proxy, password: Option<&SecretString>) -> Result<Self, NoHttpClient> {
        // A second client in the same process finds the provider already installed, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let route = RoutedClient::chosen(&bounds, proxy, password)?;
        Ok(Self {
            chosen: watch::Sender::new((!route.lacks_password).then_some(route)),
            direct: RoutedClient::direct(&bounds)?,
            bounds,
            hosts: Arc::default(),
        })
    }

    /// Asks the providers through this proxy from now on, by every clone of this client. Requests
    /// under way end as they began. Without a password a user is not tried, but asked for it.
    ///
    /// # Errors
    /// As for [`new`](Self::new); then everything is as before.
    pub fn use_proxy(&self, proxy: &Proxy, password: Option<&SecretString>) -> Result<(), NoHttpClient> {
        let route = RoutedClient::chosen(&self.bounds, proxy, password)?;
        self.chosen.send_replace(Some(route));
        Ok(())
    }

    /// Asks one address with this key.
    ///
    /// # Errors
    /// No complete answer came: offline, timeout, TLS, a broken or too large body. A status such
    /// as 401 or 500 is an answer, not an error.
    pub async fn get(&self, url: Url, key: &ApiKey) -> Exchange {
        let host = self.host(&url);
        let _turn = host.acquire().await;
        timeout(self.bounds.whole, self.exchange(url, key))
            .await
            .unwrap_or_else(|_| Err(Problem::Timeout.into()))
    }

    /// Sends this to one address. Returns the status of the answer.
    ///
    /// # Errors
    /// No answer came: offline, timeout, TLS, the proxy. A status such as 401 or 500 is an answer.
    pub async fn post(&self, url: Url, headers: HeaderMap, body: String) -> Result<u16, Problem> {
        let sent = async {
            let (client, through) = self.client(&url).await?;
            let request = client.post(url).headers(headers).body(body).send();
            let response = timeout(self.bounds.headers, request)
                .await
                .map_err(|_| Problem::Timeout)?;
            Ok(response
                .map_err(|error| no_answer(&error, through))?
                .status()
                .as_u16())
        };
        let sent = timeout(self.bounds.whole, sent).await;
        sent.unwrap_or(Err(Problem::Timeout))
    }

    async fn exchange(&self, url: Url, key: &ApiKey) -> Exchange {
        let (client, through) = self.client(&url).await?;
        let request = client.get(url).header(AUTHORIZATION, bearer(key)?).send();
        let mut response = timeout(self.bounds.headers, request)
            .await
            .map_err(|_| Problem::Timeout)?
            .map_err(|error| no_answer(&error, through))?;
        let body = self.body(&mut response).await?;
        Ok(Reply {
            status: response.status().as_u16(),
            retry_after: response
                .headers()
                .get(RETRY_AFTER)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
            body,
            received_at: Timestamp::now(),
        })
    }

    /// The client for this address, and the proxy that it goes through.
    async fn client(&self, url: &Url) -> Result<(Client, Option<Through>), Problem> {
        let route = if is_loopback(url) {
            self.direct.clone()
        } else {
            self.chosen().await?
        };
        let through = route.through(url);
        if let Some(through) = &through
            && route.lacks_password
        {
            let address = through.address.clone();
            let fault = ProxyFault::PasswordMissing;
            return Err(Problem::Proxy { fault, address });
        }
        Ok((route.client, through))
    }

    async fn body(&self, response: &mut Response) -> Result<Vec<u8>, Failure> {
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > self.bounds.body => {
                    return Err(Problem::from(BadResponse::TooLarge).into());
                }
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => return Ok(body),
                Err(error) if error.is_timeout() => return Err(Problem::Timeout.into()),
                Err(_) => return Err(Problem::from(BadResponse::BrokenOff).into()),
            }
        }
    }

    async fn chosen(&self) -> Result<RoutedClient, Problem> {
        let mut chosen = self.chosen.subscribe();
        // No error is known: the sender lives as long as this client.
        let route = chosen
            .wait_for(Option::is_some)
            .await
            .map_err(|_| Problem::Offline)?;
        route.clone().ok_or(Problem::Offline)
    }

    fn host(&self, url: &Url) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts
            .entry(url.authority().to_owned())
            .or_insert_with(|| Arc::new(Semaphore::new(SIDE_BY_SIDE)))
            .clone()
    }
}

/// A key as the Authorization header carries it, marked so that nobody prints it.
pub(crate) fn bearer(key: &ApiKey) -> Result<HeaderValue, Problem> {
    let mut bearer =
        HeaderValue::try_from(format!("Bearer {}", key.expose())).map_err(|_| Problem::KeyMissing)?;
    bearer.set_sensitive(true);
    Ok(bearer)
}
