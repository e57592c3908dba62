//! The way to the providers: the proxy of the settings, with its password from the keychain.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use credit_tray_core::proxy::Proxy;

use crate::{error::Error, http::HttpClient, keys::KeyStore};

/// The way to the providers.
pub struct Route {
    http: HttpClient,
    keys: Arc<KeyStore>,
    has_password: AtomicBool,
}

impl Route {
    /// The way that this client goes.
    pub fn new(http: HttpClient, keys: Arc<KeyStore>) -> Self {
        Self {
            http,
            keys,
            has_password: AtomicBool::new(false),
        }
    }

    /// From now on goes through this proxy. Blocks while the keychain is asked for its password,
    /// which it is only where the proxy knows a user.
    ///
    /// # Errors
    /// The proxy cannot be used, and the way is as before; or the keychain does not answer, and the
    /// proxy's user is without a password.
    pub fn take(&self, proxy: &Proxy) -> Result<(), Error> {
        let looked_up = self.keys.proxy_password(proxy);
        let password = looked_up.as_ref().ok().and_then(Option::as_ref);
        self.http.use_proxy(proxy, password)?;
        self.has_password.store(password.is_some(), Ordering::Relaxed);
        looked_up.map(drop)
    }

    /// Whether the proxy is given a password.
    pub fn has_password(&self) -> bool {
        self.has_password.load(Ordering::Relaxed)
    }
}
