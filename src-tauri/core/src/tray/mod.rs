//! What the tray says: a pure function from the state to rows of text, and from these to a menu.

mod account;
mod action;
mod labels;
pub mod menu;
mod summary;

use std::cmp::Reverse;

use crate::{
    AccountId, State,
    problem::Problem,
    settings::{General, TrayOrder, UnusableAccount},
    state::{AccountState, Level},
    texts::{Texts, clock_time, clock_time_to_come},
    worth::total,
};
use jiff::{Timestamp, tz::TimeZone};

use account::Row;
pub use action::MenuAction;
pub use labels::Labels;

/// The most rows in the menu itself, so that the whole menu fits on a small screen.
const ROOM: usize = 12;

/// Everything that the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// What the icon shows.
    pub level: Level,
    /// Whether somebody should look: an account is low, out, or waits for the person to mend it.
    pub needs_attention: bool,
    /// The state of all accounts in one sentence.
    pub sentence: String,
    /// The number at a glance, if there is to be one.
    pub glance: Option<Glance>,
    /// One row an account, in the person's order or the most urgent first; of many accounts, those
    /// that need attention and as many others as there is room for.
    pub accounts: Vec<AccountRow>,
    /// The rows for which the menu itself has no room.
    pub more: Vec<AccountRow>,
    /// What is said of them.
    pub more_text: String,
    /// How many rows there may be without a change of the menu's shape.
    pub places: Places,
    /// What is said of the accounts that have no row, or that there are none.
    pub others: Option<String>,
    /// What all accounts are worth together.
    pub total: Option<String>,
    /// When the newest reading was taken, in words, or why there is none; none without accounts.
    pub updated: Option<String>,
    /// Through which channel alerts do not get.
    pub undelivered: Option<String>,
    /// Whether a click on it pauses all alerts, or until when they are paused.
    pub pause: String,
    /// The words that say nothing about any account.
    pub labels: Labels,
}

/// A number at a glance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// Beside the icon, where the desktop shows text there.
    pub text: String,
    /// In the icon, in about four characters.
    pub compact: String,
}

/// How many rows for accounts there are at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places {
    /// In the menu itself.
    pub first: usize,
    /// In the submenu for the others.
    pub more: usize,
}

impl Places {
    fn new(watched: usize) -> Self {
        let first = watched.min(ROOM);
        Self {
            first,
            more: watched - first,
        }
    }
}

/// An account's row and its submenu.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct AccountRow {
    pub id: AccountId,
    /// `<label> — <amount>`.
    pub text: String,
    pub level: Level,
    /// The lines of its submenu that tell something.
    pub details: Vec<String>,
    pub snoozed: bool,
    /// Whether alerts could wait until it is topped up: some are about its balance.
    pub needs_credit: bool,
    /// What a click that leads to its key is called, where that is what it needs.
    pub key_action: Option<String>,
}

impl AccountRow {
    /// A row of no account, for a place that is kept free.
    pub(super) fn nobody() -> Self {
        Self {
            id: AccountId::new(""),
            text: String::new(),
            level: Level::Idle,
            details: Vec::new(),
            snoozed: false,
            needs_credit: false,
            key_action: None,
        }
    }

    /// The row of an account that is not watched, because its settings cannot be used.
    fn unusable(account: &UnusableAccount, texts: &Texts) -> Self {
        let (label, text) = (account.name(), texts.unusable_in_short(account));
        Self {
            id: AccountId::new(account.id()),
            text: texts.get("tray-row", &[("label", &label), ("text", &text)]),
            level: Level::Error,
            details: vec![account.problem.to_string()],
            ..Self::nobody()
        }
    }

    /// The level whose picture marks it, if it needs attention.
    pub fn mark(&self) -> Option<Level> {
        (self.level > Level::Ok).then_some(self.level)
    }
}

/// Who looks at the rows: when, where, and in which language.
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Viewer<'a> {
    pub now: Timestamp,
    pub zone: &'a TimeZone,
    pub texts: &'a Texts,
}

impl Viewer<'_> {
    /// The time of something that has been.
    fn at(&self, at: Timestamp) -> String {
        clock_time(at, self.now, self.zone)
    }

    /// The time of something that will be.
    fn until(&self, end: Timestamp) -> String {
        clock_time_to_come(end, self.now, self.zone)
    }
}

impl Rows {
    /// The rows for this state at this moment, with what the person chose to see.
    pub fn new(all: &State, general: &General, viewer: &Viewer<'_>) -> Self {
        let Viewer { now, texts, .. } = *viewer;
        let mut watched: Vec<&AccountState> = all.enabled().collect();
        let unusable: Vec<_> = all.unusable.iter().filter(|account| account.enabled).collect();
        let places = Places::new(watched.len() + unusable.len());
        if general.tray.order == TrayOrder::Urgent {
            watched.sort_by_key(|state| state.urgency(now));
        }
        let total = total(general, all);
        let glance = summary::glance(&watched, total.as_ref(), general, viewer);
        let (shown, left_out): (Vec<_>, Vec<_>) = watched
            .iter()
            .copied()
            .partition(|state| !general.tray.only_low || state.level(now) > Level::Ok);
        let row = |state: &&AccountState| Row::new(state, all, general, viewer).account();
        let unwatched = unusable
            .iter()
            .map(|account| AccountRow::unusable(account, texts));
        let mut accounts: Vec<_> = shown.iter().map(row).chain(unwatched).collect();
        if places.more > 0 {
            // What needs attention takes the room there is.
            accounts.sort_by_key(|row| Reverse(row.level.max(Level::Ok)));
        }
        let more = accounts.split_off(accounts.len().min(places.first));
        Self {
            level: all.level(now),
            needs_attention: !unusable.is_empty() || watched.iter().any(|state| needs_attention(state, now)),
            sentence: summary::sentence(all, viewer),
            glance,
            others: summary::others(accounts.len(), &left_out, all, viewer),
            more_text: summary::more(&more, viewer),
            accounts,
            more,
            places,
            total: total
                .filter(|_| general.tray.total && watched.len() > 1)
                .map(|total| texts.total(&total)),
            updated: (!all.accounts.is_empty()).then(|| summary::updated(all, viewer)),
            undelivered: undelivered(all, texts),
            pause: pause(all, viewer),
            labels: Labels::new(texts),
        }
    }
}

/// Whether waiting alone may cost the person something.
fn needs_attention(state: &AccountState, now: Timestamp) -> bool {
    let problem = state.failure.as_ref().map(|failure| &failure.problem);
    state.level(now) >= Level::Low || problem.is_some_and(Problem::needs_person)
}

/// One of them; the window names all.
fn undelivered(all: &State, texts: &Texts) -> Option<String> {
    let channels = texts.channels(&all.undelivered);
    (!channels.is_empty()).then(|| texts.get("tray-undelivered", &[("channel", &channels)]))
}

fn pause(all: &State, viewer: &Viewer<'_>) -> String {
    match all.paused_until {
        Some(end) => viewer.texts.get("tray-resume", &[("time", &viewer.until(end))]),
        None => viewer.texts.get("tray-pause", &[]),
    }
}

#[cfg(test)]
mod tests;
