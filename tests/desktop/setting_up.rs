//! Setting up accounts in the window.

use std::{fs, path::Path};

use credit_tray_simulator::Provider;
use rust_decimal::dec;

use crate::{Desktop, holds, settings::label, until, window::SettingsWindow};

const FIRST_KEY: &str = "sk-first-6f1c9a7be25d4083";
const SECOND_KEY: &str = "sk-second-90b3d7c41e8fa265";

impl SettingsWindow<'_> {
    /// Fills in the form for a first account at the simulator, asked every second.
    pub async fn add_account(&self, desktop: &Desktop, provider: Provider, key: &str) {
        self.says("See what is left").await;
        self.press(label(provider)).await;
        self.fill("API key", key).await;
        // The simulated provider is at another server than the real one.
        self.press("More options").await;
        self.fill("Check every", "1").await;
        self.select("Interval unit", "second").await;
        self.unfold("Advanced").await;
        self.select("Server", "Other…").await;
        self.fill("Server address", &desktop.providers.base_url()).await;
    }
}

/// The files below this folder that hold these bytes, those of the keychain itself left out.
fn files_with(desktop: &Desktop, dir: &Path, bytes: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap().filter_map(Result::ok) {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        if kind.is_dir() && path != desktop.places.keyrings() {
            found.extend(files_with(desktop, &path, bytes));
        } else if kind.is_file() {
            let content = fs::read(&path).unwrap_or_default();
            if content.windows(bytes.len()).any(|part| part == bytes.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_added_changed_and_removed() {
    let desktop = Desktop::start().await;
    let _first = desktop.providers.account(Provider::Kie, FIRST_KEY);
    let second = desktop.providers.account(Provider::Kie, SECOND_KEY);
    second.set_balance(dec!(2000));
    let window = desktop.start_app_with_window(&[]).await;
    assert!(window.title().await.starts_with("Credit Tray"));
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["No accounts yet"]).await;
    tray.icon_is("idle").await;

    window.add_account(&desktop, Provider::Kie, FIRST_KEY).await;
    window.press("Test").await;
    window.says("100 credits available").await;
    assert_eq!(desktop.secrets(), [""; 0], "a test stores nothing");
    window.press("Save").await;
    window.says("100 credits").await;
    window.says("≈ $0.50").await;
    window.press("Show my accounts").await;
    window.says("Refresh all").await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    tray.icon_is("ok").await;

    let account = desktop.settings()["accounts"][0].clone();
    let id = account["id"].as_str().unwrap();
    assert_eq!(account["key"]["from"], "keychain");
    assert_eq!(account["refreshEverySecs"], 1);
    assert_eq!(desktop.secrets(), [FIRST_KEY]);

    window.choose_from_menu("kie.ai", "Edit…").await;
    window.fill("Label", "kie studio").await;
    window.press("Save").await;
    tray.shows(&["kie studio — 100 credits"]).await;
    assert_eq!(desktop.secrets(), [FIRST_KEY], "the key stays");

    window.press("kie studio").await;
    window.press("Replace key…").await;
    window.fill("API key", SECOND_KEY).await;
    window.press("Save").await;
    tray.shows(&["kie studio — 2,000 credits"]).await;
    assert_eq!(desktop.secrets(), [SECOND_KEY], "one entry, with the new key");
    assert_eq!(desktop.settings()["accounts"][0]["id"], id);

    for key in [FIRST_KEY, SECOND_KEY] {
        assert_eq!(files_with(&desktop, desktop.places.all(), key), [""; 0]);
    }

    window.press("Back").await;
    window.choose_from_menu("kie studio", "Remove").await;
    window.says("kie studio removed. Its history is kept.").await;
    tray.shows(&["No accounts yet"]).await;
    until("an empty keychain", async || {
        let secrets = desktop.secrets();
        holds(secrets.is_empty(), &secrets)
    })
    .await;

    window.press("Undo").await;
    tray.shows(&["kie studio — 2,000 credits"]).await;
    assert_eq!(desktop.secrets(), [SECOND_KEY], "the key is back too");
    assert_eq!(desktop.settings()["accounts"][0]["id"], id);
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_in_the_form_is_told_and_not_saved() {
    let desktop = Desktop::start().await;
    let window = desktop.start_app_with_window(&[]).await;
    window.says("See what is left").await;
    window.press("OpenRouter").await;
    window.press("Save").await;
    window.says("Enter the API key.").await;

    window.press("More options").await;
    window.fill("API key", "sk-not-known-at-all").await;
    window.unfold("Advanced").await;
    window.select("Server", "Other…").await;
    window.fill("Server address", "http://example.com").await;
    window.press("Save").await;
    window.says("Start with https://").await;

    window.fill("Server address", &desktop.providers.base_url()).await;
    window.press("Test").await;
    window.says("OpenRouter rejected this key.").await;
    assert_eq!(desktop.secrets(), [""; 0]);
    let saved = desktop.places.config_dir().join("settings.json").exists();
    assert!(!saved || desktop.settings()["accounts"] == serde_json::json!([]));
}
