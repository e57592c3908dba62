//! Watching every account: the handle to the polling task, and what the task needs from outside.

mod deliver;
mod deliveries;
mod looks;
mod pace;
mod reading_log;
mod recent_readings;
pub mod schedule;
mod task;
mod telling;
mod turns;
mod watch_list;
mod watched;

use jiff::{Timestamp, tz::TimeZone};
use tokio::sync::{mpsc, oneshot, watch};

use credit_tray_core::{
    AccountId, State,
    alerts::{AlertBook, Snooze},
    settings::Settings,
};

use crate::{alert_file::AlertMemory, poller::Poll};
pub use deliver::Deliver;
pub use reading_log::ReadingLog;
use task::Task;

/// The time of day. Comes in from outside, so that tests can set it.
pub trait Clock: Send + 'static {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Where the person is.
    fn zone(&self) -> TimeZone;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// What the monitor needs from outside.
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Dependencies<P, C, M, L, T> {
    pub poller: P,
    pub clock: C,
    /// The randomness of the jitter.
    pub random: fastrand::Rng,
    /// What the person was told before, and what has to wait.
    pub book: AlertBook,
    /// Where the book is kept.
    pub memory: M,
    pub log: L,
    pub receivers: T,
}

/// A handle to the polling task. The task ends when the last handle is dropped.
#[derive(Clone)]
pub struct Monitor {
    requests: mpsc::UnboundedSender<Request>,
    state: watch::Receiver<State>,
}

enum Request {
    Refresh {
        only: Option<AccountId>,
        done: oneshot::Sender<()>,
    },
    Settings {
        settings: Box<Settings>,
        done: oneshot::Sender<()>,
    },
    KeyChanged {
        account: AccountId,
        is_same_wallet: bool,
    },
    Snooze(AccountId, Option<Snooze>),
    Pause(Option<Timestamp>),
    Deliver,
    NetworkIsBack,
    Keep(oneshot::Sender<()>),
}

impl Monitor {
    /// Starts watching the accounts of these settings, in the tokio runtime of the caller.
    pub fn start<P: Poll, C: Clock, M: AlertMemory, L: ReadingLog, T: Deliver>(
        settings: Settings,
        dependencies: Dependencies<P, C, M, L, T>,
    ) -> Self {
        let (requests, incoming) = mpsc::unbounded_channel();
        let task = Task::new(settings, dependencies, incoming);
        let state = task.state();
        tokio::spawn(task.run());
        Self { requests, state }
    }

    /// The state of all accounts, now and whenever it changes.
    pub fn state(&self) -> watch::Receiver<State> {
        self.state.clone()
    }

    /// Reads one account, or all, now; joins polls that are under way. Returns when every answer is
    /// in the state.
    pub async fn refresh(&self, only: Option<AccountId>) {
        let (done, finished) = oneshot::channel();
        self.ask(Request::Refresh { only, done });
        // An error means that the monitor has ended, and there is nothing left to wait for.
        let _ = finished.await;
    }

    /// Takes up changed settings, without a restart. When this returns, the state tells of them, and
    /// nothing is recorded any more of an account that was removed.
    pub async fn set_settings(&self, settings: Settings) {
        let (done, finished) = oneshot::channel();
        let settings = settings.into();
        self.ask(Request::Settings { settings, done });
        // An error means that the monitor has ended, and there is nothing left to wait for.
        let _ = finished.await;
    }

    /// Reads an account anew, with the key that it has now, whose wallet is the same as that of the one
    /// before or may be another.
    pub fn key_changed(&self, account: AccountId, is_same_wallet: bool) {
        self.ask(Request::KeyChanged {
            account,
            is_same_wallet,
        });
    }

    /// Tries again what the network has kept from being read or told: it may be back, or the computer awake.
    pub fn network_is_back(&self) {
        self.ask(Request::NetworkIsBack);
    }

    /// Makes an account's alerts wait.
    pub fn snooze(&self, account: AccountId, snooze: Snooze) {
        self.ask(Request::Snooze(account, Some(snooze)));
    }

    /// Ends an account's snooze before its time.
    pub fn end_snooze(&self, account: AccountId) {
        self.ask(Request::Snooze(account, None));
    }

    /// Makes all alerts wait until this moment.
    pub fn pause(&self, until: Timestamp) {
        self.ask(Request::Pause(Some(until)));
    }

    /// Ends a pause before its time.
    pub fn resume(&self) {
        self.ask(Request::Pause(None));
    }

    /// Tells at once what no channel took before: one has come back.
    pub fn deliver(&self) {
        self.ask(Request::Deliver);
    }

    /// Returns when what was asked before is on the disk, as far as it can be, and in the state.
    pub async fn keep(&self) {
        let (done, finished) = oneshot::channel();
        self.ask(Request::Keep(done));
        // An error means that the monitor has ended, and there is nothing left to wait for.
        let _ = finished.await;
    }

    fn ask(&self, request: Request) {
        if self.requests.send(request).is_err() {
            tracing::warn!("the monitor has ended");
        }
    }
}
