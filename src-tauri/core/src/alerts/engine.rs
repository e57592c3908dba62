//! The rules applied to one account: previous state + event + rules → next state. Pure.
//!
//! The idea is Prometheus Alertmanager's: a rule is inactive, or it fires. It fires when it begins to
//! hold, is told through each channel, and is resolved when what it says has really ended. What is to
//! be told may have to wait (quiet hours, a snooze, a pause, a receiver that is away), and is told with
//! the figures of that later moment, or not at all when it has ended meanwhile. Margins keep what was
//! told from repeating, and nothing else. [`super::book`] does the telling.

use std::{collections::BTreeMap, time::Duration};

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{
    conditions::{Holds, days_left, is_true, low, on, out},
    firing::{Firing, known_rules},
    rules::Rule,
};
use crate::{
    Account,
    problem::ErrorCode,
    reading::{Available, Status},
};

/// How many times in a row a key must be rejected before it is believed: one may be a hiccup.
const REJECTIONS_BELIEVED: u64 = 2;

/// What happened to an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A poll brought a reading.
    Read(Observation),
    /// A poll failed.
    Failed {
        /// How.
        code: ErrorCode,
        /// Whether this is the first poll since the app started or the account was turned on.
        is_first: bool,
    },
}

/// What a reading and the history before it tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Observation {
    pub available: Available,
    /// How many days it lasts with a chance of two in three, where that can be said.
    pub days_left: Option<Decimal>,
    pub spent_today: Option<Decimal>,
    /// What was added since the reading before.
    pub topped_up: Option<Decimal>,
    pub today: Date,
    /// When it was read.
    pub at: Timestamp,
}

/// What is remembered of an account between two events, and across restarts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AccountAlerts {
    /// The rules that fire. Those that only a newer version knows are left out.
    #[serde(deserialize_with = "known_rules")]
    pub rules: BTreeMap<Rule, Firing>,
    /// The threshold that the low rule was decided by.
    #[serde(skip_serializing_if = "Option::is_none")]
    low_below: Option<Decimal>,
    /// It was out, and has not come up to its threshold since.
    #[serde(skip_serializing_if = "is_false")]
    was_out: bool,
    /// What the spent-today rule was decided by, while it fires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) overspent: Option<Overspent>,
    /// Rejections of the key in a row.
    #[serde(skip_serializing_if = "is_zero")]
    rejections: u64,
    /// Since when every poll has failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failing_since: Option<Timestamp>,
    /// For how many seconds of that the computer slept.
    #[serde(skip_serializing_if = "is_zero")]
    slept: u64,
    /// What was added, while that is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) topped_up: Option<Decimal>,
}

/// More than the person wants was spent on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Overspent {
    pub(super) on: Date,
    pub(super) spent: Decimal,
    /// The limit.
    pub(super) above: Decimal,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// What an event means for an account: its next state.
pub fn step(mut state: AccountAlerts, event: &Event, account: &Account, now: Timestamp) -> AccountAlerts {
    match event {
        Event::Read(seen) => {
            state.forget_failures();
            state.rules.remove(&Rule::KeyRejected);
            state.rules.remove(&Rule::NoReading);
            state.read(seen, account, now);
        }
        Event::Failed { code, is_first } => state.failed(*code, *is_first, account, now),
    }
    state
}

impl AccountAlerts {
    fn set(&mut self, rule: Rule, holds: Holds, now: Timestamp) {
        match holds {
            Holds::Yes => {
                self.rules.entry(rule).or_insert_with(|| Firing::new(now));
            }
            Holds::No => {
                self.rules.remove(&rule);
            }
            // Nobody was told, and it is no longer surely so: there is nothing to tell.
            Holds::Unsure
                if rule.is_about_the_balance()
                    && self.rules.get(&rule).is_some_and(|firing| !firing.is_known()) =>
            {
                self.rules.remove(&rule);
            }
            Holds::Unsure => {}
        }
    }

    /// Holds what was seen before against the rules of now.
    pub(super) fn reconsider(&mut self, seen: &Observation, account: &Account, now: Timestamp) {
        let seen = Observation {
            topped_up: None,
            ..seen.clone()
        };
        self.read(&seen, account, now);
    }

    /// Another key has not been rejected yet.
    pub(super) fn key_changed(&mut self) {
        self.rejections = 0;
        self.rules.remove(&Rule::KeyRejected);
    }

    /// What was told and still holds is to be told again.
    pub(super) fn arm_again(&mut self, now: Timestamp) {
        for (rule, firing) in &mut self.rules {
            if rule.is_about_the_balance() {
                *firing = Firing::new(now);
            }
        }
    }

    /// Drops what nobody was told and is not surely true by what was seen last.
    pub(super) fn drop_untrue(&mut self, seen: &Observation, account: &Account) {
        let decided_by = self.low_below;
        self.rules
            .retain(|rule, firing| firing.is_known() || is_true(*rule, seen, account, decided_by));
    }

    /// Whether what this rule says of the balance is surely true by what was seen last.
    pub(super) fn is_true(&self, rule: Rule, seen: &Observation, account: &Account) -> bool {
        is_true(rule, seen, account, self.low_below)
    }

    /// What failed before says nothing of what is read anew.
    pub(super) fn forget_failures(&mut self) {
        self.rejections = 0;
        self.failing_since = None;
        self.slept = 0;
    }

    /// The computer slept for so long, and nobody looked.
    pub(super) fn sleep(&mut self, time: Duration) {
        if self.failing_since.is_some() {
            self.slept = self.slept.saturating_add(time.as_secs());
        }
    }

    fn read(&mut self, seen: &Observation, account: &Account, now: Timestamp) {
        let rules = &account.rules;
        match seen.available.status(account.low_below) {
            Status::Out => self.was_out = true,
            // From nothing to the threshold is a purchase, and no trembling around it.
            Status::Ok | Status::Unlimited if self.was_out => {
                self.was_out = false;
                self.rules.remove(&Rule::Low);
            }
            Status::Ok | Status::Unlimited | Status::Low | Status::Unknown => {}
        }
        let low = on(rules.low, low(&seen.available, account.low_below, self.low_below));
        self.set(Rule::Low, low, now);
        self.low_below = account.low_below.filter(|_| self.rules.contains_key(&Rule::Low));
        self.set(Rule::Out, on(rules.out, out(&seen.available, account)), now);
        if seen.topped_up.is_some() {
            self.rules.remove(&Rule::DaysLeft);
        }
        self.set(
            Rule::DaysLeft,
            days_left(seen.days_left, rules.days_left_below),
            now,
        );

        self.spent_today(seen, rules.spent_today_above, now);

        if !rules.topped_up {
            self.forget_top_up();
        }
        let news = self.rules.get(&Rule::ToppedUp);
        if let Some(added) = seen.topped_up.filter(|_| rules.topped_up) {
            // Two additions before anybody was told are one piece of news.
            let untold = self
                .topped_up
                .filter(|_| news.is_some_and(|news| !news.is_known()));
            self.topped_up = Some(untold.unwrap_or_default().saturating_add(added));
            self.rules.insert(Rule::ToppedUp, Firing::new(now));
        }
    }

    fn spent_today(&mut self, seen: &Observation, above: Option<Decimal>, now: Timestamp) {
        let before = self.overspent.take();
        let is_known = self.is_known(Rule::SpentToday);
        let today = seen.spent_today.zip(above).map(|(spent, above)| Overspent {
            on: seen.today,
            spent,
            above,
        });
        let is_over = today.is_some_and(|today| today.spent > today.above);
        let goes_on = before.is_some_and(|before| {
            if before.on != seen.today {
                // What was noticed before midnight, and had to wait, is still to be told.
                !is_known && !is_over && above.is_some_and(|above| before.spent > above)
            } else if today.is_none() {
                above.is_some()
            } else {
                // Who was told this day is not told again after a refund; of another limit they know
                // nothing yet.
                is_over || (is_known && Some(before.above) == above)
            }
        });
        if !goes_on {
            self.rules.remove(&Rule::SpentToday);
        }
        if is_over {
            self.set(Rule::SpentToday, Holds::Yes, now);
        }
        if self.rules.contains_key(&Rule::SpentToday) {
            self.overspent = today.filter(|_| is_over).or(before);
        }
    }

    fn is_known(&self, rule: Rule) -> bool {
        self.rules.get(&rule).is_some_and(Firing::is_known)
    }

    /// Good news needs no telling any more.
    pub(super) fn forget_top_up(&mut self) {
        self.topped_up = None;
        self.rules.remove(&Rule::ToppedUp);
    }

    fn failed(&mut self, code: ErrorCode, is_first: bool, account: &Account, now: Timestamp) {
        let rules = &account.rules;
        // Between two rejections other failures say nothing; only a reading clears the key.
        if code == ErrorCode::KeyRejected {
            self.rejections = self.rejections.saturating_add(1);
        }
        let rejected = self.rejections >= REJECTIONS_BELIEVED;
        self.set(
            Rule::KeyRejected,
            on(
                rules.key_rejected,
                if rejected { Holds::Yes } else { Holds::Unsure },
            ),
            now,
        );

        // Time that was slept through, or during which the app was not there, says nothing of what may have
        // passed by itself meanwhile; but it does not end what holds already.
        let goes_on = self.rules.contains_key(&Rule::NoReading) || !code.may_pass() || !is_first;
        let since = self.failing_since.filter(|since| goes_on && *since <= now);
        if since.is_none() {
            self.slept = 0;
        }
        let since = *self.failing_since.insert(since.unwrap_or(now));
        let nobody_looked = Duration::from_secs(if code.may_pass() { self.slept } else { 0 });
        let failing_for = Duration::try_from(now.duration_since(since)).unwrap_or_default();
        let looked_for = failing_for.saturating_sub(nobody_looked);
        let no_reading = match rules.no_reading_for_hours {
            None => Holds::No,
            Some(hours) if looked_for >= Duration::from_secs(u64::from(hours) * 3600) => Holds::Yes,
            // Nobody was told, and they want to know of longer times only.
            Some(_) if !self.is_known(Rule::NoReading) => Holds::No,
            Some(_) => Holds::Unsure,
        };
        self.set(Rule::NoReading, no_reading, now);
    }
}

#[cfg(test)]
mod tests;
