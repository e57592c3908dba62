//! Embeds the UI and lists the commands that the settings window may call.

/// Every command of `src/commands`; only these get a permission.
const COMMANDS: &[&str] = &[
    "dismiss_notice",
    "open_page",
    "pause_alerts",
    "refresh",
    "remove_account",
    "save_account",
    "send_test_notification",
    "set_quiet_hours",
    "snooze",
    "test_account",
    "watch_state",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes)?;
    Ok(())
}
