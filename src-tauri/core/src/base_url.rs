//! Where a provider is asked: its own host, or one that the person chose.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::key::looks_like_key;

/// The address before a provider's paths: `https://…`, or `http://…` on this computer only, since
/// the key travels with every request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BaseUrl(Url);

/// Why a text is no [`BaseUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum BaseUrlProblem {
    /// Not an address at all.
    #[error("not a web address")]
    NotAUrl,
    /// A key must not cross the network unencrypted.
    #[error("must begin with https:// (http:// only on this computer)")]
    NotEncrypted,
    /// Passwords, queries and fragments have no place in it.
    #[error("must not hold a user name, a query or a fragment")]
    Decorated,
}

impl BaseUrl {
    /// The address of one of the provider's endpoints.
    ///
    /// A base that already ends in what the endpoint begins with is not doubled: people paste
    /// `https://openrouter.ai/api/v1`, as the providers' own samples write it.
    pub fn endpoint(&self, path: &str) -> Url {
        let base = self.0.path().trim_end_matches('/');
        let overlap = path
            .match_indices('/')
            .map(|(index, _)| &path[..index])
            .filter(|start| !start.is_empty() && base.ends_with(start))
            .max_by_key(|start| start.len())
            .unwrap_or("");
        let mut url = self.0.clone();
        url.set_path(&format!("{base}{}", &path[overlap.len()..]));
        url
    }

    /// Whether this is a server on this computer.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.0)
    }

    /// Whether both are the same server: the same scheme, host and port.
    pub fn has_same_origin(&self, other: &Self) -> bool {
        self.0.origin() == other.0.origin()
    }

    /// Whether a part of it looks like a key. A long row of letters and digits in the path does not
    /// count: some relays name the customer there.
    pub fn shows_key(&self) -> bool {
        let in_host = self
            .0
            .host_str()
            .is_some_and(|host| host.split('.').any(looks_like_key));
        let in_path = self
            .0
            .path()
            .split('/')
            .any(|part| part.starts_with("sk-") || part.starts_with("sk_"));
        in_host || in_path
    }

    /// The server alone, for messages: `https://api.kie.ai`.
    pub fn server(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// The address as it was written, without a slash at the end.
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }
}

/// Whether this address never leaves this computer.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}

/// An address that something secret may be sent to: encrypted, or on this computer, and without a
/// password or a fragment.
pub(crate) fn safe_url(text: &str) -> Result<Url, BaseUrlProblem> {
    let url = Url::parse(text.trim()).map_err(|_| BaseUrlProblem::NotAUrl)?;
    if url.host().is_none() || !matches!(url.scheme(), "http" | "https") {
        return Err(BaseUrlProblem::NotAUrl);
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(BaseUrlProblem::NotEncrypted);
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(BaseUrlProblem::Decorated);
    }
    Ok(url)
}

impl FromStr for BaseUrl {
    type Err = BaseUrlProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut url = safe_url(text)?;
        if url.query().is_some() {
            return Err(BaseUrlProblem::Decorated);
        }
        // With slashes at the end it is the same address, and is written without.
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }
}

impl TryFrom<String> for BaseUrl {
    type Error = BaseUrlProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<BaseUrl> for String {
    fn from(base: BaseUrl) -> Self {
        base.as_str().to_owned()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_crosses_the_network_encrypted_only() {
        let problem = |text: &str| text.parse::<BaseUrl>().err();
        for fine in [
            "https://api.kie.ai",
            "https://relay.example:8443/v1/",
            "http://127.0.0.1:8080",
            "http://127.9.9.9",
            "http://[::1]:1",
            "http://localhost:3000/x",
            " https://api.kie.ai ",
        ] {
            assert_eq!(problem(fine), None, "{fine}");
        }
        for plain in [
            "http://api.kie.ai",
            "http://10.0.0.1",
            "http://localhost.example.com",
            "http://0.0.0.0",
        ] {
            assert_eq!(problem(plain), Some(BaseUrlProblem::NotEncrypted), "{plain}");
        }
        for odd in [
            "",
            "api.kie.ai",
            "ftp://api.kie.ai",
            "file:///etc/passwd",
            "https://",
            "localhost:3000",
        ] {
            assert_eq!(problem(odd), Some(BaseUrlProblem::NotAUrl), "{odd}");
        }
        for decorated in [
            "https://me:pw@api.kie.ai",
            "https://me@api.kie.ai",
            "https://a.b/?q=1",
            "https://a.b/#x",
        ] {
            assert_eq!(problem(decorated), Some(BaseUrlProblem::Decorated), "{decorated}");
        }
    }

    #[test]
    fn an_address_is_written_as_it_is_read() {
        for typed in [
            "https://relay.example",
            "https://relay.example/a//",
            "https://relay.example//a/",
        ] {
            let base: BaseUrl = typed.parse().unwrap();
            assert_eq!(String::from(base.clone()).parse(), Ok(base), "{typed}");
        }
    }

    #[test]
    fn an_endpoint_does_not_double_what_the_base_already_says() {
        let endpoint = |base: &str, path: &str| base.parse::<BaseUrl>().unwrap().endpoint(path).to_string();
        assert_eq!(
            endpoint("https://openrouter.ai", "/api/v1/credits"),
            "https://openrouter.ai/api/v1/credits"
        );
        assert_eq!(
            endpoint("https://openrouter.ai/api/v1/", "/api/v1/credits"),
            "https://openrouter.ai/api/v1/credits"
        );
        assert_eq!(
            endpoint("https://openrouter.ai/api", "/api/v1/credits"),
            "https://openrouter.ai/api/v1/credits"
        );
        assert_eq!(
            endpoint("https://relay.example/kie", "/api/v1/chat/credit"),
            "https://relay.example/kie/api/v1/chat/credit"
        );
        assert_eq!(
            endpoint("https://api.evolink.ai/v1", "/v1/credits"),
            "https://api.evolink.ai/v1/credits"
        );
    }
}
