//! Desktops that lack something.

use std::{fs, os::unix::fs::PermissionsExt as _};

use credit_tray_simulator::Provider;

use crate::{
    Desktop,
    desktop::{Equipment, key},
};

#[tokio::test(flavor = "multi_thread")]
async fn without_a_tray_the_window_opens_and_says_so() {
    let desktop = Desktop::with(Equipment {
        panel: false,
        ..Equipment::ALL
    })
    .await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);

    let app = desktop.start_app(&[]);
    app.window_opens().await;
    drop(app);

    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.says("100 credits").await;
    window.says("This desktop shows no tray icons.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_a_file_takes_the_key_after_consent() {
    let desktop = Desktop::with(Equipment {
        keychain: false,
        ..Equipment::ALL
    })
    .await;
    let kie = desktop.account(Provider::Kie);
    let keys = desktop.places.config_dir().join("keys.json");
    let window = desktop.start_app_with_window(&[]).await;
    window.add_account(&desktop, Provider::Kie, kie.key()).await;
    window.press("Save").await;

    window.says("Not saved in the keychain").await;
    window
        .says("There is no keychain on this desktop, so the key was not stored.")
        .await;
    window.says("A private file is not encrypted.").await;
    assert!(!keys.exists(), "nobody has agreed yet");
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["No accounts yet"]).await;

    window.press("Use a private file instead").await;
    window.press("Show my accounts").await;
    window.says("Refresh all").await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    assert_eq!(fs::metadata(&keys).unwrap().permissions().mode() & 0o777, 0o600);
    let held = fs::read_to_string(&keys).unwrap();
    assert!(held.contains(&key(Provider::Kie)));
    assert_eq!(desktop.settings()["accounts"][0]["key"]["from"], "file");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_notifications_the_window_says_what_to_do() {
    let desktop = Desktop::with(Equipment {
        notifications: false,
        ..Equipment::ALL
    })
    .await;
    let window = desktop.start_app_with_window(&[]).await;
    window.says("See what is left").await;
    window
        .says("There is no notification service, so alerts can’t be shown.")
        .await;
}
