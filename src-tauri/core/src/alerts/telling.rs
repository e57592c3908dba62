//! What of one account is to be told through a channel now.

use super::{
    alert::Alert,
    book::Moment,
    engine::{AccountAlerts, Observation},
    firing::{AlertKey, Delivery, Firing},
    rules::Rule,
};
use crate::{Account, channel::Channel};

impl AccountAlerts {
    /// A desktop is told all at once, the worst first; another channel one thing after the other, what was
    /// tried before in its order.
    pub(super) fn take_due(
        &mut self,
        channel: &Channel,
        account: &Account,
        seen: Option<&Observation>,
        moment: &Moment,
    ) -> Vec<Alert> {
        let (id, at_once) = (channel.id(), channel.is_desktop());
        let mut rules: Vec<_> = self
            .rules
            .iter()
            .map(|(rule, firing)| (*rule, firing.since, firing.delivery(id)))
            .collect();
        let mut heard: Vec<_> = rules
            .iter()
            .filter_map(|(rule, _, delivery)| match delivery {
                Some(Delivery::Told) => Some((*rule, true)),
                Some(Delivery::UnderWay { .. }) => Some((*rule, false)),
                _ => None,
            })
            .collect();
        if !at_once && heard.iter().any(|(_, is_told)| !is_told) {
            return Vec::new();
        }
        if !at_once {
            rules
                .sort_by_key(|(rule, since, delivery)| (delivery.is_none(), delivery.map(|_| *since), *rule));
        }
        let mut due = Vec::new();
        for (rule, _, delivery) in rules {
            if !matches!(delivery, None | Some(Delivery::Tried(_))) {
                continue;
            }
            let worse = heard.iter().find(|(worse, _)| is_worse(*worse, rule));
            match worse {
                Some((_, true)) => self.change(rule, |firing| firing.set(id, Delivery::Inhibited)),
                // Who has not heard of the worse one yet may still have to hear of this one.
                Some((_, false)) => {}
                None => {
                    if let Some(alert) = self.alert(rule, account, seen, moment) {
                        self.change(rule, |firing| firing.begin(id, moment.now));
                        heard.push((rule, false));
                        due.push(alert);
                    }
                }
            }
            if !at_once && !due.is_empty() {
                break;
            }
        }
        due
    }

    /// What to tell of this rule now, if it is surely so.
    fn alert(
        &self,
        rule: Rule,
        account: &Account,
        seen: Option<&Observation>,
        moment: &Moment,
    ) -> Option<Alert> {
        let is_true = seen.is_none_or(|seen| self.is_true(rule, seen, account));
        let is_due = is_true && !is_held_by_quiet_hours(rule, moment);
        is_due
            .then(|| Alert::new(rule, account, seen, self, moment.now, moment.local.date()))
            .flatten()
    }

    fn change(&mut self, rule: Rule, change: impl FnOnce(&mut Firing)) {
        self.rules.get_mut(&rule).map(change);
    }

    pub(super) fn firing(&mut self, key: &AlertKey) -> Option<&mut Firing> {
        self.rules
            .get_mut(&key.rule)
            .filter(|firing| firing.since == key.since)
    }

    pub(super) fn concerns_the_balance(&self) -> bool {
        self.rules.keys().any(|rule| rule.is_about_the_balance())
    }
}

fn is_held_by_quiet_hours(rule: Rule, moment: &Moment) -> bool {
    let quiet = moment
        .quiet_hours
        .filter(|quiet| quiet.contain(moment.local.time()));
    quiet.is_some_and(|quiet| !(rule == Rule::Out && quiet.out_breaks_through))
}

/// Of several things to say about one balance, the worst is enough: out says low too, and either says
/// that few days are left. The rules stand in this order.
pub(super) fn is_worse(rule: Rule, other: Rule) -> bool {
    matches!(
        (rule, other),
        (Rule::Out, Rule::Low | Rule::DaysLeft) | (Rule::Low, Rule::DaysLeft)
    )
}
