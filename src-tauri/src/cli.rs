//! The command line.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use crate::{config_dir::ConfigDir, error::Error};

/// Wrong usage or unreadable settings, as `sysexits.h` numbers it.
pub const EXIT_USAGE: u8 = 64;

/// What is left on every prepaid AI API account, in the tray.
#[derive(Debug, Parser)]
#[command(name = "credit-tray", version, about, args_conflicts_with_subcommands = false)]
struct Arguments {
    /// Keep settings, history and logs in this folder instead of the platform's own
    #[arg(long, value_name = "DIR", env = "CREDIT_TRAY_CONFIG_DIR", global = true)]
    config_dir: Option<PathBuf>,

    /// Also open the settings window
    #[arg(long)]
    settings: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read every enabled account once, print, and exit
    ///
    /// Exit status: 0 all fine; bit 1: some account is low or out; bit 2: some account is unknown;
    /// 64: wrong usage or unreadable settings.
    Check {
        /// Print one JSON object instead of a table
        #[arg(long)]
        json: bool,
    },
}

/// What the command line asks for.
#[derive(Debug)]
pub struct CommandLine {
    /// Where everything is kept.
    pub config_dir: ConfigDir,
    /// What to do.
    pub action: Action,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Start the tray app.
    Tray {
        /// Also open the settings window.
        settings: bool,
    },
    /// Read every account once.
    Check {
        /// As JSON.
        json: bool,
    },
}

impl CommandLine {
    /// Reads this process's command line.
    ///
    /// # Errors
    /// The exit code to end with at once: after `--help`, or after wrong usage.
    pub fn read() -> Result<Self, ExitCode> {
        let arguments = Arguments::try_parse().map_err(|error| {
            // Nothing better is left to do when even the terminal cannot be written to.
            let _ = error.print();
            ExitCode::from(if error.use_stderr() { EXIT_USAGE } else { 0 })
        })?;
        let config_dir = ConfigDir::new(arguments.config_dir).map_err(|error| report(&error))?;
        let action = match arguments.command {
            Some(Command::Check { json }) => Action::Check { json },
            None => Action::Tray {
                settings: arguments.settings,
            },
        };
        Ok(Self { config_dir, action })
    }
}

/// Says on the terminal what ended the program.
#[must_use]
pub fn report(error: &Error) -> ExitCode {
    tracing::error!(%error, "ended");
    let _ = writeln!(io::stderr(), "credit-tray: {error}");
    ExitCode::from(error.exit_code())
}
