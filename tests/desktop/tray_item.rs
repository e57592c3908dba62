//! What the item tells the desktop besides its menu, and how it lives with the panel.

use std::{fs, path::Path, time::Duration};

use credit_tray_simulator::Provider;
use futures_util::StreamExt as _;
use rust_decimal::dec;
use serde_json::json;
use tokio::time::timeout;
use zbus::{MatchRule, MessageStream, message::Type};

use crate::{
    Desktop,
    alerts::polls,
    desktop::{Equipment, Process},
    holds,
    tray::TrayItem,
    until,
};

const WATCHER: &str = "org.kde.StatusNotifierWatcher";

impl Desktop {
    /// Starts a panel on a desktop that has none.
    async fn panel(&self) -> Process {
        let panel = self.launch("xfce4-panel", &["--disable-wm-check"], &[]);
        self.has_service(WATCHER).await;
        panel
    }
}

/// Waits until the item has this status and says this to whoever points at it.
async fn tells(tray: &TrayItem, status: &str, sentence: &str) {
    until(&format!("{status} and {sentence:?}"), async || {
        let (title, text) = tray.tooltip().await;
        let seen = (tray.text("Status").await, title, text);
        let expected = (status.to_owned(), "Credit Tray".to_owned(), sentence.to_owned());
        holds(seen == expected, seen)
    })
    .await;
}

/// The pictures below this folder.
fn pictures(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok) {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            found.extend(pictures(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "png" || extension == "svg")
        {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_that_was_not_listening_yet_is_told_of_the_icon_once_more() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let app = desktop.start_app(&[]);
    app.tray().await.shows(&["kie.ai — 100 credits"]).await;
    let told = MatchRule::builder()
        .msg_type(Type::Signal)
        .interface("org.kde.StatusNotifierItem")
        .unwrap()
        .member("NewIcon")
        .unwrap()
        .build();
    let mut told = MessageStream::for_match_rule(told, &desktop.bus, None)
        .await
        .unwrap();
    let again = timeout(Duration::from_secs(15), told.next()).await;
    assert!(again.is_ok_and(|signal| signal.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_the_same_item_after_every_start_and_leaves_nothing_behind() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    let before = pictures(desktop.places.all());
    let mut ids = Vec::new();
    for _ in 0..2 {
        let app = desktop.start_app(&[]);
        let tray = app.tray().await;
        tray.shows(&["kie.ai — 100 credits"]).await;
        assert_eq!(tray.text("Title").await, "Credit Tray");
        assert_eq!(tray.text("IconName").await, "", "the picture itself is sent");
        ids.push(tray.text("Id").await);
        assert_eq!(pictures(desktop.places.all()), before);
        app.quit().await;
    }
    assert_eq!(ids, ["credit-tray", "credit-tray"]);
    assert_eq!(pictures(desktop.places.all()), before);

    let other = desktop.start_app_in(&desktop.places.all().join("other"), &[]);
    let id = other.tray().await.text("Id").await;
    assert!(
        id.starts_with("credit-tray-dir"),
        "it has a folder of its own: {id}"
    );
    other.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_asks_for_attention_while_an_account_needs_it_and_says_which() {
    let desktop = Desktop::start().await;
    let providers = [Provider::Kie, Provider::OpenRouter];
    let [kie, openrouter] = providers.map(|provider| desktop.account(provider));
    let mut named = desktop.watched(Provider::Kie, Some("30"));
    named["label"] = "R&D <kie>".into();
    desktop.write_settings(&[named, desktop.watched(Provider::OpenRouter, Some("10"))]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tells(&tray, "Active", "All accounts are fine").await;

    kie.set_balance(dec!(12.5));
    tells(
        &tray,
        "NeedsAttention",
        "R&amp;D &lt;kie&gt; is low: 12.50 credits",
    )
    .await;
    tray.icon_is("low").await;
    openrouter.documented_fault("401-user-not-found").unwrap();
    let both = "OpenRouter: key rejected, and 1 more";
    tells(&tray, "NeedsAttention", both).await;
    tray.icon_is("key").await;
    kie.set_balance(dec!(0));
    let out = "R&amp;D &lt;kie&gt; is out: 0 credits, and 1 more";
    tells(&tray, "NeedsAttention", out).await;
    tray.icon_is("out").await;

    kie.set_balance(dec!(100));
    tells(&tray, "NeedsAttention", "OpenRouter: key rejected").await;
    tray.icon_is("key").await;
    openrouter.clear_fault();
    tells(&tray, "Active", "All accounts are fine").await;
    tray.icon_is("ok").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_waits_for_a_panel_and_comes_back_with_it() {
    let equipment = Equipment {
        panel: false,
        ..Equipment::ALL
    };
    let desktop = Desktop::with(equipment).await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    let app = desktop.start_app(&[]);
    polls(&kie, 2).await;
    assert!(app.is_running());

    let panel = desktop.panel().await;
    app.tray().await.shows(&["kie.ai — 100 credits"]).await;
    desktop.screen().icon_place("ok").await;

    drop(panel);
    desktop.lacks_service(WATCHER).await;
    kie.set_balance(dec!(20));
    let _panel = desktop.panel().await;
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 20 credits · low"]).await;
    desktop.screen().icon_place("low").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_click_on_the_icon_opens_the_window() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    assert!(!app.shows_window());
    tray.activate().await;
    app.window_opens().await;
    app.close_window().await;

    let (x, y) = desktop.screen().icon_place("ok").await;
    desktop.screen().click(x, y, 1);
    app.window_opens().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_may_be_drawn_into_the_icon() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let lowest = json!({ "tray": { "iconText": "lowest" } });
    desktop.write_all_settings(&[desktop.watched(Provider::Kie, Some("30"))], &lowest);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    let mut seen = Vec::new();
    for (balance, row) in [
        (dec!(100), "kie.ai — 100 credits"),
        (dec!(20), "kie.ai — 20 credits · low"),
        (dec!(21), "kie.ai — 21 credits · low"),
    ] {
        kie.set_balance(balance);
        tray.shows(&[row]).await;
        let icon = tray.icon(22).await.unwrap();
        assert!(!seen.contains(&icon), "{balance} looks like another number");
        seen.push(icon);
    }
}
