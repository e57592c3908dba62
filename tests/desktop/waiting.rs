//! Warnings that have to wait: snoozed, paused, in quiet hours; and starts in between.

use credit_tray_simulator::Provider;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rust_decimal::dec;
use serde_json::{Value, json};

use crate::{Desktop, alerts::polls, notifications::Notification, until};

fn low(amount: &str) -> Notification {
    let body = format!("{amount} left, below your threshold of 30 credits.");
    Notification::new("kie.ai is low", &body)
}

impl Desktop {
    fn watches_kie(&self) {
        self.write_settings(&[self.watched(Provider::Kie, Some("30"))]);
    }

    /// Presses the Snooze button of the notification that is on the screen.
    async fn presses_snooze(&self) {
        until("a pressed button", async || {
            let pressed = self.command("dunstctl").arg("context").output().unwrap();
            let said = String::from_utf8_lossy(&pressed.stderr).into_owned();
            pressed.status.success().then_some(()).ok_or(said)
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_of_the_notification_snoozes() {
    let desktop = Desktop::start().await;
    desktop.watches_kie();
    let kie = desktop.account(Provider::Kie);
    kie.set_balance(dec!(20));
    let app = desktop.start_app(&[]);
    desktop.notifications.are(&[low("20 credits")]).await;

    desktop.presses_snooze().await;
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 20 credits · low · snoozed"]).await;
    kie.set_balance(dec!(0));
    tray.shows(&["kie.ai — 0 credits · out · snoozed"]).await;
    polls(&kie, 2).await;
    assert_eq!(desktop.notifications.so_far(), [low("20 credits")]);

    app.quit().await;
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 0 credits · out · snoozed"]).await;
    polls(&kie, 2).await;
    assert_eq!(
        desktop.notifications.so_far(),
        [low("20 credits")],
        "a new start ends no snooze"
    );

    tray.press(&["kie.ai", "Snooze", "End snooze"]).await;
    tray.shows(&["kie.ai — 0 credits · out"]).await;
    let out = Notification::new("kie.ai is out", "0 credits left. Your threshold is 30 credits.");
    desktop.notifications.are(&[low("20 credits"), out]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tray_snoozes_and_pauses() {
    let desktop = Desktop::start().await;
    desktop.watches_kie();
    let kie = desktop.account(Provider::Kie);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits"]).await;

    tray.press(&["Pause all alerts"]).await;
    kie.set_balance(dec!(20));
    tray.shows(&["kie.ai — 20 credits · low"]).await;
    polls(&kie, 2).await;
    assert_eq!(desktop.notifications.so_far(), []);
    app.quit().await;

    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 20 credits · low"]).await;
    polls(&kie, 2).await;
    assert_eq!(desktop.notifications.so_far(), [], "a pause outlives a new start");
    tray.press(&["Resume alerts"]).await;
    desktop.notifications.are(&[low("20 credits")]).await;

    tray.press(&["kie.ai", "Snooze", "Until topped up"]).await;
    tray.shows(&["kie.ai — 20 credits · low · snoozed"]).await;
    kie.set_balance(dec!(200));
    tray.shows(&["kie.ai — 200 credits"]).await;
    kie.set_balance(dec!(10));
    desktop
        .notifications
        .are(&[low("20 credits"), low("10 credits")])
        .await;
}

/// Quiet hours from an hour ago until so many minutes from now.
fn quiet_for(minutes: i64) -> Value {
    let time = |from_now: SignedDuration| {
        let at = (Timestamp::now() + from_now).to_zoned(TimeZone::UTC);
        at.strftime("%H:%M").to_string()
    };
    let from = time(SignedDuration::from_hours(-1));
    let to = time(SignedDuration::from_mins(minutes));
    json!({ "quietHours": { "from": from, "to": to } })
}

#[tokio::test(flavor = "multi_thread")]
async fn quiet_hours_hold_and_end_in_one_summary() {
    let desktop = Desktop::start().await;
    let accounts = [
        desktop.watched(Provider::SunoApi, Some("50")),
        desktop.watched(Provider::Kie, Some("30")),
    ];
    desktop.write_all_settings(&accounts, &quiet_for(60));
    let (suno, kie) = (desktop.account(Provider::SunoApi), desktop.account(Provider::Kie));
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["sunoapi.org — 100 credits", "kie.ai — 100 credits"])
        .await;
    kie.set_balance(dec!(20));
    tray.shows(&["sunoapi.org — 100 credits", "kie.ai — 20 credits · low"])
        .await;
    suno.set_balance(dec!(40));
    tray.shows(&["sunoapi.org — 40 credits · low", "kie.ai — 20 credits · low"])
        .await;
    polls(&kie, 2).await;
    assert_eq!(desktop.notifications.so_far(), []);
    app.quit().await;

    desktop.write_settings(&accounts);
    let _app = desktop.start_app(&[]);
    let body = "sunoapi.org is low: 40 credits left, below your threshold of 50 credits.\n\
                kie.ai is low: 20 credits left, below your threshold of 30 credits.";
    let summary = Notification::new("sunoapi.org and kie.ai", body);
    desktop.notifications.are(&[summary]).await;
}
