//! From a click on Refresh now to the last of five new balances in the tray's menu.

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use rust_decimal::Decimal;
use tokio::time::{sleep, timeout};

use super::{
    SETTLED,
    accounts::Accounts,
    figure::{Budget, Figure, Samples, Unit},
    programs::Program,
};
use crate::{Desktop, tray::TrayItem, until::PATIENCE};

const RUNS: u32 = 11;
const ANSWER_AFTER: Duration = Duration::from_millis(200);

pub async fn refresh(desktop: &Desktop, accounts: &Accounts) -> Figure {
    let app = Program::Ours.start(desktop);
    accounts.are_read_by(&app).await;
    let tray = app.tray().await;
    accounts.answer_after(ANSWER_AFTER);
    let mut ours = Samples::default();
    for run in 1..=RUNS {
        sleep(SETTLED / 5).await;
        let amount = Decimal::ONE_HUNDRED + Decimal::from(run);
        accounts.hold(amount);
        let took = took(accounts, &tray, amount).await;
        ours.add(took.as_secs_f64() * 1000.0);
    }
    accounts.answer_at_once();
    accounts.hold(Decimal::ONE_HUNDRED);
    app.quit().await;
    Figure {
        name: "Refresh, answers after 200 ms",
        unit: Unit::Milliseconds,
        ours,
        smallest: None,
        budget: Budget::AtMost(260.0),
    }
}

async fn took(accounts: &Accounts, tray: &TrayItem, amount: Decimal) -> Duration {
    // The panel is told of changed rows by this signal, and draws them then.
    let mut changes = tray.menu.receive_signal("ItemsPropertiesUpdated").await.unwrap();
    let begun = Instant::now();
    tray.press(&["Refresh now"]).await;
    let all_shown = async {
        while changes.next().await.is_some() {
            let told = begun.elapsed();
            if accounts.are_shown(tray, amount).await {
                return told;
            }
        }
        panic!("the app has left the bus");
    };
    timeout(PATIENCE, all_shown).await.unwrap()
}
