//! Alerts become desktop notifications.

use credit_tray_core::{alerts::Alert, texts::EN};
use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt as _;
use tokio::sync::mpsc;

/// Shows every alert until the monitor ends.
pub async fn show_all(app: AppHandle, mut alerts: mpsc::UnboundedReceiver<Alert>) {
    while let Some(alert) = alerts.recv().await {
        let (title, body) = EN.alert(&alert);
        let shown = app.notification().builder().title(title).body(body).show();
        match shown {
            Ok(()) => tracing::info!(account = %alert.account, kind = ?alert.kind, "told"),
            Err(error) => tracing::error!(account = %alert.account, %error, "not told"),
        }
    }
}
