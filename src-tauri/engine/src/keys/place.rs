//! Whose a stored key is, and where it may be sent.

use credit_tray_core::{Account, Channel, KeyOrigin, Proxy};

/// Under what a key, a token or a password is stored: whose it is, and the only server that it was
/// entered for. Whoever asks for it with another address finds none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyName {
    bound: String,
    unbound: String,
}

/// Where a key is kept, and under which name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct KeyPlace {
    pub name: KeyName,
    pub origin: KeyOrigin,
}

impl KeyName {
    fn new(owner: String, server: &str) -> Self {
        Self {
            bound: format!("{owner}@{server}"),
            unbound: owner,
        }
    }

    /// The password for the user of this proxy; none where it knows no user.
    pub fn of_proxy(proxy: &Proxy) -> Option<Self> {
        let server = proxy.server()?;
        let (host, port) = (&server.host, server.port);
        let owner = format!("proxy:{}", server.user.as_ref()?);
        Some(Self {
            bound: format!("{owner}@{}://{host}:{port}", proxy.scheme()?),
            unbound: format!("{owner}@{host}:{port}"),
        })
    }

    /// The name with its server.
    pub fn bound(&self) -> &str {
        &self.bound
    }

    /// The name under which 0.1.0 stored it, for whatever server.
    pub fn unbound(&self) -> &str {
        &self.unbound
    }
}

impl KeyPlace {
    /// Where the key of this account is kept.
    pub fn of_account(account: &Account) -> Self {
        Self {
            name: KeyName::new(account.id.to_string(), &account.host().server()),
            origin: account.key.clone(),
        }
    }

    /// Where the token or the secret of this channel is kept, if it has one. No account has such an id.
    pub fn of_channel(channel: &Channel) -> Option<Self> {
        let owner = format!("channel:{}", channel.id());
        Some(Self {
            name: KeyName::new(owner, &channel.url()?.server()),
            origin: channel.secret()?.clone(),
        })
    }
}
