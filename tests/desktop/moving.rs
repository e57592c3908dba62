//! Taking the settings to another computer, through the desktop's own file dialogs.

use std::{fs, path::PathBuf};

use credit_tray_simulator::Provider;

use crate::{Desktop, holds, until, window::SettingsWindow};

const KEY: &str = "sk-moving-4c19d07be2a6f853";
const PASSPHRASE: &str = "correct horse battery";

/// Opens the section with export and import.
async fn open_section(window: &SettingsWindow<'_>) {
    window.press("Settings").await;
    window.press("App").await;
}

fn file(desktop: &Desktop, name: &str) -> PathBuf {
    desktop.places.all().join("home").join(name)
}

async fn is_written(path: &PathBuf) -> String {
    until("the export", async || {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        holds(!text.is_empty(), "it is empty")?;
        Ok(text)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_with_keys_brings_accounts_and_keys_to_another_computer() {
    let here = Desktop::start().await;
    let _kie = here.providers.account(Provider::Kie, KEY);
    let window = here.start_app_with_window(&[]).await;
    window.add_account(&here, Provider::Kie, KEY).await;
    window.press("Save").await;
    window.press("Show my accounts").await;

    open_section(&window).await;
    let plain = file(&here, "plain.json");
    window.press("Export…").await;
    here.screen().answer_file_dialog(window.app().await, &plain).await;
    let text = is_written(&plain).await;
    assert!(text.contains("kie.ai") && !text.contains(KEY), "{text}");

    window
        .choose("Include the keys, encrypted with a passphrase")
        .await;
    window.fill("Passphrase", PASSPHRASE).await;
    window.press("Export…").await;
    let locked = file(&here, "with-keys.age");
    here.screen()
        .answer_file_dialog(window.app().await, &locked)
        .await;
    window.says("It contains the keys kept on this computer.").await;
    let text = is_written(&locked).await;
    assert!(!text.contains("kie.ai") && !text.contains(KEY), "{text}");

    // The other computer reaches the same providers, but has no accounts and no keys.
    let there = Desktop::start().await;
    let brought = file(&there, "brought.age");
    fs::copy(&locked, &brought).unwrap();
    let window = there.start_app_with_window(&[]).await;
    open_section(&window).await;
    window.press("Import…").await;
    there
        .screen()
        .answer_file_dialog(window.app().await, &brought)
        .await;
    window.fill("Passphrase for brought.age", "not this one").await;
    window.press("Unlock").await;
    window.says("Wrong passphrase.").await;
    window.fill("Passphrase for brought.age", PASSPHRASE).await;
    window.press("Unlock").await;
    window.says("new account").await;
    window
        .says(&format!("Sends its key to {}", here.providers.base_url()))
        .await;
    assert_eq!(there.secrets(), [""; 0], "nothing has changed yet");

    window.press("Import").await;
    window.says("Imported.").await;
    let tray = there.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    assert_eq!(there.secrets(), [KEY]);
}
