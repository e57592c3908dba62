//! The polling task: one loop that watches every account.
//!
//! It waits for whatever comes first: an account that is due, an answer, a refresh that somebody
//! asked for, changed settings, or the end. What it learns goes one way: to the history, to the
//! alerts, and then into the [`State`] that everything else draws.

use std::{
    collections::{HashMap, HashSet},
    io,
    ops::ControlFlow,
    panic::AssertUnwindSafe,
};

use futures_util::FutureExt as _;
use jiff::{SignedDuration, Timestamp};
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::{Id, JoinError, JoinSet},
    time::{Instant, sleep_until},
};

use super::{
    Clock, Deliver, Dependencies, ReadingLog, Request,
    deliveries::{Delivered, Deliveries},
    looks::{LastLook, PULSE},
    pace::Pace,
    schedule::Jitter,
    telling::ROUND,
    watch_list::WatchList,
    watched::Answer,
    watched::Ticket,
};
use credit_tray_core::{
    Account, AccountId, Reading, State,
    alerts::AlertBook,
    problem::{BadResponse, Failure, Problem},
    settings::Settings,
    state::AccountState,
};

use crate::{alert_file::AlertMemory, poller::Poll};

/// How much of the history is looked at: what the forecast makes use of.
const RECENT: SignedDuration = SignedDuration::from_hours(8 * 7 * 24);

/// The polling task.
pub(super) struct Task<P, C, M, L, T> {
    pub(super) watch_list: WatchList,
    pub(super) settings: Settings,
    pub(super) dependencies: Dependencies<P, C, M, L, T>,
    incoming: mpsc::UnboundedReceiver<Request>,
    publish: watch::Sender<State>,
    pub(super) polls: JoinSet<Result<Reading, Failure>>,
    tickets: HashMap<Id, Ticket>,
    waiters: Vec<Waiter>,
    pub(super) deliveries: Deliveries,
    /// The book as it was last kept on the disk, or why it could not be: then nobody knows what is there.
    pub(super) kept: Result<AlertBook, io::Error>,
    /// Since when polls have been under way.
    pub(super) round_began: Option<Instant>,
    /// When the loop itself last broke down.
    broke_down_at: Option<Timestamp>,
    last_look: LastLook,
    pub(super) pace: Pace,
}

/// What the loop has waited for.
enum Happened {
    Delivered(Delivered),
    Asked(Request),
    Answered(Result<(Id, Result<Reading, Failure>), JoinError>),
    TimePassed,
}

/// Somebody who waits until these accounts have been read.
struct Waiter {
    left: HashSet<AccountId>,
    done: oneshot::Sender<()>,
}

impl<P: Poll, C: Clock, M: AlertMemory, L: ReadingLog, T: Deliver> Task<P, C, M, L, T> {
    pub(super) fn new(
        settings: Settings,
        dependencies: Dependencies<P, C, M, L, T>,
        incoming: mpsc::UnboundedReceiver<Request>,
    ) -> Self {
        let last_look = LastLook::new(dependencies.clock.now());
        let kept = Ok(dependencies.book.clone());
        let mut task = Self {
            watch_list: WatchList::default(),
            settings: Settings::default(),
            dependencies,
            incoming,
            publish: watch::Sender::default(),
            polls: JoinSet::new(),
            tickets: HashMap::new(),
            waiters: Vec::new(),
            deliveries: Deliveries::default(),
            kept,
            round_began: None,
            broke_down_at: None,
            last_look,
            pace: Pace::default(),
        };
        task.take_settings(settings);
        task.publish();
        task
    }

    pub(super) fn state(&self) -> watch::Receiver<State> {
        self.publish.subscribe()
    }

    /// Goes on until the last handle is dropped, whatever breaks down meanwhile.
    pub(super) async fn run(mut self) {
        loop {
            match AssertUnwindSafe(self.turn()).catch_unwind().await {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return,
                Err(_) => {
                    // The panic itself is in the log, or on standard error.
                    tracing::error!("the polling task broke down, and goes on");
                    let now = self.dependencies.clock.now();
                    self.broke_down_at = Some(now);
                    self.publish.send_modify(|state| state.broke_down_at = Some(now));
                    sleep_until(Instant::now() + PULSE).await;
                }
            }
        }
    }

    async fn turn(&mut self) -> ControlFlow<()> {
        self.start_due();
        self.tell();
        self.notice_answered();
        if self.pace.is_due(Instant::now()) {
            self.keep_book();
            self.publish();
            self.release_waiters();
        }

        let wake_at = self.wake_at();
        let happened = tokio::select! {
            biased;
            // First, so that a person's answer to a notification finds it recorded as told.
            Some(delivery) = self.deliveries.next() => Happened::Delivered(delivery),
            request = self.incoming.recv() => {
                let Some(request) = request else {
                    self.keep_book();
                    return ControlFlow::Break(());
                };
                Happened::Asked(request)
            }
            Some(joined) = self.polls.join_next_with_id() => Happened::Answered(joined),
            () = sleep_until(wake_at) => Happened::TimePassed,
        };
        // What has waited through a sleep says nothing of now.
        self.notice_sleep();
        match happened {
            Happened::Delivered(delivery) => self.take_down(delivery),
            Happened::Asked(request) => {
                self.take(request);
                self.pace.hurry();
            }
            Happened::Answered(joined) => self.finish(joined),
            Happened::TimePassed => {}
        }
        ControlFlow::Continue(())
    }

    /// The next look at everything, though nothing comes in.
    fn wake_at(&self) -> Instant {
        let now = Instant::now();
        let end = self.dependencies.book.next_end(self.dependencies.clock.now());
        let round_ends = self.round_began.map(|began| began + ROUND);
        let moments = [
            self.watch_list.next_due(),
            end.map(|end| now + end),
            // Once it is over, it is over until all are read.
            round_ends.filter(|end| *end > now),
            self.deliveries.next_try().filter(|moment| *moment > now),
            self.pace.next(),
        ];
        moments.into_iter().flatten().fold(now + PULSE, Instant::min)
    }

    fn start_due(&mut self) {
        for (ticket, account) in self.watch_list.start_due(Instant::now()) {
            let poller = self.dependencies.poller.clone();
            let task = self.polls.spawn(async move { poller.poll(account).await });
            self.tickets.insert(task.id(), ticket);
        }
    }

    fn publish(&self) {
        let now = self.dependencies.clock.now();
        let accounts = self.watch_list.states().map(|state| AccountState {
            key: self.dependencies.poller.key_mark(&state.account),
            alerts: self.dependencies.book.alerts(&state.account.id),
            snoozed: self.dependencies.book.snoozed(&state.account.id, now),
            ..state.clone()
        });
        let state = State {
            accounts: accounts.collect(),
            paused_until: self.dependencies.book.paused_until(now),
            unusable: self.settings.unusable.clone(),
            broke_down_at: self.broke_down_at,
            undelivered: self.undelivered(now),
            alerts_not_kept: self.kept.as_ref().err().map(ToString::to_string),
        };
        self.publish.send_if_modified(|published| {
            let changed = *published != state;
            if changed {
                *published = state;
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
                self.take_settings(*settings);
                self.answer_kept(done);
            }
            Request::KeyChanged {
                account,
                is_same_wallet,
            } => {
                self.dependencies.poller.forget_key(&account);
                if let Some(watched) = self.watch_list.of(&account) {
                    watched.read_anew(now);
                    watched.seen = watched.seen.take().filter(|_| is_same_wallet);
                }
                self.change_book(|book| book.key_changed(&account, is_same_wallet));
            }
            Request::Snooze(account, Some(snooze)) => self.change_book(|book| book.snooze(&account, snooze)),
            Request::Snooze(account, None) => self.change_book(|book| book.end_snooze(&account)),
            Request::Pause(until) => self.change_book(|book| book.pause(until)),
            Request::Deliver => self.deliveries.retry_now(),
            Request::NetworkIsBack => {
                self.watch_list.network_is_back(now);
                self.deliveries.retry_now();
            }
            Request::Keep(done) => self.answer_kept(done),
        }
    }

    /// Answers once everything is kept and the state tells of it, like whoever waits for readings.
    fn answer_kept(&mut self, done: oneshot::Sender<()>) {
        let left = HashSet::new();
        self.waiters.push(Waiter { left, done });
    }

    fn take_settings(&mut self, settings: Settings) {
        for old in &self.settings.accounts {
            let has_its_key = |new: &Account| new.key == old.key && new.reads_the_same_as(old);
            if !settings.account(&old.id).is_some_and(has_its_key) {
                self.dependencies.poller.forget_key(&old.id);
            }
        }
        let now = self.dependencies.clock.now();
        let log = &self.dependencies.log;
        let past = |id: &AccountId| {
            let mut points = log.recent(id, now - RECENT);
            // What a clock that was ahead has dated into the future tells nothing yet.
            points.retain(|point| point.at <= now);
            points
        };
        self.watch_list
            .replace(settings.accounts.clone(), Instant::now(), past);
        let mut book = self.dependencies.book.clone();
        for old in &self.settings.accounts {
            let is_elsewhere = |new: &Account| (new.provider, &new.base_url) != (old.provider, &old.base_url);
            if settings.account(&old.id).is_some_and(is_elsewhere) {
                book.moved(&old.id);
            }
        }
        book.follow_settings(&settings.accounts, |id| self.watch_list.seen(id), now);
        self.change_book(|before| *before = book);
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
        if let Ok(reading) = &result {
            self.recognize_wallet(ticket, reading.at);
        }
        let jitter = Jitter::random(&mut self.dependencies.random);
        let at = self.dependencies.clock.now();
        let answer = Answer {
            result,
            now: Instant::now(),
            at,
            zone: self.dependencies.clock.zone(),
        };
        let Some((state, event)) = self.watch_list.finish(ticket, answer, jitter) else {
            return;
        };
        let account = &state.account;
        match (&state.failure, &state.reading) {
            (None, Some(reading)) => {
                if let Some(point) = reading.point() {
                    self.dependencies.log.record(&account.id, point);
                }
            }
            (Some(failure), _) => {
                tracing::info!(account = %account.id, problem = %failure.problem, "not read");
            }
            (None, None) => {}
        }
        self.dependencies.book.note(account, &event, at);
    }

    /// Another wallet under the same account is a new life: no figure, alert or forecast of the old one
    /// counts for it.
    fn recognize_wallet(&mut self, ticket: Ticket, at: Timestamp) {
        let Some(watched) = self.watch_list.polled(ticket) else {
            return;
        };
        let account = watched.state.account.clone();
        let Some(key) = self.dependencies.poller.key_mark(&account) else {
            return;
        };
        if self.dependencies.book.recognize_wallet(&account.id, key) {
            tracing::info!(account = %account.id, "another wallet");
            watched.begin_wallet();
            self.dependencies.log.begin_wallet(&account.id, at);
        }
    }

    /// Who waits for an answer sees it at once.
    fn notice_answered(&mut self) {
        for waiter in &mut self.waiters {
            waiter.left.retain(|id| self.watch_list.is_under_way(id));
            if waiter.left.is_empty() {
                self.pace.hurry();
            }
        }
    }

    fn release_waiters(&mut self) {
        for waiter in self.waiters.extract_if(.., |waiter| waiter.left.is_empty()) {
            // Who asked may have left, such as a window that was closed.
            let _ = waiter.done.send(());
        }
    }

    /// After sleep the readings are old whatever the timers say: read all accounts anew.
    fn notice_sleep(&mut self) {
        if let Some(sleep) = self.last_look.again(self.dependencies.clock.now()) {
            tracing::info!("the computer slept, or its clock was set forward");
            self.change_book(|book| book.sleep(sleep.passed));
            self.watch_list.wake(sleep.uncounted, Instant::now());
            self.deliveries.retry_now();
        }
    }
}
