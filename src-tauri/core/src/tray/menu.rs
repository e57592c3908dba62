//! The menu as a description, which each desktop's renderer draws in its own way.
//!
//! An item's place says which item it is, so that a menu that is open can change in place. What may
//! come and go keeps its place while it is not there: the lines that tell something of an account,
//! and the rows of a long list. Only accounts that are added or removed change the shape.

use crate::{alerts::SnoozeFor, state::Level};

use super::{AccountRow, MenuAction, Rows};

/// Lines that tell something of an account: as many as any provider's account can have.
const DETAILS: usize = 12;

/// One place in a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// One that is not keeps its place.
    pub is_visible: bool,
    /// What stands there.
    pub entry: Entry,
}

/// What stands in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub enum Entry {
    Told(String),
    /// A line that can be pressed, if it is enabled.
    Offered {
        text: String,
        action: MenuAction,
        is_enabled: bool,
    },
    /// A menu inside, with the picture of a level before its text.
    Submenu {
        text: String,
        mark: Option<Level>,
        items: Vec<Item>,
    },
    Separator,
}

impl Item {
    fn always(entry: Entry) -> Self {
        Self::sometimes(entry, true)
    }

    fn sometimes(entry: Entry, is_visible: bool) -> Self {
        Self { is_visible, entry }
    }

    fn separator() -> Self {
        Self::always(Entry::Separator)
    }

    /// A place for a line that tells something, now or later.
    fn told(text: Option<&str>) -> Self {
        Self::sometimes(Entry::Told(text.unwrap_or_default().to_owned()), text.is_some())
    }

    fn offered(text: &str, action: MenuAction) -> Self {
        Self::always(Entry::Offered {
            text: text.to_owned(),
            action,
            is_enabled: true,
        })
    }

    fn submenu(text: &str, mark: Option<Level>, items: Vec<Self>) -> Self {
        let text = text.to_owned();
        Self::always(Entry::Submenu { text, mark, items })
    }
}

/// The whole menu for these rows.
pub fn menu(rows: &Rows) -> Vec<Item> {
    let labels = &rows.labels;
    let mut items = accounts(&rows.accounts, rows.places.first, rows);
    if rows.places.more > 0 {
        let inside = accounts(&rows.more, rows.places.more, rows);
        let worst = rows.more.iter().filter_map(AccountRow::mark).max();
        let submenu = Item::submenu(&rows.more_text, worst, inside).entry;
        items.push(Item::sometimes(submenu, !rows.more.is_empty()));
    }
    items.push(Item::told(rows.others.as_deref()));
    items.push(Item::separator());
    items.push(Item::told(rows.total.as_deref()));
    items.extend([
        Item::told(rows.updated.as_deref()),
        Item::told(rows.undelivered.as_deref()),
        Item::offered(&labels.refresh, MenuAction::Refresh),
        Item::offered(&rows.pause, MenuAction::PauseOrResume),
        Item::offered(&labels.open, MenuAction::Open),
        Item::separator(),
        Item::offered(&labels.quit, MenuAction::Quit),
    ]);
    items
}

/// So many places for accounts, those without one hidden.
fn accounts(shown: &[AccountRow], places: usize, rows: &Rows) -> Vec<Item> {
    let item = |row: &AccountRow| Item::submenu(&row.text, row.mark(), account(row, rows));
    let kept_free = Item::sometimes(item(&AccountRow::nobody()).entry, false);
    let free = places.saturating_sub(shown.len());
    shown
        .iter()
        .map(item)
        .chain(std::iter::repeat_n(kept_free, free))
        .collect()
}

/// What is inside an account's row.
fn account(row: &AccountRow, rows: &Rows) -> Vec<Item> {
    let labels = &rows.labels;
    let id = || row.id.clone();
    let mut items = vec![
        Item::offered(&labels.details, MenuAction::Details(id())),
        Item::sometimes(
            Item::offered(
                row.key_action.as_deref().unwrap_or_default(),
                MenuAction::ReplaceKey(id()),
            )
            .entry,
            row.key_action.is_some(),
        ),
        Item::separator(),
    ];
    let lines = row.details.iter().map(|line| Item::told(Some(line)));
    items.extend(lines);
    items.extend((row.details.len()..DETAILS).map(|_| Item::told(None)));
    let snooze = |text, duration| Item::offered(text, MenuAction::Snooze(id(), duration));
    let if_enabled = |text: &str, action, is_enabled| {
        Item::always(Entry::Offered {
            text: text.to_owned(),
            action,
            is_enabled,
        })
    };
    let until_topped_up = MenuAction::Snooze(id(), SnoozeFor::TopUp);
    let snoozes = vec![
        snooze(&labels.snooze_hour, SnoozeFor::Hour),
        snooze(&labels.snooze_tomorrow, SnoozeFor::Tomorrow),
        if_enabled(&labels.snooze_top_up, until_topped_up, row.needs_credit),
        if_enabled(&labels.end_snooze, MenuAction::EndSnooze(id()), row.snoozed),
    ];
    items.extend([
        Item::separator(),
        Item::offered(&labels.refresh_account, MenuAction::RefreshAccount(id())),
        Item::offered(&labels.top_up, MenuAction::TopUp(id())),
        Item::submenu(&labels.snooze, None, snoozes),
    ]);
    items
}
