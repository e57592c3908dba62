//! What this desktop has and lacks: a place for tray icons, whoever shows notifications, a keychain.
//!
//! ## Platform-specific
//! Linux: the session bus says who answers, or could be started, under the standard names, and when
//! that changes. macOS and Windows always have all three.

#[cfg(target_os = "linux")]
mod bus;

use std::time::Duration;

use credit_tray_core::{KeyOrigin, settings::Settings};
use tokio::{sync::watch, time::sleep};

use credit_tray_engine::{host::DesktopSupport, notices::Notices};

/// Something that a desktop may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// A panel that shows tray icons.
    Tray,
    /// Whoever shows notifications.
    Notifications,
    /// The OS keychain.
    Keychain,
}

impl Feature {
    fn is_in(self, support: DesktopSupport) -> bool {
        match self {
            Self::Tray => support.tray,
            Self::Notifications => support.notifications,
            Self::Keychain => support.keychain,
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
pub fn watch() -> watch::Receiver<DesktopSupport> {
    let (found, support) = watch::channel(DesktopSupport::ALL);
    #[cfg(target_os = "linux")]
    tauri::async_runtime::spawn(bus::watch(found));
    #[cfg(not(target_os = "linux"))]
    drop(found);
    support
}

/// How long a lack must last. After login the panel may start later than we do, and one that is
/// started anew is away for a moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// Tells the person what this desktop lacks, until it no longer lacks it.
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Lacks {
    pub support: watch::Receiver<DesktopSupport>,
    pub settings: watch::Receiver<Settings>,
    pub notices: Notices,
}

impl Lacks {
    /// Goes on until the app ends. Without a tray the window is the only place to look, so somebody
    /// else is told of that too.
    pub async fn tell(mut self, on_no_tray: impl Fn()) {
        let mut told = Vec::new();
        loop {
            let lacking = self.lacking();
            told.retain(|feature: &Feature| {
                let lacks_it_still = lacking.contains(feature);
                if !lacks_it_still {
                    self.notices.dismiss(feature.id());
                }
                lacks_it_still
            });
            let is_news = lacking.iter().any(|feature| !told.contains(feature));
            tokio::select! {
                changed = self.support.changed() => if changed.is_err() { return },
                changed = self.settings.changed() => if changed.is_err() { return },
                () = sleep(PATIENCE), if is_news => {
                    for feature in lacking.into_iter().filter(|feature| !told.contains(feature)).collect::<Vec<_>>() {
                        tracing::warn!(?feature, "this desktop lacks a feature");
                        self.notices.add(feature.id(), feature.notice(), &[]);
                        told.push(feature);
                        if feature == Feature::Tray {
                            on_no_tray();
                        }
                    }
                }
            }
        }
    }

    fn lacking(&mut self) -> Vec<Feature> {
        let support = *self.support.borrow_and_update();
        let settings = self.settings.borrow_and_update();
        let lacks = |feature: &Feature| !feature.is_in(support) && feature.is_needed(&settings);
        Feature::EACH.into_iter().filter(lacks).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use credit_tray_engine::notices::Notice;

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
        support: watch::Sender<DesktopSupport>,
        settings: watch::Sender<Settings>,
        notices: watch::Receiver<Vec<Notice>>,
    }

    impl Told {
        fn start(support: DesktopSupport, key: &str) -> Self {
            let (support, watched) = watch::channel(support);
            let (settings, watched_settings) = watch::channel(settings(key));
            let notices = Notices::default();
            let told = Self {
                support,
                settings,
                notices: notices.watch(),
            };
            let lacks = Lacks {
                support: watched,
                settings: watched_settings,
                notices,
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
        let none = DesktopSupport {
            tray: false,
            ..DesktopSupport::ALL
        };
        let told = Told::start(none, "env");
        pass(PATIENCE / 2).await;
        told.support.send_replace(DesktopSupport::ALL);
        pass(PATIENCE).await;
        told.support.send_replace(none);
        pass(PATIENCE / 2).await;
        assert_eq!(told.notices(), [""; 0]);
        pass(PATIENCE).await;
        assert_eq!(told.notices(), ["tray"]);
        told.support.send_replace(DesktopSupport::ALL);
        pass(Duration::ZERO).await;
        assert_eq!(told.notices(), [""; 0], "it goes when a panel comes");
    }

    #[tokio::test(start_paused = true)]
    async fn a_keychain_is_missed_only_by_who_keeps_a_key_there() {
        let none = DesktopSupport {
            keychain: false,
            ..DesktopSupport::ALL
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
