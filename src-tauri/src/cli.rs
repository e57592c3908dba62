//! The command line.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use credit_tray_core::AccountId;

use crate::{
    config_dir::ConfigDir,
    error::{EXIT_USAGE, Error},
};

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

    /// Print what the accounts held, day by day
    History {
        /// Print every reading and every day as one JSON object
        #[arg(long, conflicts_with = "csv")]
        json: bool,

        /// Print every reading as comma-separated values
        #[arg(long)]
        csv: bool,

        /// Only this account, by its id; may be given more than once
        #[arg(long, value_name = "ID")]
        account: Vec<String>,

        /// From when on: 24h, 7d, 2w, or a date such as 2026-11-01
        #[arg(long, value_name = "TIME")]
        since: Option<String>,
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Print the history.
    History(Query),
}

/// Which part of the history to print, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As what.
    pub format: Format,
    /// Only these accounts; all where there are none.
    pub accounts: Vec<AccountId>,
    /// From when on, as typed.
    pub since: Option<String>,
}

/// What the history is printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A row a day.
    Table,
    /// One object.
    Json,
    /// A line a reading.
    Csv,
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
            Some(Command::History {
                json,
                csv,
                account,
                since,
            }) => Action::History(Query {
                format: match (json, csv) {
                    (true, _) => Format::Json,
                    (_, true) => Format::Csv,
                    _ => Format::Table,
                },
                accounts: account.into_iter().map(AccountId::new).collect(),
                since,
            }),
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
