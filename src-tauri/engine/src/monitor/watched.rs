//! One account as it is watched: where it stands, when it is due, what was read of it.

use std::time::Duration;

use credit_tray_core::{
    Account, Reading, Status,
    alerts::{Event, Observation},
    chart::sparkline,
    history::Point,
    problem::{ErrorCode, Failure, LONGEST_RETRY_AFTER},
    reading::Available,
    state::AccountState,
};
use jiff::{Timestamp, tz::TimeZone};
use tokio::time::Instant;

use super::{
    recent_readings::RecentReadings,
    schedule::{Jitter, after_failure, after_reading},
};

/// Names one poll, so that its answer can be told from that of an earlier one whose account has
/// changed in the meantime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ticket(pub(super) u64);

/// One account as it is watched.
pub(super) struct Watched {
    pub(super) state: AccountState,
    pub(super) due: Instant,
    /// Read as soon as it is due, however many others are.
    pub(super) has_turn: bool,
    /// The provider asked not to be asked before.
    pub(super) not_before: Option<Instant>,
    /// The poll under way; an answer to any other is out of date.
    pub(super) under_way: Option<Ticket>,
    /// What was seen since the app started or the computer woke up. Only this is alerted on.
    pub(super) seen: Option<Observation>,
    /// Whether a poll has ended since then, whatever it brought: before that nothing is told.
    pub(super) is_known: bool,
    /// Whether a poll has failed since the app started or the account was turned on.
    pub(super) has_failed: bool,
    /// Failures in a row.
    streak: u32,
    /// Until then it is tried again soon.
    eager_until: Option<Instant>,
    past: RecentReadings,
}

/// What a poll brought, and when, by the timer and by the clock.
pub(super) struct Answer {
    pub(super) result: Result<Reading, Failure>,
    pub(super) now: Instant,
    pub(super) at: Timestamp,
    pub(super) zone: TimeZone,
}

/// How soon it is tried again while the network comes back, and how long that may take.
const EAGER: Duration = Duration::from_secs(4);
const EAGER_FOR: Duration = Duration::from_secs(60);

/// Whether nobody was reached.
fn is_of_network(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::Offline | ErrorCode::Timeout | ErrorCode::Tls)
}

impl Watched {
    /// An account that is due now. Until it is read, its newest reading of those before is shown.
    pub(super) fn new(account: Account, before: Vec<Point>, now: Instant) -> Self {
        let past = RecentReadings::new(before);
        let unit = account.provider.profile().unit;
        let newest = past.points().last().filter(|point| point.amount.unit() == unit);
        let reading = newest.map(|point| Reading {
            available: Available::Limited(point.amount),
            parts: Vec::new(),
            at: point.at,
        });
        let sparkline = newest.and_then(|point| sparkline(past.points(), point.at));
        Self {
            state: AccountState {
                reading,
                sparkline,
                ..AccountState::unread(account)
            },
            due: now,
            has_turn: false,
            not_before: None,
            under_way: None,
            seen: None,
            is_known: false,
            has_failed: false,
            streak: 0,
            eager_until: None,
            past,
        }
    }

    /// The same account with other settings. One that reads something else begins anew and keeps
    /// only its past readings.
    pub(super) fn changed_to(self, account: Account, now: Instant) -> Self {
        if self.state.account == account {
            return self;
        }
        if !self.state.account.reads_the_same_as(&account) {
            return Self {
                past: self.past,
                ..Self::new(account, Vec::new(), now)
            };
        }
        let is_on_as_before = self.state.account.enabled == account.enabled;
        Self {
            seen: self.seen.filter(|_| is_on_as_before),
            is_known: self.is_known && is_on_as_before,
            has_failed: self.has_failed && is_on_as_before,
            state: AccountState {
                account,
                ..self.state
            },
            due: self.not_before.map_or(now, |moment| moment.max(now)),
            ..self
        }
    }

    /// Due now, whatever its provider asked for. A poll that is under way is out of date.
    pub(super) fn read_anew(&mut self, now: Instant) {
        self.due = now;
        self.has_turn = false;
        self.not_before = None;
        self.under_way = None;
        self.state.polling = false;
    }

    /// Due now where it waits for the network: the poll that is under way, or the next one.
    pub(super) fn network_is_back(&mut self, now: Instant) {
        let failure = self.state.failure.as_ref();
        let has_failed = failure.is_some_and(|failure| is_of_network(failure.problem.code()));
        if has_failed || self.under_way.is_some() {
            let not_before = self.not_before;
            self.read_anew(now);
            self.not_before = not_before;
            self.due = not_before.map_or(now, |moment| moment.max(now));
        }
        self.eager_until = Some(now + EAGER_FOR);
    }

    /// What was read so far is of another wallet.
    pub(super) fn begin_wallet(&mut self) {
        self.past = RecentReadings::default();
        self.seen = None;
        self.state.reading = None;
    }

    /// Waiting for its time.
    pub(super) fn is_idle(&self) -> bool {
        self.state.account.enabled && self.under_way.is_none()
    }

    /// Takes up what a poll brought, and says what that means for the alerts.
    pub(super) fn finish(&mut self, answer: Answer, jitter: Jitter) -> Event {
        let Answer {
            result,
            now,
            at,
            zone,
        } = answer;
        let interval = self.state.account.refresh_every();
        let (wait, retry_after) = match &result {
            Ok(_) => {
                self.streak = 0;
                (after_reading(interval, jitter), None)
            }
            Err(failure) => {
                self.streak += 1;
                let is_eager = self.eager_until.is_some_and(|until| now < until);
                let wait = match after_failure(interval, failure, self.streak, jitter) {
                    wait if is_eager && is_of_network(failure.problem.code()) => wait.min(EAGER),
                    wait => wait,
                };
                (wait, failure.retry_after)
            }
        };
        self.under_way = None;
        self.is_known = true;
        self.not_before = retry_after.map(|asked_for| now + asked_for.min(LONGEST_RETRY_AFTER));
        self.due = now + wait;
        let event = match &result {
            Ok(reading) => {
                let (seen, forecast) = self.past.take(reading, at, &zone);
                let is_out = reading.available.status(None) == Status::Out;
                self.state.forecast = forecast.filter(|_| !is_out);
                self.state.sparkline = sparkline(self.past.points(), at);
                self.seen = Some(seen.clone());
                Event::Read(seen)
            }
            Err(failure) => {
                let is_first = !std::mem::replace(&mut self.has_failed, true);
                let code = failure.problem.code();
                Event::Failed { code, is_first }
            }
        };
        self.state = self.state.clone().after(result, at);
        event
    }
}
