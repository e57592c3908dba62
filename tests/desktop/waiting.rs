//! Warnings that have to wait: snoozed, paused, in quiet hours; and starts in between.

use std::fs;

use credit_tray_simulator::Provider;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rust_decimal::dec;
use serde_json::{Value, json};

use crate::{Desktop, alerts::polls, holds, notifications::Notification, until};

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

    /// Waits until the pause is on the disk, and looks when it ends.
    async fn pauses_until_the_morning(&self) {
        let path = self.places.config_dir().join("alerts.json");
        let end = until("a pause", async || {
            let alerts: Value =
                serde_json::from_slice(&fs::read(&path).unwrap_or_default()).unwrap_or_default();
            let end = alerts["pausedUntil"].as_str().map(str::to_owned);
            end.ok_or_else(|| alerts.to_string())
        });
        let end: Timestamp = end.await.parse().unwrap();
        let morning = end.to_zoned(TimeZone::UTC).time();
        assert_eq!(morning.to_string(), "08:00:00");
        let wait = end.duration_since(Timestamp::now());
        assert!(wait > SignedDuration::from_hours(3) && wait < SignedDuration::from_hours(29));
    }

    /// How many notifications are on the screen.
    pub fn notifications_displayed(&self) -> u32 {
        let mut count = self.command("dunstctl");
        let said = count.args(["count", "displayed"]).output().unwrap().stdout;
        String::from_utf8(said).unwrap().trim().parse().unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_press_is_lost() {
    let desktop = Desktop::start().await;
    desktop.watches_kie();
    let kie = desktop.account(Provider::Kie);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    for round in 0..12 {
        kie.set_balance(dec!(20));
        until("it on the screen", async || {
            let displayed = desktop.notifications_displayed();
            holds(displayed == 1, displayed)
        })
        .await;
        if round % 3 == 2 {
            // One that is only closed.
            let closed = desktop.command("dunstctl").arg("close-all").status().unwrap();
            assert!(closed.success());
        } else {
            desktop.presses_snooze().await;
            tray.shows(&["kie.ai — 20 credits · low · snoozed"]).await;
            tray.press(&["kie.ai", "Snooze", "End snooze"]).await;
        }
        kie.set_balance(dec!(100));
        tray.shows(&["kie.ai — 100 credits"]).await;
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
    until("it on the screen", async || {
        let displayed = desktop.notifications_displayed();
        holds(displayed == 1, displayed)
    })
    .await;

    desktop.presses_snooze().await;
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 20 credits · low · snoozed"]).await;
    until("what was answered to leave the screen", async || {
        let displayed = desktop.notifications_displayed();
        holds(displayed == 0, displayed)
    })
    .await;
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
    desktop.pauses_until_the_morning().await;
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
    let body = "sunoapi.org is low: 40 credits left\nkie.ai is low: 20 credits left";
    let summary = Notification::new("2 accounts need credit", body);
    desktop.notifications.are(&[summary]).await;
}
