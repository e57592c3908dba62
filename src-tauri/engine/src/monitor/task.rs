//! The polling task: one loop that watches every account.
//!
//! It waits for whatever comes first: an account that is due, an answer, a refresh that somebody
//! asked for, changed settings, or the end. What it learns goes one way: to the history, to the
//! alerts, and then into the [`Snapshot`] that everything else draws.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::{Id, JoinError, JoinSet},
    time::{Instant, sleep_until},
};

use super::{
    Channel, Clock, Ledger, Request, Surroundings,
    deliveries::{Deliveries, Delivery},
    past::Past,
    schedule::Jitter,
    watch_list::{Ticket, WatchList},
};
use credit_tray_core::{
    AccountId, Reading, Snapshot, Status,
    alerts::{AlertBook, Event, Moment, Seen},
    forecast::Forecast,
    problem::{BadResponse, Failure, Problem},
    settings::Settings,
    snapshot::AccountState,
};

use crate::{alert_file::AlertMemory, poller::Poll};

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

/// The polling task.
pub(super) struct Task<P, C, M, L, T> {
    watch_list: WatchList,
    settings: Settings,
    surroundings: Surroundings<P, C, M, L, T>,
    incoming: mpsc::UnboundedReceiver<Request>,
    publish: watch::Sender<Snapshot>,
    polls: JoinSet<Result<Reading, Failure>>,
    tickets: HashMap<Id, Ticket>,
    waiters: Vec<Waiter>,
    deliveries: Deliveries,
    /// The book as it was last kept on the disk.
    kept: AlertBook,
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

impl<P: Poll, C: Clock, M: AlertMemory, L: Ledger, T: Channel> Task<P, C, M, L, T> {
    pub(super) fn new(
        settings: Settings,
        surroundings: Surroundings<P, C, M, L, T>,
        incoming: mpsc::UnboundedReceiver<Request>,
    ) -> Self {
        let last_look = (surroundings.clock.now(), Instant::now());
        let kept = surroundings.book.clone();
        let mut task = Self {
            watch_list: WatchList::default(),
            settings: Settings::default(),
            surroundings,
            incoming,
            publish: watch::Sender::default(),
            polls: JoinSet::new(),
            tickets: HashMap::new(),
            waiters: Vec::new(),
            deliveries: Deliveries::default(),
            kept,
            past: HashMap::new(),
            forecasts: HashMap::new(),
            seen: HashMap::new(),
            failed: HashSet::new(),
            round_began: None,
            last_look,
        };
        task.take_settings(settings);
        task.publish();
        task
    }

    pub(super) fn snapshot(&self) -> watch::Receiver<Snapshot> {
        self.publish.subscribe()
    }

    pub(super) async fn run(mut self) {
        loop {
            self.notice_sleep();
            self.start_due();
            self.tell();
            self.publish();
            self.release_waiters();

            let wake_at = self.wake_at();
            tokio::select! {
                biased;
                // First, so that whoever answers a notification answers one that was told.
                Some(delivery) = self.deliveries.next() => self.take_down(delivery),
                request = self.incoming.recv() => match request {
                    Some(request) => self.take(request),
                    None => return,
                },
                Some(joined) = self.polls.join_next_with_id() => self.finish(joined),
                () = sleep_until(wake_at) => {}
            }
        }
    }

    /// The next look at everything, though nothing comes in.
    fn wake_at(&self) -> Instant {
        let now = Instant::now();
        let end = self.surroundings.book.next_end(self.surroundings.clock.now());
        let round_ends = self.round_began.map(|began| began + ROUND);
        let moments = [
            self.watch_list.next_due(),
            end.map(|end| now + end),
            // Once it is over, it is over until all are read.
            round_ends.filter(|end| *end > now),
        ];
        moments.into_iter().flatten().fold(now + PULSE, Instant::min)
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
            key: self.surroundings.poller.key_mark(&state.account),
            forecast: self
                .forecasts
                .get(&state.account.id)
                .copied()
                .flatten()
                .filter(|_| state.status() != Status::Out),
            snoozed: self.surroundings.book.snoozed(&state.account.id, now),
            ..state.clone()
        });
        let snapshot = Snapshot {
            accounts: accounts.collect(),
            paused_until: self.surroundings.book.paused_until(now),
            unusable: self.settings.unusable.clone(),
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
            Request::Pause(until) => self.change_book(|book| book.pause(until)),
            Request::Deliver => self.deliveries.retry_now(),
        }
    }

    fn take_settings(&mut self, settings: Settings) {
        let since = self.surroundings.clock.now() - RECENT;
        let accounts = &settings.accounts;
        self.watch_list.replace(accounts.clone(), Instant::now());
        self.past.retain(|id, _| settings.account(id).is_some());
        self.seen.retain(|id, _| settings.account(id).is_some());
        self.forecasts.retain(|id, _| settings.account(id).is_some());
        let now = self.surroundings.clock.now();
        for account in accounts {
            if self.past.contains_key(&account.id) {
                continue;
            }
            let past = Past::new(self.surroundings.ledger.recent(&account.id, since));
            if let Some(point) = past.newest().filter(|point| point.at <= now) {
                self.watch_list.recall(&account.id, *point);
            }
            self.past.insert(account.id.clone(), past);
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
        let now = self.surroundings.clock.now();
        let Some(state) = self
            .watch_list
            .finish(ticket, result, (Instant::now(), now), jitter)
        else {
            return;
        };
        let account = state.account.clone();
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
        if !self.deliveries.may_begin() {
            return;
        }
        let now = self.surroundings.clock.now();
        let moment = Moment {
            now,
            time: now.to_zoned(self.surroundings.clock.zone()).time(),
            quiet_hours: self.settings.general.quiet_hours,
        };
        let mut next = self.surroundings.book.clone();
        let due = next.take_due(&self.settings.accounts, &self.seen, &moment);
        let delivery = if due.is_empty() {
            None
        } else {
            self.deliveries.begin(&self.surroundings.channel, due)
        };
        self.surroundings.book = next;
        match delivery {
            Some(delivery) => self.take_down(delivery),
            None => self.keep_book(),
        }
    }

    /// Takes down that the person was told, or that nobody heard it.
    fn take_down(&mut self, delivery: Delivery) {
        let Delivery { told, received } = delivery;
        let now = self.surroundings.clock.now();
        for (account, rule) in &told {
            if received {
                self.surroundings.ledger.told(account, now, *rule);
            } else {
                self.surroundings.book.put_back(account, *rule);
            }
        }
        self.keep_book();
    }

    fn change_book(&mut self, change: impl FnOnce(&mut AlertBook)) {
        change(&mut self.surroundings.book);
        self.keep_book();
    }

    fn keep_book(&mut self) {
        let book = self.deliveries.to_keep(&self.surroundings.book);
        if book == self.kept {
            return;
        }
        match self.surroundings.memory.remember(&book) {
            Ok(()) => self.kept = book,
            Err(error) => {
                tracing::error!(%error, "what the person is told cannot be kept; a restart may repeat it");
            }
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
