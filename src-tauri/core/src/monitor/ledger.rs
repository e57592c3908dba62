//! Where the monitor keeps readings.

use jiff::Timestamp;

use crate::{
    AccountId,
    history::{History, Point},
};

/// Where readings are kept.
pub trait Ledger: Send + 'static {
    /// The readings of an account since this moment, oldest first.
    fn recent(&self, account: &AccountId, since: Timestamp) -> Vec<Point>;

    /// Keeps a reading. Returns at once.
    fn record(&self, account: &AccountId, point: Point);
}

impl Ledger for History {
    fn recent(&self, account: &AccountId, since: Timestamp) -> Vec<Point> {
        self.points(account, since).unwrap_or_else(|error| {
            tracing::warn!(%account, %error, "the history cannot be read; the forecast begins anew");
            Vec::new()
        })
    }

    fn record(&self, account: &AccountId, point: Point) {
        self.record(account, point);
    }
}
