//! What went wrong with an export or an import.

use super::Texts;
use crate::transfer::{ExportError, ImportError, SHORTEST_PASSPHRASE};

impl Texts {
    /// Why the settings could not be exported.
    pub fn export_error(&self, error: &ExportError) -> String {
        match error {
            ExportError::PassphraseTooShort => {
                let shortest = SHORTEST_PASSPHRASE.to_string();
                self.get("export-passphrase-short", &[("shortest", &shortest)])
            }
            ExportError::TooLarge => self.get("export-too-large", &[]),
            ExportError::Json(_) | ExportError::Encryption(_) | ExportError::NotText(_) => {
                self.get("command-not-exported", &[("error", &error.to_string())])
            }
        }
    }

    /// Why a file could not be imported.
    pub fn import_error(&self, error: &ImportError) -> String {
        let detail = error.to_string();
        let name = match error {
            ImportError::TooLarge | ImportError::NotAnExport => "import-no-export",
            ImportError::Newer(_) => "import-newer",
            ImportError::NotDocumented(_) | ImportError::Settings(_) | ImportError::KeyNotUsable(_) => {
                "import-wrong-field"
            }
            ImportError::WrongPassphrase => "import-wrong-passphrase",
            ImportError::TooMuchWork | ImportError::EncryptedOtherwise => "import-encrypted-otherwise",
            ImportError::Damaged => "import-damaged",
        };
        self.get(name, &[("error", &detail)])
    }
}
