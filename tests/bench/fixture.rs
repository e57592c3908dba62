//! The desktop that the tests use; see `tests/desktop`.

#![allow(dead_code, reason = "the tests use the rest")]

#[path = "../desktop/app.rs"]
pub mod app;
#[path = "../desktop/desktop/mod.rs"]
pub mod desktop;
#[path = "../desktop/notifications.rs"]
pub mod notifications;
#[path = "../desktop/proc.rs"]
pub mod proc;
#[path = "../desktop/screen.rs"]
pub mod screen;
#[path = "../desktop/settings.rs"]
pub mod settings;
#[path = "../desktop/tray.rs"]
pub mod tray;
#[path = "../desktop/until.rs"]
pub mod until;
#[path = "../desktop/window.rs"]
pub mod window;
