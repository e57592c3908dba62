//! Reading the history from outside the app.

use std::{fmt, path::Path};

use jiff::{Timestamp, civil::Date};
use rusqlite::Connection;

use credit_tray_core::{
    AccountId,
    history::{Day, Point},
};

use super::{HistoryError, file, tables};

/// A history that is only read: for the command line, whether the app is running or not.
///
/// It changes nothing, and creates at most what readers and the writer agree through on who reads
/// up to where.
pub struct HistoryReader {
    connection: Connection,
}

impl HistoryReader {
    /// The history in this config dir; none where there is none yet.
    ///
    /// # Errors
    /// There is one, and it cannot be opened: no permission, damaged, or of a newer version.
    pub fn open(config_dir: &Path) -> Result<Option<Self>, HistoryError> {
        Ok(file::open_read_only(config_dir)?.map(|connection| Self { connection }))
    }

    /// The accounts of which readings are known, in the order of their ids.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn accounts(&self) -> Result<Vec<AccountId>, HistoryError> {
        tables::accounts(&self.connection)
    }

    /// As [`History::points`](super::History::points).
    ///
    /// # Errors
    /// The file cannot be read, or holds what is no reading.
    pub fn points(&self, account: &AccountId, since: Timestamp) -> Result<Vec<Point>, HistoryError> {
        tables::points(&self.connection, account, since)
    }

    /// As [`History::days`](super::History::days).
    ///
    /// # Errors
    /// The file cannot be read, or holds what is no day.
    pub fn days(&self, account: &AccountId, since: Date) -> Result<Vec<Day>, HistoryError> {
        tables::days(&self.connection, account, since)
    }
}

impl fmt::Debug for HistoryReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HistoryReader").finish_non_exhaustive()
    }
}
