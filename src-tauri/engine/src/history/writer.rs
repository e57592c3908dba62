//! The one thread that writes: it owns the connection, and sleeps until it is asked something.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::watch;

use super::{
    HistoryError,
    alerts::put_alert,
    compaction::compact,
    file::{self, FILE_NAME},
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

/// How long after a failure it is tried again, if nothing else comes in.
const RETRY: Duration = Duration::from_secs(10);

/// The most changes that wait for a file that cannot be written.
const MOST_WAITING: usize = 100_000;

/// Starts the thread, at this file or, where it could not be opened, at none yet. It compacts first, and
/// again whenever a reading is of another UTC day than the one before: the readings are its clock, so it
/// needs no timer, and nothing wakes it while nothing is read.
pub(super) fn start(
    config_dir: &Path,
    connection: Option<Connection>,
    now: Timestamp,
    unwritten: watch::Sender<Option<String>>,
) -> std::io::Result<(Sender<Request>, JoinHandle<()>)> {
    let (requests, inbox) = channel();
    let writer = Writer {
        config_dir: config_dir.to_owned(),
        connection,
        waiting: Vec::new(),
        unwritten,
        compacted_on: utc_date(now),
    };
    let thread = thread::Builder::new()
        .name("history".into())
        .spawn(move || writer.run(&inbox, now))?;
    Ok((requests, thread))
}

struct Writer {
    config_dir: PathBuf,
    /// None while the file cannot be opened.
    connection: Option<Connection>,
    /// What is not written yet.
    waiting: Vec<Change>,
    /// Why it is not.
    unwritten: watch::Sender<Option<String>>,
    compacted_on: Date,
}

impl Writer {
    fn run(mut self, inbox: &Receiver<Request>, now: Timestamp) {
        self.compact(now);
        loop {
            let has_failed = self.unwritten.borrow().is_some();
            let patience = if has_failed { RETRY } else { Duration::MAX };
            match inbox.recv_timeout(patience) {
                Ok(request) => {
                    if !self.answer(request, inbox) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.write(),
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        // SQLite moves its log into the file when the last connection closes.
        if let Some(Err((_, error))) = self.connection.map(Connection::close) {
            tracing::error!(%error, "the history was not closed");
        }
    }

    /// Handles this request and those that wait behind it; false if one of them was to close.
    fn answer(&mut self, first: Request, inbox: &Receiver<Request>) -> bool {
        let mut next = Some(first);
        let mut goes_on = true;
        let mut count = 0;
        while let Some(request) = next.take() {
            match request {
                Request::Change(change) => self.waiting.push(change),
                Request::Question(question) => {
                    self.write();
                    // Whoever asks a file that is not open hears that it is not.
                    if let Some(connection) = &self.connection {
                        question(connection);
                    }
                }
                Request::Close => {
                    goes_on = false;
                    break;
                }
            }
            count += 1;
            if count < LARGEST_BATCH {
                next = inbox.try_recv().ok();
            }
        }
        self.write();
        goes_on
    }

    /// Writes what waits. What cannot be written goes on waiting.
    fn write(&mut self) {
        if self.waiting.is_empty() && self.connection.is_some() {
            return;
        }
        let written = self.open().and_then(|()| self.commit());
        let why = written.as_ref().err().map(ToString::to_string);
        if let Err(error) = written {
            tracing::error!(%error, count = self.waiting.len(), "the history is not written; it is tried again");
            if error.is_damage() {
                self.connection = None;
            }
            let surplus = self.waiting.len().saturating_sub(MOST_WAITING);
            self.waiting.drain(..surplus);
        } else {
            let newest = self.waiting.drain(..).filter_map(|change| change.read_at()).max();
            if let Some(newest) = newest.filter(|at| utc_date(*at) != self.compacted_on) {
                self.compacted_on = utc_date(newest);
                self.compact(newest);
            }
        }
        self.unwritten.send_if_modified(|before| {
            let is_news = *before != why;
            *before = why;
            is_news
        });
    }

    /// Opens the file, if it is not open, or is there no longer.
    fn open(&mut self) -> Result<(), HistoryError> {
        if self.connection.is_some() && self.config_dir.join(FILE_NAME).exists() {
            return Ok(());
        }
        // Closed before another one is made in its place.
        self.connection = None;
        let (connection, trouble) = file::open(&self.config_dir, Timestamp::now())?;
        if let Some(trouble) = trouble {
            tracing::error!(?trouble, "a new history was begun");
        }
        self.connection = Some(connection);
        Ok(())
    }

    fn commit(&mut self) -> Result<(), HistoryError> {
        let Some(connection) = &mut self.connection else {
            return Err(HistoryError::Closed);
        };
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for change in &self.waiting {
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
        let Some(connection) = &mut self.connection else {
            return;
        };
        match compact(connection, now) {
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
