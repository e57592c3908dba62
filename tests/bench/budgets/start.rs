//! From the start of a program to its icon in the tray, and the memory that it uses from then on.

use std::time::Instant;

use futures_util::StreamExt as _;
use tokio::time::{sleep, timeout};
use zbus::{Proxy, proxy::SignalStream};

use super::{
    SETTLED,
    accounts::Accounts,
    figure::{Budget, Figure, Unit},
    processes::memory,
    programs::{Both, Program},
};
use crate::{
    Desktop,
    app::App,
    tray::{owner_and_path, pid_of},
    until::PATIENCE,
};

const RUNS: usize = 7;

pub async fn start_and_memory(desktop: &Desktop, accounts: &Accounts) -> [Figure; 3] {
    let (mut to_icon, mut proportional, mut private_dirty) =
        (Both::default(), Both::default(), Both::default());
    // The first run fills caches and makes the app's files.
    for run in 0..=RUNS {
        for program in Program::BOTH {
            let mut icons = new_icons(desktop).await;
            let begun = Instant::now();
            let app = program.start(desktop);
            let took = icon_of(&app, desktop, &mut icons).await - begun;
            if let Program::Ours = program {
                accounts.are_read_by(&app).await;
            }
            sleep(SETTLED).await;
            let memory = memory(app.pid());
            if run > 0 {
                to_icon.add(program, took.as_secs_f64() * 1000.0);
                proportional.add(program, memory.proportional);
                private_dirty.add(program, memory.private_dirty);
            }
            app.quit().await;
        }
    }
    [
        ("Idle memory, its share (PSS)", Unit::Mebibytes, proportional),
        ("Idle memory, private dirty", Unit::Mebibytes, private_dirty),
        ("Start to tray icon", Unit::Milliseconds, to_icon),
    ]
    .map(|(name, unit, both)| Figure {
        name,
        unit,
        ours: both.ours,
        smallest: Some(both.smallest),
        budget: Budget::Times(1.10),
    })
}

/// The icons that come into the tray from now on.
async fn new_icons(desktop: &Desktop) -> SignalStream<'static> {
    let watcher = "org.kde.StatusNotifierWatcher";
    let watcher = Proxy::new(&desktop.bus, watcher, "/StatusNotifierWatcher", watcher);
    let registered = "StatusNotifierItemRegistered";
    watcher.await.unwrap().receive_signal(registered).await.unwrap()
}

/// When the icon of this app comes.
async fn icon_of(app: &App<'_>, desktop: &Desktop, icons: &mut SignalStream<'static>) -> Instant {
    let comes = async {
        while let Some(icon) = icons.next().await {
            let now = Instant::now();
            let item: String = icon.body().deserialize().unwrap();
            let (owner, _) = owner_and_path(&item);
            if pid_of(&desktop.bus, owner).await == Ok(app.pid()) {
                return now;
            }
        }
        panic!("the tray has left the bus");
    };
    timeout(PATIENCE, comes).await.unwrap()
}
