//! One poll of one account: its key, its requests side by side, its reading.

use std::{
    collections::HashMap,
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::future::join_all;
use tokio::time::timeout;

use credit_tray_core::{
    Account, AccountId, ApiKey, KeyOrigin,
    key_mark::KeyMark,
    problem::{Failure, Problem},
    reading::Reading,
};

use crate::{http::HttpClient, key_marker::KeyMarker};

/// A keychain that asks the person for a password answers late, and one that hangs never does.
const KEYCHAIN_PATIENCE: Duration = Duration::from_secs(60);

/// Where keys come from: the keychain, the environment or a private file.
pub trait Keys: Send + Sync + 'static {
    /// The key of this account. May block.
    ///
    /// # Errors
    /// [`Problem::KeyMissing`], [`Problem::EnvironmentKeyMissing`] or
    /// [`Problem::KeychainUnavailable`].
    fn key(&self, account: &Account) -> Result<ApiKey, Problem>;
}

/// Reads an account once. The monitor takes any, so that tests can hold the answers.
pub trait Poll: Clone + Send + 'static {
    /// Reads this account.
    fn poll(&self, account: Account) -> impl Future<Output = Result<Reading, Failure>> + Send;

    /// Forgets the key of this account, because it may be another one now.
    fn forget_key(&self, account: &AccountId);

    /// What tells the key that an account was last read with from others; none before that.
    fn key_mark(&self, account: &Account) -> Option<KeyMark>;
}

/// Polls the real providers.
#[derive(Clone)]
pub struct Poller {
    http: HttpClient,
    keys: Arc<dyn Keys>,
    /// Keys already read: some desktops ask the person at every look into the keychain.
    known: Arc<Mutex<HashMap<(AccountId, KeyOrigin), ApiKey>>>,
    marker: KeyMarker,
    /// Kept when keys are forgotten: the readings are kept too.
    marks: Arc<Mutex<HashMap<AccountId, KeyMark>>>,
}

impl Poller {
    /// A poller that asks through this client with these keys.
    pub fn new(http: HttpClient, keys: Arc<dyn Keys>, marker: KeyMarker) -> Self {
        Self {
            http,
            keys,
            known: Arc::default(),
            marker,
            marks: Arc::default(),
        }
    }

    /// Reads an account with a key that need not be stored anywhere.
    pub async fn poll_with(&self, account: &Account, key: &ApiKey) -> Result<Reading, Failure> {
        let profile = account.provider.profile();
        let host = account.host();
        let exchanges = profile
            .requests
            .iter()
            .map(|path| self.http.get(host.endpoint(path), key));
        let exchanges = join_all(exchanges).await;
        (profile.read)(&exchanges)
    }

    async fn key(&self, account: &Account) -> Result<ApiKey, Problem> {
        let slot = (account.id.clone(), account.key.clone());
        if let Some(key) = self.known().get(&slot) {
            return Ok(key.clone());
        }
        let keys = self.keys.clone();
        let account = account.clone();
        let look = tokio::task::spawn_blocking(move || keys.key(&account));
        let looked = timeout(KEYCHAIN_PATIENCE, look)
            .await
            .map_err(|_| Problem::KeychainUnavailable)?;
        let key = looked.map_err(|_| Problem::KeychainUnavailable)??;
        self.known().insert(slot, key.clone());
        Ok(key)
    }

    fn marks(&self) -> MutexGuard<'_, HashMap<AccountId, KeyMark>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, HashMap<(AccountId, KeyOrigin), ApiKey>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Poll for Poller {
    async fn poll(&self, account: Account) -> Result<Reading, Failure> {
        let key = self.key(&account).await?;
        let mark = self.marker.mark(&account, &key);
        let outcome = self.poll_with(&account, &key).await;
        self.marks().insert(account.id, mark);
        outcome
    }

    fn forget_key(&self, account: &AccountId) {
        self.known().retain(|(owner, _), _| owner != account);
    }

    fn key_mark(&self, account: &Account) -> Option<KeyMark> {
        self.marks().get(&account.id).copied()
    }
}
