//! What an export or an import holds while it is under way.

use credit_tray_core::transfer::{ExportedSettings, Locked};

/// The file that was chosen for import.
pub(crate) enum PendingImport {
    /// It waits for its passphrase.
    Locked(Locked),
    /// It can be taken over.
    Open(Box<ExportedSettings>),
}

/// An export that waits for a place, and a file that was chosen for import. Both hold what the
/// window was open for, and are let go with it.
#[derive(Default)]
pub(crate) struct Transfer {
    pub(crate) export: Option<String>,
    pub(crate) import: Option<PendingImport>,
}
