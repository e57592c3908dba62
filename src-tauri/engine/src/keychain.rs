//! The OS keychain.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, TryLockError,
        atomic::{AtomicBool, Ordering},
    },
    thread::sleep,
    time::{Duration, Instant},
};

use credit_tray_core::problem::Problem;
use keyring_core::{CredentialStore, Entry, Error};

use crate::{config_dir::ConfigDir, keys::KeyName};

/// The name under which the keychain lists our entries. The user of an entry is
/// `<name>@<server> (<folder>)`, so that neither another server nor another folder finds it.
const SERVICE: &str = "credit-tray";

/// How long a look into the keychain waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Opens the OS keychain. It is opened anew each time: one that was not running at first, or was
/// restarted, is found as soon as it answers. Keys are read seldom, since the poller remembers them.
pub type OpenKeychain = fn() -> keyring_core::Result<Arc<CredentialStore>>;

/// What the OS keychain keeps for one config dir. All of it may block.
#[derive(Debug)]
pub(crate) struct Keychain {
    open: OpenKeychain,
    folder: String,
    /// 0.1.0 named its entries by neither server nor folder. They belong to the platform's own folder.
    may_be_unbound: bool,
    /// One key is looked up at a time: a locked keychain asks for its password at each look.
    looking: Mutex<()>,
    /// Whether a locked keychain may ask for its password.
    may_ask: AtomicBool,
}

impl Keychain {
    pub(crate) fn new(config_dir: &ConfigDir, open: OpenKeychain) -> Self {
        Self {
            open,
            folder: config_dir.name(),
            may_be_unbound: config_dir.is_own(),
            looking: Mutex::new(()),
            may_ask: AtomicBool::new(true),
        }
    }

    /// Lets a locked keychain ask for its password once more. Without that it does so only once: who
    /// has closed its dialog is not asked again and again.
    pub(crate) fn may_ask_again(&self) {
        self.may_ask.store(true, Ordering::Relaxed);
    }

    /// What is stored under this name. What is stored for whatever server is stored for this one from
    /// now on, if it may be.
    pub(crate) fn get(&self, name: &KeyName, may_bind: bool) -> Result<Option<String>, Problem> {
        let _turn = self.turn().ok_or(Problem::KeychainUnavailable)?;
        self.get_in_turn(name, may_bind)
    }

    /// The same for what is looked up seldom and by one alone: waits for as long as a dialog stands.
    pub(crate) fn get_patiently(&self, name: &KeyName, may_bind: bool) -> Result<Option<String>, Problem> {
        let _turn = self.looking.lock().unwrap_or_else(PoisonError::into_inner);
        self.get_in_turn(name, may_bind)
    }

    fn get_in_turn(&self, name: &KeyName, may_bind: bool) -> Result<Option<String>, Problem> {
        if !self.may_ask.load(Ordering::Relaxed) && is_locked() {
            return Err(Problem::KeychainUnavailable);
        }
        let found = self.look_up(name, may_bind);
        self.may_ask.store(found.is_ok(), Ordering::Relaxed);
        found.map_err(|error| unavailable(&error))
    }

    fn look_up(&self, name: &KeyName, may_bind: bool) -> keyring_core::Result<Option<String>> {
        let found = there(self.entry(name)?.get_password())?;
        if found.is_some() || !self.may_be_unbound {
            return Ok(found);
        }
        let unbound = self.unbound_entry(name)?;
        let found = there(unbound.get_password())?;
        if let Some(secret) = found.as_ref().filter(|_| may_bind)
            && let Err(error) = self.put(name, secret)
        {
            tracing::warn!(%error, "a key that is stored for whatever server stays so");
        }
        Ok(found)
    }

    /// Stores this under the name. An existing entry is updated in place.
    pub(crate) fn set(&self, name: &KeyName, secret: &str) -> Result<(), Problem> {
        self.put(name, secret).map_err(|error| unavailable(&error))
    }

    fn put(&self, name: &KeyName, secret: &str) -> keyring_core::Result<()> {
        self.entry(name)?.set_password(secret)?;
        self.delete_unbound(name)
    }

    /// Deletes what is stored under the name. What is not there is as good as deleted.
    pub(crate) fn delete(&self, name: &KeyName) -> Result<(), Problem> {
        let entry = self.entry(name);
        let deleted = entry.and_then(|entry| there(entry.delete_credential()));
        let deleted = deleted.and_then(|_| self.delete_unbound(name));
        deleted.map_err(|error| unavailable(&error))
    }

    fn delete_unbound(&self, name: &KeyName) -> keyring_core::Result<()> {
        if !self.may_be_unbound {
            return Ok(());
        }
        there(self.unbound_entry(name)?.delete_credential()).map(drop)
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

    fn entry(&self, name: &KeyName) -> keyring_core::Result<Entry> {
        let user = format!("{} ({})", name.bound(), self.folder);
        (self.open)()?.build(SERVICE, &user, None)
    }

    fn unbound_entry(&self, name: &KeyName) -> keyring_core::Result<Entry> {
        (self.open)()?.build(SERVICE, name.unbound(), None)
    }
}

/// What is there, if anything is.
fn there<T>(found: keyring_core::Result<T>) -> keyring_core::Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    }
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

fn unavailable(error: &Error) -> Problem {
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
fn is_absent(error: &Error) -> bool {
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
mod tests;
