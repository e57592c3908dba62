//! Whether this desktop shows tray icons at all.

/// Waits a little for the desktop's panel and says whether it shows tray icons.
///
/// ## Platform-specific
/// Linux: asks for the StatusNotifierWatcher on the session bus. macOS and Windows always have a
/// tray.
pub async fn answers() -> bool {
    #[cfg(target_os = "linux")]
    return linux::watcher_appears().await;
    #[cfg(not(target_os = "linux"))]
    true
}

#[cfg(target_os = "linux")]
mod linux {
    use std::time::Duration;

    use zbus::{Connection, fdo::DBusProxy, names::BusName};

    /// After login the panel may start later than we do.
    const PATIENCE: u32 = 10;

    pub(super) async fn watcher_appears() -> bool {
        for _ in 0..PATIENCE {
            if watcher_is_there().await.unwrap_or(false) {
                return true;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        false
    }

    async fn watcher_is_there() -> zbus::Result<bool> {
        let bus = Connection::session().await?;
        let watcher = BusName::from_static_str("org.kde.StatusNotifierWatcher")?;
        Ok(DBusProxy::new(&bus).await?.name_has_owner(watcher).await?)
    }
}
