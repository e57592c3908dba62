//! The book of all accounts' alerts: what was told, what has to wait, and why.
//!
//! It is what `alerts.json` holds, so that a restart at any moment neither loses nor repeats.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{
    alert::Alert,
    engine::{AccountAlerts, Event, Seen, Standing, step},
    quiet_hours::QuietHours,
    rules::Rule,
};
use crate::{Account, AccountId};

/// A snooze that would end later than this was made under a clock that has been set back.
const LONGEST_SNOOZE: Duration = Duration::from_secs(48 * 60 * 60);

/// All accounts' alerts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AlertBook {
    /// Whether everything waits until the person says otherwise.
    pub paused: bool,
    accounts: BTreeMap<AccountId, Entry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Entry {
    #[serde(flatten)]
    alerts: AccountAlerts,
    #[serde(skip_serializing_if = "Option::is_none")]
    snoozed: Option<Snooze>,
}

/// For how long an account's alerts wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Snooze {
    /// Until this moment.
    Until(Timestamp),
    /// Until the account has recovered or credit was added.
    UntilToppedUp,
}

/// For how long, as a person chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum SnoozeFor {
    /// One hour.
    Hour,
    /// Until eight o'clock in the morning, and for the rest of this night at least.
    Tomorrow,
    /// Until the account has recovered or credit was added.
    TopUp,
}

impl SnoozeFor {
    /// The snooze that begins now.
    #[must_use]
    pub fn from(self, now: Timestamp, zone: &TimeZone) -> Snooze {
        const SHORTEST_NIGHT: SignedDuration = SignedDuration::from_hours(4);
        match self {
            Self::Hour => Snooze::Until(now + SignedDuration::from_hours(1)),
            Self::TopUp => Snooze::UntilToppedUp,
            Self::Tomorrow => {
                let earliest = (now + SHORTEST_NIGHT).to_zoned(zone.clone());
                let morning = |date: Date| date.at(8, 0, 0, 0).to_zoned(zone.clone()).ok();
                let mornings = [Some(earliest.date()), earliest.date().tomorrow().ok()];
                let next = mornings
                    .into_iter()
                    .flatten()
                    .filter_map(morning)
                    .find(|morning| *morning >= earliest);
                let end = next.map_or(now + SignedDuration::from_hours(12), |morning| {
                    morning.timestamp()
                });
                Snooze::Until(end)
            }
        }
    }
}

/// The moment at which it is decided who is told.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Now.
    pub now: Timestamp,
    /// The local time of day.
    pub time: Time,
    /// When nobody is to be disturbed.
    pub quiet_hours: Option<QuietHours>,
}

impl AlertBook {
    /// Takes down what happened to an account.
    pub fn note(&mut self, account: &Account, event: &Event, now: Timestamp) {
        let entry = self.accounts.entry(account.id.clone()).or_default();
        let before = std::mem::take(&mut entry.alerts);
        entry.alerts = step(before, event, account, now);
        let is_topped_up = matches!(event, Event::Read(seen) if seen.topped_up.is_some());
        let is_well = matches!(event, Event::Read(_)) && !entry.alerts.concerns_the_balance();
        if entry.snoozed == Some(Snooze::UntilToppedUp) && (is_topped_up || is_well) {
            entry.snoozed = None;
        }
        if *entry == Entry::default() {
            self.accounts.remove(&account.id);
        }
    }

    /// Lets an account's alerts wait. What was told and still holds when the snooze ends is told
    /// again then.
    pub fn snooze(&mut self, account: &AccountId, snooze: Snooze) {
        let entry = self.accounts.entry(account.clone()).or_default();
        entry.snoozed = Some(snooze);
        for (rule, standing) in &mut entry.alerts.rules {
            if rule.is_about_the_balance() {
                *standing = Standing::Due;
            }
        }
    }

    /// Ends an account's snooze before its time.
    pub fn wake(&mut self, account: &AccountId) {
        if let Some(entry) = self.accounts.get_mut(account) {
            entry.snoozed = None;
        }
    }

    /// The snooze of an account that is still on.
    #[must_use]
    pub fn snoozed(&self, account: &AccountId, now: Timestamp) -> Option<Snooze> {
        let snooze = self.accounts.get(account)?.snoozed?;
        snooze.is_on(now).then_some(snooze)
    }

    /// Forgets accounts that are no longer in the settings: one that is added again later starts
    /// without a past.
    pub fn keep_only(&mut self, accounts: &[Account]) {
        self.accounts
            .retain(|id, _| accounts.iter().any(|account| account.id == *id));
    }

    /// The alerts to tell at this moment; they count as told from here on. With what was seen of
    /// each account since the app started or the computer woke up: what was not seen since then
    /// is not told.
    #[must_use]
    pub fn take_due<'a>(
        &mut self,
        accounts: impl IntoIterator<Item = &'a Account>,
        seen: &HashMap<AccountId, Seen>,
        moment: &Moment,
    ) -> Vec<Alert> {
        let mut due = Vec::new();
        for account in accounts {
            let Some(entry) = self.accounts.get_mut(&account.id) else {
                continue;
            };
            if entry.snoozed.is_some_and(|snooze| !snooze.is_on(moment.now)) {
                entry.snoozed = None;
            }
            if self.paused || entry.snoozed.is_some() || !account.enabled {
                continue;
            }
            entry.alerts.inhibit();
            let seen = seen.get(&account.id);
            for (rule, standing) in &mut entry.alerts.rules {
                if *standing == Standing::Told || is_held_by_quiet_hours(*rule, moment) {
                    continue;
                }
                if let Some(alert) = Alert::new(*rule, account, seen, entry.alerts.topped_up) {
                    *standing = Standing::Told;
                    due.push(alert);
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

impl Snooze {
    fn is_on(self, now: Timestamp) -> bool {
        match self {
            Self::UntilToppedUp => true,
            Self::Until(end) => {
                let left = Duration::try_from(end.duration_since(now)).unwrap_or_default();
                !left.is_zero() && left <= LONGEST_SNOOZE
            }
        }
    }
}

impl AccountAlerts {
    fn concerns_the_balance(&self) -> bool {
        self.rules.keys().any(|rule| rule.is_about_the_balance())
    }

    /// Of several things to say about one balance, the worst is enough: out says low too, and low
    /// says that few days are left.
    fn inhibit(&mut self) {
        let is_out = self.rules.contains_key(&Rule::Out);
        let is_low = self.rules.get(&Rule::Low) == Some(&Standing::Due);
        for (rule, standing) in &mut self.rules {
            let is_said_already = match rule {
                Rule::Low => is_out,
                Rule::DaysLeft => is_out || is_low,
                _ => false,
            };
            if is_said_already {
                *standing = Standing::Told;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tomorrow_begins_at_eight() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let ends = |now: &str| match SnoozeFor::Tomorrow.from(now.parse().unwrap(), &zone) {
            Snooze::Until(end) => end.to_string(),
            Snooze::UntilToppedUp => "later".into(),
        };
        assert_eq!(ends("2026-11-20T18:00:00Z"), "2026-11-21T06:00:00Z");
        assert_eq!(
            ends("2026-11-20T23:30:00Z"),
            "2026-11-21T06:00:00Z",
            "past midnight, this morning"
        );
        assert_eq!(
            ends("2026-11-20T05:00:00Z"),
            "2026-11-21T06:00:00Z",
            "just before eight, the next one"
        );
    }
}
