//! From the start of a program with its window to the moment when a person can use the window.

use super::{
    figure::{Budget, Figure, Unit},
    processes::started_at,
    programs::{Both, Program},
};
use crate::{Desktop, until, window::SettingsWindow};

const RUNS: usize = 7;

/// Both pages leave this mark when they have drawn what they are there for.
const USABLE_AT: &str = "return performance.getEntriesByName('usable') \
                         .map(({ startTime }) => performance.timeOrigin + startTime)";

pub async fn usable(desktop: &Desktop) -> Figure {
    let mut both = Both::default();
    for run in 0..=RUNS {
        for program in Program::BOTH {
            let window = program.start_with_window(desktop).await;
            let usable = usable_at(&window).await;
            let milliseconds = usable - started_at(window.app().await);
            // The first run fills caches.
            if run > 0 {
                both.add(program, milliseconds);
            }
            window.quit().await;
        }
    }
    Figure {
        name: "Start to usable window",
        unit: Unit::Milliseconds,
        ours: both.ours,
        smallest: Some(both.smallest),
        budget: Budget::Above(500.0),
    }
}

/// In milliseconds since 1970.
async fn usable_at(window: &SettingsWindow<'_>) -> f64 {
    until("a usable window", async || {
        let marked = window.client.execute(USABLE_AT, Vec::new()).await;
        let marked = marked.map_err(|error| error.to_string())?;
        marked[0].as_f64().ok_or_else(|| marked.to_string())
    })
    .await
}
