//! Whether there is a display to put a tray on. Asked before Tauri starts, which would panic.
//!
//! ## Platform-specific
//! Linux: GTK says so, for Wayland and X11. macOS and Windows always have one.

/// Whether there is a display.
#[cfg(not(target_os = "linux"))]
pub fn is_there() -> bool {
    true
}

/// Whether there is a display.
#[cfg(target_os = "linux")]
pub fn is_there() -> bool {
    // Its usual order without Broadway, which says on standard error that it is not there either.
    gtk::gdk::set_allowed_backends("wayland,x11");
    gtk::init().is_ok()
}
