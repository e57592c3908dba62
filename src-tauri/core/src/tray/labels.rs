//! The words of the tray that say nothing about any account.

use crate::texts::Texts;

/// The words of the tray that say nothing about any account. In another language it is another menu.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Labels {
    pub details: String,
    pub refresh_account: String,
    pub top_up: String,
    pub snooze: String,
    pub snooze_hour: String,
    pub snooze_tomorrow: String,
    pub snooze_top_up: String,
    pub end_snooze: String,
    pub refresh: String,
    pub open: String,
    pub quit: String,
}

impl Labels {
    /// The words in this language.
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
            end_snooze: text("tray-end-snooze"),
            refresh: text("tray-refresh"),
            open: text("tray-open"),
            quit: text("tray-quit"),
        }
    }
}
