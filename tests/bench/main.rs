//! What the app costs, as ratios to the smallest Tauri tray app, measured in the same run on the
//! desktop of the tests. `docs/benchmark.md` says what each figure means.
//!
//! It reports and judges nothing: a missed budget is a row that says so, and the program ends well
//! all the same. A busy machine is no fault of the app.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    missing_docs,
    unreachable_pub,
    reason = "a measurement that cannot go on panics and says why; nothing here is an API"
)]

#[cfg(target_os = "linux")]
mod budgets;
#[cfg(target_os = "linux")]
mod fixture;

// The fixture finds its parts here, as it does in the tests.
#[cfg(target_os = "linux")]
use fixture::{
    app,
    desktop::{self, Desktop},
    notifications, proc, screen, tray,
    until::{self, holds, until},
    window,
};

fn main() {
    #[cfg(target_os = "linux")]
    budgets::measure();
    #[cfg(not(target_os = "linux"))]
    println!("The budgets are measured on Linux only.");
}
