//! What a person may rightly expect of alerts, said of readings alone. Nothing here knows how the
//! engine decides.
//!
//! 1. What is told is true by the last reading, gives its figures, and was not to be silenced.
//! 2. What is true, can be told and is not known already is told within one poll, or as soon as what
//!    held it up has ended. Known is what was told and is not clearly over since.
//! 3. Nothing is told twice unless it was untrue in between, or the person asked for it anew: by
//!    another rule, or by a snooze.
//!
//! What was seen of an account, and what follows from that, is in `lives/seen.rs` and beside it; the lives that are
//! held against this are in `lives` beside it.

use std::collections::BTreeMap;

use credit_tray_core::{
    AccountId,
    alerts::{Alert, AlertKind, QuietHours, Rule},
};
use jiff::SignedDuration;
use proptest::prelude::*;

use crate::lives::{
    seen::{Seen, Trouble},
    silence::Silence,
    world::Moment,
};

/// A person who reads every alert and remembers what they were told.
pub(crate) struct Person {
    pub(crate) hears: bool,
    pub(crate) quiet_hours: Option<QuietHours>,
    pub(crate) paused: Silence,
    pub(crate) accounts: BTreeMap<AccountId, Seen>,
}

impl Person {
    /// They are told this.
    pub(crate) fn is_told(&mut self, alert: &Alert, at: &Moment) -> Result<(), TestCaseError> {
        let Some(seen) = self.accounts.get(&alert.account) else {
            return Err(TestCaseError::fail("told of an account that was never there"));
        };
        let rule = alert.rule();
        let is_silent =
            self.is_quiet(rule, at) || self.paused.is_surely_on(at) || seen.snoozed.is_surely_on(at);
        prop_assert!(!is_silent, "told although silenced: {alert:?}");
        prop_assert!(seen.is_on(), "told of an account that is off or gone: {alert:?}");
        prop_assert!(seen.wants(rule), "nobody asked for this rule: {alert:?}");
        prop_assert!(seen.proves(&alert.kind, at), "untrue: {alert:?} of {seen:?}");
        let was_told = match alert.kind {
            AlertKind::SpentToday { on: Some(day), .. } => seen.told_days.contains(&day),
            _ => seen.told.contains(&rule),
        };
        prop_assert!(!was_told, "told twice: {alert:?}");
        Ok(())
    }

    /// Nothing is true and can be told that they do not know.
    pub(crate) fn was_not_failed(&self, at: &Moment) -> Result<(), TestCaseError> {
        // The end of quiet hours is noticed within half a minute.
        let lately = Moment {
            clock: at.clock - SignedDuration::from_secs(31),
            ..at.clone()
        };
        let may_be_told = |seen: &Seen, rule| {
            let is_quiet = self.is_quiet(rule, at) || self.is_quiet(rule, &lately);
            let may_be_silent = is_quiet || self.paused.may_be_on(at) || seen.snoozed.may_be_on(at);
            self.hears && seen.is_on() && !may_be_silent
        };
        for seen in self.accounts.values() {
            let untold = seen.untold().into_iter().find(|rule| may_be_told(seen, *rule));
            prop_assert!(untold.is_none(), "they do not know of {untold:?}: {seen:?}");
        }
        Ok(())
    }

    fn is_quiet(&self, rule: Rule, at: &Moment) -> bool {
        let Some(quiet) = self.quiet_hours else {
            return false;
        };
        let time = at.clock.to_zoned(at.zone.clone()).time();
        let is_night = if quiet.from <= quiet.to {
            quiet.from <= time && time < quiet.to
        } else {
            time >= quiet.from || time < quiet.to
        };
        is_night && !(rule == Rule::Out && quiet.out_breaks_through)
    }
}

impl Seen {
    fn wants(&self, rule: Rule) -> bool {
        let rules = &self.account.rules;
        match rule {
            Rule::Low => rules.low && self.account.low_below.is_some(),
            Rule::Out => rules.out,
            Rule::DaysLeft => rules.days_left_below.is_some(),
            Rule::SpentToday => rules.spent_today_above.is_some(),
            Rule::KeyRejected => rules.key_rejected,
            Rule::NoReading => rules.no_reading_for_hours.is_some(),
            Rule::ToppedUp => rules.topped_up,
        }
    }

    /// Whether what was seen of the account proves this.
    fn proves(&self, kind: &AlertKind, at: &Moment) -> bool {
        let Self { account, reading, .. } = self;
        let trouble = self.trouble();
        match kind {
            AlertKind::Low { available, low_below } => {
                trouble >= Trouble::Low
                    && available.map(|amount| amount.value()) == *reading
                    && low_below.map(|amount| amount.value()) == account.low_below
            }
            AlertKind::Out { available, .. } => {
                trouble == Trouble::Out && available.map(|amount| amount.value()) == *reading
            }
            AlertKind::KeyRejected => self.rejections.at_most >= 2,
            AlertKind::NoReading { .. } => self.may_be_unread_for(account.rules.no_reading_for_hours, at),
            AlertKind::SpentToday { spent, above, on } => {
                let today = at.clock.to_zoned(at.zone.clone()).date();
                let on = on.unwrap_or(today);
                Some(above.value()) == account.rules.spent_today_above
                    && spent.value() > above.value()
                    && (!self.is_even || self.days.get(&on).is_some_and(|most| spent.value() <= *most))
            }
            AlertKind::ToppedUp { added, available } => {
                Some(available.value()) == *reading
                    && added.value() > 0.into()
                    // After a restart the history has its readings by the clock, which was set back.
                    && (added.value() <= self.added.at_most || !self.is_even)
            }
            // What lasts long nobody can say from outside; what is never spent lasts for ever.
            AlertKind::DaysLeft { available, days } => {
                Some(available.value()) == *reading
                    && account
                        .rules
                        .days_left_below
                        .is_some_and(|below| *days < below.into())
                    && self.has_spent
            }
        }
    }

    /// What is true and wanted, and not known.
    fn untold(&self) -> Vec<Rule> {
        let Self { account, knows, .. } = self;
        let rules = &account.rules;
        let is_out = rules.out && self.trouble() == Trouble::Out;
        let is_low = rules.low && account.low_below.is_some() && self.trouble() >= Trouble::Low;
        let is_in_sight = self.reading.is_some();
        let spends_much = rules
            .spent_today_above
            .is_some_and(|above| self.spent_today.surely > above);
        let untold = [
            (Rule::Out, is_out && knows.trouble < Trouble::Out),
            // Who is told that it is out need not be told that it is low.
            (Rule::Low, is_low && !is_out && knows.trouble < Trouble::Low),
            (
                Rule::KeyRejected,
                self.rejections.surely >= 2 && !knows.of(Rule::KeyRejected),
            ),
            (
                Rule::NoReading,
                self.is_surely_unread() && !knows.of(Rule::NoReading),
            ),
            (
                Rule::SpentToday,
                is_in_sight && spends_much && !knows.of(Rule::SpentToday),
            ),
            (Rule::ToppedUp, is_in_sight && self.added.surely > 0.into()),
        ];
        let wanted = |(rule, is_untold): (Rule, bool)| (is_untold && self.wants(rule)).then_some(rule);
        untold.into_iter().filter_map(wanted).collect()
    }
}
