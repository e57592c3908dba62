//! Credit Tray's desktop shell: adapters around `credit-tray-core`, which decides everything.
//!
//! A map of the program:
//!
//! - [`cli`] reads the command line: the tray app, the one-shot [`check`], or the [`history`]. [`choose`]
//!   finds the accounts that were named, and [`table`] lines rows up.
//! - [`app`] puts the tray app together: settings, keys, monitor, tray, window, notifications. [`display`]
//!   says whether there is a place for it.
//! - [`settings_store`] and [`keychain`] are where settings and keys live; [`found_keys`] are those that
//!   other programs left in the environment.
//! - [`route`] is the way to the providers: through a proxy, or straight.
//! - [`locale`] gives the words of the person's language to whoever draws something.
//! - [`autostart`] has the desktop start the app at login.
//! - [`services`] tells what this desktop lacks, and [`notices`] and the window tell the person.
//! - [`tray`] draws the snapshot as rows and an icon; [`notifier`] shows alerts; [`window`] opens
//!   the settings window, which talks to [`commands`] and nothing else.
//!
//! Data flows one way: the core's monitor publishes a snapshot, and each of these draws it. See
//! `src-tauri/ARCHITECTURE.md`.

pub mod app;
pub mod autostart;
pub mod check;
pub mod choose;
pub mod cli;
pub mod commands;
pub mod config_dir;
pub mod display;
pub mod error;
pub mod found_keys;
pub mod history;
pub mod keychain;
pub mod locale;
pub mod logs;
pub mod notices;
pub mod notifier;
pub mod removed;
pub mod route;
pub mod services;
pub mod settings_store;
pub mod table;
pub mod tray;
pub mod window;

use std::{panic::catch_unwind, process::ExitCode};

use cli::{Action, CommandLine};
use error::EXIT_FAILED;

/// Runs the program as its command line says.
#[must_use]
pub fn main() -> ExitCode {
    if std::env::args_os().skip(1).eq([window::page::ARGUMENT]) {
        return window::page::run().unwrap_or_else(|error| cli::report(&error));
    }
    let command_line = match CommandLine::read() {
        Ok(command_line) => command_line,
        Err(exit) => return exit,
    };
    // What a script sees of a panic is what it sees of any failure: nothing is known of any account.
    let outcome = catch_unwind(|| match command_line.action {
        Action::Check { json, accounts } => check::run(&command_line.config_dir, json, &accounts),
        Action::History(query) => history::run(&command_line.config_dir, &query),
        Action::Tray { settings } => app::run(command_line.config_dir, settings),
    });
    match outcome {
        Ok(outcome) => outcome.unwrap_or_else(|error| cli::report(&error)),
        Err(_) => ExitCode::from(EXIT_FAILED),
    }
}
