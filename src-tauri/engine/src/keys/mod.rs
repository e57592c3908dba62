//! Where keys live: the OS keychain, a private file, or the environment.

mod file;
mod place;

use credit_tray_core::{Account, ApiKey, KeyOrigin, problem::Problem, proxy::Proxy, transfer::SecretString};
use secrecy::ExposeSecret as _;

use crate::{
    config_dir::ConfigDir,
    error::Error,
    keychain::{Keychain, OpenKeychain},
    poller::Keys,
};
use file::KeyFile;

pub use place::{KeyName, KeyPlace};

/// Reads and writes the keys of one config dir. All of it may block.
#[derive(Debug)]
pub struct KeyStore {
    keychain: Keychain,
    file: KeyFile,
    may_bind: bool,
}

impl KeyStore {
    /// The keys that belong to this config dir.
    pub fn new(config_dir: &ConfigDir, open_keychain: OpenKeychain) -> Self {
        Self {
            keychain: Keychain::new(config_dir, open_keychain),
            file: KeyFile::at(config_dir.path().join("keys.json")),
            may_bind: true,
        }
    }

    /// The same for a command, which only reads: a key that is stored for whatever server stays so.
    pub fn read_only(config_dir: &ConfigDir, open_keychain: OpenKeychain) -> Self {
        Self {
            may_bind: false,
            ..Self::new(config_dir, open_keychain)
        }
    }

    /// Lets a locked keychain ask for its password once more. Without that it does so only once: who
    /// has closed its dialog is not asked again and again.
    pub fn may_ask_again(&self) {
        self.keychain.may_ask_again();
    }

    /// Stores a key. One that is there under the same name is replaced.
    ///
    /// # Errors
    /// [`Error::NoKeychain`], [`Error::KeychainUnavailable`] or [`Error::KeyFile`]; then the old key is still there.
    pub fn store(&self, place: &KeyPlace, key: &ApiKey) -> Result<(), Error> {
        match place.origin {
            KeyOrigin::Keychain => Ok(self.keychain.set(&place.name, key.expose())?),
            KeyOrigin::File => self.file.set(&place.name, key.expose()).map_err(Error::KeyFile),
            KeyOrigin::Env { .. } => Ok(()),
        }
    }

    /// Deletes a key. One that is not there is as good as deleted.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`] or [`Error::KeyFile`]; then the key is still there.
    pub fn delete(&self, place: &KeyPlace) -> Result<(), Error> {
        match place.origin {
            KeyOrigin::Keychain => Ok(self.keychain.delete(&place.name)?),
            KeyOrigin::File => self.file.delete(&place.name).map_err(Error::KeyFile),
            KeyOrigin::Env { .. } => Ok(()),
        }
    }

    /// The key that is stored there for its server.
    pub(crate) fn get(&self, place: &KeyPlace) -> Result<ApiKey, Problem> {
        let stored = match &place.origin {
            KeyOrigin::Keychain => self.keychain.get(&place.name, self.may_bind)?,
            KeyOrigin::File => self.file.get(&place.name, self.may_bind).unwrap_or_else(|error| {
                tracing::warn!(%error, "the key file cannot be read");
                None
            }),
            KeyOrigin::Env { name } => std::env::var(name).ok(),
        };
        let key = stored.and_then(|typed| ApiKey::from_typed(&typed));
        key.ok_or_else(|| match &place.origin {
            KeyOrigin::Env { name } => Problem::EnvironmentKeyMissing(name.clone()),
            KeyOrigin::Keychain | KeyOrigin::File => Problem::KeyMissing,
        })
    }

    /// The password for the user of this proxy, if one is stored.
    pub fn proxy_password(&self, proxy: &Proxy) -> Result<Option<SecretString>, Error> {
        let Some(name) = KeyName::of_proxy(proxy) else {
            return Ok(None);
        };
        let password = self.keychain.get_patiently(&name, self.may_bind)?;
        Ok(password.map(SecretString::from))
    }

    /// Stores the password for the user of this proxy; an empty one takes it away.
    pub fn set_proxy_password(&self, proxy: &Proxy, password: &SecretString) -> Result<(), Error> {
        let Some(name) = KeyName::of_proxy(proxy) else {
            return Ok(());
        };
        match password.expose_secret() {
            "" => self.keychain.delete(&name)?,
            password => self.keychain.set(&name, password)?,
        }
        Ok(())
    }
}

impl Keys for KeyStore {
    fn key(&self, account: &Account) -> Result<ApiKey, Problem> {
        self.get(&KeyPlace::of_account(account))
    }
}

#[cfg(test)]
mod tests;
