//! Where the monitor keeps readings, and what the person was told.

use jiff::Timestamp;

use credit_tray_core::{AccountId, alerts::Rule, history::Point};

use crate::history::History;

/// Where readings are kept, and what the person was told.
pub trait ReadingLog: Send + 'static {
    /// The readings of an account since this moment, oldest first.
    fn recent(&self, account: &AccountId, since: Timestamp) -> Vec<Point>;

    /// Keeps a reading. Returns at once.
    fn record(&self, account: &AccountId, point: Point);

    /// Keeps that the person was told of this rule. Returns at once.
    fn told(&self, account: &AccountId, at: Timestamp, rule: Rule);
}

impl ReadingLog for History {
    fn recent(&self, account: &AccountId, since: Timestamp) -> Vec<Point> {
        self.points(account, since).unwrap_or_else(|error| {
            tracing::warn!(%account, %error, "the history cannot be read; the forecast begins anew");
            Vec::new()
        })
    }

    fn record(&self, account: &AccountId, point: Point) {
        self.record(account, point);
    }

    fn told(&self, account: &AccountId, at: Timestamp, rule: Rule) {
        self.record_alert(account, at, rule);
    }
}
