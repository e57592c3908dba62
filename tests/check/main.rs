//! `credit-tray check` and `credit-tray history`: what scripts rely on. No display, no session bus,
//! no running app. Both the app's program and the one without a desktop are put to this.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    unreachable_pub,
    reason = "a test that panics has failed, and says where; nothing here is an API"
)]

mod bench;
mod choosing;
mod history;
mod problems;
mod proxy;
mod reports;
mod unusable;
mod usage;
