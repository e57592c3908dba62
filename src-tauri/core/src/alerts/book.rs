//! The book of all accounts' alerts: what was told through which channel, what has to wait, and why. With
//! what was not received yet it is the outbox of every channel.
//!
//! It is what `alerts.json` holds, so that a restart at any moment neither loses nor repeats.

use std::{collections::BTreeMap, time::Duration};

use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};

use super::{
    alert::Alert,
    engine::{AccountAlerts, Event, Observation, step},
    firing::{AlertKey, Delivery, Firing, Waiting},
    quiet_hours::QuietHours,
    rules::Rule,
    silence::{Snooze, is_paused, wait},
    telling::is_worse,
};
use crate::{
    Account, AccountId,
    channel::{Channel, ChannelId},
    key_mark::KeyMark,
};

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
#[serde(rename_all = "camelCase", default)]
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
    fn look_at_snooze(&mut self, now: Timestamp) {
        if self.snoozed.is_some_and(|snooze| !snooze.is_on(now)) {
            self.snooze_ends(now);
        }
    }

    fn snooze_ends(&mut self, now: Timestamp) {
        self.snoozed = None;
        self.alerts.arm_again(now);
    }
}

/// The moment at which it is decided who is told.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Moment {
    pub now: Timestamp,
    /// The same where the person is.
    pub local: DateTime,
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
            entry.snooze_ends(now);
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
        let entry = self.accounts.entry(account.clone()).or_default();
        // By its server it will be told from a wallet that is known; from one that is not, by this alone.
        entry.entered_for_it = entry.wallet.is_none().then_some(false);
    }

    /// An account was read with this key. Whether that shows another wallet than was read before: then
    /// nothing counts of what was told, and of what was to be told, of the other one.
    pub fn recognize_wallet(&mut self, account: &AccountId, key: KeyMark) -> bool {
        let entry = self.accounts.entry(account.clone()).or_default();
        let entered_for_it = entry.entered_for_it.take();
        // Whose money was read before may not be known any more, as after a removal.
        let differs = entry
            .wallet
            .map_or(entered_for_it == Some(false), |before| before != key);
        let is_another = differs && entered_for_it != Some(true);
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

    /// The alerts of an account that fire.
    pub fn alerts(&self, account: &AccountId) -> BTreeMap<Rule, Firing> {
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

    /// The receiver has this alert, which says all that is less bad as well. Good news is over once it has
    /// reached every channel that it is told through.
    ///
    /// Returns whether it is the first that has it. What has ended meanwhile stays ended.
    pub fn heard(&mut self, key: &AlertKey, channel: &Channel, all: &[ChannelId]) -> bool {
        let Some(entry) = self.entry(&key.account) else {
            return true;
        };
        let Some(firing) = entry.alerts.firing(key) else {
            return true;
        };
        let is_first = !firing.is_told();
        firing.set(channel.id(), Delivery::Told);
        let has_heard =
            |one: &ChannelId| matches!(firing.delivery(one), Some(Delivery::Told | Delivery::Failed));
        if key.rule == Rule::ToppedUp && all.iter().all(has_heard) {
            entry.alerts.forget_top_up();
        }
        for (other, firing) in &mut entry.alerts.rules {
            let is_waiting = matches!(firing.delivery(channel.id()), None | Some(Delivery::Tried(_)));
            if is_worse(key.rule, *other) && is_waiting {
                firing.set(channel.id(), Delivery::Inhibited);
            }
        }
        is_first
    }

    /// Nobody is told of this account, so nothing waits to be.
    pub fn forget_news(&mut self, account: &AccountId) {
        if let Some(entry) = self.accounts.get_mut(account) {
            entry.alerts.forget_top_up();
        }
    }

    /// Nobody received this alert.
    pub fn not_heard(&mut self, key: &AlertKey, channel: &Channel, now: Timestamp) {
        let entry = self.entry(&key.account);
        if let Some(firing) = entry.and_then(|entry| entry.alerts.firing(key)) {
            firing.not_heard(channel.id(), now, !channel.is_desktop());
        }
    }

    /// What an earlier version kept without a date, or a wrong clock dated far ahead, begins now.
    pub fn date(&mut self, now: Timestamp) {
        let firing = self
            .accounts
            .values_mut()
            .flat_map(|entry| entry.alerts.rules.values_mut());
        for firing in firing {
            firing.date(now);
        }
    }

    /// What does not get through a channel; none where all does.
    pub fn undelivered(&self, channel: &ChannelId, now: Timestamp) -> Option<Waiting> {
        let firing = self
            .accounts
            .values()
            .flat_map(|entry| entry.alerts.rules.values());
        firing
            .filter_map(|firing| firing.waiting(channel, now))
            .reduce(Waiting::and)
    }

    /// Also of an account that was removed while something was on its way: it may come back.
    fn entry(&mut self, account: &AccountId) -> Option<&mut Entry> {
        let removed = self.removed.get_mut(account);
        self.accounts.get_mut(account).or(removed)
    }

    /// The book as the next start is to find it: nothing is on its way then.
    #[must_use]
    pub fn to_keep(&self) -> Self {
        let mut kept = self.clone();
        let firing = kept
            .accounts
            .values_mut()
            .flat_map(|entry| entry.alerts.rules.values_mut());
        firing.for_each(Firing::comes_to_rest);
        kept
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
        now: Timestamp,
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
                entry.alerts.reconsider(seen, account, now);
            }
        }
        self.accounts.retain(|_, entry| *entry != Entry::default());
    }

    /// Ends what is over, and drops what is no longer to be told.
    pub fn settle<'a>(
        &mut self,
        accounts: impl IntoIterator<Item = &'a Account>,
        seen: impl Fn(&AccountId) -> Option<&'a Observation>,
        now: Timestamp,
    ) {
        self.paused_until = self.paused_until(now);
        for entry in self.removed.values_mut() {
            entry.look_at_snooze(now);
        }
        for account in accounts {
            let Some(entry) = self.accounts.get_mut(&account.id) else {
                continue;
            };
            entry.look_at_snooze(now);
            let is_silenced = self.paused_until.is_some() || entry.snoozed.is_some() || !account.enabled;
            if let Some(seen) = seen(&account.id).filter(|_| !is_silenced) {
                entry.alerts.drop_untrue(seen, account);
            }
        }
    }

    /// What to tell through a channel at this moment; it is on its way from here on. With what was seen
    /// of each account since the app started or the computer woke up: what was not seen since then is
    /// not told. About so many accounts at most: the others have to wait for their turn.
    pub fn take_due<'a>(
        &mut self,
        channel: &Channel,
        accounts: impl IntoIterator<Item = &'a Account>,
        seen: impl Fn(&AccountId) -> Option<&'a Observation>,
        moment: &Moment,
        at_most: usize,
    ) -> Vec<Alert> {
        let mut due = Vec::new();
        if self.paused_until(moment.now).is_some() {
            return due;
        }
        for account in accounts {
            if due.len() >= at_most {
                break;
            }
            let entry = self.accounts.get_mut(&account.id);
            let Some(entry) = entry.filter(|entry| account.enabled && entry.snoozed.is_none()) else {
                continue;
            };
            due.extend(entry.alerts.take_due(channel, account, seen(&account.id), moment));
        }
        due
    }
}
