//! What the tray icon looks like. Each level has a shape of its own, so that colours are a help
//! and never the only sign; each has a light rim and a dark one, so that it stands out on dark and
//! light panels. Drawn as `icons/tray/*.svg`; `make icons` renders them.

use credit_tray_core::snapshot::Level;
use tauri::image::Image;

/// The icon for a level.
#[must_use]
pub(super) fn icon(level: Level) -> Image<'static> {
    match level {
        Level::Idle => tauri::include_image!("icons/tray/idle.png"),
        Level::Ok => tauri::include_image!("icons/tray/ok.png"),
        Level::Error => tauri::include_image!("icons/tray/error.png"),
        Level::Low => tauri::include_image!("icons/tray/low.png"),
        Level::Out => tauri::include_image!("icons/tray/out.png"),
    }
}
