//! What this desktop has and lacks: a place for tray icons, a notification service, a keychain.
//!
//! ## Platform-specific
//! Linux: the session bus says who answers, or could be started, under the standard names, and when
//! that changes. macOS and Windows always have all three.

#[cfg(target_os = "linux")]
mod bus;

use std::time::Duration;

use credit_tray_core::{KeyOrigin, settings::Settings};
use tokio::{sync::watch, time::sleep};

use credit_tray_engine::{host::Services, locale::Locale, notices::Notices};

/// Something that a desktop may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// A panel that shows tray icons.
    Tray,
    /// Whoever shows notifications.
    Notifications,
    /// The OS keychain.
    Keychain,
}

impl Service {
    fn is_in(self, services: Services) -> bool {
        match self {
            Self::Tray => services.tray,
            Self::Notifications => services.notifications,
            Self::Keychain => services.keychain,
        }
    }

    const EACH: [Self; 3] = [Self::Tray, Self::Notifications, Self::Keychain];

    /// Names its notice.
    fn id(self) -> &'static str {
        match self {
            Self::Tray => "tray",
            Self::Notifications => "notifications",
            Self::Keychain => "keychain",
        }
    }

    /// The text that says what follows from its lack, and what to do.
    fn notice(self) -> &'static str {
        match self {
            Self::Tray => "notice-no-tray",
            Self::Notifications => "notice-no-notifications",
            Self::Keychain => "notice-no-keychain",
        }
    }

    /// Whether its lack matters to somebody with these settings.
    fn is_needed(self, settings: &Settings) -> bool {
        let is_stored = |key: &KeyOrigin| matches!(key, KeyOrigin::Keychain);
        let proxy = settings.general.proxy.server();
        match self {
            Self::Tray | Self::Notifications => true,
            Self::Keychain => {
                settings.accounts.iter().any(|account| is_stored(&account.key))
                    || proxy.is_some_and(|proxy| proxy.user.is_some())
            }
        }
    }
}

/// What this desktop has, now and whenever it changes.
pub fn watch() -> watch::Receiver<Services> {
    let (found, services) = watch::channel(Services::ALL);
    #[cfg(target_os = "linux")]
    tauri::async_runtime::spawn(bus::watch(found));
    #[cfg(not(target_os = "linux"))]
    drop(found);
    services
}

/// How long a lack must last. After login the panel may start later than we do, and one that is
/// started anew is away for a moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells the person what this desktop lacks, until it no longer lacks it.
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Lacks {
    pub services: watch::Receiver<Services>,
    pub settings: watch::Receiver<Settings>,
    pub notices: Notices,
    pub locale: Locale,
}

impl Lacks {
    /// Goes on until the app ends. Without a tray the window is the only place to look, so somebody
    /// else is told of that too.
    pub async fn tell(mut self, on_no_tray: impl Fn()) {
        let mut told = Vec::new();
        loop {
            let lacking = self.lacking();
            told.retain(|service: &Service| {
                let lacks_it_still = lacking.contains(service);
                if !lacks_it_still {
                    self.notices.dismiss(service.id());
                }
                lacks_it_still
            });
            let is_news = lacking.iter().any(|service| !told.contains(service));
            tokio::select! {
                changed = self.services.changed() => if changed.is_err() { return },
                changed = self.settings.changed() => if changed.is_err() { return },
                () = sleep(PATIENCE), if is_news => {
                    for service in lacking.into_iter().filter(|service| !told.contains(service)).collect::<Vec<_>>() {
                        tracing::warn!(?service, "this desktop lacks a service");
                        let text = self.locale.texts().get(service.notice(), &[]);
                        self.notices.add(service.id(), text);
                        told.push(service);
                        if service == Service::Tray {
                            on_no_tray();
                        }
                    }
                }
            }
        }
    }

    fn lacking(&mut self) -> Vec<Service> {
        let services = *self.services.borrow_and_update();
        let settings = self.settings.borrow_and_update();
        let lacks = |service: &Service| !service.is_in(services) && service.is_needed(&settings);
        Service::EACH.into_iter().filter(lacks).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(key: &str) -> Settings {
        let settings = serde_json::json!({ "version": 1, "accounts": [
            { "id": "a", "provider": "kie", "label": "A", "key": { "from": key, "name": "KIE_API_KEY" } }
        ] });
        Settings::from_json(&settings.to_string()).unwrap()
    }

    /// Lets whatever waits go on.
    async fn pass(time: Duration) {
        sleep(time + Duration::from_millis(1)).await;
    }

    struct Told {
        services: watch::Sender<Services>,
        settings: watch::Sender<Settings>,
        notices: watch::Receiver<Vec<credit_tray_core::window::Notice>>,
    }

    impl Told {
        fn start(services: Services, key: &str) -> Self {
            let (services, watched_services) = watch::channel(services);
            let (settings, watched_settings) = watch::channel(settings(key));
            let notices = Notices::default();
            let told = Self {
                services,
                settings,
                notices: notices.watch(),
            };
            let lacks = Lacks {
                services: watched_services,
                settings: watched_settings.clone(),
                notices,
                locale: Locale::new(watched_settings),
            };
            tokio::spawn(lacks.tell(|| {}));
            told
        }

        fn notices(&self) -> Vec<String> {
            let notices = self.notices.borrow();
            notices.iter().map(|notice| notice.id.clone()).collect()
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_panel_that_comes_late_or_is_started_anew_is_not_missed() {
        let none = Services {
            tray: false,
            ..Services::ALL
        };
        let told = Told::start(none, "env");
        pass(PATIENCE / 2).await;
        told.services.send_replace(Services::ALL);
        pass(PATIENCE).await;
        told.services.send_replace(none);
        pass(PATIENCE / 2).await;
        assert_eq!(told.notices(), [""; 0]);
        pass(PATIENCE).await;
        assert_eq!(told.notices(), ["tray"]);
        told.services.send_replace(Services::ALL);
        pass(Duration::ZERO).await;
        assert_eq!(told.notices(), [""; 0], "it goes when a panel comes");
    }

    #[tokio::test(start_paused = true)]
    async fn a_keychain_is_missed_only_by_who_keeps_a_key_there() {
        let none = Services {
            keychain: false,
            ..Services::ALL
        };
        for key in ["env", "file"] {
            let told = Told::start(none, key);
            pass(PATIENCE).await;
            assert_eq!(told.notices(), [""; 0]);
            told.settings.send_replace(settings("keychain"));
            pass(PATIENCE).await;
            assert_eq!(told.notices(), ["keychain"]);
            told.settings.send_replace(settings(key));
            pass(Duration::ZERO).await;
            assert_eq!(told.notices(), [""; 0]);
        }
    }
}
