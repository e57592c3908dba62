//! What the database holds of readings, and every statement that reads or writes it.
//!
//! Amounts are text: a number column would make floats of them. Which of two amounts is
//! smaller is therefore decided in Rust, never in SQL.

use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, Row, params};
use rust_decimal::Decimal;

use credit_tray_core::{
    AccountId, Amount, Unit,
    history::{Day, Days, Point, known_readings, start_of, utc_date},
};

use super::HistoryError;

pub(super) const POINTS_SINCE: &str =
    "SELECT at, amount, unit FROM points WHERE account = ?1 AND at >= ?2 ORDER BY at";
const POINTS_BEFORE: &str = "SELECT at, amount, unit FROM points WHERE account = ?1 AND at < ?2 ORDER BY at";
pub(super) const DAYS_SINCE: &str = "SELECT date, unit, first_at, first, last_at, last, min, max FROM days
    WHERE account = ?1 AND date >= ?2 ORDER BY date";
pub(super) const WALLETS_BEGAN: &str = "SELECT began FROM wallets WHERE account = ?1 ORDER BY began";
const PUT_DAY: &str = "INSERT OR REPLACE INTO days
    (account, date, unit, first_at, first, last_at, last, min, max) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

/// Keeps a reading; it takes the place of one of the same account at the same instant.
pub(super) fn put_point(
    connection: &Connection,
    account: &AccountId,
    point: &Point,
) -> Result<(), HistoryError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO points (account, at, amount, unit) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            account.as_str(),
            nanoseconds(point.at)?,
            point.amount.value().to_string(),
            point.amount.unit().as_str()
        ])?;
    Ok(())
}

/// From this reading on an account shows another wallet.
pub(super) fn begin_wallet(
    connection: &Connection,
    account: &AccountId,
    began: Timestamp,
) -> Result<(), HistoryError> {
    let wallet = params![account.as_str(), nanoseconds(began)?];
    // What a clock that was ahead has dated later was before.
    connection.execute("DELETE FROM wallets WHERE account = ?1 AND began >= ?2", wallet)?;
    connection.execute("INSERT INTO wallets (account, began) VALUES (?1, ?2)", wallet)?;
    Ok(())
}

/// When another wallet began to be shown, each time.
fn wallets_began(connection: &Connection, account: &AccountId) -> Result<Vec<Timestamp>, HistoryError> {
    // The command line may look at what an earlier version has written.
    let Ok(mut statement) = connection.prepare_cached(WALLETS_BEGAN) else {
        return Ok(Vec::new());
    };
    let began = statement.query_map([account.as_str()], |row| row.get(0))?;
    began.map(|began| moment(began?)).collect()
}

/// Removes everything about an account.
pub(super) fn forget(connection: &Connection, account: &AccountId) -> Result<(), HistoryError> {
    for table in ["points", "days", "alerts", "wallets"] {
        connection.execute(
            &format!("DELETE FROM {table} WHERE account = ?1"),
            [account.as_str()],
        )?;
    }
    Ok(())
}

/// The accounts with known readings, in the order of their ids.
pub(super) fn accounts(connection: &Connection) -> Result<Vec<AccountId>, HistoryError> {
    let mut statement = connection
        .prepare_cached("SELECT account FROM points UNION SELECT account FROM days ORDER BY account")?;
    let ids = statement.query_map([], |row| row.get::<_, String>(0).map(AccountId::new))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The readings since then that are kept in full detail, oldest first.
pub(super) fn points(
    connection: &Connection,
    account: &AccountId,
    since: Timestamp,
) -> Result<Vec<Point>, HistoryError> {
    select_points(connection, POINTS_SINCE, account, since)
}

/// The days since then, oldest first, whether they are compacted, in full detail, or partly both.
pub(super) fn days(
    connection: &Connection,
    account: &AccountId,
    since: Date,
) -> Result<Vec<Day>, HistoryError> {
    let mut days = Days::default();
    for day in stored_days(connection, account, since)? {
        days.add(day);
    }
    for point in points(connection, account, start_of(since))? {
        days.add_point(point);
    }
    Ok(days.into_vec())
}

/// The readings since then of the wallet that the account shows now, as far as they are known, oldest
/// first.
pub(super) fn readings(
    connection: &Connection,
    account: &AccountId,
    since: Timestamp,
) -> Result<Vec<Point>, HistoryError> {
    let began = wallets_began(connection, account)?;
    all_readings(
        connection,
        account,
        began.last().map_or(since, |began| since.max(*began)),
    )
}

/// The readings since then of every wallet that the account has shown, oldest first; of the one that it
/// shows now last.
pub(super) fn wallets(
    connection: &Connection,
    account: &AccountId,
    since: Timestamp,
) -> Result<Vec<Vec<Point>>, HistoryError> {
    let mut rest = all_readings(connection, account, since)?;
    let mut wallets = Vec::new();
    for began in wallets_began(connection, account)? {
        let later = rest.split_off(rest.partition_point(|point| point.at < began));
        wallets.push(std::mem::replace(&mut rest, later));
    }
    wallets.push(rest);
    Ok(wallets)
}

fn all_readings(
    connection: &Connection,
    account: &AccountId,
    since: Timestamp,
) -> Result<Vec<Point>, HistoryError> {
    let compacted = stored_days(connection, account, utc_date(since))?;
    let points = points(connection, account, since)?;
    Ok(known_readings(&points, &compacted, since))
}

/// The newest reading of all.
pub(super) fn newest(connection: &Connection) -> Result<Option<Timestamp>, HistoryError> {
    let at: Option<i64> = connection.query_one("SELECT max(at) FROM points", [], |row| row.get(0))?;
    at.map(moment).transpose()
}

/// Adds the readings before then to the daily figures and removes them. To be called in a
/// transaction, without which a failure in the middle would count readings as both.
pub(super) fn fold(connection: &Connection, before: Timestamp) -> Result<usize, HistoryError> {
    let mut folded = 0;
    for account in accounts(connection)? {
        let old = select_points(connection, POINTS_BEFORE, &account, before)?;
        let Some(oldest) = old.first() else { continue };
        let mut days = Days::default();
        for day in stored_days(connection, &account, utc_date(oldest.at))? {
            days.add(day);
        }
        for point in &old {
            days.add_point(*point);
        }
        for day in days.into_vec() {
            put_day(connection, &account, &day)?;
        }
        connection
            .prepare_cached("DELETE FROM points WHERE account = ?1 AND at < ?2")?
            .execute(params![account.as_str(), clamped_nanoseconds(before)])?;
        folded += old.len();
    }
    Ok(folded)
}

fn select_points(
    connection: &Connection,
    statement: &str,
    account: &AccountId,
    border: Timestamp,
) -> Result<Vec<Point>, HistoryError> {
    let mut statement = connection.prepare_cached(statement)?;
    let mut rows = statement.query(params![account.as_str(), clamped_nanoseconds(border)])?;
    let mut points = Vec::new();
    while let Some(row) = rows.next()? {
        let amount = amount(row, 1, &row.get::<_, String>(2)?)?;
        points.push(Point {
            at: moment(row.get(0)?)?,
            amount,
        });
    }
    Ok(points)
}

fn stored_days(connection: &Connection, account: &AccountId, since: Date) -> Result<Vec<Day>, HistoryError> {
    // A year below zero is written with a sign, which texts do not sort by.
    let since = since.max(jiff::civil::date(0, 1, 1)).to_string();
    let mut statement = connection.prepare_cached(DAYS_SINCE)?;
    let mut rows = statement.query(params![account.as_str(), since])?;
    let mut days = Vec::new();
    while let Some(row) = rows.next()? {
        let date: String = row.get(0)?;
        let unit: String = row.get(1)?;
        days.push(Day {
            date: date.parse().map_err(|_| not_understood("date", &date))?,
            first: Point {
                at: moment(row.get(2)?)?,
                amount: amount(row, 3, &unit)?,
            },
            last: Point {
                at: moment(row.get(4)?)?,
                amount: amount(row, 5, &unit)?,
            },
            min: amount(row, 6, &unit)?,
            max: amount(row, 7, &unit)?,
        });
    }
    Ok(days)
}

fn put_day(connection: &Connection, account: &AccountId, day: &Day) -> Result<(), HistoryError> {
    connection.prepare_cached(PUT_DAY)?.execute(params![
        account.as_str(),
        day.date.to_string(),
        day.first.amount.unit().as_str(),
        clamped_nanoseconds(day.first.at),
        day.first.amount.value().to_string(),
        clamped_nanoseconds(day.last.at),
        day.last.amount.value().to_string(),
        day.min.value().to_string(),
        day.max.value().to_string(),
    ])?;
    Ok(())
}

fn amount(row: &Row<'_>, column: usize, unit: &str) -> Result<Amount, HistoryError> {
    let text: String = row.get(column)?;
    let value = Decimal::from_str_exact(&text).map_err(|_| not_understood("amount", &text))?;
    let unit = Unit::named(unit).ok_or_else(|| not_understood("unit", unit))?;
    Ok(Amount::new(value, unit))
}

pub(super) fn not_understood(what: &str, text: &str) -> HistoryError {
    HistoryError::Damaged(format!("{text:?} is no {what}"))
}

pub(super) fn moment(nanoseconds: i64) -> Result<Timestamp, HistoryError> {
    Timestamp::from_nanosecond(nanoseconds.into())
        .map_err(|_| not_understood("time", &nanoseconds.to_string()))
}

pub(super) fn nanoseconds(at: Timestamp) -> Result<i64, HistoryError> {
    i64::try_from(at.as_nanosecond()).map_err(|_| HistoryError::TimeOutOfRange(at))
}

/// For comparisons: what lies outside lies before or after everything that can be recorded.
pub(super) fn clamped_nanoseconds(at: Timestamp) -> i64 {
    nanoseconds(at).unwrap_or(if at < Timestamp::UNIX_EPOCH {
        i64::MIN
    } else {
        i64::MAX
    })
}
