//! The state of all accounts at one moment: the only thing that the tray, the window, the
//! notifier and the command line read.

use std::{cmp::Reverse, collections::BTreeMap, time::Duration};

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use crate::{
    Account, Amount,
    alerts::{AlertKey, Firing, Rule, Snooze},
    delivery::Undelivered,
    forecast::Forecast,
    key_mark::KeyMark,
    problem::{Failure, Problem},
    reading::{Part, Reading, Status},
    settings::UnusableAccount,
};

/// All accounts at one moment, in the person's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct State {
    /// Every account in the settings, disabled ones too.
    pub accounts: Vec<AccountState>,
    /// Until when all alerts wait, if they do.
    pub paused_until: Option<Timestamp>,
    /// What stands among the accounts of the settings and cannot be used.
    pub unusable: Vec<UnusableAccount>,
    /// When the watch over the accounts broke down last, and went on.
    pub broke_down_at: Option<Timestamp>,
    /// The channels through which alerts do not get.
    pub undelivered: Vec<Undelivered>,
    /// Why it cannot be kept over a restart what the person was told, and what has to wait.
    pub alerts_not_kept: Option<String>,
}

/// One account at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct AccountState {
    pub account: Account,
    /// The last good reading, also when later polls failed.
    pub reading: Option<Reading>,
    /// Why the newest poll brought no reading; none when it did.
    pub failure: Option<Failure>,
    /// When the newest poll ended, whatever it brought; none before the first.
    pub tried_at: Option<Timestamp>,
    pub polling: bool,
    /// How long the balance is likely to last, where that can be said.
    pub forecast: Option<Forecast>,
    /// The line of the last week, where there is one to draw: see [`chart::sparkline`](crate::chart::sparkline).
    pub sparkline: Option<String>,
    /// What it fires, and through which channels that was told.
    pub alerts: BTreeMap<Rule, Firing>,
    /// For how long this account's alerts wait.
    pub snoozed: Option<Snooze>,
    /// The same for all accounts that are read with the same key; none until it was looked up.
    #[serde(skip)]
    pub key: Option<KeyMark>,
}

/// The worst of all accounts, as the tray icon shows it. Ordered from harmless to urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "bindings.ts")]
pub enum Level {
    /// Nothing set up, or nothing read yet.
    Idle,
    /// Enough everywhere.
    Ok,
    /// Some account cannot be read.
    Error,
    /// Some account is low.
    Low,
    /// Some account cannot be read until the person gives it another key, or any.
    NeedsKey,
    /// Some account is out.
    Out,
}

impl State {
    /// The accounts that are watched.
    pub fn enabled(&self) -> impl Iterator<Item = &AccountState> {
        self.accounts.iter().filter(|state| state.account.enabled)
    }

    /// When the newest reading was taken.
    pub fn updated_at(&self) -> Option<Timestamp> {
        self.enabled()
            .filter_map(|state| Some(state.reading.as_ref()?.at))
            .max()
    }

    /// When an account was last asked, whatever came of it.
    pub fn tried_at(&self) -> Option<Timestamp> {
        self.enabled().filter_map(|state| state.tried_at).max()
    }

    /// Whether it is this computer that has no connection, and not one provider: the newest poll of
    /// every watched account says so, except accounts that were not asked because they have no key.
    pub fn is_offline(&self) -> bool {
        let (mut offline, mut others) = (0, 0);
        for state in self.enabled() {
            match &state.failure {
                Some(failure) if failure.problem == Problem::Offline => offline += 1,
                Some(failure) if failure.problem.needs_person() => {}
                _ => others += 1,
            }
        }
        offline > 0 && others == 0
    }

    /// The worst of all watched accounts.
    pub fn level(&self, now: Timestamp) -> Level {
        let lost = self.unusable.iter().filter(|account| account.enabled);
        self.enabled()
            .map(|state| state.level(now))
            .chain(lost.map(|_| Level::Error))
            .max()
            .unwrap_or(Level::Idle)
    }

    /// Whether this alert fires, of an account that is watched. One that is out and was topped up a little is
    /// still low, which was told with it.
    pub fn fires(&self, key: &AlertKey) -> bool {
        let mut accounts = self.enabled();
        let Some(account) = accounts.find(|state| state.account.id == key.account) else {
            return false;
        };
        let firing = account.alerts.get(&key.rule);
        let is_low = || account.alerts.get(&Rule::Low).is_some_and(Firing::is_inhibited);
        firing.is_some_and(|firing| firing.since == key.since) || (key.rule == Rule::Out && is_low())
    }
}

impl AccountState {
    /// An account that has not been read yet.
    pub fn unread(account: Account) -> Self {
        Self {
            account,
            reading: None,
            failure: None,
            tried_at: None,
            polling: false,
            forecast: None,
            sparkline: None,
            alerts: BTreeMap::new(),
            snoozed: None,
            key: None,
        }
    }

    /// Whether some alert is about its balance, and so would end with a top-up.
    pub fn needs_credit(&self) -> bool {
        self.alerts.keys().any(|rule| rule.is_about_the_balance())
    }

    /// The account after a poll that ended now: a failed one keeps the last good reading.
    #[must_use]
    pub fn after(mut self, result: Result<Reading, Failure>, now: Timestamp) -> Self {
        self.tried_at = Some(now);
        match result {
            Ok(reading) => {
                self.reading = Some(reading);
                self.failure = None;
            }
            Err(failure) => {
                self.failure = Some(failure);
                // A clock that was ahead dated it; it is of before now, and grows old from here on.
                if let Some(reading) = &mut self.reading {
                    reading.at = reading.at.min(now);
                }
            }
        }
        self.polling = false;
        self
    }

    /// Where the account stands by its last good reading.
    pub fn status(&self) -> Status {
        self.reading.as_ref().map_or(Status::Unknown, |reading| {
            reading.available.status(self.account.low_below)
        })
    }

    /// What can be spent, where the last good reading named a number.
    pub fn available(&self) -> Option<Amount> {
        self.reading.as_ref()?.available.amount()
    }

    /// The parts of the reading, or what a failed poll could tell all the same.
    pub fn parts(&self) -> &[Part] {
        match (&self.reading, &self.failure) {
            (Some(reading), _) => &reading.parts,
            (None, Some(failure)) => &failure.parts,
            (None, None) => &[],
        }
    }

    /// How old the reading is, where it is not the newest that could be: the last poll failed, or
    /// the computer slept through the next one.
    pub fn stale_for(&self, now: Timestamp) -> Option<Duration> {
        let age = self.age(now)?;
        let overdue = age > self.account.overdue_after();
        (self.failure.is_some() || overdue).then_some(age)
    }

    /// How old the reading is; zero if the clock was set back meanwhile.
    pub fn age(&self, now: Timestamp) -> Option<Duration> {
        let age = now.duration_since(self.reading.as_ref()?.at);
        Some(Duration::try_from(age).unwrap_or(Duration::ZERO))
    }

    /// How urgent it is.
    pub fn level(&self, now: Timestamp) -> Level {
        match self.status() {
            Status::Out => Level::Out,
            _ if self.needs_key() => Level::NeedsKey,
            Status::Low => Level::Low,
            _ if self.has_lost_sight(now) => Level::Error,
            Status::Ok | Status::Unlimited => Level::Ok,
            Status::Unknown => Level::Idle,
        }
    }

    /// Sorts the most urgent first: the worst level, and among equals the one that has the smallest
    /// share of its threshold left.
    pub fn urgency(&self, now: Timestamp) -> impl Ord + use<> {
        let threshold = self.account.low_below.filter(|low| !low.is_zero());
        let share = self
            .available()
            .zip(threshold)
            .and_then(|(available, threshold)| available.value().checked_div(threshold));
        (Reverse(self.level(now)), share.is_none(), share)
    }

    /// Whether it is read again only once the person gives it another key, or any.
    pub fn needs_key(&self) -> bool {
        let problem = self.failure.as_ref().map(|failure| &failure.problem);
        problem.is_some_and(Problem::needs_key)
    }

    /// A poll that failed once says little; one that only the person can mend, or failures that
    /// have gone on for three intervals, say that the balance is no longer known.
    fn has_lost_sight(&self, now: Timestamp) -> bool {
        let Some(failure) = &self.failure else {
            return false;
        };
        let patience = self.account.refresh_every() * 3;
        failure.problem.needs_person() || self.age(now).is_none_or(|age| age > patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Unit, reading::Available};
    use rust_decimal::dec;

    #[test]
    fn a_clock_that_was_ahead_hides_no_lasting_failure() {
        let account = serde_json::json!({ "id": "a", "provider": "kie", "label": "A" });
        let account = AccountState::unread(serde_json::from_value(account).unwrap());
        let now: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        let hours = jiff::SignedDuration::from_hours;
        let read = Reading {
            available: Available::Limited(Amount::new(dec!(5), Unit::Credits)),
            parts: Vec::new(),
            at: now + hours(8),
        };
        let failed = || Err(Problem::Timeout.into());
        let state = account.after(Ok(read), now + hours(8)).after(failed(), now);
        assert_eq!(state.level(now), Level::Ok, "one failure says little");
        let later = now + hours(7);
        let state = state.after(failed(), later);
        assert_eq!(state.level(later), Level::Error);
        assert_eq!(state.stale_for(later), Some(Duration::from_secs(7 * 3600)));
    }

    #[test]
    fn the_state_can_be_written_down_exact_and_without_a_key() {
        let account = serde_json::json!({ "id": "a", "provider": "kie", "label": "A" });
        let mut account = AccountState::unread(serde_json::from_value(account).unwrap());
        let reading = Reading {
            available: Available::Limited(Amount::new(dec!(35.950), Unit::Credits)),
            parts: Vec::new(),
            at: Timestamp::UNIX_EPOCH,
        };
        account = account.after(Ok(reading), Timestamp::UNIX_EPOCH);
        account = account.after(Err(Problem::Offline.into()), Timestamp::UNIX_EPOCH);
        account
            .alerts
            .insert(Rule::Low, Firing::new(Timestamp::UNIX_EPOCH));
        account.key = Some(KeyMark(7));
        let all = State {
            accounts: vec![account],
            ..State::default()
        };

        let written = serde_json::to_value(&all).unwrap();
        let account = &written["accounts"][0];
        assert_eq!(account["reading"]["available"]["limited"]["amount"], "35.95");
        assert_eq!(account["failure"]["problem"], "offline");
        assert_eq!(account["alerts"]["low"]["since"], "1970-01-01T00:00:00Z");
        assert!(account.get("key").is_none());
    }
}
