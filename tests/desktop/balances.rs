//! Balances in the tray.

use credit_tray_simulator::Provider;
use rust_decimal::dec;

use crate::{Desktop, tray::Row};

/// Whether rows that begin like this are there, in this order; others may stand between them.
fn has_in_order(rows: &[Row], beginnings: &[&str]) -> bool {
    let mut rows = rows.iter();
    let mut all = beginnings.iter();
    all.all(|beginning| rows.any(|row| row.text.starts_with(beginning)))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documented_replies_of_all_providers_are_five_rows() {
    let desktop = Desktop::start().await;
    let low_below = [Some("10"), None, None, Some("10"), None];
    let accounts = Provider::ALL.into_iter().zip(low_below);
    let accounts: Vec<_> = accounts
        .map(|(provider, low_below)| {
            let _known = desktop.account(provider);
            desktop.watched(provider, low_below)
        })
        .collect();
    desktop.write_settings(&accounts);

    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    let rows = tray
        .shows(&[
            "sunoapi.org — 100 credits",
            "kie.ai — 100 credits",
            "AI Music API — 50 credits",
            "OpenRouter — $74.75",
            "Evolink — 1,095.40 credits",
        ])
        .await;
    let submenus: [&[&str]; 5] = [
        &["Warns below 10 credits"],
        &[],
        &[
            "Subscription (resets monthly): 50 credits",
            "Extra (never expires): 0 credits",
        ],
        &["Purchased: $100.50", "Used: $25.75", "Warns below $10.00"],
        &[
            "Account: 1,095.40 credits",
            "Left for this key: 99,416.44 credits",
            "Used: 135.90 credits",
        ],
    ];
    for (row, parts) in rows.iter().zip(submenus) {
        let (told, offered) = (parts, ["Refresh", "Top up…"]);
        let expected = [&["Details…"], told, &["Read at "], &offered].concat();
        assert!(has_in_order(&row.submenu, &expected), "{row:#?}");
        for line in &row.submenu {
            let is_told = told.contains(&line.text.as_str()) || line.text.starts_with("Read at ");
            let may_be_pressed = line.enabled && !line.is_separator;
            assert!(!(is_told && may_be_pressed), "{line:?} only tells something");
            assert!(
                may_be_pressed || !offered.contains(&line.text.as_str()),
                "{line:?}"
            );
        }
    }

    let below = &tray.rows().await[rows.len()..];
    let expected = ["", "Updated at ", "Refresh now", "Open Credit Tray", "", "Quit"];
    assert!(has_in_order(below, &expected), "{below:#?}");
    assert_eq!(below.last().unwrap().text, "Quit");
    tray.icon_is("ok").await;
    assert!(!app.shows_window(), "an app that is set up starts quietly");
    assert_eq!(desktop.notifications.so_far(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_balance_changes_its_row_in_place() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let _openrouter = desktop.account(Provider::OpenRouter);
    desktop.write_settings(&[
        desktop.watched(Provider::Kie, None),
        desktop.watched(Provider::OpenRouter, None),
    ]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    let before = tray.shows(&["kie.ai — 100 credits", "OpenRouter — $74.75"]).await;
    let revision = tray.revision().await;

    kie.set_balance(dec!(35.95));
    let after = tray
        .shows(&["kie.ai — 35.95 credits", "OpenRouter — $74.75"])
        .await;

    let ids = |rows: &[Row]| -> Vec<_> {
        let inside = |row: &Row| row.submenu.iter().map(|line| line.id).collect::<Vec<_>>();
        rows.iter().map(|row| (row.id, inside(row))).collect()
    };
    assert_eq!(ids(&before), ids(&after), "every row is still the same one");
    assert_eq!(
        revision,
        tray.revision().await,
        "a panel that shows the menu need not draw it anew"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_balance_is_asked_for_when_somebody_wants_it() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let mut rarely = desktop.watched(Provider::Kie, None);
    rarely["refreshEverySecs"] = 3600.into();
    rarely["label"] = "R&D_main".into();
    desktop.write_settings(&[rarely]);
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["R&D_main — 100 credits"]).await;

    kie.set_balance(dec!(1234.5));
    tray.press(&["Refresh now"]).await;
    tray.shows(&["R&D_main — 1,234.50 credits"]).await;

    kie.set_balance(dec!(7));
    tray.press(&["R&D_main", "Refresh"]).await;
    tray.shows(&["R&D_main — 7 credits"]).await;
    assert_eq!(kie.requests().len(), 3, "and not more often than that");
}
