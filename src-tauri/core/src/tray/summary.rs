//! What is said of all accounts together.

use std::time::Duration;

use crate::{
    Amount, State,
    settings::{General, IconText},
    state::{AccountState, Level},
    worth::Total,
};
use jiff::Timestamp;

use super::{AccountRow, Glance, Viewer};

/// The number at a glance, as the person chose it.
pub(super) fn glance(
    watched: &[&AccountState],
    total: Option<&Total>,
    general: &General,
    viewer: &Viewer<'_>,
) -> Option<Glance> {
    let texts = viewer.texts;
    match general.tray.icon_text {
        IconText::None => None,
        IconText::Total => total.map(|total| Glance {
            text: texts.worth(&total.worth),
            compact: texts.compact_worth(&total.worth),
        }),
        IconText::Lowest => most_urgent(watched, viewer.now).map(|amount| Glance {
            text: texts.amount(amount),
            compact: texts.compact_amount(amount),
        }),
    }
}

/// What the first of the worst has left, of those with a number.
fn most_urgent(watched: &[&AccountState], now: Timestamp) -> Option<Amount> {
    let counted = watched.iter().filter(|state| state.available().is_some());
    let worst = counted.min_by_key(|state| state.urgency(now))?;
    worst.available()
}

/// The state of all accounts in one sentence, for the tooltip and for screen readers.
pub(super) fn sentence(all: &State, viewer: &Viewer<'_>) -> String {
    let (now, texts) = (viewer.now, viewer.texts);
    let mut urgent: Vec<_> = all
        .enabled()
        .filter(|state| state.level(now) > Level::Ok)
        .collect();
    urgent.sort_by_key(|state| state.urgency(now));
    let unusable = all.unusable.iter().filter(|account| account.enabled);
    let unusable = unusable.map(|account| {
        let (label, problem) = (account.name(), texts.unusable_in_short(account));
        texts.get("tray-tip-problem", &[("label", &label), ("problem", &problem)])
    });
    let told: Vec<_> = urgent
        .iter()
        .map(|state| of_one(state, viewer))
        .chain(unusable)
        .collect();
    let Some((first, others)) = told.split_first() else {
        return match all.level(now) {
            _ if all.is_offline() => updated(all, viewer),
            _ if all.enabled().any(|state| state.level(now) == Level::Idle) => {
                texts.get("tray-checking-all", &[])
            }
            Level::Ok => texts.get("tray-all-fine", &[]),
            _ => nobody(all, viewer),
        };
    };
    match others.len() {
        0 => first.clone(),
        count => {
            let count = count.to_string();
            texts.get("tray-tip-more", &[("text", first), ("count", &count)])
        }
    }
}

fn of_one(state: &AccountState, viewer: &Viewer<'_>) -> String {
    let texts = viewer.texts;
    let label = state.account.label.as_str();
    let amount = state.available().map(|amount| texts.amount(amount));
    match (state.level(viewer.now), amount, &state.failure) {
        (Level::Low, Some(amount), _) => texts.get("tray-tip-low", &[("label", label), ("amount", &amount)]),
        (Level::Out, Some(amount), _) => texts.get("tray-tip-out", &[("label", label), ("amount", &amount)]),
        (Level::Out, None, _) => texts.get("tray-tip-out-unnumbered", &[("label", label)]),
        (_, _, Some(failure)) => {
            let problem = texts.problem_in_short(&failure.problem, &state.account);
            texts.get("tray-tip-problem", &[("label", label), ("problem", &problem)])
        }
        (_, amount, None) => amount.unwrap_or_else(|| label.to_owned()),
    }
}

/// What is said of the accounts that the person chose not to see, or that there are none.
pub(super) fn others(
    shown: usize,
    left_out: &[&AccountState],
    all: &State,
    viewer: &Viewer<'_>,
) -> Option<String> {
    let texts = viewer.texts;
    let count = left_out.len() as u64;
    let are_fine = left_out.iter().all(|state| is_fine(state, viewer.now));
    match (shown, count) {
        (0, 0) => Some(nobody(all, viewer)),
        (_, 0) => None,
        _ if !are_fine => Some(texts.get("tray-checking-all", &[])),
        (0, _) => Some(texts.get("tray-all-fine", &[])),
        (_, count) => Some(texts.count("tray-others-fine", count)),
    }
}

/// The text for the rows that do not fit.
pub(super) fn more(rest: &[AccountRow], viewer: &Viewer<'_>) -> String {
    let are_fine = rest.iter().all(|row| row.level == Level::Ok);
    let name = if are_fine { "tray-others-fine" } else { "tray-more" };
    viewer.texts.count(name, rest.len() as u64)
}

fn is_fine(state: &AccountState, now: Timestamp) -> bool {
    state.level(now) == Level::Ok
}

fn nobody(all: &State, viewer: &Viewer<'_>) -> String {
    let name = if all.accounts.is_empty() {
        "tray-no-accounts"
    } else {
        "tray-all-off"
    };
    viewer.texts.get(name, &[])
}

/// When the newest reading was taken and of how many it brought none, or what stands in the way of
/// one.
pub(super) fn updated(all: &State, viewer: &Viewer<'_>) -> String {
    let texts = viewer.texts;
    let say = |name, time: Timestamp| texts.get(name, &[("time", &viewer.at(time))]);
    let failed = all.enabled().filter(|state| state.failure.is_some()).count();
    let has_answered = |state: &&AccountState| state.reading.is_some() || state.failure.is_some();
    let answered = all.enabled().filter(has_answered).count();
    if let Some(at) = all.broke_down_at {
        return say("tray-broke-down", at);
    }
    match (all.updated_at(), all.tried_at()) {
        (Some(read), _) if all.is_offline() => say("tray-offline", read),
        (None, Some(tried)) if all.is_offline() => say("tray-offline-unread", tried),
        (Some(read), _) if failed == 0 => say("tray-updated", read),
        (Some(read), _) if failed == answered => say("tray-check-failed", read),
        (Some(read), _) => {
            let time = viewer.at(read);
            texts.count_with("tray-updated-except", failed as u64, &[("time", &time)])
        }
        (None, Some(tried)) => say("tray-tried", tried),
        (None, None) => texts.get("tray-not-updated", &[]),
    }
}

/// Whether the line about all accounts says how old this reading is, so that its row need not.
pub(super) fn tells_age_of(state: &AccountState, all: &State, now: Timestamp) -> bool {
    let newest = all.updated_at().map(|at| now.duration_since(at));
    let newest = newest.map(|age| Duration::try_from(age).unwrap_or(Duration::ZERO));
    let behind = state
        .age(now)
        .zip(newest)
        .map(|(age, newest)| age.saturating_sub(newest));
    all.is_offline() && behind.is_some_and(|behind| behind <= state.account.overdue_after())
}
