//! What `credit-tray history` prints: a table for people, JSON and CSV for programs.
//!
//! Amounts for programs are exact decimal texts, times are UTC in RFC 3339.

use csv::{Terminator, WriterBuilder};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;

use super::{Day, Point, known_readings, start_of};
use crate::{AccountId, Amount, Unit, forecast::spent_in_each, texts::Texts};

/// The columns of [`HistoryReport::rows`].
pub const COLUMNS: [&str; 5] = ["account", "id", "date", "spent", "balance"];

/// What is known of some accounts since some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct HistoryReport {
    pub since: Timestamp,
    pub accounts: Vec<AccountHistory>,
}

/// What is known of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct AccountHistory {
    pub id: AccountId,
    pub label: String,
    /// Its readings in full detail, oldest first.
    pub points: Vec<Point>,
    /// Its days, oldest first: those of the points and older ones. The first is the whole day, also
    /// when the report begins within it.
    pub days: Vec<Day>,
    /// What was spent on each of the days, where that is known.
    pub spent: Vec<Option<Amount>>,
}

/// Why a report cannot be written out.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum ReportError {
    #[error("the history cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the history cannot be written as CSV: {0}")]
    Csv(#[from] csv::Error),
}

impl AccountHistory {
    /// What was spent on each of these days, as far as all readings of the wallet tell: top-ups and
    /// refunds are no negative spend.
    pub fn spent_on(days: &[Day], readings: &[Point], now: Timestamp) -> Vec<Option<Amount>> {
        let unit = readings.last().map(|reading| reading.amount.unit());
        let stretches: Vec<_> = days
            .iter()
            .map(|day| start_of(day.date)..start_of(day.date.tomorrow().unwrap_or(day.date)))
            .collect();
        let spent = spent_in_each(readings, &stretches, now);
        days.iter()
            .zip(spent)
            .map(|(day, spent)| {
                let unit = unit.filter(|unit| *unit == day.first.amount.unit())?;
                Some(Amount::new(spent?, unit))
            })
            .collect()
    }

    /// Every reading since then that is still known: those in full detail, and of older days the
    /// first and the last.
    pub fn readings(&self, since: Timestamp) -> Vec<Point> {
        known_readings(&self.points, &self.days, since)
    }
}

impl HistoryReport {
    /// The table: one row for each day of each account, with the amounts as people read them.
    pub fn rows(&self, texts: &Texts) -> Vec<[String; COLUMNS.len()]> {
        let mut rows = Vec::new();
        for account in &self.accounts {
            for (day, spent) in account.days.iter().zip(&account.spent) {
                rows.push([
                    account.label.clone(),
                    account.id.to_string(),
                    day.date.to_string(),
                    spent.map_or_else(|| "—".to_owned(), |spent| texts.amount(spent)),
                    texts.amount(day.last.amount),
                ]);
            }
        }
        rows
    }

    /// `{ "version": 1, "accounts": [ { "id", "label", "points": [ { "at", "amount", "unit" } ],
    /// "days": [ { "date", "first", "last", "min", "max", "spent", "unit" } ] } ] }`, where `spent` is null if it
    /// is not known.
    pub fn to_json(&self) -> Result<String, ReportError> {
        let accounts = self.accounts.iter().map(JsonAccount::from).collect();
        Ok(serde_json::to_string_pretty(&Json { version: 1, accounts })?)
    }

    /// [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180) with the header
    /// `account,at,amount,unit`: one line for each of [`AccountHistory::readings`], with the
    /// account's id.
    pub fn to_csv(&self) -> Result<Vec<u8>, ReportError> {
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(Vec::new());
        writer.write_record(["account", "at", "amount", "unit"])?;
        for account in &self.accounts {
            for point in account.readings(self.since) {
                let (at, amount) = (point.at.to_string(), point.amount.value().to_string());
                writer.write_record([account.id.as_str(), &at, &amount, point.amount.unit().as_str()])?;
            }
        }
        writer
            .into_inner()
            .map_err(|error| ReportError::Csv(error.into_error().into()))
    }
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    accounts: Vec<JsonAccount<'a>>,
}

#[derive(Serialize)]
struct JsonAccount<'a> {
    id: &'a AccountId,
    label: &'a str,
    points: &'a [Point],
    days: Vec<JsonDay>,
}

#[derive(Serialize)]
struct JsonDay {
    date: Date,
    first: String,
    last: String,
    min: String,
    max: String,
    spent: Option<String>,
    unit: Unit,
}

impl<'a> From<&'a AccountHistory> for JsonAccount<'a> {
    fn from(account: &'a AccountHistory) -> Self {
        Self {
            id: &account.id,
            label: &account.label,
            points: &account.points,
            days: account
                .days
                .iter()
                .zip(&account.spent)
                .map(|(day, spent)| JsonDay::new(day, *spent))
                .collect(),
        }
    }
}

impl JsonDay {
    fn new(day: &Day, spent: Option<Amount>) -> Self {
        let exact = |amount: Amount| amount.value().to_string();
        Self {
            date: day.date,
            first: exact(day.first.amount),
            last: exact(day.last.amount),
            min: exact(day.min),
            max: exact(day.max),
            spent: spent.map(exact),
            unit: day.first.amount.unit(),
        }
    }
}

#[cfg(test)]
mod tests;
