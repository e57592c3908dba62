//! What the person was told, as the history keeps it.

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde::{
    Deserialize as _,
    de::{IntoDeserializer as _, value::Error as NotARule},
};

use super::{
    HistoryError,
    tables::{clamped_nanoseconds, moment, nanoseconds, not_understood},
};
use credit_tray_core::{AccountId, alerts::Rule, history::ToldAlert};

/// The statement of [`alerts`].
pub(super) const ALERTS_SINCE: &str =
    "SELECT at, rule FROM alerts WHERE account = ?1 AND at >= ?2 ORDER BY at, rule";

/// Keeps an alert; the same one at the same instant is kept once.
pub(super) fn put_alert(
    connection: &Connection,
    account: &AccountId,
    alert: &ToldAlert,
) -> Result<(), HistoryError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO alerts (account, at, rule) VALUES (?1, ?2, ?3)")?
        .execute(params![
            account.as_str(),
            nanoseconds(alert.at)?,
            alert.rule.to_string()
        ])?;
    Ok(())
}

/// The alerts since then, oldest first.
pub(super) fn alerts(
    connection: &Connection,
    account: &AccountId,
    since: Timestamp,
) -> Result<Vec<ToldAlert>, HistoryError> {
    let mut statement = connection.prepare_cached(ALERTS_SINCE)?;
    let mut rows = statement.query(params![account.as_str(), clamped_nanoseconds(since)])?;
    let mut alerts = Vec::new();
    while let Some(row) = rows.next()? {
        let at = moment(row.get(0)?)?;
        let rule = rule_named(&row.get::<_, String>(1)?)?;
        alerts.push(ToldAlert { at, rule });
    }
    Ok(alerts)
}

/// Removes the alerts before then, of all accounts.
pub(super) fn forget_alerts_before(connection: &Connection, before: Timestamp) -> Result<(), HistoryError> {
    connection.execute("DELETE FROM alerts WHERE at < ?1", [clamped_nanoseconds(before)])?;
    Ok(())
}

fn rule_named(name: &str) -> Result<Rule, HistoryError> {
    Rule::deserialize(name.into_deserializer()).map_err(|_: NotARule| not_understood("rule", name))
}
