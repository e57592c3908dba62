//! Warnings: each arrives once.

use credit_tray_simulator::{Account, Provider};
use rust_decimal::dec;

use crate::{Desktop, holds, notifications::Notification, until};

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
