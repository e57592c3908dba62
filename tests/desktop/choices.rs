//! What the person chooses in the window reaches the tray, the notifications and the desktop.

use std::fs;

use credit_tray_simulator::Provider;
use rust_decimal::dec;

use crate::{Desktop, holds, notifications::Notification, tray::texts, until};

const ARROW_DOWN: char = '\u{e015}';

#[tokio::test(flavor = "multi_thread")]
async fn a_threshold_that_is_raised_above_the_balance_warns() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.says("100 credits").await;
    assert_eq!(desktop.notifications.so_far(), []);

    window.choose_from_menu("kie.ai", "Edit…").await;
    window.fill("Balance drops below, in credits", "150").await;
    window.press("Save").await;
    let body = "100 credits left, below your threshold of 150 credits.";
    let low = Notification::new("kie.ai is low", body);
    desktop.notifications.are(&[low]).await;
    assert_eq!(desktop.settings()["accounts"][0]["lowBelow"], "150");
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits · low"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_language_changes_window_tray_and_notifications_at_once() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    let window = desktop.start_app_with_window(&["--settings"]).await;
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;

    window.press("Settings").await;
    window.press("Display").await;
    window.select("Language", "简体中文").await;
    window.says("外观").await;
    tray.shows(&["kie.ai — 100 积分"]).await;
    let rows = tray.rows().await;
    let words = texts(&rows);
    assert!(
        words.contains(&"打开 Credit Tray") && words.contains(&"退出"),
        "{words:?}"
    );

    kie.set_balance(dec!(20));
    let low = Notification::new("kie.ai 余额偏低", "剩余 20 积分，低于提醒阈值 30 积分。");
    desktop.notifications.are(&[low]).await;
    assert_eq!(desktop.settings()["general"]["appearance"]["language"], "zh-CN");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tray_follows_the_order_of_the_list_and_tells_the_total() {
    let desktop = Desktop::start().await;
    let providers = [Provider::Kie, Provider::OpenRouter];
    let _accounts = providers.map(|provider| desktop.account(provider));
    desktop.write_settings(&providers.map(|provider| desktop.watched(provider, None)));
    let window = desktop.start_app_with_window(&["--settings"]).await;
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits", "OpenRouter — $74.75"]).await;
    let rows = tray.rows().await;
    assert!(texts(&rows).contains(&"Total ≈ $75.25"), "{rows:#?}");
    let lines = rows[0].texts();
    assert!(lines.contains(&"100 credits ≈ $0.50"), "{rows:#?}");
    window.says("Total ≈ $75.25").await;

    window.press_key("Move kie.ai", ARROW_DOWN).await;
    tray.shows(&["OpenRouter — $74.75", "kie.ai — 100 credits"]).await;
    assert_eq!(desktop.settings()["accounts"][0]["provider"], "openrouter");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desktop_starts_the_app_at_login_if_it_is_told_to() {
    let desktop = Desktop::start().await;
    let window = desktop.start_app_with_window(&[]).await;
    window.press("Settings").await;
    window.press("App").await;
    let folder = desktop.places.config_dir().parent().unwrap().join("autostart");
    let entries = || fs::read_dir(&folder).map_or(0, Iterator::count);
    assert_eq!(entries(), 0);

    window.toggle("Start at login").await;
    until("an autostart entry", async || holds(entries() == 1, entries())).await;
    let entry = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(entry).unwrap();
    assert!(
        !text.contains("--config-dir"),
        "the platform's own folder, by whatever spelling, is not named: {text}"
    );

    window.toggle("Start at login").await;
    until("no autostart entry", async || holds(entries() == 0, entries())).await;
}
