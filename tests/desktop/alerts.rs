//! Warnings: each arrives once.

use std::fs;

use credit_tray_simulator::{Account, Provider};
use rust_decimal::dec;

use serde_json::Value;
use zbus::zvariant::OwnedValue;

use crate::{
    Desktop,
    desktop::Equipment,
    holds,
    notifications::{Details, Notification},
    until,
};

impl Details {
    fn hint<'a, T: TryFrom<&'a OwnedValue>>(&'a self, name: &str) -> Option<T> {
        T::try_from(self.hints.get(name)?).ok()
    }
}

/// Waits until the app has asked this account so many times more.
pub async fn polls(account: &Account, more: usize) {
    polls_beyond(account, account.requests().len() + more - 1).await;
}

/// Waits until the app has asked this account more often than so many times.
pub async fn polls_beyond(account: &Account, before: usize) {
    until(&format!("more than {before} polls"), async || {
        let seen = account.requests().len();
        holds(seen > before, seen)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_fall_is_told_once() {
    let low = |amount| {
        let body = format!("{amount} left, below your threshold of 30 credits.");
        Notification::new("kie.ai is low", &body)
    };
    let out = Notification::new("kie.ai is out", "0 credits left. Your threshold is 30 credits.");

    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    tray.icon_is("ok").await;
    assert_eq!(desktop.notifications.so_far(), []);

    kie.set_balance(dec!(29.95));
    let mut told = vec![low("29.95 credits")];
    desktop.notifications.are(&told).await;
    tray.shows(&["kie.ai — 29.95 credits · low"]).await;
    tray.icon_is("low").await;
    kie.spend(dec!(1));
    polls(&kie, 3).await;
    assert_eq!(
        desktop.notifications.so_far(),
        told,
        "more polls tell nothing new"
    );

    app.quit().await;
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 28.95 credits · low"]).await;
    polls(&kie, 2).await;
    assert_eq!(desktop.notifications.so_far(), told, "nor does a new start");

    kie.top_up(dec!(100));
    tray.shows(&["kie.ai — 128.95 credits"]).await;
    tray.icon_is("ok").await;
    kie.set_balance(dec!(3));
    told.push(low("3 credits"));
    desktop.notifications.are(&told).await;

    kie.set_balance(dec!(0));
    told.push(out);
    desktop.notifications.are(&told).await;
    tray.shows(&["kie.ai — 0 credits · out"]).await;
    tray.icon_is("out").await;
    polls(&kie, 3).await;
    assert_eq!(desktop.notifications.so_far(), told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_says_whose_it_is_and_how_urgent_and_offers_what_helps() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    kie.set_balance(dec!(20));
    let _app = desktop.start_app(&[]);
    let low = Notification::new(
        "kie.ai is low",
        "20 credits left, below your threshold of 30 credits.",
    );
    desktop.notifications.are(std::slice::from_ref(&low)).await;
    let asked = desktop.notifications.newest();
    assert_eq!(asked.app_name, "Credit Tray");
    assert_eq!(asked.hint("desktop-entry"), Some("dev.credittray.CreditTray"));
    assert_eq!(asked.hint("urgency"), Some(1_u8));
    assert_eq!(asked.buttons, ["default", "top-up", "snooze"]);

    kie.set_balance(dec!(0));
    let out = Notification::new("kie.ai is out", "0 credits left. Your threshold is 30 credits.");
    desktop.notifications.are(&[low.clone(), out.clone()]).await;
    assert_eq!(desktop.notifications.newest().hint("urgency"), Some(2_u8));

    kie.revoke();
    let rejected = Notification::new(
        "kie.ai: key rejected",
        "kie.ai does not accept the key. Open Credit Tray to replace it.",
    );
    desktop.notifications.are(&[low, out, rejected]).await;
    let asked = desktop.notifications.newest();
    assert_eq!(asked.hint("urgency"), Some(2_u8));
    assert_eq!(asked.buttons, ["default", "replace-key"]);

    let expected = [
        "kie.ai is low|NORMAL|Credit Tray|dev.credittray.CreditTray",
        "kie.ai is out|CRITICAL|Credit Tray|dev.credittray.CreditTray",
        "kie.ai: key rejected|CRITICAL|Credit Tray|dev.credittray.CreditTray",
    ];
    let seen_by_server = desktop.places.notifications_seen();
    until("what the server makes of them", async || {
        let seen = fs::read_to_string(&seen_by_server).unwrap_or_default();
        holds(seen.lines().eq(expected), seen)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notification_goes_when_what_it_says_is_over_and_comes_the_next_time() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    kie.set_balance(dec!(0));
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    let out = Notification::new("kie.ai is out", "0 credits left. Your threshold is 30 credits.");
    desktop.notifications.are(std::slice::from_ref(&out)).await;
    let displayed = async |count| {
        until("so many are displayed", async || {
            let displayed = desktop.notifications_displayed();
            holds(displayed == count, displayed)
        })
        .await;
    };
    displayed(1).await;
    kie.set_balance(dec!(20));
    tray.shows(&["kie.ai — 20 credits · low"]).await;
    polls(&kie, 3).await;
    assert_eq!(
        desktop.notifications_displayed(),
        1,
        "it is low, and no other word was said of that"
    );

    for _ in 0..2 {
        kie.set_balance(dec!(500));
        tray.shows(&["kie.ai — 500 credits"]).await;
        displayed(0).await;
        kie.set_balance(dec!(0));
        displayed(1).await;
    }
    let told = [out.clone(), out.clone(), out];
    desktop.notifications.are(&told).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_the_notification_server_presses_a_button() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    kie.set_balance(dec!(20));
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 20 credits · low"]).await;
    let low = Notification::new(
        "kie.ai is low",
        "20 credits left, below your threshold of 30 credits.",
    );
    desktop.notifications.are(&[low]).await;

    let id = desktop.notifications.newest().id;
    let press = async |button: &str| {
        let (path, interface) = ("/org/freedesktop/Notifications", "org.freedesktop.Notifications");
        let pressed = (id, button);
        desktop
            .bus
            .emit_signal(None::<()>, path, interface, "ActionInvoked", &pressed)
            .await
            .unwrap();
    };
    press("snooze").await;
    press("default").await;
    polls(&kie, 3).await;
    tray.shows(&["kie.ai — 20 credits · low"]).await;
    assert!(!app.shows_window());
    assert_eq!(
        desktop.notifications_displayed(),
        1,
        "it is still there to be answered"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_server_was_there_to_show_is_shown_when_one_comes() {
    let desktop = Desktop::with(Equipment {
        notifications: false,
        ..Equipment::ALL
    })
    .await;
    let kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, Some("30"))]);
    kie.set_balance(dec!(20));
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 20 credits · low"]).await;
    polls(&kie, 3).await;
    assert_eq!(desktop.notifications.so_far(), []);
    let kept = || {
        let path = desktop.places.config_dir().join("alerts.json");
        let text = fs::read(path).unwrap_or_default();
        serde_json::from_slice::<Value>(&text).unwrap_or_default()["accounts"]["kie-1"]["rules"]["low"]
            .clone()
    };
    assert!(
        kept()["since"].is_string() && kept()["channels"]["desktop"] != "told",
        "nobody was told"
    );

    let _server = desktop.starts_to_show_notifications().await;
    let low = Notification::new(
        "kie.ai is low",
        "20 credits left, below your threshold of 30 credits.",
    );
    desktop.notifications.are(std::slice::from_ref(&low)).await;
    polls(&kie, 3).await;
    assert_eq!(desktop.notifications.so_far(), [low]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_label_is_no_markup() {
    let desktop = Desktop::start().await;
    let suno = desktop.account(Provider::SunoApi);
    let kie = desktop.account(Provider::Kie);
    let mut accounts =
        [Provider::SunoApi, Provider::Kie].map(|provider| desktop.watched(provider, Some("30")));
    accounts[0]["label"] = "Tom & <b>Jerry</b>".into();
    desktop.write_settings(&accounts);
    suno.set_balance(dec!(20));
    kie.set_balance(dec!(20));
    let _app = desktop.start_app(&[]);
    let body = "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt; is low: 20 credits left\nkie.ai is low: 20 credits left";
    desktop
        .notifications
        .are(&[Notification::new("2 accounts need credit", body)])
        .await;
}
