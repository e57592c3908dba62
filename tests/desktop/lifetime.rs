//! When the app starts, what it leaves running, and how it ends.

use std::time::Duration;

use credit_tray_simulator::Provider;
use rust_decimal::dec;
use tokio::time::sleep;

use crate::{Desktop, app::PROGRAM, holds, proc, settings::write_settings_text, until};

#[tokio::test(flavor = "multi_thread")]
async fn the_window_may_go_and_the_app_stays_until_it_is_quit() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let app = desktop.start_app(&["--settings"]);
    app.window_opens().await;
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    app.close_window().await;
    assert!(app.is_running());
    kie.set_balance(dec!(5));
    tray.shows(&["kie.ai — 5 credits"]).await;

    tray.press(&["Open Credit Tray"]).await;
    app.window_opens().await;
    let helpers = app.helpers();
    assert!(!helpers.is_empty());
    app.quit().await;
    until("every process to end", async || {
        let left: Vec<_> = helpers.iter().filter(|(pid, _)| proc::is_running(*pid)).collect();
        holds(left.is_empty(), &left)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_goes_with_an_app_that_is_killed() {
    let desktop = Desktop::start().await;
    let app = desktop.start_app(&["--settings"]);
    app.window_opens().await;
    let helpers = app.helpers();
    proc::kill(app.pid());
    until("every process to end", async || {
        let left: Vec<_> = helpers.iter().filter(|(pid, _)| proc::is_running(*pid)).collect();
        holds(left.is_empty(), &left)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_breaks_down_takes_its_window_along_and_the_next_one_opens() {
    let desktop = Desktop::start().await;
    let app = desktop.start_app(&["--settings"]);
    for _ in 0..2 {
        app.window_opens().await;
        let helpers = app.helpers();
        let page = helpers
            .iter()
            .find(|(_, name)| name.starts_with("WebKitWebProces"));
        proc::kill(page.unwrap().0);
        until("the window to go", async || {
            holds(!app.shows_window(), "it is there")
        })
        .await;
        assert!(app.is_running());
        app.tray().await.press(&["Open Credit Tray"]).await;
    }
    app.window_opens().await;
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_hands_over_to_the_first() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let first = desktop.start_app(&[]);
    first.tray().await.shows(&["kie.ai — 100 credits"]).await;
    assert!(!first.shows_window());

    let second = desktop.start_app(&["--settings"]);
    assert_eq!(second.exit_code().await, Some(0));
    first.window_opens().await;

    let third = desktop.start_app(&[]);
    assert_eq!(third.exit_code().await, Some(0));
    first.window_opens().await;
    assert!(first.is_running());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_starts_at_nearly_once_one_runs_and_opens_its_window() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    for apart in [0, 20, 40, 60, 80, 120, 200] {
        let one = desktop.start_app(&[]);
        sleep(Duration::from_millis(apart)).await;
        let other = desktop.start_app(&[]);
        until("one to hand over", async || {
            let running = (one.is_running(), other.is_running());
            holds(running.0 != running.1, running)
        })
        .await;
        let (first, second) = if one.is_running() {
            (one, other)
        } else {
            (other, one)
        };
        assert_eq!(second.exit_code().await, Some(0), "{apart} ms apart");
        first.window_opens().await;
        first.quit().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_has_one_app_whatever_bus_and_link_lead_to_it() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let first = desktop.start_app(&[]);
    first.tray().await.shows(&["kie.ai — 100 credits"]).await;

    let link = desktop.places.all().join("home/link");
    std::os::unix::fs::symlink(desktop.places.config_dir(), &link).unwrap();
    let mut second = desktop.command("dbus-run-session");
    second.args(["--", PROGRAM, "--config-dir", link.to_str().unwrap()]);
    let ended = tokio::task::spawn_blocking(move || second.output().unwrap());
    let ended = ended.await.unwrap();
    assert_eq!(ended.status.code(), Some(64));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("already running with the folder"), "{said}");
    assert!(first.is_running());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_with_a_folder_of_its_own_runs_beside_it() {
    let desktop = Desktop::start().await;
    let _known = [Provider::Kie, Provider::OpenRouter].map(|provider| desktop.account(provider));
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let elsewhere = desktop.places.all().join("home/elsewhere");
    let other_account = desktop.watched(Provider::OpenRouter, None);
    let settings = serde_json::json!({ "version": 1, "accounts": [other_account], "general": {} });
    write_settings_text(&elsewhere, &settings.to_string());

    let one = desktop.start_app(&[]);
    let other = desktop.start_app_in(&elsewhere, &[]);
    one.tray().await.shows(&["kie.ai — 100 credits"]).await;
    other.tray().await.shows(&["OpenRouter — $74.75"]).await;
    other.tray().await.icon_is("ok").await;

    other.quit().await;
    assert!(one.is_running());
    one.tray().await.icon_is("ok").await;
}
