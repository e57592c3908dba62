//! The words of notifications.

use std::collections::BTreeSet;

use jiff::{Timestamp, tz::TimeZone};

use super::{Texts, clock_time, kebab};
use crate::{
    Amount,
    alerts::{Alert, AlertKind, Rule},
};

impl Texts {
    /// The title and the body of a notification that tells all of these, at this moment in this place.
    pub fn notification(&self, alerts: &[Alert], now: Timestamp, zone: &TimeZone) -> (String, String) {
        let accounts: BTreeSet<_> = alerts.iter().map(|alert| &alert.account).collect();
        let since = |at| clock_time(at, now, zone);
        let lines = |text: fn(&AlertKind) -> &'static str| {
            let line = |alert| self.say(alert, text(&alert.kind), &since);
            alerts.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        match alerts {
            // Of several things to say of one account the first is the worst.
            [worst, ..] if accounts.len() == 1 => {
                let old = worst.seen.filter(|seen| seen.is_old && tells_a_figure(worst));
                let as_of = old.map(|seen| self.get("alert-as-of", &[("time", &since(seen.at))]));
                let body = [Some(lines(body)), as_of].into_iter().flatten();
                (
                    self.say(worst, title(&worst.kind), &since),
                    body.collect::<Vec<_>>().join("\n"),
                )
            }
            _ => (self.title_of(alerts, accounts.len()), lines(line)),
        }
    }

    /// A rule, as the mark of a told alert says it.
    pub fn rule(&self, rule: Rule) -> String {
        self.named("chart-rule-", rule)
    }

    /// What one of the texts of an alert's kind says of it.
    fn say(&self, alert: &Alert, text: &str, since: &dyn Fn(Timestamp) -> String) -> String {
        let provider = alert.provider.profile().name.to_owned();
        let mut arguments = vec![("label", alert.label.clone()), ("provider", provider)];
        let amount = |amount: &Amount| self.amount(*amount);
        match &alert.kind {
            AlertKind::Out { available, low_below } | AlertKind::Low { available, low_below } => {
                arguments.extend(available.as_ref().map(|available| ("amount", amount(available))));
                arguments.extend(
                    low_below
                        .as_ref()
                        .map(|low_below| ("threshold", amount(low_below))),
                );
            }
            AlertKind::DaysLeft { available, days } => {
                arguments.extend([("amount", amount(available)), ("days", self.days(*days))]);
            }
            AlertKind::SpentToday { spent, above, on } => {
                arguments.extend([("spent", amount(spent)), ("limit", amount(above))]);
                arguments.extend(on.map(|on| ("day", on.to_string())));
            }
            AlertKind::KeyRejected => {}
            AlertKind::NoReading { since: at } => arguments.push(("since", since(*at))),
            AlertKind::ToppedUp { added, available } => {
                arguments.extend([("added", amount(added)), ("amount", amount(available))]);
            }
        }
        let arguments: Vec<_> = arguments
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.get(&format!("alert-{}.{text}", kebab(alert.rule())), &arguments)
    }

    /// How many accounts, and what is wrong with them.
    fn title_of(&self, alerts: &[Alert], accounts: usize) -> String {
        let all = |is: fn(Rule) -> bool| alerts.iter().all(|alert| is(alert.rule()));
        let title = if all(|rule| rule == Rule::ToppedUp) {
            "alert-several-topped-up"
        } else if all(Rule::is_about_the_balance) {
            "alert-several-need-credit"
        } else {
            "alert-several-need-attention"
        };
        self.count(title, accounts as u64)
    }
}

fn tells_a_figure(alert: &Alert) -> bool {
    !matches!(alert.kind, AlertKind::KeyRejected | AlertKind::NoReading { .. })
}

/// Which text tells this in the title.
fn title(kind: &AlertKind) -> &'static str {
    match kind {
        AlertKind::SpentToday { on: Some(_), .. } => "title-earlier",
        _ => "title",
    }
}

/// Which text tells this in the body, where the title names the account.
fn body(kind: &AlertKind) -> &'static str {
    let (available, low_below) = match kind {
        AlertKind::Out { available, low_below } => (available, low_below),
        AlertKind::Low { available, .. } if available.is_none() => return "body-unnumbered",
        AlertKind::SpentToday { on: Some(_), .. } => return "body-earlier",
        _ => return "body",
    };
    match (available, low_below) {
        (Some(_), Some(_)) => "body",
        (Some(_), None) => "body-without-threshold",
        (None, Some(_)) => "body-unnumbered",
        (None, None) => "body-bare",
    }
}

/// Which text tells this in a line that names the account.
fn line(kind: &AlertKind) -> &'static str {
    match kind {
        AlertKind::Out { available: None, .. } | AlertKind::Low { available: None, .. } => "line-unnumbered",
        AlertKind::SpentToday { on: Some(_), .. } => "line-earlier",
        _ => "line",
    }
}
