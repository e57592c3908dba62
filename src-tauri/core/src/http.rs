//! The one HTTP client: every request to every provider goes through it, under one policy.
//!
//! TLS with the system's trust store; the proxy that the person chose, or the system's; no
//! redirects; bounds on connecting, on the headers, on the whole reply and on its size after
//! decompression; a User-Agent that says who asks; and the key in the Authorization header of the
//! account's own host and nowhere else.

mod route;

use std::{
    collections::HashMap,
    error::Error as StdError,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;
use reqwest::{
    Response,
    header::{AUTHORIZATION, HeaderValue, RETRY_AFTER},
};
use secrecy::SecretString;
use tokio::{sync::Semaphore, time::timeout};
use url::Url;

use crate::{
    ApiKey,
    base_url::is_loopback,
    problem::{BadResponse, Failure, Problem},
    providers::{Exchange, Reply},
    proxy::{Proxy, ProxyProblem},
};
use route::Route;

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
pub enum NoHttpClient {
    /// The system's trust store or proxy settings cannot be read.
    #[error("the HTTP client cannot be set up: {0}")]
    System(#[from] reqwest::Error),
    /// The proxy of the settings, or its password, is not valid.
    #[error("{field}: {0}", field = .0.field())]
    Proxy(#[from] ProxyProblem),
}

/// The HTTP client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct HttpClient {
    /// For the providers. One for all clones, so that a changed proxy is taken up without a restart.
    chosen: Arc<Mutex<Route>>,
    /// For this computer: a key that may travel unencrypted must not reach a proxy.
    direct: Route,
    bounds: Bounds,
    hosts: Arc<Mutex<HashMap<String, Arc<Semaphore>>>>,
}

impl HttpClient {
    /// A client with these bounds, which asks the providers through this proxy. The password is the
    /// one of the proxy's user.
    ///
    /// # Errors
    /// The system's trust store or proxy settings cannot be read, or the proxy is not valid.
    pub fn new(bounds: Bounds, proxy: &Proxy, password: Option<&SecretString>) -> Result<Self, NoHttpClient> {
        // A second client in the same process finds the provider installed: that is no error.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self {
            chosen: Arc::new(Mutex::new(Route::chosen(&bounds, proxy, password)?)),
            direct: Route::direct(&bounds)?,
            bounds,
            hosts: Arc::default(),
        })
    }

    /// Asks the providers through this proxy from now on, by every clone of this client. Requests
    /// under way end as they began.
    ///
    /// # Errors
    /// As for [`new`](Self::new); then everything is as before.
    pub fn use_proxy(&self, proxy: &Proxy, password: Option<&SecretString>) -> Result<(), NoHttpClient> {
        let route = Route::chosen(&self.bounds, proxy, password)?;
        *self.chosen() = route;
        Ok(())
    }

    /// Asks one address with this key.
    ///
    /// # Errors
    /// There was no whole answer: offline, timeout, TLS, a broken or too large body. A status such
    /// as 401 or 500 is an answer, not an error.
    pub async fn get(&self, url: Url, key: &ApiKey) -> Exchange {
        let host = self.host(&url);
        let _turn = host.acquire().await;
        timeout(self.bounds.whole, self.exchange(url, key))
            .await
            .unwrap_or_else(|_| Err(Problem::Timeout.into()))
    }

    async fn exchange(&self, url: Url, key: &ApiKey) -> Exchange {
        let route = if is_loopback(&url) {
            self.direct.clone()
        } else {
            self.chosen().clone()
        };
        let mut bearer =
            HeaderValue::try_from(format!("Bearer {}", key.expose())).map_err(|_| Problem::KeyMissing)?;
        bearer.set_sensitive(true);
        let request = route.client.get(url).header(AUTHORIZATION, bearer).send();
        let mut response = timeout(self.bounds.headers, request)
            .await
            .map_err(|_| Problem::Timeout)?
            .map_err(|error| no_answer(&error, route.proxy))?;
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

    fn chosen(&self) -> MutexGuard<'_, Route> {
        self.chosen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn host(&self, url: &Url) -> Arc<Semaphore> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts
            .entry(url.authority().to_owned())
            .or_insert_with(|| Arc::new(Semaphore::new(SIDE_BY_SIDE)))
            .clone()
    }
}

fn no_answer(error: &reqwest::Error, proxy: Option<String>) -> Problem {
    if causes(error).any(is_tls) {
        return Problem::Tls;
    }
    match proxy {
        Some(proxy) if error.is_connect() => Problem::NotThroughProxy(proxy),
        _ if error.is_timeout() => Problem::Timeout,
        _ if error.is_connect() => Problem::Offline,
        _ => BadResponse::BrokenOff.into(),
    }
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// rustls reports through an `io::Error`, or one within another, which leaves its cause out of the
/// chain of sources.
fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let within = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<rustls::Error>() || within.is_some_and(|within| is_tls(within))
}
