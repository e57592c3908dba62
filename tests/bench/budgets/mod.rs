//! All figures, one after the other: on a machine that does nothing else.

mod accounts;
mod bundle;
mod figure;
mod idle;
mod processes;
mod programs;
mod refresh;
mod report;
mod start;
mod window;

use std::time::Duration;

use tokio::runtime::Runtime;

use crate::Desktop;
use accounts::Accounts;

/// After this a program that has started does nothing more.
const SETTLED: Duration = Duration::from_secs(5);

pub fn measure() {
    Runtime::new().unwrap().block_on(async {
        let load_before = report::load();
        let desktop = Desktop::start().await;
        let accounts = Accounts::on(&desktop).await;
        let mut figures = Vec::new();
        figures.extend(start::start_and_memory(&desktop, &accounts).await);
        figures.push(window::usable(&desktop).await);
        figures.push(refresh::refresh(&desktop, &accounts).await);
        figures.push(idle::cpu(&desktop, &accounts).await);
        figures.push(bundle::size());
        println!("{}", report::table(&figures));
        println!("{}", report::machine(&load_before));
    });
}
