//! Where keys live: the OS keychain, a private file, or the environment.

use std::{
    collections::BTreeMap,
    fs, io,
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};

use credit_tray_core::{
    Account, AccountId, ApiKey, KeyOrigin, channel::ChannelId, problem::Problem, proxy::ProxyServer,
    transfer::SecretString,
};
use keyring_core::{CredentialStore, Entry};
use secrecy::ExposeSecret as _;

use crate::{config_dir::ConfigDir, durable_file, error::Error, poller::Keys};

/// The name under which the keychain lists our entries; the account's id is the user.
pub const SERVICE: &str = "credit-tray";

/// How long a look into the keychain waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the OS keychain. It is opened anew each time: one that was not running at first, or was
/// restarted, is found as soon as it answers. Keys are read seldom, since the poller remembers them.
pub type OpenKeychain = fn() -> keyring_core::Result<Arc<CredentialStore>>;

/// Reads and writes keys. All of it may block.
#[derive(Debug)]
pub struct KeyStore {
    open_keychain: OpenKeychain,
    file: PathBuf,
    /// One change of the file at a time.
    writing: Mutex<()>,
    /// One key is looked up at a time: a locked keychain asks for its password at each look.
    looking: Mutex<()>,
    /// Whether a locked keychain may ask for its password.
    may_ask: AtomicBool,
}

impl KeyStore {
    /// The keys that belong to this config dir.
    pub fn new(config_dir: &ConfigDir, open_keychain: OpenKeychain) -> Self {
        Self {
            open_keychain,
            file: config_dir.path().join("keys.json"),
            writing: Mutex::new(()),
            looking: Mutex::new(()),
            may_ask: AtomicBool::new(true),
        }
    }

    /// Lets a locked keychain ask for its password once more. Without that it does so only once: who
    /// has closed its dialog is not asked again and again.
    pub fn may_ask_again(&self) {
        self.may_ask.store(true, Ordering::Relaxed);
    }

    fn look_up(&self, account: &AccountId) -> Result<String, Problem> {
        let _turn = self.turn().ok_or(Problem::KeychainUnavailable)?;
        if !self.may_ask.load(Ordering::Relaxed) && is_locked() {
            return Err(Problem::KeychainUnavailable);
        }
        let found = self
            .entry(account.as_str())
            .and_then(|entry| entry.get_password());
        let has_answered = matches!(&found, Ok(_) | Err(keyring_core::Error::NoEntry));
        self.may_ask.store(has_answered, Ordering::Relaxed);
        match found {
            Ok(key) => Ok(key),
            Err(keyring_core::Error::NoEntry) => Err(Problem::KeyMissing),
            Err(error) => Err(unavailable(&error)),
        }
    }

    /// None while a dialog of the keychain waits for somebody.
    fn turn(&self) -> Option<MutexGuard<'_, ()>> {
        let began = Instant::now();
        loop {
            match self.looking.try_lock() {
                Ok(turn) => return Some(turn),
                Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
                Err(TryLockError::WouldBlock) if began.elapsed() > PATIENCE => return None,
                Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(20)),
            }
        }
    }

    /// Stores a key where the account keeps it. An existing entry is updated in place.
    ///
    /// # Errors
    /// [`Error::NoKeychain`], [`Error::KeychainUnavailable`] or [`Error::KeyFile`]; then the old key is still there.
    pub fn store(&self, account: &AccountId, origin: &KeyOrigin, key: &ApiKey) -> Result<(), Error> {
        match origin {
            KeyOrigin::Keychain => Ok(self
                .entry(account.as_str())
                .and_then(|entry| entry.set_password(key.expose()))
                .map_err(|error| unavailable(&error))?),
            KeyOrigin::File => self.change_file(|keys| {
                keys.insert(account.clone(), key.expose().to_owned());
            }),
            KeyOrigin::Env { .. } => Ok(()),
        }
    }

    /// Deletes a key. One that is not there is as good as deleted.
    ///
    /// # Errors
    /// [`Error::KeychainUnavailable`] or [`Error::KeyFile`]; then the key is still there.
    pub fn delete(&self, account: &AccountId, origin: &KeyOrigin) -> Result<(), Error> {
        match origin {
            KeyOrigin::Keychain => {
                match self
                    .entry(account.as_str())
                    .and_then(|entry| entry.delete_credential())
                {
                    Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
                    Err(error) => Err(unavailable(&error).into()),
                }
            }
            KeyOrigin::File => self.change_file(|keys| {
                keys.remove(account);
            }),
            KeyOrigin::Env { .. } => Ok(()),
        }
    }

    /// What is stored under this name, wherever it is kept. May block.
    pub(crate) fn secret(&self, name: &AccountId, origin: &KeyOrigin) -> Result<ApiKey, Problem> {
        let typed = match origin {
            KeyOrigin::Keychain => self.look_up(name)?,
            KeyOrigin::File => {
                let mut keys = self.read_file().map_err(|error| {
                    tracing::warn!(%error, "the key file cannot be read");
                    Problem::KeyMissing
                })?;
                keys.remove(name).ok_or(Problem::KeyMissing)?
            }
            KeyOrigin::Env { name } => std::env::var(name).unwrap_or_default(),
        };
        ApiKey::from_typed(&typed).ok_or_else(|| match origin {
            KeyOrigin::Env { name } => Problem::EnvironmentKeyMissing(name.clone()),
            KeyOrigin::Keychain | KeyOrigin::File => Problem::KeyMissing,
        })
    }

    /// The password for this user of this proxy, if one is stored. May block.
    pub fn proxy_password(&self, proxy: &ProxyServer) -> Result<Option<SecretString>, Error> {
        match self
            .entry(&proxy_entry(proxy))
            .and_then(|entry| entry.get_password())
        {
            Ok(password) => Ok(Some(password.into())),
            Err(keyring_core::Error::NoEntry) => Ok(None),
            Err(error) => Err(unavailable(&error).into()),
        }
    }

    /// Stores the password for this user of this proxy; an empty one takes it away. May block.
    pub fn set_proxy_password(&self, proxy: &ProxyServer, password: &SecretString) -> Result<(), Error> {
        let entry = self.entry(&proxy_entry(proxy));
        let stored = match password.expose_secret() {
            "" => entry.and_then(|entry| entry.delete_credential()),
            password => entry.and_then(|entry| entry.set_password(password)),
        };
        match stored {
            Ok(()) | Err(keyring_core::Error::NoEntry) => Ok(()),
            Err(error) => Err(unavailable(&error).into()),
        }
    }

    fn entry(&self, user: &str) -> keyring_core::Result<Entry> {
        (self.open_keychain)()?.build(SERVICE, user, None)
    }

    fn read_file(&self) -> io::Result<BTreeMap<AccountId, String>> {
        match fs::read(&self.file) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeMap::new()),
            Err(error) => Err(error),
        }
    }

    /// A file that cannot be understood is never overwritten: it may hold the only copy of a key.
    fn change_file(&self, change: impl FnOnce(&mut BTreeMap<AccountId, String>)) -> Result<(), Error> {
        let _turn = self.writing.lock();
        let write = || {
            let mut keys = self.read_file()?;
            change(&mut keys);
            durable_file::write(&self.file, &serde_json::to_vec_pretty(&keys)?)
        };
        write().map_err(Error::KeyFile)
    }
}

impl Keys for KeyStore {
    fn key(&self, account: &Account) -> Result<ApiKey, Problem> {
        self.secret(&account.id, &account.key)
    }
}

/// The name under which the token or the secret of a channel is stored. No account has such an id.
pub(crate) fn channel_entry(channel: &ChannelId) -> AccountId {
    AccountId::new(format!("channel:{channel}"))
}

/// A password belongs to one user of one proxy, so that an imported proxy never gets that of
/// another. No account has such an id.
fn proxy_entry(proxy: &ProxyServer) -> String {
    let user = proxy.user.as_deref().unwrap_or_default();
    format!("proxy:{user}@{}:{}", proxy.host, proxy.port)
}

/// The keychain of this system.
pub fn of_the_system() -> keyring_core::Result<Arc<CredentialStore>> {
    #[cfg(target_os = "linux")]
    return Ok(zbus_secret_service_keyring_store::Store::new()?);
    #[cfg(target_os = "macos")]
    return Ok(apple_native_keyring_store::keychain::Store::new()?);
    #[cfg(windows)]
    return Ok(windows_native_keyring_store::Store::new()?);
}

/// Whether the keychain would ask for its password.
#[cfg(target_os = "linux")]
fn is_locked() -> bool {
    let locked = || -> zbus::Result<bool> {
        let bus = zbus::blocking::Connection::session()?;
        let reply = bus.call_method(
            Some("org.freedesktop.secrets"),
            "/org/freedesktop/secrets/aliases/default",
            Some("org.freedesktop.DBus.Properties"),
            "Get",
            &("org.freedesktop.Secret.Collection", "Locked"),
        )?;
        let locked: zbus::zvariant::OwnedValue = reply.body().deserialize()?;
        Ok(locked.downcast_ref::<bool>()?)
    };
    // One that does not answer shows no dialog either.
    locked().unwrap_or_default()
}

/// ## Platform-specific
/// macOS and Windows unlock their keychains at login.
#[cfg(not(target_os = "linux"))]
fn is_locked() -> bool {
    false
}

fn unavailable(error: &keyring_core::Error) -> Problem {
    // Says which operation failed and why; the keyring's errors hold no secrets but for
    // BadEncoding and BadDataFormat, whose bytes Display leaves out.
    tracing::warn!(%error, "the keychain does not answer");
    if is_absent(error) {
        Problem::NoKeychain
    } else {
        Problem::KeychainUnavailable
    }
}

/// Whether nobody is there who could be unlocked. The library keeps the types of these errors to
/// itself, so their words are what there is.
fn is_absent(error: &keyring_core::Error) -> bool {
    let words = error.to_string();
    cfg!(target_os = "linux")
        && [
            "no secret service provider",
            "org.freedesktop.DBus.Error.ServiceUnknown",
            "org.freedesktop.DBus.Error.NameHasNoOwner",
        ]
        .iter()
        .any(|absent| words.contains(absent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(key: &KeyOrigin) -> Account {
        serde_json::from_value(serde_json::json!({
            "id": "kie-1", "provider": "kie", "label": "kie", "key": key,
        }))
        .unwrap()
    }

    fn store() -> (tempfile::TempDir, KeyStore) {
        let dir = tempfile::tempdir().unwrap();
        let config_dir = ConfigDir::new(Some(dir.path().to_owned())).unwrap();
        let store = KeyStore::new(&config_dir, of_the_system);
        (dir, store)
    }

    #[test]
    fn a_key_in_the_private_file_is_its_owners_alone() {
        let (_dir, store) = store();
        let account = account(&KeyOrigin::File);
        assert_eq!(store.key(&account), Err(Problem::KeyMissing));

        let key = ApiKey::from_typed("sk-1").unwrap();
        store.store(&account.id, &account.key, &key).unwrap();
        assert_eq!(store.key(&account), Ok(key));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                fs::metadata(&store.file).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }

        store.delete(&account.id, &account.key).unwrap();
        assert_eq!(store.key(&account), Err(Problem::KeyMissing));
    }

    #[test]
    fn a_key_file_that_cannot_be_understood_is_not_overwritten() {
        let (_dir, store) = store();
        fs::write(&store.file, "{ torn").unwrap();
        let key = ApiKey::from_typed("sk-1").unwrap();
        let stored = store.store(&AccountId::new("a"), &KeyOrigin::File, &key);
        assert!(matches!(stored, Err(Error::KeyFile(_))));
        assert_eq!(fs::read_to_string(&store.file).unwrap(), "{ torn");
    }

    #[test]
    fn an_unset_variable_is_named() {
        let (_dir, store) = store();
        let name = "CREDIT_TRAY_TEST_UNSET".to_owned();
        let account = account(&KeyOrigin::Env { name: name.clone() });
        assert_eq!(store.key(&account), Err(Problem::EnvironmentKeyMissing(name)));
    }
}
