//! What the person of an account was told, and what is remembered of that.

use credit_tray_core::{
    Account,
    alerts::{AlertKind, Rule},
};

use super::seen::{Between, Seen, Trouble};

impl Seen {
    pub(crate) fn is_sent(&mut self, kind: &AlertKind, rule: Rule) {
        self.sent.push((rule, self.knows.trouble));
        if let AlertKind::SpentToday { on: Some(day), .. } = kind {
            self.told_days.insert(*day);
            return;
        }
        self.told.insert(rule);
        self.knows.rules.insert(rule);
        match rule {
            Rule::Out => self.knows.trouble = Trouble::Out,
            Rule::Low => self.knows.trouble = self.knows.trouble.max(Trouble::Low),
            _ => {}
        }
    }

    pub(crate) fn arrives(&mut self, rule: Rule, was_heard: bool) {
        let Some(first) = self.sent.iter().position(|(sent, _)| *sent == rule) else {
            return;
        };
        let (_, knew) = self.sent.remove(first);
        if was_heard {
            if rule == Rule::ToppedUp {
                self.added = Between::default();
                self.may_be_told_again(rule);
            }
        } else {
            self.may_be_told_again(rule);
            self.told_days.clear();
            self.knows.trouble = self.knows.trouble.min(knew);
        }
    }

    /// The app ends: what is on its way does not arrive.
    pub(crate) fn app_ends(&mut self) {
        while let Some((rule, _)) = self.sent.last() {
            self.arrives(*rule, false);
        }
        self.is_out_of_sight();
        self.failing.unbroken = None;
    }

    /// After a crash what was told is what was told before and had been kept: that may be repeated.
    pub(crate) fn only_remembers(&mut self, kept: &Self) {
        self.told.retain(|rule| kept.told.contains(rule));
        self.told_days.clear();
        self.knows.rules.extend(kept.knows.rules.iter().copied());
        self.knows.trouble = self.knows.trouble.max(kept.knows.trouble);
        self.was_empty &= kept.was_empty;
        if kept.snoozed != self.snoozed {
            self.snoozed.or(kept.snoozed);
            self.snooze_may_end();
        }
        self.added.surely = self.added.surely.min(kept.added.surely);
        self.added.at_most += kept.added.at_most;
        self.rejections.surely = self.rejections.surely.min(kept.rejections.surely);
        self.rejections.at_most = self.rejections.at_most.max(kept.rejections.at_most);
        // That it was read since was not kept either.
        self.failing.last_read.clone_from(&kept.failing.last_read);
        self.failing.waits_for_a_person |= kept.failing.waits_for_a_person;
        // By its key it is another wallet, for all that is known then.
        if self.keys != kept.keys {
            self.told.clear();
            self.is_even = false;
        }
    }

    /// All but its readings.
    pub(crate) fn is_forgotten(&mut self, new: Account) {
        *self = Self {
            is_there: false,
            has_spent: self.has_spent,
            wallet: self.wallet,
            keys: self.keys,
            readings: std::mem::take(&mut self.readings),
            days: std::mem::take(&mut self.days),
            is_even: self.is_even,
            ..Self::new(new)
        };
    }

    /// What could not be written is there as it was before: what the app knew of a removed account.
    pub(crate) fn may_be_remembered(&mut self, before: &Self) {
        self.knows = before.knows.clone();
        self.rejections.at_most = before.rejections.at_most;
        self.snoozed.or(before.snoozed);
    }
}
