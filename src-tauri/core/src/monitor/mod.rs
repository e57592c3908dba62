//! The polling task: one loop that watches every account.
//!
//! It waits for whatever comes first: an account that is due, an answer, a refresh that somebody
//! asked for, changed settings, or the end. What it learns goes one way: to the alerts, and then
//! into the [`Snapshot`] that everything else draws.

mod ledger;
mod past;
pub mod schedule;
mod watch_list;

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::{Id, JoinError, JoinSet},
    time::{Instant, sleep_until},
};

use crate::{
    AccountId, Reading, Snapshot,
    alerts::{Alert, AlertBook, AlertMemory, Event, Moment, Seen, Snooze},
    forecast::Forecast,
    poller::Poll,
    problem::{BadResponse, Failure, Problem},
    settings::Settings,
    snapshot::AccountState,
};
pub use ledger::Ledger;
use past::Past;
use schedule::Jitter;
use watch_list::{Ticket, WatchList};

/// How often the clock is looked at, at least. Timers stand still while the computer sleeps, so
/// this is also how soon after waking the accounts are read anew.
const PULSE: Duration = Duration::from_secs(20);

/// How far the clock must have run ahead of the timers for it to have been sleep.
const SLEPT: Duration = Duration::from_secs(30);

/// How long an alert waits for the other accounts that are being read, so that accounts which fall
/// together are told of together.
const ROUND: Duration = Duration::from_secs(5);

/// How much of the history is looked at: what the forecast makes use of.
const RECENT: SignedDuration = SignedDuration::from_hours(8 * 7 * 24);

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
pub struct Surroundings<P, C, M, L> {
    /// Reads one account.
    pub poller: P,
    /// The time of day.
    pub clock: C,
    /// The randomness of the jitter.
    pub random: fastrand::Rng,
    /// What the person was told before, and what has to wait.
    pub book: AlertBook,
    /// Where the book is kept.
    pub memory: M,
    /// Where readings are kept.
    pub ledger: L,
    /// Where alerts go; those that belong together come together.
    pub alerts: mpsc::UnboundedSender<Vec<Alert>>,
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
    Settings {
        settings: Settings,
        done: oneshot::Sender<()>,
    },
    Snooze(AccountId, Option<Snooze>),
    Pause(bool),
}

impl Monitor {
    /// Starts watching the accounts of these settings, in the tokio runtime of the caller.
    pub fn start<P: Poll, C: Clock, M: AlertMemory, L: Ledger>(
        settings: Settings,
        surroundings: Surroundings<P, C, M, L>,
    ) -> Self {
        let (requests, incoming) = mpsc::unbounded_channel();
        let last_look = (surroundings.clock.now(), Instant::now());
        let mut task = Task {
            watch_list: WatchList::default(),
            settings: Settings::default(),
            surroundings,
            incoming,
            publish: watch::Sender::default(),
            polls: JoinSet::new(),
            tickets: HashMap::new(),
            waiters: Vec::new(),
            past: HashMap::new(),
            forecasts: HashMap::new(),
            seen: HashMap::new(),
            failed: HashSet::new(),
            round_began: None,
            last_look,
        };
        task.take_settings(settings);
        task.publish();
        let snapshot = task.publish.subscribe();
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
        self.ask(Request::Refresh { only, done });
        // An error means that the monitor has ended, and there is nothing left to wait for.
        let _ = finished.await;
    }

    /// Takes up changed settings, without a restart. When this returns, nothing is recorded any more
    /// of an account that was removed.
    pub async fn set_settings(&self, settings: Settings) {
        let (done, finished) = oneshot::channel();
        self.ask(Request::Settings { settings, done });
        // An error means that the monitor has ended, and there is nothing left to wait for.
        let _ = finished.await;
    }

    /// Lets an account's alerts wait.
    pub fn snooze(&self, account: AccountId, snooze: Snooze) {
        self.ask(Request::Snooze(account, Some(snooze)));
    }

    /// Ends an account's snooze before its time.
    pub fn wake(&self, account: AccountId) {
        self.ask(Request::Snooze(account, None));
    }

    /// Lets all alerts wait until this is called with `false`.
    pub fn pause(&self, paused: bool) {
        self.ask(Request::Pause(paused));
    }

    fn ask(&self, request: Request) {
        if self.requests.send(request).is_err() {
            tracing::warn!("the monitor has ended");
        }
    }
}

struct Task<P, C, M, L> {
    watch_list: WatchList,
    settings: Settings,
    surroundings: Surroundings<P, C, M, L>,
    incoming: mpsc::UnboundedReceiver<Request>,
    publish: watch::Sender<Snapshot>,
    polls: JoinSet<Result<Reading, Failure>>,
    tickets: HashMap<Id, Ticket>,
    waiters: Vec<Waiter>,
    /// The recent readings of each account.
    past: HashMap<AccountId, Past>,
    /// What each account's past says of its future.
    forecasts: HashMap<AccountId, Option<Forecast>>,
    /// What was seen since the app started or the computer woke up. Only this is alerted on.
    seen: HashMap<AccountId, Seen>,
    /// The accounts of which a poll has failed since the app started or the computer woke up.
    failed: HashSet<AccountId>,
    /// Since when polls have been under way.
    round_began: Option<Instant>,
    /// The clock and the timers when they were last compared.
    last_look: (Timestamp, Instant),
}

/// Somebody who waits until these accounts have been read.
struct Waiter {
    left: HashSet<AccountId>,
    done: oneshot::Sender<()>,
}

impl<P: Poll, C: Clock, M: AlertMemory, L: Ledger> Task<P, C, M, L> {
    async fn run(mut self) {
        loop {
            self.notice_sleep();
            self.start_due();
            self.tell();
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
        let now = self.surroundings.clock.now();
        let accounts = self.watch_list.states().map(|state| AccountState {
            forecast: self.forecasts.get(&state.account.id).copied().flatten(),
            snoozed: self.surroundings.book.snoozed(&state.account.id, now),
            ..state.clone()
        });
        let snapshot = Snapshot {
            accounts: accounts.collect(),
            paused: self.surroundings.book.paused,
        };
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
            Request::Settings { settings, done } => {
                self.surroundings.poller.forget_keys();
                self.take_settings(settings);
                // Who asked may have left, such as a window that was closed.
                let _ = done.send(());
            }
            Request::Snooze(account, Some(snooze)) => self.change_book(|book| book.snooze(&account, snooze)),
            Request::Snooze(account, None) => self.change_book(|book| book.wake(&account)),
            Request::Pause(paused) => self.change_book(|book| book.paused = paused),
        }
    }

    fn take_settings(&mut self, settings: Settings) {
        let since = self.surroundings.clock.now() - RECENT;
        let accounts = &settings.accounts;
        self.watch_list.replace(accounts.clone(), Instant::now());
        self.past.retain(|id, _| settings.account(id).is_some());
        self.seen.retain(|id, _| settings.account(id).is_some());
        self.forecasts.retain(|id, _| settings.account(id).is_some());
        for account in accounts {
            let ledger = &self.surroundings.ledger;
            let read = || Past::new(ledger.recent(&account.id, since));
            self.past.entry(account.id.clone()).or_insert_with(read);
        }
        self.change_book(|book| book.keep_only(accounts));
        self.settings = settings;
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
        let now = self.surroundings.clock.now();
        let event = match (&state.failure, &state.reading) {
            (None, Some(reading)) => {
                if let Some(point) = reading.point() {
                    self.surroundings.ledger.record(&account.id, point);
                }
                let past = self.past.entry(account.id.clone()).or_default();
                let (seen, forecast) = past.take(reading, now, &self.surroundings.clock.zone());
                self.forecasts.insert(account.id.clone(), forecast);
                self.seen.insert(account.id.clone(), seen.clone());
                Event::Read(seen)
            }
            (Some(failure), _) => {
                tracing::info!(account = %account.id, problem = %failure.problem, "not read");
                Event::Failed {
                    code: failure.problem.code(),
                    is_first: self.failed.insert(account.id.clone()),
                }
            }
            (None, None) => return,
        };
        self.change_book(|book| book.note(&account, &event, now));
    }

    /// Tells what is due, once all that are being read together have been read.
    fn tell(&mut self) {
        if self.polls.is_empty() {
            self.round_began = None;
        } else {
            let began = self.round_began.get_or_insert_with(Instant::now);
            if began.elapsed() < ROUND {
                return;
            }
        }
        let now = self.surroundings.clock.now();
        let moment = Moment {
            now,
            time: now.to_zoned(self.surroundings.clock.zone()).time(),
            quiet_hours: self.settings.general.quiet_hours,
        };
        let mut next = self.surroundings.book.clone();
        let due = next.take_due(&self.settings.accounts, &self.seen, &moment);
        // Sent on first and taken down as told afterwards: should the program die in between, the
        // person is told twice rather than never.
        if !due.is_empty() && self.surroundings.alerts.send(due).is_err() {
            tracing::error!("nobody is left to show alerts");
            return;
        }
        self.change_book(|book| *book = next);
    }

    fn change_book(&mut self, change: impl FnOnce(&mut AlertBook)) {
        let before = self.surroundings.book.clone();
        change(&mut self.surroundings.book);
        if self.surroundings.book == before {
            return;
        }
        if let Err(error) = self.surroundings.memory.remember(&self.surroundings.book) {
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
            self.seen.clear();
            self.failed.clear();
            self.watch_list.refresh(None, timer);
        }
    }
}
