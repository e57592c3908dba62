//! What a notification says, how urgent it is, and which buttons help.

use crate::{
    AccountId,
    alerts::{Alert, AlertKey, Rule, SnoozeFor},
    texts::Texts,
    tray::MenuAction,
};
use jiff::{Timestamp, tz::TimeZone};

/// The button that a click on the notification itself presses.
pub const DEFAULT: &str = "default";

/// One notification.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Notification {
    /// Names the account, or counts several.
    pub title: String,
    pub body: String,
    pub urgency: Urgency,
    /// What helps, the first pressed by a click on the notification itself.
    pub buttons: Vec<Button>,
    /// What it tells that goes on until something is done; empty where it tells what has happened.
    pub about: Vec<AlertKey>,
}

/// How much a notification may disturb: the levels of the Desktop Notifications Specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Urgency {
    /// Good news.
    Low = 0,
    /// Something to look at.
    Normal = 1,
    /// Stays until it is answered, and is shown while nobody is to be disturbed.
    Critical = 2,
}

/// What a notification offers to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// Its name for the desktop.
    pub id: &'static str,
    /// Its name for the person.
    pub text: String,
    /// What it does, one after the other.
    pub actions: Vec<MenuAction>,
}

impl Notification {
    /// The notification that tells these alerts.
    pub fn of(alerts: &[Alert], texts: &Texts, now: Timestamp, zone: &TimeZone) -> Self {
        let (title, body) = texts.notification(alerts, now, zone);
        Self {
            title,
            body,
            urgency: urgency(alerts),
            buttons: buttons(alerts, texts),
            about: if alerts.iter().all(|alert| goes_on(alert.rule())) {
                alerts.iter().map(Alert::key).collect()
            } else {
                Vec::new()
            },
        }
    }

    /// One that only shows that notifications arrive.
    pub fn test(texts: &Texts) -> Self {
        Self {
            title: texts.get("alert-test-title", &[]),
            body: texts.get("alert-test-body", &[]),
            urgency: Urgency::Low,
            buttons: vec![opens_the_window(texts, MenuAction::Open)],
            about: Vec::new(),
        }
    }
}

/// Whether this is so for a while, and then not any more; money that was spent or added stays so.
fn goes_on(rule: Rule) -> bool {
    !matches!(rule, Rule::SpentToday | Rule::ToppedUp)
}

fn urgency(alerts: &[Alert]) -> Urgency {
    let any = |is: fn(Rule) -> bool| alerts.iter().any(|alert| is(alert.rule()));
    if any(|rule| matches!(rule, Rule::Out | Rule::KeyRejected)) {
        Urgency::Critical
    } else if any(|rule| rule != Rule::ToppedUp) {
        Urgency::Normal
    } else {
        Urgency::Low
    }
}

/// A button can open one page or one account, so those about several accounts have fewer.
fn buttons(alerts: &[Alert], texts: &Texts) -> Vec<Button> {
    let button = |id, text, actions| Button {
        id,
        text: texts.get(text, &[]),
        actions,
    };
    let spends = |alert: &&Alert| {
        let rule = alert.rule();
        rule.is_about_the_balance() || rule == Rule::SpentToday
    };
    let spending = accounts(alerts.iter().filter(spends));
    let rejected = accounts(alerts.iter().filter(|alert| alert.rule() == Rule::KeyRejected));
    let all = accounts(alerts);
    let troubled = accounts(alerts.iter().filter(|alert| alert.rule() != Rule::ToppedUp));
    let mut buttons = Vec::new();
    if let [only] = all.as_slice() {
        let details = vec![MenuAction::Details(only.clone())];
        buttons.push(button(DEFAULT, "alert-button-details", details));
        let replace = |id: &AccountId| vec![MenuAction::ReplaceKey(id.clone())];
        let top_up = |id: &AccountId| vec![MenuAction::TopUp(id.clone())];
        let rejected = rejected.first().map(replace);
        buttons.extend(rejected.map(|actions| button("replace-key", "alert-button-replace-key", actions)));
        let spending = spending.first().map(top_up);
        buttons.extend(spending.map(|actions| button("top-up", "alert-button-top-up", actions)));
    } else {
        buttons.push(opens_the_window(texts, MenuAction::List));
    }
    if !spending.is_empty() {
        let snooze = |account| MenuAction::Snooze(account, SnoozeFor::Hour);
        let actions = troubled.into_iter().map(snooze).collect();
        buttons.push(button("snooze", "alert-button-snooze", actions));
    }
    buttons
}

fn opens_the_window(texts: &Texts, action: MenuAction) -> Button {
    Button {
        id: DEFAULT,
        text: texts.get("alert-button-open", &[]),
        actions: vec![action],
    }
}

/// The accounts of these alerts, each once.
fn accounts<'a>(alerts: impl IntoIterator<Item = &'a Alert>) -> Vec<AccountId> {
    let mut accounts: Vec<AccountId> = Vec::new();
    for alert in alerts {
        if !accounts.contains(&alert.account) {
            accounts.push(alert.account.clone());
        }
    }
    accounts
}

#[cfg(test)]
mod tests {
    use crate::{Amount, ProviderId, Unit, alerts::AlertKind, texts::EN};

    use super::*;

    fn alert(account: &str, kind: AlertKind) -> Alert {
        Alert {
            account: AccountId::new(account),
            provider: ProviderId::Kie,
            label: account.into(),
            since: Timestamp::UNIX_EPOCH,
            seen: None,
            kind,
        }
    }

    fn credits(text: &str) -> Amount {
        Amount::new(text.parse().unwrap(), Unit::Credits)
    }

    fn low() -> AlertKind {
        AlertKind::Low {
            available: Some(credits("5")),
            low_below: Some(credits("10")),
        }
    }

    fn out() -> AlertKind {
        AlertKind::Out {
            available: None,
            low_below: None,
        }
    }

    fn topped_up() -> AlertKind {
        AlertKind::ToppedUp {
            added: credits("100"),
            available: credits("105"),
        }
    }

    fn notification(alerts: &[Alert]) -> Notification {
        let now = "2026-11-20T09:00:00Z".parse().unwrap();
        Notification::of(alerts, &EN, now, &TimeZone::UTC)
    }

    /// Each button with what it does.
    fn offered(alerts: &[Alert]) -> Vec<(&'static str, Vec<String>)> {
        let buttons = notification(alerts).buttons.into_iter();
        let ids = |button: &Button| button.actions.iter().map(MenuAction::to_id).collect();
        buttons.map(|button| (button.id, ids(&button))).collect()
    }

    #[test]
    fn who_runs_out_is_offered_to_top_up_or_to_wait() {
        let (details, top_up, snooze) = (
            (DEFAULT, vec!["details:a".into()]),
            ("top-up", vec!["top-up:a".into()]),
            ("snooze", vec!["snooze-hour:a".into()]),
        );
        for news in [low(), out()] {
            assert_eq!(
                offered(&[alert("a", news)]),
                [details.clone(), top_up.clone(), snooze.clone()]
            );
        }
    }

    #[test]
    fn a_rejected_key_is_replaced_and_not_topped_up() {
        assert_eq!(
            offered(&[alert("a", AlertKind::KeyRejected)]),
            [
                (DEFAULT, vec!["details:a".into()]),
                ("replace-key", vec!["replace-key:a".into()])
            ]
        );
    }

    #[test]
    fn good_news_offers_nothing_but_a_look() {
        assert_eq!(
            offered(&[alert("a", topped_up())]),
            [(DEFAULT, vec!["details:a".into()])]
        );
    }

    #[test]
    fn what_is_about_several_accounts_opens_the_list_and_snoozes_all_that_are_in_trouble() {
        let alerts = [
            alert("a", low()),
            alert("b", AlertKind::KeyRejected),
            alert("c", out()),
            alert("d", topped_up()),
        ];
        assert_eq!(
            offered(&alerts),
            [
                (DEFAULT, vec!["list".into()]),
                (
                    "snooze",
                    ["a", "b", "c"].map(|id| format!("snooze-hour:{id}")).to_vec()
                )
            ]
        );
    }

    #[test]
    fn the_worst_decides_how_urgent_it_is() {
        let urgency = |all: Vec<AlertKind>| {
            let alerts: Vec<_> = all.into_iter().map(|news| alert("a", news)).collect();
            notification(&alerts).urgency
        };
        assert_eq!(urgency(vec![low(), out()]), Urgency::Critical);
        assert_eq!(urgency(vec![AlertKind::KeyRejected]), Urgency::Critical);
        assert_eq!(urgency(vec![topped_up(), low()]), Urgency::Normal);
        assert_eq!(urgency(vec![topped_up()]), Urgency::Low);
    }
}
