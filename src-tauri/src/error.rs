//! What keeps the app from starting, or its window from opening.

use std::io;

use credit_tray_cli::error::{EXIT_FAILED, EXIT_USAGE};
use credit_tray_core::texts::EN;
use credit_tray_engine::host::{HostError, NotShown};

/// What keeps the app from starting, or its window from opening.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The tray app needs a display.
    #[error("{}", EN.get("cli-no-display", &[]))]
    NoDisplay,
    /// The process that shows the settings window cannot be started.
    #[error("the settings window cannot be opened: {0}")]
    WindowNotOpened(#[source] io::Error),
    /// The desktop lets nobody know about the buttons of notifications.
    #[error("notifications cannot be shown: {0}")]
    NoNotifications(#[source] NotShown),
    /// The desktop does not say which programs it starts at login.
    #[error("programs that start at login cannot be looked up: {0}")]
    NoAutostart(#[source] HostError),
    /// The desktop part could not be started.
    #[error("the desktop app cannot start: {0}")]
    Desktop(#[from] tauri::Error),
    /// The engine cannot start.
    #[error(transparent)]
    Engine(#[from] credit_tray_engine::error::Error),
}

impl Error {
    /// The code with which the program ends.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoDisplay => EXIT_USAGE,
            Self::Engine(error) if error.is_wrong_usage() => EXIT_USAGE,
            _ => EXIT_FAILED,
        }
    }
}
