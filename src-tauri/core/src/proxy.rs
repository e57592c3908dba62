//! The proxy between this computer and the providers, as the person chose it.
//!
//! Its password is not a setting: the keychain keeps it, and the engine gives it to the HTTP client.

use std::net::Ipv6Addr;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;
use url::Host;

use crate::key::looks_like_key;

/// Which way requests to the providers go. What is on this computer is always asked directly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "use", rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum Proxy {
    /// As the system says: by environment variables, and by its own settings on macOS and Windows.
    #[default]
    #[serde(deserialize_with = "nothing_else")]
    System,
    /// Directly, whatever the system says.
    #[serde(deserialize_with = "nothing_else")]
    None,
    /// Through an HTTP proxy, which sees the names of the providers only.
    Http(ProxyServer),
    /// Through an HTTP proxy that is itself reached over TLS.
    Https(ProxyServer),
    /// Through a SOCKS 5 proxy, which also looks the names of the providers up.
    Socks5(ProxyServer),
}

/// A proxy, and as whom it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct ProxyServer {
    /// Its name or its address, of IPv6 with brackets or without.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The user that it knows; none means that it asks for no password either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub user: Option<String>,
}

/// Why a proxy cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ProxyProblem {
    /// Nobody can be asked.
    #[error("must not be empty")]
    EmptyHost,
    /// Not the name or address of a computer alone.
    #[error("must be a name or an address alone, such as \"proxy.example\"")]
    BadHost,
    /// No server listens there.
    #[error("must be 1 to 65535")]
    BadPort,
    /// A user without a name is nobody.
    #[error("must not be empty; leave it out if the proxy asks for no user")]
    EmptyUser,
    /// A colon ends the name where it is sent.
    #[error("must be at most {LONGEST_CREDENTIAL} bytes, without ':' and control characters")]
    BadUser,
    /// A password alone lets nobody in.
    #[error("must not be empty where there is a password")]
    PasswordOfNobody,
    /// Longer than what proxies read.
    #[error("must be at most {LONGEST_CREDENTIAL} bytes")]
    PasswordTooLong,
}

/// The longest user and the longest password, in bytes. Proxies read some kilobytes of headers.
pub const LONGEST_CREDENTIAL: usize = 4096;

/// The longest name of a host, in bytes, as DNS has it.
const LONGEST_NAME: usize = 253;

impl ProxyProblem {
    /// The field that is wrong, below `general` in `settings.json`.
    pub fn field(self) -> &'static str {
        match self {
            Self::EmptyHost | Self::BadHost => "proxy.host",
            Self::BadPort => "proxy.port",
            Self::EmptyUser | Self::BadUser | Self::PasswordOfNobody => "proxy.user",
            Self::PasswordTooLong => "proxy.password",
        }
    }
}

impl Proxy {
    /// Whether the system decides, as it does without a choice.
    pub fn is_system(&self) -> bool {
        *self == Self::System
    }

    /// The proxy that the person named, if any.
    pub fn server(&self) -> Option<&ProxyServer> {
        match self {
            Self::System | Self::None => None,
            Self::Http(server) | Self::Https(server) | Self::Socks5(server) => Some(server),
        }
    }

    /// How the proxy is spoken to, where the person named one.
    pub fn scheme(&self) -> Option<&'static str> {
        match self {
            Self::System | Self::None => None,
            Self::Http(_) => Some("http"),
            Self::Https(_) => Some("https"),
            Self::Socks5(_) => Some("socks5"),
        }
    }

    /// Checks every rule that the shape alone does not keep.
    pub fn validate(&self) -> Result<(), ProxyProblem> {
        self.server().map_or(Ok(()), ProxyServer::validate)
    }
}

impl ProxyServer {
    fn validate(&self) -> Result<(), ProxyProblem> {
        self.parsed_host()?;
        if self.port == 0 {
            return Err(ProxyProblem::BadPort);
        }
        match self.user.as_deref() {
            Some("") => Err(ProxyProblem::EmptyUser),
            Some(user)
                if user.len() > LONGEST_CREDENTIAL || user.contains(|c: char| c == ':' || c.is_control()) =>
            {
                Err(ProxyProblem::BadUser)
            }
            _ => Ok(()),
        }
    }

    /// The host as an address takes it: a name in ASCII, or an address, of IPv6 in brackets.
    ///
    /// Strict, because the HTTP client takes an address of a proxy that it cannot read for none, and
    /// would go past the proxy.
    pub fn parsed_host(&self) -> Result<Host, ProxyProblem> {
        let host = self.host.as_str();
        if host.is_empty() {
            return Err(ProxyProblem::EmptyHost);
        }
        if let Ok(address) = host.parse::<Ipv6Addr>() {
            return Ok(Host::Ipv6(address));
        }
        if host.split('.').any(looks_like_key) {
            return Err(ProxyProblem::BadHost);
        }
        // A host in an address may hide characters behind a '%'; nobody writes a name so.
        if host.contains('%') {
            return Err(ProxyProblem::BadHost);
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        match Host::parse(host) {
            Ok(Host::Domain(name)) if name.len() > LONGEST_NAME || !name.chars().all(is_plain) => {
                Err(ProxyProblem::BadHost)
            }
            Ok(host) => Ok(host),
            Err(_) => Err(ProxyProblem::BadHost),
        }
    }
}

/// Checks that a password can be sent to a proxy. It may hold any characters.
pub fn validate_password(password: &SecretString) -> Result<(), ProxyProblem> {
    if password.expose_secret().len() > LONGEST_CREDENTIAL {
        return Err(ProxyProblem::PasswordTooLong);
    }
    Ok(())
}

/// Serde itself overlooks what stands beside the tag of a variant without fields.
fn nothing_else<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Nothing {}
    Nothing::deserialize(deserializer).map(|Nothing {}| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn server(host: &str, port: u16, user: Option<&str>) -> ProxyServer {
        ProxyServer {
            host: host.into(),
            port,
            user: user.map(Into::into),
        }
    }

    #[test]
    fn a_proxy_is_written_as_it_is_read() {
        for json in [
            r#"{"use":"system"}"#,
            r#"{"use":"none"}"#,
            r#"{"use":"http","host":"proxy.example","port":3128}"#,
            r#"{"use":"https","host":"::1","port":443,"user":"me"}"#,
            r#"{"use":"socks5","host":"10.0.0.1","port":1080}"#,
        ] {
            let proxy: Proxy = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&proxy).unwrap(), json);
        }
    }

    #[test]
    fn a_proxy_of_another_shape_is_refused() {
        for json in [
            "{}",
            r#"{"use":"socks4","host":"a","port":1}"#,
            r#"{"use":"system","host":"a"}"#,
            r#"{"use":"none","port":1}"#,
            r#"{"use":"http","host":"a"}"#,
            r#"{"use":"http","port":1}"#,
            r#"{"use":"http","host":"a","port":65536}"#,
            r#"{"use":"http","host":"a","port":1,"password":"hush"}"#,
        ] {
            assert!(serde_json::from_str::<Proxy>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_host_stands_alone() {
        let problem = |host: &str| server(host, 1, None).validate().err();
        for fine in [
            "proxy.example",
            "proxy",
            "my_proxy-1",
            "10.0.0.1",
            "::1",
            "[::1]",
            "прокси.example",
        ] {
            assert_eq!(problem(fine), None, "{fine}");
        }
        assert_eq!(problem(""), Some(ProxyProblem::EmptyHost));
        let long = format!("{}.example", "a".repeat(LONGEST_NAME));
        for odd in [
            " ",
            "proxy.example ",
            "my proxy",
            "http://proxy.example",
            "proxy.example:3128",
            "proxy.example/path",
            "proxy.example?query",
            "me@proxy.example",
            "proxy%2eexample",
            "proxy{}",
            "proxy\"",
            "proxy\0",
            "[::1",
            "[::1]:3128",
            "fe80::1%eth0",
            "1.2.3.4.5",
            &long,
        ] {
            assert_eq!(problem(odd), Some(ProxyProblem::BadHost), "{odd}");
        }
    }

    #[test]
    fn a_host_is_told_apart_from_the_port_after_it() {
        let host = |host: &str| server(host, 1, None).parsed_host().unwrap().to_string();
        assert_eq!(host("::1"), "[::1]");
        assert_eq!(host("[::1]"), "[::1]");
        assert_eq!(host("Proxy.Example"), "proxy.example");
        assert_eq!(host("прокси.example"), "xn--h1adldfi.example");
    }

    #[test]
    fn a_wrong_port_or_user_is_named() {
        let problem = |port, user| Proxy::Http(server("proxy.example", port, user)).validate().err();
        assert_eq!(problem(3128, None), None);
        assert_eq!(problem(3128, Some("DOMAIN\\me ü")), None);
        assert_eq!(problem(0, None), Some(ProxyProblem::BadPort));
        assert_eq!(problem(1, Some("")), Some(ProxyProblem::EmptyUser));
        for odd in ["me:you", "me\n", "\u{7f}"] {
            assert_eq!(problem(1, Some(odd)), Some(ProxyProblem::BadUser), "{odd:?}");
        }
        let longest = "x".repeat(LONGEST_CREDENTIAL);
        assert_eq!(problem(1, Some(&longest)), None);
        assert_eq!(
            problem(1, Some(&format!("{longest}x"))),
            Some(ProxyProblem::BadUser)
        );
    }

    proptest! {
        #[test]
        fn a_host_that_is_taken_is_the_host_of_an_address(host in "[a-z0-9.:_%/@\\[\\]{} -]{1,12}") {
            if let Ok(parsed) = server(&host, 3128, None).parsed_host() {
                let url = url::Url::parse(&format!("http://{parsed}:3128")).unwrap();
                prop_assert_eq!(url.host().map(|host| host.to_owned()), Some(parsed));
                prop_assert_eq!((url.port(), url.path(), url.username()), (Some(3128), "/", ""));
            }
        }
    }
}
