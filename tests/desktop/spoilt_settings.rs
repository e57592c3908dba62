//! Settings that cannot be read are kept, and told about.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use credit_tray_simulator::Provider;

use crate::{Desktop, app::PROGRAM, holds, proc, settings::write_settings_text, until};

const TORN: &str = r#"{ "version": 1, "accounts": [ { "id": "ki"#;

fn set_aside(desktop: &Desktop) -> Vec<PathBuf> {
    let files = fs::read_dir(desktop.places.config_dir()).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let is_aside = |path: &PathBuf| path.to_string_lossy().contains("settings.unreadable-");
    paths.filter(is_aside).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_that_cannot_be_read_are_set_aside_and_told() {
    let desktop = Desktop::start().await;
    write_settings_text(&desktop.places.config_dir(), TORN);
    let window = desktop.start_app_with_window(&[]).await;
    window
        .says("settings.json could not be read and there is no backup")
        .await;
    let kept = set_aside(&desktop);
    assert_eq!(kept.len(), 1);
    window.says(kept[0].to_str().unwrap()).await;
    assert_eq!(fs::read_to_string(&kept[0]).unwrap(), TORN);

    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["No accounts yet"]).await;
    window.press("Dismiss").await;
    window.no_longer_says("could not be read").await;
    assert_eq!(fs::read_to_string(&kept[0]).unwrap(), TORN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_good_copy_takes_their_place() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let app = desktop.start_app(&[]);
    app.tray().await.shows(&["kie.ai — 100 credits"]).await;
    app.quit().await;
    let good = desktop.settings();

    write_settings_text(&desktop.places.config_dir(), TORN);
    let app = desktop.start_app(&[]);
    app.window_opens().await;
    app.tray().await.shows(&["kie.ai — 100 credits"]).await;
    assert_eq!(fs::read_to_string(&set_aside(&desktop)[0]).unwrap(), TORN);
    let comparable = |mut settings: serde_json::Value| {
        settings["accounts"][0]["enabled"] = true.into();
        settings
    };
    assert_eq!(comparable(desktop.settings()), comparable(good));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_missing_beside_its_copy_is_restored_and_told() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let app = desktop.start_app(&[]);
    app.tray().await.shows(&["kie.ai — 100 credits"]).await;
    app.quit().await;
    fs::remove_file(desktop.places.config_dir().join("settings.json")).unwrap();

    let window = desktop.start_app_with_window(&[]).await;
    window.says("It was restored from its last good copy.").await;
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    assert_eq!(desktop.settings()["accounts"][0]["id"], "kie-1");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_writes_is_taken_up_and_never_written_over() {
    let desktop = Desktop::start().await;
    let _known = [Provider::Kie, Provider::OpenRouter].map(|provider| desktop.account(provider));
    let (kie, openrouter) = (
        desktop.watched(Provider::Kie, None),
        desktop.watched(Provider::OpenRouter, None),
    );
    desktop.write_settings(std::slice::from_ref(&kie));
    let window = desktop.start_app_with_window(&["--settings"]).await;
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;

    desktop.write_settings(&[openrouter, kie]);
    tray.shows(&["OpenRouter — $74.75", "kie.ai — 100 credits"]).await;

    write_settings_text(&desktop.places.config_dir(), TORN);
    window.says("settings.json was changed and can’t be read").await;
    tray.shows(&["OpenRouter — $74.75", "kie.ai — 100 credits"]).await;
    tray.press(&["Quit"]).await;
    until("the end of the app", async || {
        let running = proc::running(Path::new(PROGRAM), &desktop.places.mark());
        holds(running.is_empty(), running)
    })
    .await;
    let text = fs::read_to_string(desktop.places.config_dir().join("settings.json")).unwrap();
    assert_eq!(text, TORN);
}

/// As somebody might have left it: a label where a number belongs, and blanks of their own.
const UNUSABLE: &str = r#"{ "label":  "Broken", "id": "x", "provider": "kie", "lowBelow": 1.10 }"#;

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_cannot_be_used_is_told_and_kept_as_it_is() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let text = format!(r#"{{ "version": 1, "accounts": [ {UNUSABLE} ] }}"#);
    write_settings_text(&desktop.places.config_dir(), &text);
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.says("Broken is not being watched").await;
    let tray = desktop.tray_of(window.app().await).await;
    let broken = "Broken — can’t be used: check lowBelow in settings.json";
    tray.shows(&[broken]).await;
    tray.icon_is("error").await;

    window.add_account(&desktop, Provider::Kie, kie.key()).await;
    window.press("Save").await;
    tray.shows(&["kie.ai — 100 credits", broken]).await;
    let path = desktop.places.config_dir().join("settings.json");
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains(UNUSABLE), "{written}");
    assert!(
        written.find("Broken") < written.find("kie.ai"),
        "it stands where it stood: {written}"
    );
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_watched_where_nothing_can_be_saved() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    // As little can be written there as on a full disk.
    fs::create_dir_all(
        desktop
            .places
            .config_dir()
            .join("settings.backup.json/in the way"),
    )
    .unwrap();
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.says("no change can be saved").await;
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;
}

/// What another person on this computer could open, whatever the folder above says.
fn open_to_others(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    let open = entries.flat_map(|path| {
        let is_open = fs::metadata(&path).unwrap().permissions().mode() & 0o077 != 0;
        match (path.is_dir(), is_open) {
            (true, false) => Vec::new(),
            (true, true) => [vec![path.clone()], open_to_others(&path)].concat(),
            (false, _) => is_open.then_some(path).into_iter().collect(),
        }
    });
    open.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_app_keeps_is_its_owners_alone() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let folder = desktop.places.config_dir();
    fs::create_dir_all(folder.join("logs")).unwrap();
    for dir in [folder.clone(), folder.join("logs")] {
        // As 0.1.0 has left them.
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.add_account(&desktop, Provider::Kie, kie.key()).await;
    window.press("Save").await;
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    tray.press(&["Quit"]).await;
    drop(window);
    let mode = fs::metadata(&folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(open_to_others(&folder), [""; 0].map(PathBuf::from));
}
