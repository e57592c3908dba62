//! `credit-tray history`: what the accounts held, as a table, JSON or CSV. Works while the app runs.

use std::process::ExitCode;

use credit_tray_core::{
    AccountId,
    history::{parse_since, report::AccountHistory, report::COLUMNS, report::HistoryReport},
    settings::Settings,
    texts::EN,
};
use credit_tray_engine::{config_dir::ConfigDir, history::History};
use jiff::{Timestamp, tz::TimeZone};

use crate::{check::names, choose::choose, error::Error, names::Names, print, table::table};

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

/// Prints the part of the history that was asked for.
pub fn run(config_dir: &ConfigDir, query: &Query) -> Result<ExitCode, Error> {
    config_dir.must_exist()?;
    let now = Timestamp::now();
    let since = match &query.since {
        Some(text) => parse_since(text, now)?,
        None => Timestamp::MIN,
    };
    let settings = config_dir.read_settings()?;
    let history = History::read_only(config_dir.path())?;
    let recorded = history.as_ref().map_or(Ok(Vec::new()), History::accounts)?;
    let accounts = accounts(&settings, &recorded, &query.accounts)?;
    let accounts = accounts.iter().filter_map(|names| {
        let id = AccountId::new(&names.id);
        let history = history.as_ref().filter(|_| recorded.contains(&id))?;
        Some(read(history, id, names.label.clone(), since, now))
    });
    let report = HistoryReport {
        since,
        accounts: accounts.collect::<Result<_, Error>>()?,
    };
    let text = match query.format {
        Format::Json => (report.to_json()? + "\n").into_bytes(),
        Format::Csv => report.to_csv()?,
        Format::Table => (as_table(&report, config_dir) + "\n").into_bytes(),
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The accounts that were asked for, in the person's order; then those that were removed and left
/// their history.
fn accounts(settings: &Settings, recorded: &[AccountId], asked: &[String]) -> Result<Vec<Names>, Error> {
    let mut known = names(settings);
    for id in recorded {
        if known.iter().all(|names| names.id != id.as_str()) {
            known.push(Names {
                id: id.to_string(),
                label: id.to_string(),
            });
        }
    }
    let ids = choose(asked, &known)?;
    known.retain(|names| ids.contains(&names.id));
    Ok(known)
}

fn read(
    history: &History,
    id: AccountId,
    label: String,
    since: Timestamp,
    now: Timestamp,
) -> Result<AccountHistory, Error> {
    let first_day = since.to_zoned(TimeZone::UTC).date();
    let mut points = history.points(&id, since)?;
    let mut days = history.days(&id, first_day)?;
    // What was spent on the first day begins with a reading of an earlier one.
    let mut readings = history.readings(&id, Timestamp::MIN)?;
    // What a wrong clock dated ahead is kept, but tells nothing yet.
    points.retain(|point| point.at <= now);
    days.retain(|day| day.date <= now.to_zoned(TimeZone::UTC).date());
    readings.retain(|reading| reading.at <= now);
    Ok(AccountHistory {
        spent: AccountHistory::spent_on(&days, &readings, now),
        id,
        label,
        points,
        days,
    })
}

fn as_table(report: &HistoryReport, config_dir: &ConfigDir) -> String {
    let rows = report.rows(&EN);
    if rows.is_empty() {
        let path = config_dir.path().display().to_string();
        return EN.get("cli-history-empty", &[("path", &path)]);
    }
    let header = COLUMNS.map(|column| EN.get(&format!("cli-column-{column}"), &[]));
    table(header, &[3, 4], rows)
}
