//! `credit-tray history`: what the accounts held, as a table, JSON or CSV. Works while the app runs.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use comfy_table::{Table, presets};
use credit_tray_core::{
    AccountId,
    history::{
        History, HistoryReader, parse_since,
        report::{AccountReport, COLUMNS, Report},
    },
    settings::Settings,
    texts::EN,
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{
    cli::{Format, Query},
    config_dir::ConfigDir,
    error::Error,
};

/// Prints the part of the history that was asked for.
///
/// # Errors
/// `--since` is no time, or the history or the settings cannot be read.
pub fn run(config_dir: &ConfigDir, query: &Query) -> Result<ExitCode, Error> {
    let since = match &query.since {
        Some(text) => parse_since(text, Timestamp::now())?,
        None => Timestamp::MIN,
    };
    let settings = config_dir.read_settings()?;
    let report = match History::read_only(config_dir.path())? {
        Some(history) => read(&history, &settings, query, since)?,
        None => Report {
            since,
            accounts: Vec::new(),
        },
    };
    let text = match query.format {
        Format::Json => (report.to_json()? + "\n").into_bytes(),
        Format::Csv => report.to_csv()?,
        Format::Table => (as_table(&report, config_dir) + "\n").into_bytes(),
    };
    io::stdout().write_all(&text).map_err(Error::Print)?;
    Ok(ExitCode::SUCCESS)
}

/// The accounts in the person's order, then those that were removed and left their history.
fn read(
    history: &HistoryReader,
    settings: &Settings,
    query: &Query,
    since: Timestamp,
) -> Result<Report, Error> {
    let known = history.accounts()?;
    let in_settings = settings.accounts.iter().map(|account| &account.id);
    let removed = known.iter().filter(|id| settings.account(id).is_none());
    let wanted =
        |id: &&AccountId| known.contains(id) && (query.accounts.is_empty() || query.accounts.contains(id));
    let first_day = since.to_zoned(TimeZone::UTC).date();
    let accounts = in_settings.chain(removed).filter(wanted).map(|id| {
        let label = settings.account(id).map_or(id.as_str(), |account| &account.label);
        Ok(AccountReport {
            id: id.clone(),
            label: label.to_owned(),
            points: history.points(id, since)?,
            days: history.days(id, first_day)?,
        })
    });
    Ok(Report {
        since,
        accounts: accounts.collect::<Result<_, Error>>()?,
    })
}

fn as_table(report: &Report, config_dir: &ConfigDir) -> String {
    let rows = report.rows();
    if rows.is_empty() {
        let path = config_dir.path().display().to_string();
        return EN.get("cli-history-empty", &[("path", &path)]);
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(COLUMNS.map(|column| EN.get(&format!("cli-column-{column}"), &[])));
    for row in rows {
        table.add_row(row);
    }
    table.trim_fmt()
}
