//! What only a desktop can do. The engine asks for it and knows no more of it.

use std::{error::Error, path::Path};

use credit_tray_core::notification::Notification;
use futures_util::future::BoxFuture;

/// What only a desktop can do.
pub trait Host: Send + Sync + 'static {
    /// Opens an address in the person's browser.
    fn open_page(&self, url: &str) -> Result<(), HostError>;

    /// Shows a folder in the file manager.
    fn open_folder(&self, folder: &Path) -> Result<(), HostError>;

    /// Lets the desktop start the app at login, or no longer.
    fn start_at_login(&self, on: bool) -> Result<(), HostError>;

    /// Whether the desktop starts the app at login; none where that cannot be told.
    fn starts_at_login(&self) -> Option<bool>;

    /// Shows a notification, however long the desktop takes to say whether it did.
    fn notify(&self, notification: Notification) -> BoxFuture<'_, Result<(), NotShown>>;

    /// Ends the app.
    fn quit(&self);
}

/// What a desktop has. macOS and Windows have all of it; so has Linux until it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DesktopSupport {
    /// A panel that shows tray icons.
    pub tray: bool,
    /// Whoever shows notifications.
    pub notifications: bool,
    /// An OS keychain, be it locked.
    pub keychain: bool,
}

impl DesktopSupport {
    /// All there is.
    pub const ALL: Self = Self {
        tray: true,
        notifications: true,
        keychain: true,
    };
}

/// Why the desktop did not do what it was asked.
pub type HostError = Box<dyn Error + Send + Sync>;

/// Why a notification was not shown.
#[derive(Debug, thiserror::Error)]
pub enum NotShown {
    /// There is nobody to show it.
    #[error("no notification service is running")]
    NoService,
    /// It was handed over, and nothing came back.
    #[error("the notification service does not answer")]
    NoAnswer,
    /// The desktop says no.
    #[error(transparent)]
    Refused(HostError),
}
