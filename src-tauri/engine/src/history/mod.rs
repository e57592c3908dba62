//! What every account's balance was, in full detail for 30 days, then a few figures a day for good;
//! and what the person was told, for 100 days.
//!
//! `history.sqlite3` in the config dir. The app holds one [`History`]; a thread of its own owns the
//! file, so that recording never waits for the disk. The command line only reads the same file; `report`
//! in the core makes a table, JSON or CSV of what it finds.
//!
//! Follow a reading: `writer` puts it into the `tables` of the `file`; a month later `compaction`
//! makes it part of a [`Day`]. Days are UTC's. No amount is ever a float.

mod alerts;
mod compaction;
mod error;
mod file;
mod schema;
mod tables;
mod writer;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Sender, channel},
    },
    thread::JoinHandle,
};

use jiff::{Timestamp, civil::Date};
use rusqlite::Connection;
use tokio::sync::watch;

pub use error::HistoryError;
pub use file::FILE_NAME;

use credit_tray_core::{
    AccountId,
    alerts::Rule,
    history::{Day, Point, ToldAlert},
};
use writer::{Change, Request};

/// The app's history, or one that is only looked at. Clones are the same one.
///
/// When the last clone is dropped, or at [`close`](Self::close), all that was recorded is written.
/// A question blocks until everything recorded before is written. It fails if the file cannot be
/// read or the history is closed.
#[derive(Clone)]
pub struct History(Access);

#[derive(Clone)]
enum Access {
    /// Keeps nothing and has nothing.
    Off,
    Writer(Arc<WriterThread>),
    /// Keeps nothing, and has what another program writes.
    ReadOnly(Arc<Mutex<Connection>>),
}

/// What opening the history brought.
#[derive(Debug)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Opened {
    pub history: History,
    pub trouble: Option<HistoryTrouble>,
}

/// What the person should hear about the history. The app runs on.
#[derive(Debug)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub enum HistoryTrouble {
    /// The file was damaged. It was renamed, and a new history begun.
    SetAside { kept_as: PathBuf, error: HistoryError },
    /// No history is kept until the app starts again; what there was, of a newer version, is untouched.
    Off { error: HistoryError },
}

impl History {
    /// Opens the history in this config dir, or starts one. Blocks while the file is checked.
    ///
    /// `now` names a file that has to be set aside, and says what is old enough for daily figures.
    pub fn open(config_dir: &Path, now: Timestamp) -> Opened {
        let off = |error| Opened {
            history: Self::off(),
            trouble: Some(HistoryTrouble::Off { error }),
        };
        let unwritten = watch::Sender::new(None);
        let (connection, trouble) = match file::open(config_dir, now) {
            Ok((connection, trouble)) => (Some(connection), trouble),
            Err(error @ HistoryError::Newer { .. }) => return off(error),
            // A disk that is full, or a program that holds the file: that passes.
            Err(error) => {
                unwritten.send_replace(Some(error.to_string()));
                (None, None)
            }
        };
        let watched = unwritten.subscribe();
        let (requests, thread) = match writer::start(config_dir, connection, now, unwritten) {
            Ok(started) => started,
            Err(source) => {
                return off(HistoryError::Io {
                    path: config_dir.join(FILE_NAME),
                    source,
                });
            }
        };
        let writer = WriterThread {
            requests,
            thread: Mutex::new(Some(thread)),
            unwritten: watched,
        };
        Opened {
            history: Self(Access::Writer(Arc::new(writer))),
            trouble,
        }
    }

    /// Why nothing can be written at present, now and whenever that changes. What is recorded meanwhile
    /// waits, and is written as soon as it can be.
    pub fn unwritten(&self) -> watch::Receiver<Option<String>> {
        match &self.0 {
            Access::Writer(writer) => writer.unwritten.clone(),
            Access::Off | Access::ReadOnly(_) => watch::Sender::new(None).subscribe(),
        }
    }

    /// One that keeps nothing.
    pub fn off() -> Self {
        Self(Access::Off)
    }

    /// The history in this config dir for the command line, whether the app is running or not; none
    /// where there is none yet.
    ///
    /// It changes nothing, and creates at most what readers and the writer agree through on who reads
    /// up to where.
    ///
    /// # Errors
    /// There is one, and it cannot be opened: no permission, damaged, or of a newer version.
    pub fn read_only(config_dir: &Path) -> Result<Option<Self>, HistoryError> {
        let connection = file::open_read_only(config_dir)?;
        let read_only = |connection| Self(Access::ReadOnly(Arc::new(Mutex::new(connection))));
        Ok(connection.map(read_only))
    }

    /// Keeps a reading. Returns at once. Of two readings of one
    /// account at the same instant the later record is kept.
    pub fn record(&self, account: &AccountId, point: Point) {
        self.change(Change::Record(account.clone(), point));
    }

    /// Keeps that the person was told of this rule. Returns at once.
    pub fn record_alert(&self, account: &AccountId, at: Timestamp, rule: Rule) {
        self.change(Change::RecordAlert(account.clone(), ToldAlert { at, rule }));
    }

    /// From this reading on an account shows another wallet. Returns at once.
    pub fn begin_wallet(&self, account: &AccountId, at: Timestamp) {
        self.change(Change::BeginWallet(account.clone(), at));
    }

    /// Removes everything about an account, also what was recorded just before. Returns at once.
    pub fn forget(&self, account: &AccountId) {
        self.change(Change::Forget(account.clone()));
    }

    /// An account's readings since then in full detail, oldest first. Detail older than 30 days
    /// may be gone.
    pub fn points(&self, account: &AccountId, since: Timestamp) -> Result<Vec<Point>, HistoryError> {
        let account = account.clone();
        self.ask(move |connection| tables::points(connection, &account, since))
    }

    /// Every reading since then of the wallet that an account shows now, as far as it is known, oldest
    /// first: those in full detail, and of older days the first and the last.
    pub fn readings(&self, account: &AccountId, since: Timestamp) -> Result<Vec<Point>, HistoryError> {
        let account = account.clone();
        self.ask(move |connection| tables::readings(connection, &account, since))
    }

    /// As [`readings`](Self::readings), of every wallet that an account has shown, the one of now last.
    pub fn wallets(&self, account: &AccountId, since: Timestamp) -> Result<Vec<Vec<Point>>, HistoryError> {
        let account = account.clone();
        self.ask(move |connection| tables::wallets(connection, &account, since))
    }

    /// What the person was told of an account since then, oldest first. Alerts older than 100 days
    /// may be gone.
    pub fn alerts(&self, account: &AccountId, since: Timestamp) -> Result<Vec<ToldAlert>, HistoryError> {
        let account = account.clone();
        self.ask(move |connection| alerts::alerts(connection, &account, since))
    }

    /// An account's days since then, oldest first, the present day included. A day in which the
    /// account's unit changed comes once for each unit.
    pub fn days(&self, account: &AccountId, since: Date) -> Result<Vec<Day>, HistoryError> {
        let account = account.clone();
        self.ask(move |connection| tables::days(connection, &account, since))
    }

    /// The accounts with known readings, in the order of their ids; also those that are no
    /// longer in the settings.
    pub fn accounts(&self) -> Result<Vec<AccountId>, HistoryError> {
        self.ask(tables::accounts)
    }

    /// Writes everything that was recorded and closes the file, for all clones. Blocks until done.
    pub fn close(&self) {
        if let Access::Writer(writer) = &self.0 {
            writer.close();
        }
    }

    fn change(&self, change: Change) {
        let Access::Writer(writer) = &self.0 else {
            return;
        };
        if writer.requests.send(Request::Change(change)).is_err() {
            tracing::error!("the history is closed; a change is lost");
        }
    }

    fn ask<T, Q>(&self, question: Q) -> Result<Vec<T>, HistoryError>
    where
        T: Send + 'static,
        Q: FnOnce(&Connection) -> Result<Vec<T>, HistoryError> + Send + 'static,
    {
        let writer = match &self.0 {
            Access::Off => return Ok(Vec::new()),
            Access::ReadOnly(connection) => {
                let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
                // The app may compact between two statements; all of a question sees the same.
                let view = connection.unchecked_transaction()?;
                return question(&view);
            }
            Access::Writer(writer) => writer,
        };
        let (reply, answer) = channel();
        let question = Request::Question(Box::new(move |connection| {
            // This side waits for it below, unless its thread has ended.
            let _ = reply.send(question(connection));
        }));
        writer.requests.send(question).map_err(|_| HistoryError::Closed)?;
        answer.recv().map_err(|_| HistoryError::Closed)?
    }
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("History").finish_non_exhaustive()
    }
}

struct WriterThread {
    requests: Sender<Request>,
    thread: Mutex<Option<JoinHandle<()>>>,
    unwritten: watch::Receiver<Option<String>>,
}

impl WriterThread {
    fn close(&self) {
        // Held while waiting, so that a second call returns only when the first has done it.
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(thread) = thread.take() else { return };
        if self.requests.send(Request::Close).is_err() || thread.join().is_err() {
            tracing::error!("the history's thread ended before it was closed");
        }
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        self.close();
    }
}
