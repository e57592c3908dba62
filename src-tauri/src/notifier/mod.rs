//! Alerts become desktop notifications, with the buttons that help.
//!
//! [`Notification`] says what one looks like; a module per system shows it. Only Linux says whether it
//! was shown, so only there an alert that nobody received is told again.

#[cfg(target_os = "linux")]
mod freedesktop;
#[cfg(not(target_os = "linux"))]
mod plugin;

use std::sync::Arc;

use credit_tray_core::{alerts::Alert, notification::Notification, tray::MenuAction};
use credit_tray_engine::{
    host::NotShown,
    locale::Locale,
    monitor::{Channel, Monitor, Undelivered},
};
use jiff::{Timestamp, tz::TimeZone};
use tauri::AppHandle;

#[cfg(target_os = "linux")]
use freedesktop::Desktop;
#[cfg(not(target_os = "linux"))]
use plugin::Desktop;

/// Shows alerts as notifications of the desktop.
#[derive(Clone)]
pub struct Notifier {
    desktop: Arc<Desktop>,
    locale: Locale,
}

/// Whoever does what the buttons of notifications ask for.
type OnAction = Box<dyn Fn(MenuAction) + Send + Sync>;

impl Notifier {
    /// Shows notifications in this language from now on, and passes on which of their buttons are
    /// pressed.
    pub fn start(
        app: &AppHandle,
        locale: Locale,
        on_action: impl Fn(&AppHandle, MenuAction) + Send + Sync + 'static,
    ) -> Result<Self, NotShown> {
        let handle = app.clone();
        let on_action = Box::new(move |action| on_action(&handle, action));
        Ok(Self {
            desktop: Desktop::start(app, on_action)?,
            locale,
        })
    }

    /// Has the monitor tell what could not be told before, whenever the desktop can show it again.
    pub async fn follow_the_desktop(self, monitor: Monitor) {
        loop {
            self.desktop.is_back().await;
            monitor.deliver();
        }
    }

    /// Shows what an alert will look like.
    ///
    /// # Errors
    /// It was not shown, as far as this system says so.
    pub async fn show_test(&self) -> Result<(), NotShown> {
        let test = Notification::test(&self.locale.texts());
        self.desktop.show_in_time(test).await
    }
}

impl Channel for Notifier {
    async fn deliver(&self, alerts: Vec<Alert>) -> Result<(), Undelivered> {
        let now = Timestamp::now();
        let notification = Notification::of(&alerts, &self.locale.texts(), now, &TimeZone::system());
        self.desktop.show(notification).await.map_err(|error| {
            tracing::error!(%error, "a notification was not shown");
            Undelivered
        })
    }
}
