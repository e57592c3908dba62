//! What the engine has confirmed, noted outside of it, and held against what is found after its end.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::Value;

use crate::{
    change::{Change, Subject, Subjects},
    folder::Found,
    tally::Tally,
};

/// What must be there.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) confirmed: Subjects,
    /// Balances of which the engine has said that they are in the history.
    readings: BTreeMap<String, BTreeSet<Decimal>>,
}

impl Notes {
    /// What is in a folder before the first start.
    pub(crate) fn of(found: &Found) -> Self {
        Self {
            confirmed: found.subjects.clone(),
            readings: BTreeMap::new(),
        }
    }

    /// The engine has said that this was done.
    pub(crate) fn confirm(&mut self, change: Change, answer: &Value) {
        let change = match answer.as_str() {
            Some(id) => change.of(id),
            None => change,
        };
        self.take(&change, change.steps.len());
    }

    /// The engine has shown its history after this reading.
    pub(crate) fn confirm_reading(&mut self, account: &str, balance: Decimal) {
        self.readings
            .entry(account.to_owned())
            .or_default()
            .insert(balance);
        let past = Subject::Past(account.to_owned());
        self.confirmed.insert(past, "kept".into());
    }

    /// Finds out how far these came, of which nothing was heard any more. From here on that is what must
    /// be there.
    pub(crate) fn settle(&mut self, unanswered: Vec<Change>, found: &Found, tally: &mut Tally) {
        for change in unanswered {
            let change = match change.is_new().then(|| self.id_of(&change, found)) {
                Some(Some(id)) => change.of(&id),
                Some(None) => {
                    tally.absent += 1;
                    continue;
                }
                None => change,
            };
            let all = change.steps.len();
            let reaches = |count: &usize| {
                let mut then = self.confirmed.clone();
                change.after(*count, &mut then);
                let mut touched = change.touches();
                touched.all(|subject| found.value(subject) == then.get(subject).cloned())
            };
            let Some(count) = (0..=all).rev().find(reaches) else {
                let touched = change
                    .touches()
                    .map(|subject| (subject, self.confirmed.get(subject), found.value(subject)));
                panic!(
                    "neither there nor not there: {change:#?}\nbefore and now: {:#?}",
                    touched.collect::<Vec<_>>()
                );
            };
            match count {
                0 => tally.absent += 1,
                count if count == all => tally.whole += 1,
                _ => tally.part_way += 1,
            }
            self.take(&change, count);
        }
        let is_nobodys = |subject: &&Subject| match subject {
            Subject::Key(owner, server) => !self.is_used(owner, server),
            _ => false,
        };
        tally.keys_without_account = self.confirmed.keys().filter(is_nobodys).count();
    }

    /// Holds all that was confirmed, besides the past, against what is there. Nothing else may be.
    pub(crate) fn compare(&self, found: &Found, tally: &mut Tally) {
        self.compare_some(found, tally, |subject| !matches!(subject, Subject::Past(_)));
        for (subject, now) in &found.subjects {
            let is_known = self.confirmed.contains_key(subject);
            assert!(is_known, "gone, and here again: {subject:?}: {now}");
        }
    }

    /// The same of the past.
    pub(crate) fn compare_past(&self, found: &Found, tally: &mut Tally) {
        self.compare_some(found, tally, |subject| matches!(subject, Subject::Past(_)));
        let none = BTreeSet::new();
        for (account, confirmed) in &self.readings {
            let now = found.readings.get(account).unwrap_or(&none);
            let lost: Vec<_> = confirmed.difference(now).collect();
            assert!(lost.is_empty(), "readings of {account}, lost: {lost:?}");
            tally.compared += confirmed.len();
        }
    }

    fn compare_some(&self, found: &Found, tally: &mut Tally, is_meant: impl Fn(&Subject) -> bool) {
        for (subject, confirmed) in self.confirmed.iter().filter(|(subject, _)| is_meant(subject)) {
            let now = found.value(subject);
            assert_eq!(now.as_ref(), Some(confirmed), "confirmed, and lost: {subject:?}");
            tally.compared += 1;
        }
    }

    /// The keys with which the accounts are to be read, by account.
    pub(crate) fn keys_in_use(&self) -> BTreeMap<String, String> {
        let keys = self.confirmed.iter().filter_map(|(subject, key)| {
            let Subject::Key(owner, server) = subject else {
                return None;
            };
            let account = self.account(owner)?;
            let is_used = account["enabled"] == true && self.is_used(owner, server);
            is_used.then(|| Some((owner.clone(), key.as_str()?.to_owned())))?
        });
        keys.collect()
    }

    /// An account as it was confirmed.
    pub(crate) fn account(&self, id: &str) -> Option<&Value> {
        self.confirmed.get(&Subject::Account(id.to_owned()))
    }

    /// Whether the settings lead to the key that is stored under this name.
    fn is_used(&self, owner: &str, server: &str) -> bool {
        owner.starts_with("channel:")
            || self
                .account(owner)
                .is_some_and(|account| account["baseUrl"] == server)
    }

    fn take(&mut self, change: &Change, count: usize) {
        change.after(count, &mut self.confirmed);
        for subject in change.touches() {
            if let Subject::Past(account) = subject
                && self.confirmed[subject] == "forgotten"
            {
                self.readings.remove(account);
            }
        }
    }

    /// The id of an account that was being added, if anything of it is there.
    fn id_of(&self, change: &Change, found: &Found) -> Option<String> {
        let mut new = found
            .subjects
            .iter()
            .filter(|(subject, _)| !self.confirmed.contains_key(subject));
        new.find_map(|(subject, now)| {
            let id = subject.account()?;
            let as_asked = change.clone().of(id);
            let mut steps = as_asked.steps.iter().flatten();
            steps
                .any(|(asked, value)| asked == subject && value.as_ref() == Some(now))
                .then(|| id.to_owned())
        })
    }
}
