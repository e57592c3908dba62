//! Notifications of the desktop, with the buttons that help.
//!
//! [`Notification`] says what one looks like; a module per system shows it. Only Linux says whether it
//! was shown, so only there an alert that nobody received is told again.

#[cfg(target_os = "linux")]
mod freedesktop;
#[cfg(not(target_os = "linux"))]
mod plugin;

use std::sync::Arc;

use credit_tray_core::{State, notification::Notification, tray::MenuAction};
use credit_tray_engine::{host::NotShown, monitor::Monitor};
use tauri::AppHandle;
use tokio::sync::watch;

#[cfg(target_os = "linux")]
use freedesktop::Desktop;
#[cfg(not(target_os = "linux"))]
use plugin::Desktop;

/// Shows notifications of the desktop.
#[derive(Clone)]
pub struct Notifier(Arc<Desktop>);

/// Whoever does what the buttons of notifications ask for.
type OnAction = Box<dyn Fn(MenuAction) + Send + Sync>;

impl Notifier {
    /// Shows notifications from now on, and passes on which of their buttons are pressed.
    pub fn start(
        app: &AppHandle,
        on_action: impl Fn(&AppHandle, MenuAction) + Send + Sync + 'static,
    ) -> Result<Self, NotShown> {
        let handle = app.clone();
        let on_action = Box::new(move |action| on_action(&handle, action));
        Ok(Self(Desktop::start(app, on_action)?))
    }

    /// Has the monitor tell what could not be told before, whenever the desktop can show it again.
    pub async fn follow_the_desktop(self, monitor: Monitor) {
        loop {
            self.0.is_back().await;
            monitor.deliver();
        }
    }

    /// Takes from the screen what is over, such as that an account is out which was topped up.
    pub async fn follow_the_alerts(self, mut state: watch::Receiver<State>) {
        while state.changed().await.is_ok() {
            self.0.withdraw(&state.borrow_and_update());
        }
    }

    /// Shows a notification, however long the desktop takes to say whether it did.
    ///
    /// # Errors
    /// It was not shown, as far as this system says so.
    pub async fn show(&self, notification: Notification) -> Result<(), NotShown> {
        self.0.show(notification).await
    }
}
