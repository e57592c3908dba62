//! Embeds the UI and lists the commands that the settings window may call.

/// Every command of `src/commands`; only these get a permission.
const COMMANDS: &[&str] = &[
    "balance_chart",
    "choose_import",
    "dismiss_notice",
    "export_settings",
    "finish_import",
    "forget_history",
    "open_log_folder",
    "open_page",
    "order_accounts",
    "pause_alerts",
    "refresh",
    "remove_account",
    "remove_key",
    "restore_account",
    "save_account",
    "send_test_notification",
    "set_appearance",
    "set_defaults",
    "set_money",
    "set_proxy",
    "set_quiet_hours",
    "set_tray",
    "snooze",
    "start_at_login",
    "test_account",
    "unlock_import",
    "watch_state",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes)?;
    Ok(())
}
