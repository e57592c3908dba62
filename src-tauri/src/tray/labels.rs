//! The words of the tray that say nothing about any account.

use credit_tray_core::texts::Texts;

/// The words of the tray that say nothing about any account. In another language it is another menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
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
    /// Let all alerts wait.
    pub pause: String,
    /// Let alerts no longer wait.
    pub resume: String,
    /// Open the settings window.
    pub settings: String,
    /// End the app.
    pub quit: String,
}

impl Labels {
    /// The words in this language.
    #[must_use]
    pub fn new(texts: &Texts) -> Self {
        let text = |name| texts.get(name, &[]);
        Self {
            refresh_account: text("tray-refresh-account"),
            top_up: text("tray-top-up"),
            snooze: text("tray-snooze"),
            snooze_hour: text("tray-snooze-hour"),
            snooze_tomorrow: text("tray-snooze-tomorrow"),
            snooze_top_up: text("tray-snooze-top-up"),
            wake: text("tray-wake"),
            refresh: text("tray-refresh"),
            pause: text("tray-pause"),
            resume: text("tray-resume"),
            settings: text("tray-settings"),
            quit: text("tray-quit"),
        }
    }
}
