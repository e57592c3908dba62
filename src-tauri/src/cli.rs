//! The command line.

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use credit_tray_core::without_keys;

use crate::{
    config_dir::ConfigDir,
    error::{EXIT_USAGE, Error},
};

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
    /// Folder for settings, history and logs, instead of the usual one
    #[arg(long, value_name = "DIR", env = "CREDIT_TRAY_CONFIG_DIR", global = true)]
    config_dir: Option<PathBuf>,

    /// Also open the settings window
    #[arg(long)]
    settings: bool,

    #[command(subcommand)]
    command: Option<Command>,
}

/// What stands below the help.
const EXAMPLES: &str = "\
Examples:
  credit-tray                          Start the tray app
  credit-tray --settings               Start it with its window, for example to add an account
  credit-tray check                    Print all balances
  credit-tray check --json --account \"My music\"
  credit-tray history --since 7d       Print what was spent in the last seven days

Settings are in settings.json, in ~/.config/credit-tray on Linux,
~/Library/Application Support/credit-tray on macOS and %APPDATA%\\credit-tray on Windows.
--config-dir chooses another folder.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Check all enabled accounts once and print their balances
    ///
    /// Needs no display and no running app.
    ///
    /// Exit status: 0 if all is fine, 1 if an account is low or out, 2 if one could not be checked,
    /// 3 if both. 64 means wrong usage, or settings that cannot be read.
    Check {
        /// Print JSON instead of a table
        #[arg(long)]
        json: bool,

        /// Check only this account (repeatable)
        #[arg(long, value_name = "ID|LABEL")]
        account: Vec<String>,
    },

    /// Print what each account had and spent, day by day
    History {
        /// Print all readings and days as JSON
        #[arg(long, conflicts_with = "csv")]
        json: bool,

        /// Print all readings as CSV
        #[arg(long)]
        csv: bool,

        /// Print only this account (repeatable)
        #[arg(long, value_name = "ID|LABEL")]
        account: Vec<String>,

        /// Start of the period: 24h, 7d, 2w, or a date such as 2026-11-01
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
        /// Only these accounts, as typed; all that are enabled where there are none.
        accounts: Vec<String>,
    },
    /// Print the history.
    History(Query),
}

/// Which part of the history to print, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// As what.
    pub format: Format,
    /// Only these accounts, as typed; all where there are none.
    pub accounts: Vec<String>,
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
        let arguments = Arguments::try_parse().map_err(|error| refuse(&error))?;
        let config_dir = ConfigDir::new(arguments.config_dir).map_err(|error| report(&error))?;
        let action = match arguments.command {
            Some(Command::Check { json, account }) => Action::Check {
                json,
                accounts: account,
            },
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
                accounts: account,
                since,
            }),
            None => Action::Tray {
                settings: arguments.settings,
            },
        };
        Ok(Self { config_dir, action })
    }
}

/// Shows the help that was asked for, or says what is wrong with the command line.
fn refuse(error: &clap::Error) -> ExitCode {
    let words = error.render().to_string();
    let clean = without_keys(&words);
    // Nothing better is left to do when even the terminal cannot be written to.
    let _ = if words == clean {
        error.print()
    } else {
        io::stderr().write_all(clean.as_bytes())
    };
    ExitCode::from(if error.use_stderr() { EXIT_USAGE } else { 0 })
}

/// Prints on standard output. Who reads no further, such as `head`, has seen enough.
///
/// # Errors
/// [`Error::Print`].
pub fn print(text: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Print(error)),
        _ => Ok(()),
    }
}

/// Says on the terminal what ended the program.
#[must_use]
pub fn report(error: &Error) -> ExitCode {
    let words = without_keys(&error.to_string());
    tracing::error!(error = words, "ended");
    let _ = writeln!(io::stderr(), "credit-tray: {words}");
    ExitCode::from(error.exit_code())
}
