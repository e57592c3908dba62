//! What this desktop lacks: a place for tray icons, a notification service, a keychain.
//!
//! ## Platform-specific
//! Linux: asks the session bus who answers, or could be started, under the standard names. macOS and
//! Windows always have all three.

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
    /// Names its notice.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Tray => "tray",
            Self::Notifications => "notifications",
            Self::Keychain => "keychain",
        }
    }

    /// The text that says what follows from its lack, and what to do.
    #[must_use]
    pub fn notice(self) -> &'static str {
        match self {
            Self::Tray => "notice-no-tray",
            Self::Notifications => "notice-no-notifications",
            Self::Keychain => "notice-no-keychain",
        }
    }
}

/// What this desktop lacks, after it had a little time to come up.
#[cfg(not(target_os = "linux"))]
pub async fn missing() -> Vec<Service> {
    Vec::new()
}

#[cfg(target_os = "linux")]
pub use linux::missing;

#[cfg(target_os = "linux")]
mod linux {
    use std::{collections::HashSet, time::Duration};

    use tokio::time::sleep;
    use zbus::{Connection, fdo::DBusProxy};

    use super::Service;

    /// After login the panel may start later than we do.
    const PATIENCE: u32 = 10;

    /// What this desktop lacks, after it had a little time to come up.
    pub async fn missing() -> Vec<Service> {
        let mut missing = vec![Service::Tray, Service::Notifications, Service::Keychain];
        for _ in 0..PATIENCE {
            let names = names().await.unwrap_or_default();
            missing.retain(|service| !names.contains(name(*service)));
            if missing.is_empty() {
                break;
            }
            sleep(Duration::from_secs(1)).await;
        }
        missing
    }

    fn name(service: Service) -> &'static str {
        match service {
            Service::Tray => "org.kde.StatusNotifierWatcher",
            Service::Notifications => "org.freedesktop.Notifications",
            Service::Keychain => "org.freedesktop.secrets",
        }
    }

    /// Who answers on the bus, and who would be started when called.
    async fn names() -> zbus::Result<HashSet<String>> {
        let bus = Connection::session().await?;
        let bus = DBusProxy::new(&bus).await?;
        let owned = bus.list_names().await?;
        let startable = bus.list_activatable_names().await?;
        let names = owned.into_iter().chain(startable);
        Ok(names.map(|name| name.to_string()).collect())
    }
}
