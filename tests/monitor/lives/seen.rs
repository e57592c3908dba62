//! One account as its person has seen it: its readings, and what they were told.

use std::collections::{BTreeMap, BTreeSet};

use credit_tray_core::{Account, alerts::Rule, problem::Problem};
use jiff::{Timestamp, civil::Date};
use rust_decimal::{Decimal, dec};

use super::{
    failing::Failing,
    silence::Silence,
    world::{Moment, Wallet},
};

/// How bad it is: enough, low, out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trouble {
    #[default]
    None,
    Low,
    Out,
}

/// What can be said from outside only to be between two figures.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Between<T> {
    pub(crate) surely: T,
    pub(crate) at_most: T,
}

/// What the person knows, as they were told it and it is not clearly over since.
#[derive(Clone, Debug, Default)]
pub(crate) struct Knows {
    pub(crate) trouble: Trouble,
    pub(super) rules: BTreeSet<Rule>,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the account")]
pub(crate) struct Seen {
    pub(crate) account: Account,
    pub(crate) is_there: bool,
    pub(crate) snoozed: Silence,
    /// The last reading since somebody looked.
    pub(crate) reading: Option<Decimal>,
    /// Rejections of this key since the last reading.
    pub(crate) rejections: Between<u32>,
    pub(crate) spent_today: Between<Decimal>,
    /// The most that was spent on each day.
    pub(crate) days: BTreeMap<Date, Decimal>,
    /// Days that are over of which it was told that much was spent.
    pub(crate) told_days: BTreeSet<Date>,
    /// What was added and not told.
    pub(crate) added: Between<Decimal>,
    /// Something was spent of this wallet.
    pub(crate) has_spent: bool,
    pub(crate) knows: Knows,
    /// What may not be told again yet.
    pub(crate) told: BTreeSet<Rule>,
    /// What was handed over and may not have arrived, with what was known before.
    pub(super) sent: Vec<(Rule, Trouble)>,
    /// Whether the last purchase has to fill it from nothing.
    pub(super) was_empty: bool,
    /// Whether it has not come up to its threshold since it was out.
    pub(super) was_out: bool,
    pub(super) wallet: Option<Wallet>,
    /// How many keys were entered.
    pub(super) keys: u32,
    /// All readings of this wallet, and whether the clock ran evenly meanwhile.
    pub(super) readings: Vec<(Timestamp, Decimal)>,
    pub(crate) is_even: bool,
    /// The day of the last reading, where the person was then.
    pub(crate) today: Option<Date>,
    pub(super) failing: Failing,
}

impl Knows {
    pub(crate) fn of(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }
}

impl Seen {
    pub(crate) fn new(account: Account) -> Self {
        Self {
            account,
            is_there: true,
            snoozed: Silence::NONE,
            reading: None,
            rejections: Between::default(),
            spent_today: Between::default(),
            days: BTreeMap::new(),
            told_days: BTreeSet::new(),
            added: Between::default(),
            has_spent: false,
            knows: Knows::default(),
            told: BTreeSet::new(),
            sent: Vec::new(),
            was_empty: false,
            was_out: false,
            wallet: None,
            keys: 0,
            readings: Vec::new(),
            is_even: true,
            today: None,
            failing: Failing::default(),
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        self.is_there && self.account.enabled
    }

    pub(crate) fn trouble(&self) -> Trouble {
        match (self.reading, self.account.low_below) {
            (Some(reading), _) if reading <= Decimal::ZERO => Trouble::Out,
            (Some(reading), Some(threshold)) if reading < threshold => Trouble::Low,
            _ => Trouble::None,
        }
    }

    /// Somebody looks, and this is what they see.
    pub(crate) fn looks(&mut self, saw: &Result<Decimal, Problem>, wallet: Wallet, at: &Moment) {
        match saw {
            Ok(reading) => {
                if self.wallet.is_some_and(|before| before != wallet) {
                    self.begins_anew();
                }
                self.wallet = Some(wallet);
                self.is_read(*reading, at);
            }
            Err(problem) => self.is_not_read(problem.code(), at),
        }
    }

    /// Nobody looked for a while, or may not rely on what was seen before.
    pub(crate) fn is_out_of_sight(&mut self) {
        self.reading = None;
        self.failing.sleeps += 1;
    }

    /// Nothing that failed before counts.
    pub(crate) fn failures_are_broken_off(&mut self) {
        self.failing.unbroken = None;
        self.rejections.surely = 0;
    }

    pub(crate) fn has_another_key(&mut self, is_same_wallet: bool) {
        self.keys += 1;
        self.rejections = Between::default();
        self.may_be_told_again(Rule::KeyRejected);
        if !is_same_wallet {
            self.reading = None;
        }
    }

    pub(crate) fn may_be_told_again(&mut self, rule: Rule) {
        self.told.remove(&rule);
        self.knows.rules.remove(&rule);
    }

    /// The person wants other rules from now on.
    pub(crate) fn is_edited(&mut self, account: Account, at: &Moment) {
        let before = std::mem::replace(&mut self.account, account);
        let (old, new) = (&before.rules, &self.account.rules);
        let (was_low, is_low) = ((old.low, before.low_below), (new.low, self.account.low_below));
        let changed = [
            (Rule::Low, was_low != is_low),
            (Rule::Out, old.out != new.out),
            (Rule::DaysLeft, old.days_left_below != new.days_left_below),
            (Rule::SpentToday, old.spent_today_above != new.spent_today_above),
            (Rule::KeyRejected, old.key_rejected != new.key_rejected),
            (
                Rule::NoReading,
                old.no_reading_for_hours != new.no_reading_for_hours,
            ),
        ];
        for (rule, _) in changed.iter().filter(|(_, changed)| *changed) {
            self.told.remove(rule);
        }
        if !new.topped_up {
            self.added = Between::default();
        }
        if old.spent_today_above != new.spent_today_above {
            self.told_days.clear();
            // Who asks first when the day is over does not ask about that day.
            if self.today != Some(at.clock.to_zoned(at.zone.clone()).date()) {
                self.spent_today.surely = Decimal::ZERO;
            }
        }
        let is_within = new
            .spent_today_above
            .is_none_or(|above| self.spent_today.at_most <= above);
        if old.spent_today_above != new.spent_today_above && is_within {
            self.may_be_told_again(Rule::SpentToday);
        }
        if let Some(reading) = self.reading {
            self.takes_measure(reading);
        }
    }

    /// Who snoozes an alert asks to be told again when the snooze ends.
    pub(crate) fn time_passes(&mut self, at: &Moment) {
        let Silence { surely, perhaps } = self.snoozed;
        if perhaps > Timestamp::MIN && perhaps <= at.clock {
            self.snooze_ends(surely == perhaps);
        }
    }

    fn snooze_ends(&mut self, was_sure: bool) {
        self.snoozed = Silence::NONE;
        self.told.retain(|rule| !rule.is_about_the_balance());
        if was_sure {
            self.knows.trouble = Trouble::None;
        }
    }

    /// Where the day is another one: what was spent of it is known with the next reading.
    pub(crate) fn is_elsewhere(&mut self) {
        self.spent_today.surely = Decimal::ZERO;
    }

    /// The clock of the computer is set back.
    pub(crate) fn clock_goes_back(&mut self) {
        self.is_even = false;
        self.spent_today = Between {
            surely: Decimal::ZERO,
            at_most: Decimal::MAX,
        };
        self.added.surely = Decimal::ZERO;
        self.failing.is_uneven = true;
        if self.snoozed.perhaps > Timestamp::MIN {
            self.snooze_may_end();
        }
    }

    fn begins_anew(&mut self) {
        *self = Self {
            is_there: self.is_there,
            snoozed: self.snoozed,
            keys: self.keys,
            failing: self.failing.clone(),
            ..Self::new(self.account.clone())
        };
    }

    fn is_read(&mut self, reading: Decimal, at: &Moment) {
        self.failing = Failing {
            last_read: Some(at.clone()),
            ..Failing::default()
        };
        self.rejections = Between::default();
        self.may_be_told_again(Rule::KeyRejected);
        self.may_be_told_again(Rule::NoReading);
        self.counts(reading, at);
        self.reading = Some(reading);
        let is_well = self.takes_measure(reading);
        self.may_wake(is_well);
    }

    fn takes_measure(&mut self, reading: Decimal) -> bool {
        if reading > Decimal::ZERO {
            self.told.remove(&Rule::Out);
        }
        // Where nothing is low, a hundred credits are plenty.
        let plenty = self.account.low_below.unwrap_or(dec!(100));
        let is_well = reading >= plenty * dec!(1.2);
        let is_refilled = self.was_empty && reading >= plenty;
        // Who trembles around a threshold does not cross it anew each time.
        if reading > plenty * dec!(1.02) || (self.was_out && reading >= plenty) {
            self.told.remove(&Rule::Low);
        }
        self.was_out = reading <= Decimal::ZERO || (self.was_out && reading < plenty);
        if is_well || is_refilled {
            self.knows.trouble = Trouble::None;
            self.was_empty = false;
        } else if reading >= plenty / dec!(2) {
            self.knows.trouble = self.knows.trouble.min(Trouble::Low);
            self.was_empty = false;
        }
        self.was_empty |= reading <= Decimal::ZERO;
        is_well
    }

    /// Who snoozes an account until it is topped up waits for a reading that shows it.
    fn may_wake(&mut self, is_well: bool) {
        if self.snoozed.perhaps != Timestamp::MAX {
            return;
        }
        let rules = &self.account.rules;
        if is_well && rules.days_left_below.is_none() {
            self.snooze_ends(true);
        } else if self.trouble() == Trouble::None || !rules.low || !rules.out {
            self.snooze_may_end();
        }
    }

    pub(super) fn snooze_may_end(&mut self) {
        self.snoozed.may_end();
        self.told.retain(|rule| !rule.is_about_the_balance());
    }
}
