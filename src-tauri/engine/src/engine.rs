//! The engine, put together: one owner of everything that a config folder holds.

use std::sync::{Arc, Mutex};

use credit_tray_core::{
    AccountId,
    proxy::Proxy,
    settings::{Settings, UnusableAccount},
};
use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::watch;

use crate::{
    alert_file::AlertFile,
    channels::Receivers,
    config_dir::ConfigDir,
    durable_file,
    error::Error,
    found_keys::FoundKeys,
    history::{History, HistoryTrouble, Opened},
    host::{DesktopSupport, Host},
    http::{Bounds, HttpClient},
    keychain::OpenKeychain,
    keys::KeyStore,
    locale::Locale,
    lock::FolderLock,
    monitor::{Dependencies, Monitor, SystemClock},
    notices::Notices,
    poller::Poller,
    proxy::Route,
    removed::RecentlyRemoved,
    settings_file::Loaded,
    settings_store::SettingsStore,
    transfer::Transfer,
};

/// The notice that no change can be saved.
const NOT_KEPT: &str = "not-kept";

/// What is in a config folder, before anybody watches it.
pub struct Folder {
    config_dir: ConfigDir,
    settings: SettingsStore,
    locale: Locale,
    notices: Notices,
    must_tell: bool,
    lock: Option<FolderLock>,
}

/// Watches the accounts of a config folder. The one thing that tray, window and command line ask.
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Engine {
    pub config_dir: ConfigDir,
    pub settings: SettingsStore,
    pub locale: Locale,
    pub notices: Notices,
    pub monitor: Monitor,
    pub(crate) keys: Arc<KeyStore>,
    pub(crate) found_keys: FoundKeys,
    pub(crate) history: History,
    pub(crate) host: Arc<dyn Host>,
    pub(crate) receivers: Receivers,
    /// Reads an account that is not stored yet.
    pub(crate) poller: Poller,
    pub(crate) route: Arc<Route>,
    pub(crate) support: watch::Receiver<DesktopSupport>,
    pub(crate) removed: Arc<RecentlyRemoved>,
    pub(crate) transfer: Mutex<Transfer>,
    _lock: Option<FolderLock>,
}

impl Folder {
    /// Opens the settings in this folder, which is this engine's alone from now on.
    pub fn open(config_dir: &ConfigDir) -> Result<Self, Error> {
        let lock = FolderLock::take(config_dir)?;
        if lock.is_some() {
            durable_file::sweep(config_dir.path());
        }
        let (settings, loaded, not_kept) = SettingsStore::open(config_dir)?;
        let locale = Locale::new(settings.watch());
        let notices = Notices::default();
        tell_how_it_was_found(&loaded, &notices);
        if let Some(error) = not_kept {
            tracing::warn!(%error, "settings not kept");
            let error = error.to_string();
            notices.add(NOT_KEPT, "notice-not-kept", &[("error", &error)]);
        }
        tell_what_cannot_be_used(&settings.current().unusable, &notices);
        Ok(Self {
            config_dir: config_dir.clone(),
            settings,
            locale,
            notices,
            must_tell: !matches!(loaded, Loaded::Whole(_)),
            lock,
        })
    }

    /// The language of the moment.
    pub fn locale(&self) -> &Locale {
        &self.locale
    }

    /// Whether somebody should look: there is no account yet, or the settings could not be read.
    pub fn needs_person(&self) -> bool {
        self.must_tell || self.settings.current().accounts.is_empty()
    }

    /// Watches the accounts, in the tokio runtime of the caller.
    pub fn watch(
        self,
        host: Arc<dyn Host>,
        open_keychain: OpenKeychain,
        support: watch::Receiver<DesktopSupport>,
    ) -> Result<Arc<Engine>, Error> {
        let Self {
            config_dir,
            settings,
            locale,
            notices,
            lock,
            ..
        } = self;
        let keys = Arc::new(KeyStore::new(&config_dir, open_keychain));
        let http = HttpClient::new(Bounds::default(), &settings.current().general.proxy, None)?;
        let mut memory = AlertFile::in_dir(config_dir.path());
        let book = memory.recall(Timestamp::now(), &TimeZone::system());
        if let Some(path) = memory.kept_as() {
            let path = path.display().to_string();
            notices.add("alerts", "notice-alerts-set-aside", &[("path", &path)]);
        }
        let poller = Poller::new(http.clone(), keys.clone(), memory.marker());
        let receivers = Receivers {
            host: host.clone(),
            http: http.clone(),
            keys: keys.clone(),
            locale: locale.clone(),
        };
        let route = Arc::new(Route::new(http, keys.clone()));
        let Opened { history, trouble } = History::open(config_dir.path(), Timestamp::now());
        tell_what_became_of_the_history(trouble, &notices);
        let dependencies = Dependencies {
            poller: poller.clone(),
            clock: SystemClock,
            random: fastrand::Rng::new(),
            book,
            memory,
            log: history.clone(),
            receivers: receivers.clone(),
        };
        let monitor = Monitor::start(settings.current(), dependencies);
        let engine = Arc::new(Engine {
            config_dir,
            settings,
            locale,
            notices,
            monitor,
            keys,
            found_keys: FoundKeys::look(),
            history,
            host,
            receivers,
            poller,
            route,
            support,
            removed: RecentlyRemoved::default().into(),
            transfer: Transfer::default().into(),
            _lock: lock,
        });
        tokio::spawn({
            let engine = engine.clone();
            async move { engine.fetch_proxy_password().await }
        });
        tokio::spawn(engine.clone().follow_edits());
        tokio::spawn(engine.clone().tell_of_trouble());
        tokio::spawn(engine.clone().tell_of_history());
        Ok(engine)
    }
}

impl Engine {
    /// Changes the settings, on disk and then for everyone who follows them.
    ///
    /// # Errors
    /// As [`SettingsStore::change`], and then everything is as before; or they are stored, and the proxy
    /// that they name cannot be used.
    pub async fn change(&self, change: impl FnOnce(&mut Settings) -> Result<(), Error>) -> Result<(), Error> {
        let before = self.settings.current();
        let settings = self.save(change)?;
        self.follow_settings(&before, settings).await
    }

    /// Changes the settings on the disk, as [`SettingsStore::change`].
    pub(crate) fn save(
        &self,
        change: impl FnOnce(&mut Settings) -> Result<(), Error>,
    ) -> Result<Settings, Error> {
        let settings = self.settings.change(change)?;
        self.notices.dismiss(NOT_KEPT);
        Ok(settings)
    }

    /// Reads one account, or all, now, because somebody asks for it. Returns when every answer is in.
    pub async fn refresh(&self, only: Option<AccountId>) {
        self.keys.may_ask_again();
        if !self.route.has_password() {
            // The keychain may have been locked when it was looked for.
            self.fetch_proxy_password().await;
        }
        self.monitor.refresh(only).await;
    }

    /// Writes what is not written yet, before the program ends.
    pub fn close(&self) {
        self.history.close();
    }

    /// A keychain may wait for somebody before it gives the password of the proxy; the engine does not.
    async fn fetch_proxy_password(&self) {
        let proxy = self.settings.current().general.proxy;
        if needs_password(&proxy)
            && let Err(error) = self.follow_proxy().await
        {
            tracing::warn!(%error, "the password of the proxy is not known");
        }
    }
}

fn needs_password(proxy: &Proxy) -> bool {
    proxy.server().is_some_and(|server| server.user.is_some())
}

fn tell_how_it_was_found(loaded: &Loaded, notices: &Notices) {
    match loaded {
        Loaded::Whole(_) => {}
        Loaded::Restored(_) => {
            tracing::warn!("settings restored");
            notices.add("settings", "notice-settings-restored", &[]);
        }
        Loaded::SetAside {
            kept_as,
            error,
            from_backup,
            ..
        } => {
            tracing::warn!(%error, kept_as = %kept_as.display(), from_backup, "settings set aside");
            let text = if *from_backup {
                "notice-set-aside-backup"
            } else {
                "notice-set-aside-empty"
            };
            let (path, error) = (kept_as.display().to_string(), error.to_string());
            notices.add("settings", text, &[("path", &path), ("error", &error)]);
        }
    }
}

pub(crate) fn tell_what_cannot_be_used(unusable: &[UnusableAccount], notices: &Notices) {
    for account in unusable {
        tracing::warn!(problem = %account.problem, "an account cannot be used");
        notices.add(&account.id(), "notice-unusable", &[("label", &account.name())]);
    }
}

fn tell_what_became_of_the_history(trouble: Option<HistoryTrouble>, notices: &Notices) {
    match trouble {
        None => {}
        Some(HistoryTrouble::SetAside { kept_as, error }) => {
            tracing::warn!(%error, kept_as = %kept_as.display(), "history set aside");
            let path = kept_as.display().to_string();
            notices.add("history", "notice-history-set-aside", &[("path", &path)]);
        }
        Some(HistoryTrouble::Off { error }) => {
            tracing::warn!(%error, "no history");
            notices.add("history", "notice-history-off", &[("error", &error.to_string())]);
        }
    }
}
