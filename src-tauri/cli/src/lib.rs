//! The commands: what a script or a person asks without a desktop.
//!
//! [`check`] reads every account once, [`history`] prints what is kept of the past. [`choose`] finds
//! the accounts that were named, and [`table`] lines rows up.

pub mod check;
pub mod choose;
pub mod error;
pub mod history;
pub mod names;
pub mod table;

use std::{
    io::{self, Write as _},
    panic::catch_unwind,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};
use credit_tray_core::without_keys;
use credit_tray_engine::config_dir::ConfigDir;

use error::{EXIT_FAILED, EXIT_USAGE, Error};
use history::{Format, Query};

/// What stands below the help.
pub const EXAMPLES: &str = "\
Examples:
  credit-tray                          Start the tray app
  credit-tray --settings               Start it with its window, for example to add an account
  credit-tray check                    Print all balances
  credit-tray check --json --account \"My music\"
  credit-tray history --since 7d       Print what was spent in the last seven days

Settings are in settings.json, in ~/.config/credit-tray on Linux,
~/Library/Application Support/credit-tray on macOS and %APPDATA%\\credit-tray on Windows.
--config-dir chooses another folder.";

/// Which folder everything is kept in.
#[derive(Clone, Debug, Args)]
pub struct Folder {
    /// Folder for settings, history and logs, instead of the usual one
    #[arg(long, value_name = "DIR", env = "CREDIT_TRAY_CONFIG_DIR", global = true)]
    config_dir: Option<PathBuf>,
}

impl Folder {
    /// The folder that was chosen, or the platform's own.
    pub fn config_dir(self) -> Result<ConfigDir, credit_tray_engine::error::Error> {
        ConfigDir::new(self.config_dir)
    }
}

/// What can be asked without a desktop.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
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

impl Command {
    /// Does what was asked, and says on the terminal what went wrong.
    pub fn run(self, folder: Folder) -> ExitCode {
        // What a script sees of a panic is what it sees of any failure: nothing is known of any account.
        let outcome = catch_unwind(|| {
            let config_dir = folder.config_dir()?;
            match self {
                Self::Check { json, account } => check::run(&config_dir, json, &account),
                Self::History {
                    json,
                    csv,
                    account,
                    since,
                } => {
                    let format = match (json, csv) {
                        (true, _) => Format::Json,
                        (_, true) => Format::Csv,
                        _ => Format::Table,
                    };
                    let query = Query {
                        format,
                        accounts: account,
                        since,
                    };
                    history::run(&config_dir, &query)
                }
            }
        });
        match outcome {
            Ok(Ok(exit)) => exit,
            Ok(Err(error)) => report(&error, error.exit_code()),
            Err(_) => ExitCode::from(EXIT_FAILED),
        }
    }
}

/// Reads this process's command line.
///
/// # Errors
/// The exit code to end with at once: after `--help`, or after wrong usage.
pub fn parse<T: Parser>() -> Result<T, ExitCode> {
    T::try_parse().map_err(|error| refuse(&error))
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
fn print(text: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout();
    match out.write_all(text).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Print(error)),
        _ => Ok(()),
    }
}

/// Says on the terminal what ended the program.
pub fn report(error: &dyn std::error::Error, exit_code: u8) -> ExitCode {
    let words = without_keys(&error.to_string());
    tracing::error!(error = words, "ended");
    let _ = writeln!(io::stderr(), "credit-tray: {words}");
    ExitCode::from(exit_code)
}
