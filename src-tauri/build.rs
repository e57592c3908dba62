//! Embeds the UI and lists the commands that the settings window may call.

/// Every command of `src/window/page.rs`; only these get a permission.
const COMMANDS: &[&str] = &[
    "ask",
    "choose_import",
    "close_window",
    "export_settings",
    "set_unsaved",
    "watch_close",
    "watch_state",
    "watch_target",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes)?;
    Ok(())
}
