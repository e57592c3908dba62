//! One account as its person has seen it: its readings, and what they were told.

use std::{collections::BTreeSet, time::Duration};

use credit_tray_core::{
    Account,
    alerts::Rule,
    problem::{ErrorCode, Problem},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use rust_decimal::{Decimal, dec};

use super::world::{Moment, Wallet};

const HOUR: Duration = Duration::from_secs(3600);

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

/// How long somebody wants to hear nothing: surely, and perhaps for longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Silence {
    surely: Timestamp,
    perhaps: Timestamp,
}

/// What the person knows, as they were told it and it is not clearly over since.
#[derive(Clone, Debug, Default)]
pub(crate) struct Knows {
    pub(crate) trouble: Trouble,
    rules: BTreeSet<Rule>,
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
    /// What was added and not told.
    pub(crate) added: Between<Decimal>,
    /// Something was spent of this wallet.
    pub(crate) has_spent: bool,
    pub(crate) knows: Knows,
    /// What may not be told again yet.
    pub(crate) told: BTreeSet<Rule>,
    /// What was handed over and may not have arrived, with what was known before.
    sent: Vec<(Rule, Trouble)>,
    /// Whether the last purchase has to fill it from nothing.
    was_empty: bool,
    /// Whether it has not come up to its threshold since it was out.
    was_out: bool,
    wallet: Option<Wallet>,
    /// How many keys were entered.
    keys: u32,
    /// All readings of this wallet, and whether the clock ran evenly meanwhile.
    readings: Vec<(Timestamp, Decimal)>,
    is_even: bool,
    /// The day of the last reading, where the person was then.
    pub(crate) today: Option<Date>,
    failing: Failing,
}

/// Since when an account cannot be read.
#[derive(Clone, Debug, Default)]
struct Failing {
    /// By the clock that stands still in sleep: since nothing broke the failures off, and until when.
    unbroken: Option<(Duration, Duration)>,
    /// For how long at most somebody looked since the last reading, and by the clock.
    last_read: Option<Moment>,
    /// It could not be read since, once for a reason that does not pass by itself.
    has_failed: bool,
    waits_for_a_person: bool,
    /// The clock was set back meanwhile: then nobody can say for how long it has failed.
    is_uneven: bool,
    sleeps: u32,
}

impl Silence {
    pub(crate) const NONE: Self = Self::until(Timestamp::MIN);

    pub(crate) const fn until(end: Timestamp) -> Self {
        Self {
            surely: end,
            perhaps: end,
        }
    }

    pub(crate) fn is_surely_on(&self, at: &Moment) -> bool {
        at.clock < self.surely
    }

    pub(crate) fn may_be_on(&self, at: &Moment) -> bool {
        at.clock < self.perhaps
    }

    /// From now on it may have ended before its time.
    pub(crate) fn may_end(&mut self) {
        self.surely = Timestamp::MIN;
    }

    /// After a crash it is as it is now, or as it was when it was kept last.
    pub(crate) fn or(&mut self, kept: Self) {
        self.surely = self.surely.min(kept.surely);
        self.perhaps = self.perhaps.max(kept.perhaps);
    }
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
    pub(crate) fn is_edited(&mut self, account: Account) {
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

    pub(crate) fn is_sent(&mut self, rule: Rule) {
        self.sent.push((rule, self.knows.trouble));
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

    fn snooze_may_end(&mut self) {
        self.snoozed.may_end();
        self.told.retain(|rule| !rule.is_about_the_balance());
    }

    /// Counts what came and went.
    fn counts(&mut self, reading: Decimal, at: &Moment) {
        let local = at.clock.to_zoned(at.zone.clone());
        let midnight = local.start_of_day().unwrap().timestamp();
        let before = self.readings.last().copied();
        if self.today.replace(local.date()) != Some(local.date()) {
            self.may_be_told_again(Rule::SpentToday);
        }
        self.readings.push((at.clock, reading));
        let Some((_, before)) = before else {
            return;
        };
        let added = reading - before;
        if added.is_sign_positive() && !added.is_zero() {
            self.told.remove(&Rule::DaysLeft);
            if self.snoozed.perhaps == Timestamp::MAX {
                self.snooze_may_end();
            }
        }
        self.has_spent |= added.is_sign_negative();
        let (fell_lately, _, _) = self.changes_since(at.clock - SignedDuration::from_hours(5));
        if self.account.rules.topped_up && added.is_sign_positive() {
            self.added.at_most += added;
            // What is no more than was spent lately may be given back.
            if self.is_even && added > fell_lately && added * dec!(1000) > reading.abs() {
                self.added.surely += added;
            }
        }
        let (fell, fell_surely, _) = self.changes_since(midnight);
        let (_, _, rose) = self.changes_since(midnight - SignedDuration::from_hours(4));
        self.spent_today = Between {
            surely: if self.is_even {
                fell_surely - rose * dec!(1.1)
            } else {
                Decimal::ZERO
            },
            at_most: if self.is_even { fell } else { Decimal::MAX },
        };
    }

    /// What fell since then, at most and surely, and what rose.
    fn changes_since(&self, moment: Timestamp) -> (Decimal, Decimal, Decimal) {
        let mut sums = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
        for pair in self
            .readings
            .windows(2)
            .rev()
            .take_while(|pair| pair[1].0 > moment)
        {
            let fell = pair[0].1 - pair[1].1;
            if fell.is_sign_negative() {
                sums.2 -= fell;
            } else {
                sums.0 += fell;
                if pair[0].0 >= moment {
                    sums.1 += fell;
                }
            }
        }
        sums
    }

    fn is_not_read(&mut self, code: ErrorCode, at: &Moment) {
        if code == ErrorCode::KeyRejected {
            self.rejections.surely += 1;
            self.rejections.at_most += 1;
        }
        self.failing.has_failed = true;
        self.failing.waits_for_a_person |= matches!(code, ErrorCode::KeyMissing | ErrorCode::KeyRejected);
        let (since, _) = self.failing.unbroken.unwrap_or((at.awake, at.awake));
        if self.failing.unbroken.is_none() {
            self.failing.sleeps = 0;
        }
        self.failing.unbroken = Some((since, at.awake));
    }

    /// Whether nobody can have read it for so many hours.
    pub(crate) fn may_be_unread_for(&self, hours: Option<u32>, at: &Moment) -> bool {
        let Some(hours) = hours else { return false };
        let last_read = self.failing.last_read.as_ref();
        let looked = last_read.map_or(at.awake, |read| at.awake.saturating_sub(read.awake));
        let passed = last_read.map_or(Duration::MAX, |read| {
            Duration::try_from(at.clock.duration_since(read.clock)).unwrap_or_default()
        });
        let time = if self.failing.waits_for_a_person {
            passed
        } else {
            looked
        };
        self.failing.has_failed && (time >= HOUR * hours || !self.is_even)
    }

    /// Whether somebody looked for so many hours, and it could not be read.
    pub(crate) fn is_surely_unread(&self) -> bool {
        let (Some(hours), Some((since, until))) =
            (self.account.rules.no_reading_for_hours, self.failing.unbroken)
        else {
            return false;
        };
        let missed = Duration::from_secs(60) * self.failing.sleeps;
        !self.failing.is_uneven && until.saturating_sub(since) >= HOUR * hours + missed
    }
}
