//! The session bus, and who answers on it.

use std::{collections::HashSet, time::Duration};

use futures_util::{FutureExt as _, StreamExt as _, stream::select_all};
use tokio::{
    sync::watch,
    time::{sleep, timeout},
};
use zbus::{Connection, fdo::DBusProxy, proxy::CacheProperties};

use super::DesktopSupport;

const TRAY: &str = "org.kde.StatusNotifierWatcher";
const NOTIFICATIONS: &str = "org.freedesktop.Notifications";
const KEYCHAIN: &str = "org.freedesktop.secrets";

/// Whoever watches for tray icons and does not say by then whether somebody shows them is believed to
/// have somebody.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait for a session bus that is not there.
const RECONNECT: Duration = Duration::from_secs(30);

#[zbus::proxy(
    interface = "org.kde.StatusNotifierWatcher",
    default_service = "org.kde.StatusNotifierWatcher",
    default_path = "/StatusNotifierWatcher",
    gen_blocking = false
)]
trait StatusNotifierWatcher {
    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> zbus::Result<bool>;

    #[zbus(signal)]
    fn status_notifier_host_registered(&self) -> zbus::Result<()>;

    #[zbus(signal)]
    fn status_notifier_host_unregistered(&self) -> zbus::Result<()>;
}

/// Says what there is, now and whenever it changes, until nobody listens.
pub(super) async fn watch(found: watch::Sender<DesktopSupport>) {
    while !found.is_closed() {
        if let Err(error) = follow(&found).await {
            tracing::warn!(%error, "the session bus does not say what this desktop has");
            found.send_if_modified(|support| std::mem::replace(support, NOTHING) != NOTHING);
        }
        sleep(RECONNECT).await;
    }
}

const NOTHING: DesktopSupport = DesktopSupport {
    tray: false,
    notifications: false,
    keychain: false,
};

async fn follow(found: &watch::Sender<DesktopSupport>) -> zbus::Result<()> {
    let bus = Connection::session().await?;
    let dbus = DBusProxy::new(&bus).await?;
    let watcher = StatusNotifierWatcherProxy::builder(&bus).cache_properties(CacheProperties::No);
    let watcher = watcher.build().await?;
    let mut changes = Vec::new();
    for name in [TRAY, NOTIFICATIONS, KEYCHAIN] {
        let owner = dbus.receive_name_owner_changed_with_args(&[(0, name)]).await?;
        changes.push(owner.map(drop).boxed());
    }
    let hosts = watcher.receive_status_notifier_host_registered().await?;
    changes.push(hosts.map(drop).boxed());
    let hosts = watcher.receive_status_notifier_host_unregistered().await?;
    changes.push(hosts.map(drop).boxed());
    let mut changes = select_all(changes);
    loop {
        let support = look(&dbus, &watcher).await?;
        found.send_if_modified(|before| std::mem::replace(before, support) != support);
        if changes.next().await.is_none() || found.is_closed() {
            return Ok(());
        }
        // Several changes at once are one look.
        while changes.next().now_or_never().is_some() {}
    }
}

async fn look(
    dbus: &DBusProxy<'_>,
    watcher: &StatusNotifierWatcherProxy<'_>,
) -> zbus::Result<DesktopSupport> {
    let owned = dbus.list_names().await?;
    let startable = dbus.list_activatable_names().await?;
    let owned: HashSet<_> = owned.iter().map(|name| name.as_str()).collect();
    let can_start = |name: &str| startable.iter().any(|startable| startable.as_str() == name);
    let has_host = async {
        let asked = timeout(PATIENCE, watcher.is_status_notifier_host_registered()).await;
        // Not every one knows the question.
        asked.map_or(true, |answer| answer.unwrap_or(true))
    };
    Ok(DesktopSupport {
        tray: owned.contains(TRAY) && has_host.await,
        notifications: owned.contains(NOTIFICATIONS) || can_start(NOTIFICATIONS),
        keychain: owned.contains(KEYCHAIN) || can_start(KEYCHAIN),
    })
}
