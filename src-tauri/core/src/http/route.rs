//! The way to a server: directly, as the system says, or through the proxy of the settings.

use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{
    Client, ClientBuilder,
    header::{ACCEPT, HeaderMap, HeaderValue},
    redirect,
};
use secrecy::{ExposeSecret, SecretString};

use super::{Bounds, NoHttpClient};
use crate::proxy::{Proxy, ProxyServer, validate_password};

/// One way to a server. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Route {
    /// Asks along this way.
    pub(super) client: Client,
    /// The host of the proxy, if the settings name one.
    pub(super) proxy: Option<String>,
}

impl Route {
    /// Past every proxy.
    pub(super) fn direct(bounds: &Bounds) -> Result<Self, NoHttpClient> {
        Ok(Self {
            client: builder(bounds).no_proxy().build()?,
            proxy: None,
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
                    proxy: None,
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
            proxy: Some(server.host.clone()),
        })
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
        // Shorter than any interval, so that no socket is held open between polls.
        .pool_idle_timeout(Duration::from_secs(30))
}
