//! The settings window: made when asked for, destroyed when closed.
//!
//! A hidden webview would cost more memory than the whole rest of the app.

use credit_tray_core::appearance::Theme;
use tauri::{AppHandle, Manager as _, WebviewUrl, WebviewWindowBuilder};

use crate::commands::Backend;

/// The window's name for Tauri; its capability is bound to it.
pub const LABEL: &str = "settings";

/// Opens the settings window, or brings it to the front.
///
/// ## Platform-specific
/// On Windows this must not run on the main thread; see [`open_soon`].
///
/// # Errors
/// The webview cannot be made.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    if let Some(window) = app.get_webview_window(LABEL) {
        window.unminimize()?;
        window.show()?;
        return window.set_focus();
    }
    WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Credit Tray")
        .inner_size(560.0, 680.0)
        .min_inner_size(400.0, 400.0)
        .theme(native(
            app.state::<Backend>().settings.current().general.appearance.theme,
        ))
        // Nothing typed into the window is to be found on the disk.
        .incognito(!is_automated())
        .build()?;
    Ok(())
}

/// Lets the frame of the window, and what the toolkit draws in it, be light or dark.
pub fn wear(app: &AppHandle, theme: Theme) {
    if let Some(window) = app.get_webview_window(LABEL)
        && let Err(error) = window.set_theme(native(theme))
    {
        tracing::warn!(%error, "the window keeps its theme");
    }
}

fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// Whether a `WebDriver` is to work the window, as the tests do. Tauri lets one into no incognito
/// window on Linux.
fn is_automated() -> bool {
    std::env::var("TAURI_WEBVIEW_AUTOMATION").as_deref() == Ok("true")
}

/// Opens the settings window from a menu or another place on the main thread.
pub fn open_soon(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = open(&app) {
            tracing::error!(%error, "the settings window cannot be opened");
        }
    });
}
