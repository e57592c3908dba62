//! The watched accounts: who is due, who is being polled, what came back. No I/O, no clock.

use std::{collections::HashMap, time::Duration};

use tokio::time::Instant;

use credit_tray_core::{
    Account, AccountId,
    alerts::{Event, Observation},
    history::Point,
    state::AccountState,
};

use super::{
    schedule::Jitter,
    turns::Turns,
    watched::{Answer, Ticket, Watched},
};

/// All accounts and when each is due.
#[derive(Default)]
pub(super) struct WatchList {
    watched: Vec<Watched>,
    /// Where in it each account stands.
    places: HashMap<AccountId, usize>,
    rounds: u64,
    turns: Turns,
}

impl WatchList {
    /// Takes up a changed list of accounts. New and changed ones are due at once; a reading is kept
    /// where the account is still the same one at the same place. Of a new one it is asked what was
    /// read of it before.
    pub(super) fn replace(
        &mut self,
        accounts: Vec<Account>,
        now: Instant,
        past: impl Fn(&AccountId) -> Vec<Point>,
    ) {
        let before = std::mem::take(&mut self.watched).into_iter();
        let mut before: HashMap<_, _> = before
            .map(|watched| (watched.state.account.id.clone(), watched))
            .collect();
        self.watched = accounts
            .into_iter()
            .map(|account| match before.remove(&account.id) {
                Some(old) => old.changed_to(account, now),
                None => Watched::new(account.clone(), past(&account.id), now),
            })
            .collect();
        let ids = self
            .watched
            .iter()
            .map(|watched| watched.state.account.id.clone());
        self.places = ids.zip(0..).collect();
    }

    /// The accounts to poll now; they count as being polled from here on. Where too many are due at once
    /// some are due a little later, but not those that somebody waits for.
    pub(super) fn start_due(&mut self, now: Instant) -> Vec<(Ticket, Account)> {
        let mut started = Vec::new();
        for watched in &mut self.watched {
            if !watched.is_idle() || watched.due > now {
                continue;
            }
            if !std::mem::replace(&mut watched.has_turn, true) {
                watched.due = self.turns.take(&watched.state.account, now);
                if watched.due > now {
                    continue;
                }
            }
            watched.has_turn = false;
            self.rounds += 1;
            let ticket = Ticket(self.rounds);
            watched.under_way = Some(ticket);
            watched.state.polling = true;
            started.push((ticket, watched.state.account.clone()));
        }
        started
    }

    /// The account that this poll is of; none when nobody waits for it any more.
    pub(super) fn polled(&mut self, ticket: Ticket) -> Option<&mut Watched> {
        self.watched
            .iter_mut()
            .find(|watched| watched.under_way == Some(ticket))
    }

    /// Takes up an answer. Returns what it means for the alerts; none when nobody waits for it any
    /// more.
    pub(super) fn finish(
        &mut self,
        ticket: Ticket,
        answer: Answer,
        jitter: Jitter,
    ) -> Option<(&AccountState, Event)> {
        let watched = self.polled(ticket)?;
        let event = watched.finish(answer, jitter);
        Some((&watched.state, event))
    }

    /// What was seen of an account since the app started or the computer woke up.
    pub(super) fn seen(&self, id: &AccountId) -> Option<&Observation> {
        self.at(id)?.seen.as_ref()
    }

    /// The accounts of which it is known how they fare since the app started or the computer woke up.
    pub(super) fn known(&self) -> impl Iterator<Item = &Account> {
        let known = self.watched.iter().filter(|watched| watched.is_known);
        known.map(|watched| &watched.state.account)
    }

    /// After a sleep, of which the timers have not counted so much: nothing that was seen before is told,
    /// no answer is waited for that was asked for before, and each account is due as soon as its provider
    /// lets it.
    pub(super) fn wake(&mut self, uncounted: Duration, now: Instant) {
        for watched in &mut self.watched {
            watched.seen = None;
            watched.is_known = false;
            let not_before = watched.not_before;
            watched.read_anew(now);
            watched.not_before = not_before.and_then(|moment| moment.checked_sub(uncounted));
            watched.due = watched.not_before.map_or(now, |moment| moment.max(now));
        }
    }

    /// What the network kept from being read is due, and tried again soon for a while: the network may be
    /// there a moment before the way to the providers is.
    pub(super) fn network_is_back(&mut self, now: Instant) {
        // Without a network nobody was asked, whoever had a turn.
        self.turns = Turns::default();
        for watched in &mut self.watched {
            watched.network_is_back(now);
        }
    }

    /// The account of this id.
    pub(super) fn of(&mut self, id: &AccountId) -> Option<&mut Watched> {
        let place = *self.places.get(id)?;
        self.watched.get_mut(place)
    }

    fn at(&self, id: &AccountId) -> Option<&Watched> {
        self.watched.get(*self.places.get(id)?)
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
                watched.has_turn = true;
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
        self.at(id).is_some_and(|watched| watched.under_way.is_some())
    }

    pub(super) fn states(&self) -> impl Iterator<Item = &AccountState> {
        self.watched.iter().map(|watched| &watched.state)
    }
}
