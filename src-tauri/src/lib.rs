//! Credit Tray's desktop app: it draws what `credit-tray-engine` knows, and passes on what a person
//! asks. It has no rules.
//!
//! A map:
//!
//! - [`app`] puts the app together: engine, tray, window, notifications. [`display`] says whether there
//!   is a place for it.
//! - [`host`] is what the engine asks of this desktop; [`autostart`] has the desktop start the app at
//!   login, [`desktop_support`] tells what this desktop lacks, `network` when the network is back.
//! - [`tray`] draws the state as rows and an icon; [`notifier`] shows alerts; [`window`] opens
//!   the settings window, which asks the engine and nobody else.
//!
//! The commands without a desktop are in `credit-tray-cli`. See `src-tauri/ARCHITECTURE.md`.

pub mod app;
pub mod autostart;
pub mod context;
pub mod desktop_support;
pub mod display;
pub mod error;
pub mod host;
pub mod logs;
#[cfg(target_os = "linux")]
pub mod network;
pub mod notifier;
pub mod tray;
pub mod window;

use std::{panic::catch_unwind, process::ExitCode};

use clap::Parser;
use credit_tray_cli::{Command, EXAMPLES, Folder, error::EXIT_FAILED, parse, report};
use credit_tray_engine::core_dump;

/// Balances of prepaid AI API accounts in the tray, with an alert before one runs out.
///
/// Without a command, starts the tray app.
#[derive(Debug, Parser)]
#[command(
    name = "credit-tray",
    version,
    about,
    after_help = EXAMPLES,
    args_conflicts_with_subcommands = false
)]
struct Arguments {
    #[command(flatten)]
    folder: Folder,

    /// Also open the settings window
    #[arg(long)]
    settings: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

/// Runs the program as its command line says.
pub fn main() -> ExitCode {
    core_dump::forbid();
    let outcome = catch_unwind(|| {
        if std::env::args_os().skip(1).eq([window::page::ARGUMENT]) {
            return window::page::run();
        }
        match parse() {
            Ok(Arguments {
                folder,
                command: Some(command),
                ..
            }) => Ok(command.run(folder)),
            Ok(Arguments { folder, settings, .. }) => app::run(folder.config_dir()?, settings),
            Err(exit) => Ok(exit),
        }
    });
    match outcome {
        Ok(Ok(exit)) => exit,
        Ok(Err(error)) => report(&error, error.exit_code()),
        Err(_) => ExitCode::from(EXIT_FAILED),
    }
}
