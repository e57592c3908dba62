//! What the engine asks of this desktop.

use std::path::Path;

use credit_tray_core::notification::Notification;
use credit_tray_engine::host::{Host, HostError, NotShown};
use futures_util::future::{BoxFuture, FutureExt as _};
use tauri::AppHandle;
use tauri_plugin_opener::OpenerExt as _;

use crate::{autostart::Autostart, notifier::Notifier};

/// This desktop.
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Desktop {
    pub app: AppHandle,
    pub autostart: Autostart,
    pub notifier: Notifier,
}

impl Host for Desktop {
    fn open_page(&self, url: &str) -> Result<(), HostError> {
        Ok(self.app.opener().open_url(url, None::<&str>)?)
    }

    fn open_folder(&self, folder: &Path) -> Result<(), HostError> {
        let folder = folder.display().to_string();
        Ok(self.app.opener().open_path(folder, None::<&str>)?)
    }

    fn start_at_login(&self, on: bool) -> Result<(), HostError> {
        self.autostart.set(on)
    }

    fn starts_at_login(&self) -> Option<bool> {
        self.autostart.is_on()
    }

    fn notify(&self, notification: Notification) -> BoxFuture<'_, Result<(), NotShown>> {
        self.notifier.show(notification).boxed()
    }

    fn quit(&self) {
        self.app.exit(0);
    }
}
