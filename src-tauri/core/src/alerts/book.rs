//! The book of all accounts' alerts: what was told, what has to wait, and why.
//!
//! It is what `alerts.json` holds, so that a restart at any moment neither loses nor repeats.

use std::{collections::BTreeMap, time::Duration};

use jiff::{Timestamp, civil::Time};
use serde::{Deserialize, Serialize};

use super::{
    alert::Alert,
    engine::{AccountAlerts, AlertState, Event, Observation, step},
    quiet_hours::QuietHours,
    rules::Rule,
    silence::{Snooze, is_paused, wait},
};
use crate::{Account, AccountId, key_mark::KeyMark};

/// All accounts' alerts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AlertBook {
    #[serde(skip_serializing_if = "Option::is_none")]
    paused_until: Option<Timestamp>,
    accounts: BTreeMap<AccountId, Entry>,
    /// Of accounts that were removed: who undoes that finds everything as it was.
    #[serde(skip)]
    removed: BTreeMap<AccountId, Entry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Entry {
    #[serde(flatten)]
    alerts: AccountAlerts,
    #[serde(skip_serializing_if = "Option::is_none")]
    snoozed: Option<Snooze>,
    /// Whose money was read last.
    #[serde(skip_serializing_if = "Option::is_none")]
    wallet: Option<KeyMark>,
    /// Whether all keys that were entered since then are of that wallet.
    #[serde(skip_serializing_if = "Option::is_none")]
    entered_for_it: Option<bool>,
}

impl Entry {
    fn snooze_ends(&mut self) {
        self.snoozed = None;
        self.alerts.arm_again();
    }
}

/// The moment at which it is decided who is told.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Moment {
    pub now: Timestamp,
    pub time: Time,
    /// When nobody is to be disturbed.
    pub quiet_hours: Option<QuietHours>,
}

impl AlertBook {
    /// Records what happened to an account.
    pub fn note(&mut self, account: &Account, event: &Event, now: Timestamp) {
        let entry = self.accounts.entry(account.id.clone()).or_default();
        let before = std::mem::take(&mut entry.alerts);
        entry.alerts = step(before, event, account, now);
        let is_topped_up = matches!(event, Event::Read(seen) if seen.topped_up.is_some());
        let is_well = matches!(event, Event::Read(_)) && !entry.alerts.concerns_the_balance();
        if entry.snoozed == Some(Snooze::UntilToppedUp) && (is_topped_up || is_well) {
            entry.snooze_ends();
        }
        if *entry == Entry::default() {
            self.accounts.remove(&account.id);
        }
    }

    /// Makes an account's alerts wait. What was told and still holds when the snooze ends is told
    /// again then.
    pub fn snooze(&mut self, account: &AccountId, snooze: Snooze) {
        let entry = self.accounts.entry(account.clone()).or_default();
        entry.snoozed = Some(snooze);
    }

    /// An account has another key, whose wallet is the same as that of the one before or may be another.
    pub fn key_changed(&mut self, account: &AccountId, is_same_wallet: bool) {
        if let Some(entry) = self.accounts.get_mut(account) {
            entry.alerts.key_changed();
            entry.entered_for_it = Some(entry.entered_for_it.unwrap_or(true) && is_same_wallet);
        }
    }

    /// An account is read elsewhere from now on: there, no key is known to be of the same wallet.
    pub fn moved(&mut self, account: &AccountId) {
        if let Some(entry) = self.accounts.get_mut(account) {
            entry.entered_for_it = None;
        }
    }

    /// An account was read with this key. Whether that shows another wallet than was read before: then
    /// nothing counts of what was told, and of what was to be told, of the other one.
    pub fn recognize_wallet(&mut self, account: &AccountId, key: KeyMark) -> bool {
        let entry = self.accounts.entry(account.clone()).or_default();
        let is_said_to_be_the_same = entry.entered_for_it.take() == Some(true);
        let is_another = !is_said_to_be_the_same && entry.wallet.is_some_and(|before| before != key);
        if is_another {
            entry.alerts = AccountAlerts::default();
        }
        entry.wallet = Some(key);
        is_another
    }

    /// Ends an account's snooze before its time. What was told before it is not told again.
    pub fn end_snooze(&mut self, account: &AccountId) {
        if let Some(entry) = self.accounts.get_mut(account) {
            entry.snoozed = None;
        }
    }

    /// The computer slept for so long: nobody looked whether an account can be read.
    pub fn sleep(&mut self, time: Duration) {
        for entry in self.accounts.values_mut() {
            entry.alerts.sleep(time);
        }
    }

    /// The snooze of an account that is still on.
    pub fn snoozed(&self, account: &AccountId, now: Timestamp) -> Option<Snooze> {
        let snooze = self.accounts.get(account)?.snoozed?;
        snooze.is_on(now).then_some(snooze)
    }

    /// Where the rules of an account stand that are not quiet.
    pub fn alerts(&self, account: &AccountId) -> BTreeMap<Rule, AlertState> {
        let entry = self.accounts.get(account);
        entry.map(|entry| entry.alerts.rules.clone()).unwrap_or_default()
    }

    /// Makes all alerts wait until this moment, or ends that wait where there is none. What was told
    /// before is not told again at its end.
    pub fn pause(&mut self, until: Option<Timestamp>) {
        self.paused_until = until;
    }

    /// When the pause ends that is on.
    pub fn paused_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.paused_until.filter(|end| is_paused(*end, now))
    }

    /// How long it is until a pause or a snooze ends, whichever does first.
    pub fn next_end(&self, now: Timestamp) -> Option<Duration> {
        let snoozes = self.accounts.values().filter_map(|entry| match entry.snoozed {
            Some(Snooze::Until(end)) => Some(end),
            Some(Snooze::UntilToppedUp) | None => None,
        });
        let ends = snoozes.chain(self.paused_until).filter(|end| *end > now);
        ends.min().map(|end| wait(end, now))
    }

    /// Takes back that this was told: nobody heard it, nor what it stood for. What has ended meanwhile
    /// stays ended.
    pub fn put_back(&mut self, account: &AccountId, rule: Rule) {
        let Some(entry) = self.accounts.get_mut(account) else {
            return;
        };
        for (other, state) in &mut entry.alerts.rules {
            let is_unheard = *other == rule || (*state == AlertState::Inhibited && is_worse(rule, *other));
            if is_unheard {
                *state = AlertState::Due;
            }
        }
    }

    /// Takes up changed settings. What was seen of an account before is held against its rules of
    /// now: who raises a threshold need not wait for another reading.
    ///
    /// Accounts that are no longer there are forgotten as the program ends, and the failures of one that
    /// is turned off at once.
    pub fn follow_settings<'a>(
        &mut self,
        accounts: &[Account],
        seen: impl Fn(&AccountId) -> Option<&'a Observation>,
    ) {
        self.removed.append(&mut self.accounts);
        for account in accounts {
            if let Some((id, entry)) = self.removed.remove_entry(&account.id) {
                self.accounts.insert(id, entry);
            }
            let seen = seen(&account.id);
            if let Some(entry) = self.accounts.get_mut(&account.id).filter(|_| !account.enabled) {
                entry.alerts.forget_failures();
            } else if let Some(seen) = seen {
                let entry = self.accounts.entry(account.id.clone()).or_default();
                entry.alerts.reconsider(seen, account);
            }
        }
        self.accounts.retain(|_, entry| *entry != Entry::default());
    }

    /// The alerts to tell at this moment; they count as told from here on. With what was seen of
    /// each account since the app started or the computer woke up: what was not seen since then
    /// is not told.
    pub fn take_due<'a>(
        &mut self,
        accounts: impl IntoIterator<Item = &'a Account>,
        seen: impl Fn(&AccountId) -> Option<&'a Observation>,
        moment: &Moment,
    ) -> Vec<Alert> {
        let mut due = Vec::new();
        self.paused_until = self.paused_until(moment.now);
        let is_paused = self.paused_until.is_some();
        for account in accounts {
            let Some(entry) = self.accounts.get_mut(&account.id) else {
                continue;
            };
            if entry.snoozed.is_some_and(|snooze| !snooze.is_on(moment.now)) {
                entry.snooze_ends();
            }
            if is_paused || entry.snoozed.is_some() || !account.enabled {
                continue;
            }
            let seen = seen(&account.id);
            if let Some(seen) = seen {
                entry.alerts.drop_untrue(seen, account);
            }
            let (topped_up, failing_since) = (entry.alerts.topped_up, entry.alerts.failing_since);
            let mut told = Vec::new();
            for (rule, state) in &mut entry.alerts.rules {
                if *state == AlertState::Due {
                    if told.iter().any(|worse| is_worse(*worse, *rule)) {
                        *state = AlertState::Inhibited;
                    } else if !is_held_by_quiet_hours(*rule, moment)
                        && let Some(alert) = Alert::new(*rule, account, seen, topped_up, failing_since)
                    {
                        *state = AlertState::Told;
                        due.push(alert);
                    }
                }
                if *state == AlertState::Told {
                    told.push(*rule);
                }
            }
        }
        due
    }
}

fn is_held_by_quiet_hours(rule: Rule, moment: &Moment) -> bool {
    let quiet = moment.quiet_hours.filter(|quiet| quiet.contain(moment.time));
    quiet.is_some_and(|quiet| !(rule == Rule::Out && quiet.out_breaks_through))
}

/// Of several things to say about one balance, the worst is enough: out says low too, and either says
/// that few days are left. The rules stand in this order.
fn is_worse(rule: Rule, other: Rule) -> bool {
    matches!(
        (rule, other),
        (Rule::Out, Rule::Low | Rule::DaysLeft) | (Rule::Low, Rule::DaysLeft)
    )
}

impl AccountAlerts {
    fn concerns_the_balance(&self) -> bool {
        self.rules.keys().any(|rule| rule.is_about_the_balance())
    }
}
