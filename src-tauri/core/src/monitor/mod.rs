//! The polling task: one loop that watches every account.
//!
//! It waits for whatever comes first: an account that is due, an answer, a refresh that somebody
//! asked for, changed settings, or the end. What it learns goes one way: to the alerts, and then
//! into the [`Snapshot`] that everything else draws.

pub mod schedule;
mod watch_list;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use jiff::Timestamp;
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::{Id, JoinError, JoinSet},
    time::{Instant, sleep_until},
};

use crate::{
    Account, AccountId, Snapshot,
    alerts::{self, Alert, AlertMemory, ToldAccounts},
    poller::Poll,
    problem::{BadResponse, Failure, Problem},
    reading::Reading,
};
use schedule::Jitter;
use watch_list::{Ticket, WatchList};

/// How often the clock is looked at, at least. Timers stand still while the computer sleeps, so
/// this is also how soon after waking the accounts are read anew.
const PULSE: Duration = Duration::from_secs(20);

/// How far the clock must have run ahead of the timers for it to have been sleep.
const SLEPT: Duration = Duration::from_secs(30);

/// The time of day. Comes in from outside, so that tests can set it.
pub trait Clock: Send + 'static {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The computer's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// What the monitor needs from outside.
pub struct Surroundings<P, C, M> {
    /// Reads one account.
    pub poller: P,
    /// The time of day.
    pub clock: C,
    /// The randomness of the jitter.
    pub random: fastrand::Rng,
    /// What the person was told before.
    pub told: ToldAccounts,
    /// Where what the person is told is kept.
    pub memory: M,
    /// Where alerts go.
    pub alerts: mpsc::UnboundedSender<Alert>,
}

/// A handle to the polling task. The task ends when the last handle is dropped.
#[derive(Clone)]
pub struct Monitor {
    requests: mpsc::UnboundedSender<Request>,
    snapshot: watch::Receiver<Snapshot>,
}

enum Request {
    Refresh {
        only: Option<AccountId>,
        done: oneshot::Sender<()>,
    },
    Accounts(Vec<Account>),
}

impl Monitor {
    /// Starts watching these accounts, in the tokio runtime of the caller.
    pub fn start<P: Poll, C: Clock, M: AlertMemory>(
        accounts: Vec<Account>,
        surroundings: Surroundings<P, C, M>,
    ) -> Self {
        let (requests, incoming) = mpsc::unbounded_channel();
        let mut watch_list = WatchList::default();
        watch_list.replace(accounts, Instant::now());
        let (publish, snapshot) = watch::channel(watch_list.snapshot());
        let last_look = (surroundings.clock.now(), Instant::now());
        let task = Task {
            watch_list,
            surroundings,
            incoming,
            publish,
            polls: JoinSet::new(),
            tickets: HashMap::new(),
            waiters: Vec::new(),
            last_look,
        };
        tokio::spawn(task.run());
        Self { requests, snapshot }
    }

    /// The state of all accounts, now and whenever it changes.
    #[must_use]
    pub fn snapshot(&self) -> watch::Receiver<Snapshot> {
        self.snapshot.clone()
    }

    /// Reads one account, or all, now; joins polls that are under way. Returns when every answer is
    /// in the snapshot.
    pub async fn refresh(&self, only: Option<AccountId>) {
        let (done, finished) = oneshot::channel();
        let asked = self.requests.send(Request::Refresh { only, done });
        if asked.is_ok() {
            // An error means that the monitor has ended, and there is nothing left to wait for.
            let _ = finished.await;
        }
    }

    /// Takes up changed settings, without a restart.
    pub fn set_accounts(&self, accounts: Vec<Account>) {
        if self.requests.send(Request::Accounts(accounts)).is_err() {
            tracing::warn!("settings changed after the monitor ended");
        }
    }
}

struct Task<P, C, M> {
    watch_list: WatchList,
    surroundings: Surroundings<P, C, M>,
    incoming: mpsc::UnboundedReceiver<Request>,
    publish: watch::Sender<Snapshot>,
    polls: JoinSet<Result<Reading, Failure>>,
    tickets: HashMap<Id, Ticket>,
    waiters: Vec<Waiter>,
    /// The clock and the timers when they were last compared.
    last_look: (Timestamp, Instant),
}

/// Somebody who waits until these accounts have been read.
struct Waiter {
    left: HashSet<AccountId>,
    done: oneshot::Sender<()>,
}

impl<P: Poll, C: Clock, M: AlertMemory> Task<P, C, M> {
    async fn run(mut self) {
        loop {
            self.notice_sleep();
            self.start_due();
            self.publish();
            self.release_waiters();

            let pulse = Instant::now() + PULSE;
            let wake_at = self.watch_list.next_due().map_or(pulse, |due| due.min(pulse));
            tokio::select! {
                request = self.incoming.recv() => match request {
                    Some(request) => self.take(request),
                    None => return,
                },
                Some(joined) = self.polls.join_next_with_id() => self.finish(joined),
                () = sleep_until(wake_at) => {}
            }
        }
    }

    fn start_due(&mut self) {
        for (ticket, account) in self.watch_list.start_due(Instant::now()) {
            let poller = self.surroundings.poller.clone();
            let task = self.polls.spawn(async move { poller.poll(account).await });
            self.tickets.insert(task.id(), ticket);
        }
    }

    fn publish(&self) {
        let snapshot = self.watch_list.snapshot();
        self.publish.send_if_modified(|published| {
            let changed = *published != snapshot;
            if changed {
                *published = snapshot;
            }
            changed
        });
    }

    fn take(&mut self, request: Request) {
        let now = Instant::now();
        match request {
            Request::Refresh { only, done } => {
                let left = self.watch_list.refresh(only.as_ref(), now).into_iter().collect();
                self.waiters.push(Waiter { left, done });
            }
            Request::Accounts(accounts) => {
                self.surroundings.poller.forget_keys();
                self.watch_list.replace(accounts, now);
                self.forget_removed();
            }
        }
    }

    fn finish(&mut self, joined: Result<(Id, Result<Reading, Failure>), JoinError>) {
        let (id, result) = joined.unwrap_or_else(|error| {
            tracing::error!(%error, "a poll broke down");
            (error.id(), Err(Problem::from(BadResponse::NotDocumented).into()))
        });
        let Some(ticket) = self.tickets.remove(&id) else {
            return;
        };
        let jitter = Jitter::random(&mut self.surroundings.random);
        let Some(state) = self.watch_list.finish(ticket, result, Instant::now(), jitter) else {
            return;
        };
        let account = state.account.clone();
        match (&state.failure, &state.reading) {
            (Some(failure), _) => {
                tracing::info!(account = %account.id, problem = %failure.problem, "not read");
            }
            (None, Some(reading)) => {
                let available = reading.available;
                self.decide(&account, &available);
            }
            (None, None) => {}
        }
    }

    fn decide(&mut self, account: &Account, available: &crate::reading::Available) {
        let told = self
            .surroundings
            .told
            .get(&account.id)
            .copied()
            .unwrap_or_default();
        let (next, alert) = alerts::decide(told, available.status(account.low_below));
        if next != told {
            self.surroundings.told.insert(account.id.clone(), next);
            self.remember();
        }
        if let Some(kind) = alert {
            let alert = Alert::new(kind, account, available);
            if self.surroundings.alerts.send(alert).is_err() {
                tracing::error!(account = %account.id, "nobody is left to show an alert");
            }
        }
    }

    /// An account that is added again later starts without a past.
    fn forget_removed(&mut self) {
        let snapshot = self.watch_list.snapshot();
        let before = self.surroundings.told.len();
        self.surroundings
            .told
            .retain(|id, _| snapshot.accounts.iter().any(|state| state.account.id == *id));
        if self.surroundings.told.len() != before {
            self.remember();
        }
    }

    fn remember(&mut self) {
        if let Err(error) = self.surroundings.memory.remember(&self.surroundings.told) {
            tracing::error!(%error, "what the person is told cannot be kept; a restart may repeat it");
        }
    }

    fn release_waiters(&mut self) {
        for waiter in &mut self.waiters {
            waiter.left.retain(|id| self.watch_list.is_under_way(id));
        }
        for waiter in self.waiters.extract_if(.., |waiter| waiter.left.is_empty()) {
            // Who asked may have left, such as a window that was closed.
            let _ = waiter.done.send(());
        }
    }

    /// After sleep the readings are old whatever the timers say: read all accounts anew.
    fn notice_sleep(&mut self) {
        let (clock, timer) = (self.surroundings.clock.now(), Instant::now());
        let (clock_before, timer_before) = std::mem::replace(&mut self.last_look, (clock, timer));
        let clock_ran = Duration::try_from(clock.duration_since(clock_before)).unwrap_or_default();
        if clock_ran > timer.duration_since(timer_before) + SLEPT {
            tracing::info!("the computer slept, or its clock was set forward");
            self.watch_list.refresh(None, timer);
        }
    }
}
