//! `credit-tray-cli`: the commands of `credit-tray`, for computers without a desktop.

use std::process::ExitCode;

use clap::Parser;
use credit_tray_cli::{Command, EXAMPLES, Folder, parse};
use credit_tray_engine::core_dump;

/// Balances of prepaid AI API accounts on the command line.
///
/// Does the same as the commands of credit-tray, and needs no desktop.
#[derive(Debug, Parser)]
#[command(name = "credit-tray-cli", version, about, after_help = EXAMPLES)]
struct Arguments {
    #[command(flatten)]
    folder: Folder,

    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    core_dump::forbid();
    match parse::<Arguments>() {
        Ok(Arguments { folder, command }) => command.run(folder),
        Err(exit) => exit,
    }
}
