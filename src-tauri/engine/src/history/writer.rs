//! The one thread that writes: it owns the connection, and sleeps until it is asked something.

use std::{
    sync::mpsc::{Receiver, Sender, channel},
    thread::{self, JoinHandle},
};

use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, TransactionBehavior};

use super::{
    HistoryError,
    alerts::put_alert,
    compaction::compact,
    tables::{begin_wallet, forget, put_point},
};
use credit_tray_core::{
    AccountId,
    history::{Point, ToldAlert, utc_date},
};

/// The most changes in one transaction, so that a question never waits long.
const LARGEST_BATCH: usize = 1000;

/// What the thread can be asked. All is done in the order in which it was asked.
pub(super) enum Request {
    Change(Change),
    /// Sees every change that was asked before it.
    Question(Box<dyn FnOnce(&Connection) + Send>),
    Close,
}

pub(super) enum Change {
    Record(AccountId, Point),
    RecordAlert(AccountId, ToldAlert),
    BeginWallet(AccountId, Timestamp),
    Forget(AccountId),
}

/// Starts the thread. It compacts first, and again whenever a reading is of another UTC day than
/// the one before: the readings are its clock, so it needs no timer, and nothing wakes it while
/// nothing is read.
pub(super) fn start(
    connection: Connection,
    now: Timestamp,
) -> std::io::Result<(Sender<Request>, JoinHandle<()>)> {
    let (requests, inbox) = channel();
    let writer = Writer {
        connection,
        compacted_on: utc_date(now),
    };
    let thread = thread::Builder::new()
        .name("history".into())
        .spawn(move || writer.run(&inbox, now))?;
    Ok((requests, thread))
}

struct Writer {
    connection: Connection,
    compacted_on: Date,
}

impl Writer {
    fn run(mut self, inbox: &Receiver<Request>, now: Timestamp) {
        self.compact(now);
        while let Ok(request) = inbox.recv() {
            if !self.answer(request, inbox) {
                break;
            }
        }
        // SQLite moves its log into the file when the last connection closes.
        if let Err((_, error)) = self.connection.close() {
            tracing::error!(%error, "the history was not closed");
        }
    }

    /// Handles this request and those that wait behind it; false if one of them was to close.
    fn answer(&mut self, first: Request, inbox: &Receiver<Request>) -> bool {
        let mut changes = Vec::new();
        let mut next = Some(first);
        let mut goes_on = true;
        while let Some(request) = next.take() {
            match request {
                Request::Change(change) => changes.push(change),
                Request::Question(question) => {
                    self.write(&mut changes);
                    question(&self.connection);
                }
                Request::Close => {
                    goes_on = false;
                    break;
                }
            }
            if changes.len() < LARGEST_BATCH {
                next = inbox.try_recv().ok();
            }
        }
        self.write(&mut changes);
        goes_on
    }

    fn write(&mut self, changes: &mut Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        if let Err(error) = self.commit(changes) {
            tracing::error!(%error, count = changes.len(), "the history was not written");
        }
        let newest = changes.iter().filter_map(Change::read_at).max();
        changes.clear();
        if let Some(newest) = newest.filter(|at| utc_date(*at) != self.compacted_on) {
            self.compacted_on = utc_date(newest);
            self.compact(newest);
        }
    }

    fn commit(&mut self, changes: &[Change]) -> Result<(), HistoryError> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for change in changes {
            match change.make(&transaction) {
                // One reading under an impossible clock must not cost the others.
                Err(error @ HistoryError::TimeOutOfRange(_)) => {
                    tracing::error!(%error, account = %change.account(), "a change is not kept");
                }
                result => result?,
            }
        }
        Ok(transaction.commit()?)
    }

    fn compact(&mut self, now: Timestamp) {
        match compact(&mut self.connection, now) {
            Ok(0) => {}
            Ok(count) => tracing::debug!(count, "old readings became daily figures"),
            Err(error) => tracing::error!(%error, "the history was not compacted"),
        }
    }
}

impl Change {
    fn make(&self, connection: &Connection) -> Result<(), HistoryError> {
        match self {
            Self::Record(account, point) => put_point(connection, account, point),
            Self::RecordAlert(account, alert) => put_alert(connection, account, alert),
            Self::BeginWallet(account, began) => begin_wallet(connection, account, *began),
            Self::Forget(account) => forget(connection, account),
        }
    }

    fn account(&self) -> &AccountId {
        match self {
            Self::Record(account, _)
            | Self::RecordAlert(account, _)
            | Self::BeginWallet(account, _)
            | Self::Forget(account) => account,
        }
    }

    fn read_at(&self) -> Option<Timestamp> {
        match self {
            Self::Record(_, point) => Some(point.at),
            Self::RecordAlert(..) | Self::BeginWallet(..) | Self::Forget(_) => None,
        }
    }
}
