//! Credit Tray on a real desktop: a panel draws its icon, a notification server takes its
//! notifications, a keychain keeps its keys, and a `WebDriver` works its window.
//!
//! Each test has a [`Desktop`] of its own, so that they run side by side and touch nothing of the
//! person who runs them. What is on it: see `desktop/mod.rs`. Waiting is always for a condition and
//! never for a time: see [`until`].

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    missing_docs,
    unreachable_pub,
    reason = "a test that cannot go on panics and says why; nothing here is an API"
)]

mod alerts;
mod app;
mod balances;
mod bare_desktops;
mod canary;
mod choices;
mod desktop;
mod errors;
mod keychain;
mod lifetime;
mod moving;
mod network;
mod notifications;
mod opening;
mod proc;
mod screen;
mod screen_reader;
mod setting_up;
mod settings;
mod spoilt_settings;
mod tray;
mod tray_item;
mod tray_menu;
mod until;
mod waiting;
mod window;

use desktop::Desktop;
use until::{holds, until};
