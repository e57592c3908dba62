//! Where the monitor keeps readings, and what the person was told.

use jiff::Timestamp;

use credit_tray_core::{AccountId, alerts::Rule, history::Point};

use crate::history::History;

/// Where readings are kept, and what the person was told.
pub trait ReadingLog: Send + 'static {
    /// The readings since this moment of the wallet that an account shows, oldest first.
    fn recent(&self, account: &AccountId, since: Timestamp) -> Vec<Point>;

    /// Keeps a reading. Returns at once.
    fn record(&self, account: &AccountId, point: Point);

    /// From this reading on an account shows another wallet. Returns at once.
    fn begin_wallet(&self, account: &AccountId, at: Timestamp);

    /// Keeps that the person was told of this rule. Returns at once.
    fn told(&self, account: &AccountId, at: Timestamp, rule: Rule);
}

impl ReadingLog for History {
    fn recent(&self, account: &AccountId, since: Timestamp) -> Vec<Point> {
        self.readings(account, since).unwrap_or_else(|error| {
            tracing::warn!(%account, %error, "the history cannot be read; the forecast begins anew");
            Vec::new()
        })
    }

    fn record(&self, account: &AccountId, point: Point) {
        self.record(account, point);
    }

    fn begin_wallet(&self, account: &AccountId, at: Timestamp) {
        self.begin_wallet(account, at);
    }

    fn told(&self, account: &AccountId, at: Timestamp, rule: Rule) {
        self.record_alert(account, at, rule);
    }
}
