//! The system's language and number format, used where the person chose none.

use credit_tray_core::{appearance::known_locale, settings::Settings, texts::Texts};
use tokio::sync::watch;

/// The texts of the moment: as the person chose them, on this system.
#[derive(Clone, Debug)]
pub struct Locale {
    settings: watch::Receiver<Settings>,
    system: String,
}

impl Locale {
    /// Follows these settings.
    ///
    /// ## Platform-specific
    /// Linux: `LC_ALL`, `LC_MESSAGES` and `LANG`, in this order. macOS and Windows: the first of the
    /// preferred languages.
    pub fn new(settings: watch::Receiver<Settings>) -> Self {
        Self {
            settings,
            system: known_locale(&sys_locale::get_locale().unwrap_or_default()),
        }
    }

    /// The system's locale (BCP 47); English where it has none.
    pub fn system(&self) -> &str {
        &self.system
    }

    /// The texts as the settings are now.
    pub fn texts(&self) -> Texts {
        Texts::of(&self.settings.borrow().general.appearance, &self.system)
    }
}
