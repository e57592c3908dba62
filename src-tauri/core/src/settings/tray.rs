//! What the tray shows, as the person chose it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the tray shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct TrayChoices {
    /// In which order.
    pub order: TrayOrder,
    /// Only accounts that are low, out or unreadable.
    pub only_low: bool,
    /// A row with what all accounts are worth together.
    pub total: bool,
    /// What stands beside the icon, where the desktop shows text there.
    pub icon_text: IconText,
}

impl Default for TrayChoices {
    fn default() -> Self {
        Self {
            order: TrayOrder::Listed,
            only_low: false,
            total: true,
            icon_text: IconText::None,
        }
    }
}

/// The order of the tray's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "bindings.ts")]
pub enum TrayOrder {
    /// The person's own.
    #[default]
    Listed,
    /// What is most urgent first.
    Urgent,
}

/// What stands beside the tray icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "bindings.ts")]
pub enum IconText {
    /// Nothing.
    #[default]
    None,
    /// What all accounts are worth together.
    Total,
    /// What the most urgent account has left.
    Lowest,
}
