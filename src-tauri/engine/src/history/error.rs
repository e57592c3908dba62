//! What can go wrong with the history.

use std::{io, path::PathBuf};

use rusqlite::ErrorCode;

/// Why the history cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum HistoryError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("the history database: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("the history is damaged: {0}")]
    Damaged(String),
    /// Written by a newer Credit Tray; touching it could destroy what that one keeps there.
    #[error("the history is of version {found}, and this Credit Tray knows only up to {known}")]
    Newer { found: i64, known: i64 },
    /// A time outside the years 1677 to 2262, which 64 bits of nanoseconds cannot name.
    #[error("a time is out of range: {0}")]
    TimeOutOfRange(jiff::Timestamp),
    /// The file is not open: it cannot be opened, or the history was closed.
    #[error("the history is not open")]
    Closed,
}

impl HistoryError {
    /// What it means that our tables cannot be made or asked. A statement that the
    /// database does not accept is right for our tables, so there are others in the file, or none.
    pub(super) fn of_tables(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqlInputError { msg, .. } => Self::Damaged(msg),
            _ if error.sqlite_error_code() == Some(ErrorCode::Unknown) => Self::Damaged(error.to_string()),
            _ => error.into(),
        }
    }

    /// Whether the file itself is at fault, so that only a new one helps.
    pub(super) fn is_damage(&self) -> bool {
        match self {
            Self::Damaged(_) => true,
            Self::Database(error) => matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            ),
            _ => false,
        }
    }
}
