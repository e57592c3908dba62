//! The menu as the panel draws it: how large it is, and that it stands still.

use std::fs;

use credit_tray_simulator::Provider;
use rust_decimal::dec;
use serde_json::Value;

use crate::{Desktop, holds, tray::texts, until};

impl Desktop {
    /// Opens the menu of the icon of this level. Returns its window and how high it is.
    async fn opens_menu(&self, level: &str) -> (String, u32) {
        let (x, y) = self.screen().icon_place(level).await;
        let before = self.screen().all_windows();
        self.screen().click(x, y, 3);
        until("the menu", async || {
            let windows = self.screen().all_windows();
            let menu = windows
                .iter()
                .find(|window| !before.contains(window) && window.2 > 100);
            let (id, _, height) = menu.ok_or_else(|| format!("{windows:?}"))?;
            Ok((id.clone(), *height))
        })
        .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_that_is_open_changes_in_place() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let _openrouter = desktop.account(Provider::OpenRouter);
    desktop.write_settings(&[
        desktop.watched(Provider::Kie, Some("30")),
        desktop.watched(Provider::OpenRouter, None),
    ]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits", "OpenRouter — $74.75"]).await;
    let (menu, _) = desktop.opens_menu("ok").await;
    let drawn = || fs::read(desktop.screen().picture_of(&menu)).unwrap();
    let (revision, before) = (tray.revision().await, drawn());

    // It becomes low, is told more of, gets a mark and, without its key, an offer.
    kie.set_balance(dec!(20));
    tray.shows(&["kie.ai — 20 credits · low", "OpenRouter — $74.75"])
        .await;
    until("another picture of the menu", async || {
        holds(drawn() != before, "the same picture")
    })
    .await;
    kie.documented_fault("401").unwrap();
    tray.shows(&["kie.ai — 20 credits · low · key rejected", "OpenRouter — $74.75"])
        .await;
    assert_eq!(tray.revision().await, revision, "the panel need not draw it anew");
    let windows = desktop.screen().all_windows();
    assert!(windows.iter().any(|(id, ..)| *id == menu), "it is open as before");
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_accounts_leave_room_for_what_matters() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    let account = |index: usize| -> Value {
        let mut account = desktop.watched(Provider::Kie, Some(if index % 15 == 14 { "150" } else { "30" }));
        account["id"] = format!("kie-{index}").into();
        account["label"] = match index {
            14 => "An account whose label is as long as one may be".into(),
            _ => format!("Account {index}").into(),
        };
        account["refreshEverySecs"] = 600.into();
        account
    };
    let accounts: Vec<_> = (0..40).map(account).collect();
    desktop.write_settings(&accounts);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    let mut expected = vec![
        "An account whose label is as lo… — 100 credits · low".to_owned(),
        "Account 29 — 100 credits · low".to_owned(),
    ];
    expected.extend((0..10).map(|index| format!("Account {index} — 100 credits")));
    expected.push("28 more are fine".to_owned());
    let expected: Vec<_> = expected.iter().map(String::as_str).collect();
    let rows = tray.shows(&expected).await;
    let more = &rows[12].submenu;
    assert_eq!(more.len(), 28);
    assert_eq!(more[27].text, "Account 39 — 100 credits");
    assert_eq!(more[27].submenu[0].text, "Details…");
    assert!(rows[0].is_marked && rows[1].is_marked && !rows[2].is_marked);
    let words = tray.rows().await;
    let words = texts(&words);
    for word in ["Refresh now", "Pause all alerts", "Open Credit Tray", "Quit"] {
        assert!(words.contains(&word), "{words:?}");
    }

    let (menu, height) = desktop.opens_menu("low").await;
    assert!(
        height < 760,
        "{height} pixels are more than the screen has beside the panel"
    );
    let width = desktop
        .screen()
        .all_windows()
        .iter()
        .find(|(id, ..)| *id == menu)
        .unwrap()
        .1;
    assert!(width < 600, "{width}");
}
