//! Accounts that cannot be read.

use credit_tray_simulator::{Fault, Provider, WrongType};
use rust_decimal::dec;
use serde_json::json;

use crate::{
    Desktop,
    alerts::{polls, polls_beyond},
    notifications::Notification,
    tray::{Row, TrayItem},
};

fn low() -> Notification {
    Notification::new(
        "kie.ai is low",
        "20 credits left, below your threshold of 30 credits.",
    )
}

/// Waits for a row, with the reason why there is no newer reading.
async fn shows_failed(tray: &TrayItem, text: &str, why: &str) {
    let says_why = |line: &&str| line.starts_with("Tried at ") && line.ends_with(why);
    let is_failed = |row: &Row| row.text == text && row.texts().iter().any(says_why);
    tray.has_row(&format!("{text:?} because of {why:?}"), is_failed)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_does_not_work_is_words_and_never_a_zero() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let evolink = desktop.account(Provider::Evolink);
    evolink.documented_fault("401").unwrap();
    let mut unset = desktop.watched(Provider::OpenRouter, Some("10"));
    unset["key"] = json!({ "from": "env", "name": "NO_SUCH_KEY" });
    let mut unstored = desktop.watched(Provider::SunoApi, Some("10"));
    unstored["key"] = json!({ "from": "keychain" });
    desktop.write_settings(&[
        desktop.watched(Provider::Kie, Some("30")),
        desktop.watched(Provider::Evolink, Some("300")),
        unset,
        unstored,
    ]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    let rows = tray
        .shows(&[
            "kie.ai — 100 credits",
            "Evolink — key rejected",
            "OpenRouter — no key in NO_SUCH_KEY",
            "sunoapi.org — no key",
        ])
        .await;
    let is_marked: Vec<_> = rows.iter().map(|row| row.is_marked).collect();
    assert_eq!(is_marked, [false, true, true, true]);
    assert!(rows[1].texts().contains(&"Replace key…"), "{rows:#?}");
    assert!(rows[3].texts().contains(&"Add key…"), "{rows:#?}");
    tray.icon_is("key").await;

    let rejected = "kie.ai — 100 credits · key rejected";
    kie.documented_fault("401").unwrap();
    shows_failed(&tray, rejected, "key rejected").await;
    polls(&kie, 2).await;
    shows_failed(&tray, rejected, "key rejected").await;

    // Had an error been taken for an empty account, that would have been told before this.
    kie.clear_fault();
    kie.set_balance(dec!(20));
    tray.press(&["Refresh now"]).await;
    tray.has_row("the new reading", |row| row.text == "kie.ai — 20 credits · low")
        .await;
    desktop.notifications.about_balances_are(&[low()]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_in_trouble_raises_no_notification() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits"]).await;

    kie.documented_fault("500").unwrap();
    // It is not a minute old, which is no news.
    let known = "kie.ai — 100 credits";
    shows_failed(&tray, known, "provider error 500").await;
    for fault in [
        Fault::NullData,
        Fault::MissingField,
        Fault::WrongTypes(WrongType::Boolean),
    ] {
        kie.fault(fault);
        let before = kie.requests().len();
        tray.press(&["kie.ai", "Refresh"]).await;
        polls_beyond(&kie, before).await;
        shows_failed(&tray, known, "unexpected answer").await;
    }
    assert_eq!(desktop.notifications.so_far(), []);

    kie.clear_fault();
    kie.set_balance(dec!(20));
    tray.press(&["Refresh now"]).await;
    desktop.notifications.are(&[low()]).await;
}
