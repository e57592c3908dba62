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

/// Keys already read: some desktops ask the person at every look into the keychain.
#[derive(Default)]
struct Known {
    keys: HashMap<(AccountId, KeyOrigin), ApiKey>,
    /// How often one was forgotten: what a look finds that began before may be an old one.
    forgotten: u64,
}

/// Polls the real providers.
#[derive(Clone)]
pub struct Poller {
    http: HttpClient,
    keys: Arc<dyn Keys>,
    known: Arc<Mutex<Known>>,
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
        let forgotten = {
            let known = self.known();
            if let Some(key) = known.keys.get(&slot) {
                return Ok(key.clone());
            }
            known.forgotten
        };
        let keys = self.keys.clone();
        let account = account.clone();
        let look = tokio::task::spawn_blocking(move || keys.key(&account));
        let looked = timeout(KEYCHAIN_PATIENCE, look)
            .await
            .map_err(|_| Problem::KeychainUnavailable)?;
        let key = looked.map_err(|_| Problem::KeychainUnavailable)??;
        let mut known = self.known();
        if known.forgotten == forgotten {
            known.keys.insert(slot, key.clone());
        }
        Ok(key)
    }

    fn marks(&self) -> MutexGuard<'_, HashMap<AccountId, KeyMark>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Poll for Poller {
    async fn poll(&self, account: Account) -> Result<Reading, Failure> {
        let key = self.key(&account).await?;
        let mark = self.marker.mark(&account, &key);
        let outcome = self.poll_with(&account, &key).await;
        if outcome
            .as_ref()
            .is_err_and(|failure| failure.problem == Problem::KeyRejected)
        {
            // Somebody may have put another one into the keychain.
            self.forget_key(&account.id);
        }
        self.marks().insert(account.id, mark);
        outcome
    }

    fn forget_key(&self, account: &AccountId) {
        let mut known = self.known();
        known.keys.retain(|(owner, _), _| owner != account);
        known.forgotten += 1;
    }

    fn key_mark(&self, account: &Account) -> Option<KeyMark> {
        self.marks().get(&account.id).copied()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Receiver, Sender};

    use super::*;
    use crate::{http::Bounds, key_marker::KeyMarker};
    use credit_tray_core::Proxy;
    use credit_tray_simulator::{Provider, Simulator};

    /// Says that somebody looks, and gives the key that it is handed then.
    struct Slow {
        looks: Sender<()>,
        keys: Mutex<Receiver<&'static str>>,
    }

    impl Keys for Slow {
        fn key(&self, _: &Account) -> Result<ApiKey, Problem> {
            self.looks.send(()).unwrap();
            let key = self.keys.lock().unwrap().recv().unwrap();
            Ok(key_of(key))
        }
    }

    fn key_of(text: &str) -> ApiKey {
        ApiKey::from_typed(text).unwrap()
    }

    /// With who hears of each look, and who says what it finds.
    fn poller() -> (Poller, Receiver<()>, Sender<&'static str>) {
        let ((looks, looked), (finds, keys)) = (mpsc::channel(), mpsc::channel());
        let keys = Mutex::new(keys);
        let http = HttpClient::new(Bounds::default(), &Proxy::None, None).unwrap();
        let poller = Poller::new(http, Arc::new(Slow { looks, keys }), KeyMarker::new("secret"));
        (poller, looked, finds)
    }

    fn account(base_url: &str) -> Account {
        let account = serde_json::json!({ "id": "a", "provider": "kie", "label": "a", "baseUrl": base_url });
        serde_json::from_value(account).unwrap()
    }

    #[tokio::test]
    async fn a_key_that_was_replaced_while_it_was_looked_up_is_not_remembered() {
        let (poller, looked, finds) = poller();
        let account = account("https://api.kie.ai");
        let looking = tokio::spawn({
            let (poller, account) = (poller.clone(), account.clone());
            async move { poller.key(&account).await }
        });
        let wait = move || looked.recv().map(|()| looked);
        let _looked = tokio::task::spawn_blocking(wait).await.unwrap().unwrap();
        poller.forget_key(&account.id);
        finds.send("old").unwrap();
        assert!(looking.await.unwrap() == Ok(key_of("old")));

        finds.send("new").unwrap();
        for _ in 0..2 {
            assert!(poller.key(&account).await == Ok(key_of("new")));
        }
    }

    #[tokio::test]
    async fn a_rejected_key_is_looked_up_anew_and_one_that_is_good_is_not() {
        let simulator = Simulator::start().await.unwrap();
        let _kie = simulator.account(Provider::Kie, "new");
        let (poller, looked, finds) = poller();
        let account = account(&simulator.base_url());
        for key in ["old", "new"] {
            finds.send(key).unwrap();
        }
        let rejected = poller.poll(account.clone()).await.unwrap_err();
        assert_eq!(rejected.problem, Problem::KeyRejected);
        for _ in 0..3 {
            assert!(poller.poll(account.clone()).await.is_ok());
        }
        assert_eq!(looked.try_iter().count(), 2);
    }
}
