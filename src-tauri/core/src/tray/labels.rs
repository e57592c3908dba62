//! The words of the tray that say nothing about any account.

use crate::texts::Texts;

/// The words of the tray that say nothing about any account. In another language it is another menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// Show an account in the window.
    pub details: String,
    /// Read one account now.
    pub refresh_account: String,
    /// Open the page where credit is bought.
    pub top_up: String,
    /// The submenu of snoozes.
    pub snooze: String,
    /// For an hour.
    pub snooze_hour: String,
    /// Until tomorrow.
    pub snooze_tomorrow: String,
    /// Until topped up.
    pub snooze_top_up: String,
    /// End a snooze.
    pub wake: String,
    /// Read all accounts now.
    pub refresh: String,
    /// Open the window.
    pub open: String,
    /// End the app.
    pub quit: String,
}

impl Labels {
    /// The words in this language.
    #[must_use]
    pub fn new(texts: &Texts) -> Self {
        let text = |name| texts.get(name, &[]);
        Self {
            details: text("tray-details"),
            refresh_account: text("tray-refresh-account"),
            top_up: text("tray-top-up"),
            snooze: text("tray-snooze"),
            snooze_hour: text("tray-snooze-hour"),
            snooze_tomorrow: text("tray-snooze-tomorrow"),
            snooze_top_up: text("tray-snooze-top-up"),
            wake: text("tray-wake"),
            refresh: text("tray-refresh"),
            open: text("tray-open"),
            quit: text("tray-quit"),
        }
    }
}
