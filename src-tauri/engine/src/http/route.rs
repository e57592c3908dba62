//! The way to a server: directly, as the system says, or through the proxy of the settings.

use std::{fmt, sync::Arc};

use hyper_util::client::proxy::matcher::Matcher;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{
    Client, ClientBuilder,
    header::{ACCEPT, HeaderMap, HeaderValue},
    redirect,
};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{Bounds, NoHttpClient};
use credit_tray_core::proxy::{Proxy, ProxyServer, validate_password};

/// One way to a server. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct RoutedClient {
    /// Asks along this way.
    pub(super) client: Client,
    /// The proxy knows the person by name, and no password is stored for that.
    pub(super) lacks_password: bool,
    proxies: Proxies,
}

#[derive(Clone)]
enum Proxies {
    None,
    One(Through),
    /// Which one depends on the address.
    Systems(Arc<Matcher>),
}

/// The proxy that a request goes through.
#[derive(Clone, Debug)]
pub(super) struct Through {
    /// Its host and its port.
    pub(super) address: String,
    /// Whether it is told a user and a password.
    pub(super) has_login: bool,
}

/// The system's may have passwords in them.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::One(through) => through.fmt(f),
            Self::Systems(_) => f.write_str("the system's"),
        }
    }
}

impl RoutedClient {
    /// Past every proxy.
    pub(super) fn direct(bounds: &Bounds) -> Result<Self, NoHttpClient> {
        Ok(Self {
            client: builder(bounds).no_proxy().build()?,
            lacks_password: false,
            proxies: Proxies::None,
        })
    }

    /// As the person chose.
    pub(super) fn chosen(
        bounds: &Bounds,
        proxy: &Proxy,
        password: Option<&SecretString>,
    ) -> Result<Self, NoHttpClient> {
        proxy.validate()?;
        let (scheme, server) = match proxy {
            Proxy::System => {
                return Ok(Self {
                    client: builder(bounds).build()?,
                    lacks_password: false,
                    proxies: Proxies::Systems(Arc::new(Matcher::from_system())),
                });
            }
            Proxy::None => return Self::direct(bounds),
            Proxy::Http(server) => ("http", server),
            Proxy::Https(server) => ("https", server),
            // With an h, the proxy looks names up; this computer may not be able to.
            Proxy::Socks5(server) => ("socks5h", server),
        };
        let through = through(scheme, server, password)?;
        Ok(Self {
            client: builder(bounds).proxy(through).build()?,
            lacks_password: server.user.is_some() && password.is_none(),
            proxies: Proxies::One(Through {
                address: format!("{}:{}", server.parsed_host()?, server.port),
                has_login: server.user.is_some(),
            }),
        })
    }

    /// The proxy on the way to this address.
    pub(super) fn through(&self, url: &Url) -> Option<Through> {
        match &self.proxies {
            Proxies::None => None,
            Proxies::One(through) => Some(through.clone()),
            Proxies::Systems(matcher) => {
                let found = matcher.intercept(&url.as_str().parse().ok()?)?;
                let proxy = found.uri();
                let usual = match proxy.scheme_str() {
                    Some("https") => 443,
                    Some(scheme) if scheme.starts_with("socks") => 1080,
                    _ => 80,
                };
                Some(Through {
                    address: format!("{}:{}", proxy.host()?, proxy.port_u16().unwrap_or(usual)),
                    has_login: found.basic_auth().is_some() || found.raw_auth().is_some(),
                })
            }
        }
    }
}

fn through(
    scheme: &str,
    server: &ProxyServer,
    password: Option<&SecretString>,
) -> Result<reqwest::Proxy, NoHttpClient> {
    let address = format!("{scheme}://{}:{}", server.parsed_host()?, server.port);
    let proxy = reqwest::Proxy::all(address)?;
    let Some(user) = &server.user else {
        return Ok(proxy);
    };
    if let Some(password) = password {
        validate_password(password)?;
    }
    // The library keeps both in an address and decodes them from there, but does not encode a '%'.
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let password = password.map_or("", ExposeSecret::expose_secret);
    Ok(proxy.basic_auth(&encoded(user), &encoded(password)))
}

fn builder(bounds: &Bounds) -> ClientBuilder {
    let user_agent = concat!(
        "CreditTray/",
        env!("CARGO_PKG_VERSION"),
        " (desktop balance monitor)"
    );
    let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json"))]);
    Client::builder()
        .user_agent(user_agent)
        .default_headers(headers)
        .redirect(redirect::Policy::none())
        .referer(false)
        .connect_timeout(bounds.connect)
        .timeout(bounds.whole)
        // A connection that was left lying may be dead without anybody's knowing, above all after sleep
        // or in another network: each request has one of its own.
        .pool_max_idle_per_host(0)
}
