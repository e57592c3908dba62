//! The proxy between this computer and the providers.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

use credit_tray_core::{
    proxy::{Proxy, ProxyProblem, ProxyServer, validate_password},
    settings::GeneralProblem,
    transfer::SecretString,
    window::ProxyUse,
};
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use ts_rs::TS;

use super::blocking;
use crate::{
    engine::Engine,
    error::Error,
    keys::{KeyName, KeyStore},
};

/// The proxy as typed.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct ProxyDraft {
    /// Which.
    #[serde(rename = "use")]
    pub used: ProxyUse,
    /// Its name or address; not looked at where no proxy is named.
    pub host: String,
    pub port: String,
    /// Who it knows the person as; empty where it asks for nobody.
    pub user: String,
    /// A new password; null keeps the one that is stored for this user of this proxy, empty takes it
    /// away.
    pub new_password: Option<String>,
}

impl Engine {
    /// Chooses the proxy, and reads all accounts through it.
    pub(crate) async fn set_proxy(&self, draft: ProxyDraft) -> Result<(), Error> {
        let proxy = draft.understand()?;
        let password = draft.new_password.map(SecretString::from);
        if let Some(password) = &password {
            validate_password(password).map_err(GeneralProblem::from)?;
            let is_of_nobody = proxy.server().is_some_and(|server| server.user.is_none());
            if is_of_nobody && !password.expose_secret().is_empty() {
                return Err(GeneralProblem::from(ProxyProblem::PasswordOfNobody).into());
            }
        }
        let before = self.settings.current().general.proxy;
        let (keys, after) = (self.keys.clone(), proxy.clone());
        let replaced = blocking(move || replace_password(&keys, &after, password)).await?;
        let is_the_same = proxy == before;
        let chosen = proxy.clone();
        let changed = self.change_general(|general| {
            general.proxy = chosen;
            Ok(())
        });
        let changed = changed.await;
        let (keys, now) = (self.keys.clone(), self.settings.current().general.proxy);
        blocking(move || match replaced {
            // What is not saved must not be asked with either.
            Some(replaced) if now != proxy => keys.set_proxy_password(&proxy, &replaced),
            _ if KeyName::of_proxy(&before) != KeyName::of_proxy(&now) => {
                keys.set_proxy_password(&before, &SecretString::default())
            }
            _ => Ok(()),
        })
        .await?;
        changed?;
        // Another proxy is followed with the settings; the same may have another password.
        if is_the_same {
            self.follow_proxy().await?;
        }
        Ok(())
    }

    /// Asks the providers through the proxy of the settings, as they are now.
    pub async fn follow_proxy(&self) -> Result<(), Error> {
        let (route, proxy) = (self.route.clone(), self.settings.current().general.proxy);
        blocking(move || route.take(&proxy)).await?;
        // Told to the window, which shows whether a password is stored.
        self.settings.notify_changed();
        let monitor = self.monitor.clone();
        tokio::spawn(async move { monitor.refresh(None).await });
        Ok(())
    }
}

impl ProxyDraft {
    fn understand(&self) -> Result<Proxy, GeneralProblem> {
        let server = || {
            let user = self.user.trim();
            ProxyServer {
                host: self.host.trim().to_owned(),
                // Nobody listens on port 0, so what is no number is refused like it, after the host.
                port: self.port.trim().parse().unwrap_or(0),
                user: (!user.is_empty()).then(|| user.to_owned()),
            }
        };
        let proxy = match self.used {
            ProxyUse::System => Proxy::System,
            ProxyUse::None => Proxy::None,
            ProxyUse::Http => Proxy::Http(server()),
            ProxyUse::Https => Proxy::Https(server()),
            ProxyUse::Socks5 => Proxy::Socks5(server()),
        };
        proxy.validate()?;
        Ok(proxy)
    }
}

/// Stores a new password, if there is one. Returns what was there before: nothing as an empty one.
fn replace_password(
    keys: &KeyStore,
    proxy: &Proxy,
    new: Option<SecretString>,
) -> Result<Option<SecretString>, Error> {
    let Some(new) = new else {
        return Ok(None);
    };
    let before = keys.proxy_password(proxy)?.unwrap_or_default();
    keys.set_proxy_password(proxy, &new)?;
    Ok(Some(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(proxy: ProxyUse, host: &str, port: &str, user: &str) -> Result<Proxy, String> {
        let draft = ProxyDraft {
            used: proxy,
            host: host.into(),
            port: port.into(),
            user: user.into(),
            new_password: None,
        };
        draft.understand().map_err(GeneralProblem::field)
    }

    #[test]
    fn what_was_typed_is_cleaned() {
        let server = ProxyServer {
            host: "proxy.example".into(),
            port: 3128,
            user: None,
        };
        assert_eq!(
            understood(ProxyUse::Http, " proxy.example ", "3128 ", " "),
            Ok(Proxy::Http(server))
        );
        assert_eq!(understood(ProxyUse::None, "left over", "x", ""), Ok(Proxy::None));
    }

    #[test]
    fn a_wrong_field_is_named() {
        let wrong = |host, port, user| understood(ProxyUse::Socks5, host, port, user).unwrap_err();
        assert_eq!(wrong("", "1080", ""), "proxy.host");
        assert_eq!(wrong("http://proxy", "1080", ""), "proxy.host");
        assert_eq!(wrong("proxy", "", ""), "proxy.port");
        assert_eq!(wrong("proxy", "70000", ""), "proxy.port");
        assert_eq!(wrong("proxy", "1080", "a:b"), "proxy.user");
    }
}
