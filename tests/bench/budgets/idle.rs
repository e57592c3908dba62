//! The processor time that is used while nothing happens: between two rounds of polls.

use std::time::Duration;

use tokio::time::sleep;

use super::{
    SETTLED,
    accounts::Accounts,
    figure::{Budget, Figure, Unit},
    processes::ticks,
    programs::{Both, Program},
};
use crate::Desktop;

/// With the time before them less than the accounts' interval.
const RUNS: usize = 3;
const WATCHED: Duration = Duration::from_secs(60);

pub async fn cpu(desktop: &Desktop, accounts: &Accounts) -> Figure {
    let apps = Program::BOTH.map(|program| (program, program.start(desktop)));
    for (program, app) in &apps {
        if let Program::Ours = program {
            accounts.are_read_by(app).await;
        }
    }
    sleep(SETTLED).await;
    let mut both = Both::default();
    for _ in 0..RUNS {
        let before = apps.each_ref().map(|(_, app)| ticks(app.pid()));
        sleep(WATCHED).await;
        for ((program, app), before) in apps.iter().zip(before) {
            both.add(*program, ticks(app.pid()) - before);
        }
    }
    for (_, app) in apps {
        app.quit().await;
    }
    Figure {
        name: "Idle processor time in 60 s",
        unit: Unit::Ticks,
        ours: both.ours,
        smallest: Some(both.smallest),
        budget: Budget::AtMost(0.0),
    }
}
