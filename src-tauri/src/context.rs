//! What Tauri knows of the app and its window.

use tauri::{Context, Wry};

/// The configuration and the page, which are part of the program.
pub fn context() -> Context<Wry> {
    tauri::generate_context!()
}
