//! The database's tables, and how those of an earlier version become those of this one.

use rusqlite::Connection;

use super::HistoryError;

/// The version of the tables, kept in `user_version`. Zero is a database in which nothing is yet.
pub(super) const VERSION: i64 = 4;

/// What each version adds to the one before; the first begins with nothing.
const ADDED: [(i64, &str); 4] = [(1, READINGS), (2, ALERTS), (3, WALLETS), (VERSION, EVERY_WALLET)];

/// `at` counts nanoseconds since 1970 in UTC, so a reading comes back exactly as it was recorded;
/// `date` is a UTC day such as `2026-11-20`. The keys are the order in which everything is asked
/// for; without a rowid each row is stored once, in that order.
const READINGS: &str = "
    CREATE TABLE points (
        account TEXT NOT NULL, at INTEGER NOT NULL, amount TEXT NOT NULL, unit TEXT NOT NULL,
        PRIMARY KEY (account, at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE days (
        account TEXT NOT NULL, date TEXT NOT NULL, unit TEXT NOT NULL,
        first_at INTEGER NOT NULL, first TEXT NOT NULL,
        last_at INTEGER NOT NULL, last TEXT NOT NULL,
        min TEXT NOT NULL, max TEXT NOT NULL,
        PRIMARY KEY (account, date, unit)
    ) STRICT, WITHOUT ROWID;
";

/// `rule` is the name that the rule has in `alerts.json`.
const ALERTS: &str = "
    CREATE TABLE alerts (
        account TEXT NOT NULL, at INTEGER NOT NULL, rule TEXT NOT NULL,
        PRIMARY KEY (account, at, rule)
    ) STRICT, WITHOUT ROWID;
";

/// From when on the readings of an account are of the wallet that it shows now. Without a row all are.
const WALLETS: &str = "
    CREATE TABLE wallets (account TEXT NOT NULL PRIMARY KEY, began INTEGER NOT NULL) STRICT, WITHOUT ROWID;
";

/// All moments at which an account began to show another wallet.
const EVERY_WALLET: &str = "
    ALTER TABLE wallets RENAME TO newest_wallets;
    CREATE TABLE wallets (
        account TEXT NOT NULL, began INTEGER NOT NULL,
        PRIMARY KEY (account, began)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO wallets SELECT account, began FROM newest_wallets;
    DROP TABLE newest_wallets;
";

/// Makes the tables of this version out of those found. To be called in a transaction, without
/// which a failure in the middle would leave tables of no version.
pub(super) fn migrate(connection: &Connection, found: i64) -> Result<(), HistoryError> {
    for (_, tables) in ADDED.iter().filter(|(version, _)| *version > found) {
        connection
            .execute_batch(tables)
            .map_err(HistoryError::of_tables)?;
    }
    // Written also when it is the same: a disk that is full or read-only is found now.
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}
