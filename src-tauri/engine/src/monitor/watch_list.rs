//! The watched accounts: who is due, who is being polled, what came back. No I/O, no clock.

use jiff::Timestamp;
use tokio::time::Instant;

use super::schedule::{Jitter, after_failure, after_reading};
use credit_tray_core::{
    Account, AccountId, Reading, history::Point, problem::Failure, reading::Available, snapshot::AccountState,
};

/// All accounts and when each is due.
#[derive(Default)]
pub(super) struct WatchList {
    watched: Vec<Watched>,
    rounds: u64,
}

struct Watched {
    state: AccountState,
    due: Instant,
    /// The provider asked not to be asked before.
    not_before: Option<Instant>,
    /// Failures in a row.
    streak: u32,
    /// The poll under way; an answer to any other is out of date.
    under_way: Option<Ticket>,
}

/// Names one poll, so that its answer can be told from that of an earlier one whose account has
/// changed in the meantime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ticket(u64);

impl WatchList {
    /// Takes up a changed list of accounts. New and changed ones are due at once; a reading is kept
    /// where the account is still the same one at the same place.
    pub(super) fn replace(&mut self, accounts: Vec<Account>, now: Instant) {
        let mut before = std::mem::take(&mut self.watched);
        self.watched = accounts
            .into_iter()
            .map(|account| {
                let old = before.iter().position(|old| old.state.account.id == account.id);
                match old.map(|index| before.swap_remove(index)) {
                    Some(old) => old.changed_to(account, now),
                    None => Watched::new(account, now),
                }
            })
            .collect();
    }

    /// The accounts to poll now; they count as being polled from here on.
    pub(super) fn start_due(&mut self, now: Instant) -> Vec<(Ticket, Account)> {
        let mut started = Vec::new();
        for watched in &mut self.watched {
            if watched.is_idle() && watched.due <= now {
                self.rounds += 1;
                let ticket = Ticket(self.rounds);
                watched.under_way = Some(ticket);
                watched.state.polling = true;
                started.push((ticket, watched.state.account.clone()));
            }
        }
        started
    }

    /// Takes up an answer that came now, by the timer and by the clock. `None` when nobody waits for
    /// it any more.
    pub(super) fn finish(
        &mut self,
        ticket: Ticket,
        result: Result<Reading, Failure>,
        (now, at): (Instant, Timestamp),
        jitter: Jitter,
    ) -> Option<&AccountState> {
        let watched = self
            .watched
            .iter_mut()
            .find(|watched| watched.under_way == Some(ticket))?;
        watched.finish(result, (now, at), jitter);
        Some(&watched.state)
    }

    /// Shows what was read before the app was started, until there is something newer.
    pub(super) fn recall(&mut self, id: &AccountId, point: Point) {
        let state = self
            .watched
            .iter_mut()
            .map(|watched| &mut watched.state)
            .find(|state| state.account.id == *id);
        if let Some(state) = state
            && state.account.provider.profile().unit == point.amount.unit()
        {
            state.reading = Some(Reading {
                available: Available::Limited(point.amount),
                parts: Vec::new(),
                at: point.at,
            });
        }
    }

    /// Makes one account, or all, due now. An account that is being polled is not polled again, and
    /// one whose provider asked for a pause keeps to it. Returns the polls to wait for.
    pub(super) fn refresh(&mut self, only: Option<&AccountId>, now: Instant) -> Vec<AccountId> {
        let mut awaited = Vec::new();
        for watched in &mut self.watched {
            let account = &watched.state.account;
            if !account.enabled || only.is_some_and(|id| *id != account.id) {
                continue;
            }
            if watched.not_before.is_none_or(|moment| moment <= now) {
                watched.due = now;
                awaited.push(account.id.clone());
            }
        }
        awaited
    }

    /// When the next account is due; `None` when all are being polled or there is none.
    pub(super) fn next_due(&self) -> Option<Instant> {
        self.watched
            .iter()
            .filter(|watched| watched.is_idle())
            .map(|watched| watched.due)
            .min()
    }

    pub(super) fn is_under_way(&self, id: &AccountId) -> bool {
        self.watched
            .iter()
            .any(|watched| watched.state.account.id == *id && watched.under_way.is_some())
    }

    pub(super) fn states(&self) -> impl Iterator<Item = &AccountState> {
        self.watched.iter().map(|watched| &watched.state)
    }
}

impl Watched {
    fn new(account: Account, now: Instant) -> Self {
        Self {
            state: AccountState::unread(account),
            due: now,
            not_before: None,
            streak: 0,
            under_way: None,
        }
    }

    fn changed_to(self, account: Account, now: Instant) -> Self {
        if self.state.account == account {
            return self;
        }
        if !self.state.account.reads_the_same_as(&account) {
            return Self::new(account, now);
        }
        Self {
            state: AccountState {
                account,
                ..self.state
            },
            due: self.not_before.map_or(now, |moment| moment.max(now)),
            ..self
        }
    }

    /// Waiting for its time.
    fn is_idle(&self) -> bool {
        self.state.account.enabled && self.under_way.is_none()
    }

    fn finish(&mut self, result: Result<Reading, Failure>, (now, at): (Instant, Timestamp), jitter: Jitter) {
        let interval = self.state.account.refresh_every();
        let (wait, retry_after) = match &result {
            Ok(_) => {
                self.streak = 0;
                (after_reading(interval, jitter), None)
            }
            Err(failure) => {
                self.streak += 1;
                let wait = after_failure(interval, failure, self.streak, jitter);
                (wait, failure.retry_after)
            }
        };
        self.state = self.state.clone().after(result, at);
        self.under_way = None;
        self.not_before = retry_after.map(|_| now + wait);
        self.due = now + wait;
    }
}
