//! An alert as a webhook or a program gets it: one JSON object.

use serde::Serialize;

use crate::{
    Status,
    alerts::{Alert, Rule},
    amount::Amount,
    texts::Texts,
};
use jiff::{Timestamp, tz::TimeZone};

/// An alert as a webhook or a program gets it. Its shape is a contract: fields are added, never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    version: u32,
    /// The same each time that this alert is sent, and no other's.
    pub id: String,
    account: String,
    provider: String,
    label: String,
    rule: &'static str,
    status: Status,
    available: Option<Amount>,
    threshold: Option<String>,
    /// Where the account is topped up.
    pub top_up_url: String,
    at: Timestamp,
    /// Names the account.
    pub title: String,
    /// What there is to tell, in words.
    pub body: String,
}

impl Message {
    /// This alert in words and figures, at this moment in this place.
    pub fn new(alert: &Alert, texts: &Texts, now: Timestamp, zone: &TimeZone) -> Self {
        let (title, body) = texts.notification(std::slice::from_ref(alert), now, zone);
        let profile = alert.provider.profile();
        Self {
            version: 1,
            id: format!(
                "{}-{}-{}",
                alert.account,
                rule(alert.rule()),
                alert.since.as_millisecond()
            ),
            account: alert.account.to_string(),
            provider: alert.provider.to_string(),
            label: alert.label.clone(),
            rule: rule(alert.rule()),
            status: alert.seen.map_or(Status::Unknown, |seen| seen.status),
            available: alert.seen.and_then(|seen| seen.available.amount()),
            threshold: alert
                .seen
                .and_then(|seen| seen.threshold)
                .map(|low| low.normalize().to_string()),
            top_up_url: profile.top_up_page.to_owned(),
            at: alert.since,
            title,
            body,
        }
    }

    /// One that only shows that messages arrive: its rule is `test`, and it is about no account.
    pub fn test(texts: &Texts, now: Timestamp) -> Self {
        Self {
            version: 1,
            id: format!("test-{}", now.as_millisecond()),
            account: String::new(),
            provider: String::new(),
            label: String::new(),
            rule: "test",
            status: Status::Unknown,
            available: None,
            threshold: None,
            top_up_url: String::new(),
            at: now,
            title: texts.get("alert-test-title", &[]),
            body: texts.get("alert-test-body", &[]),
        }
    }
}

/// A rule as scripts see it, such as `days_left`.
fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Out => "out",
        Rule::Low => "low",
        Rule::DaysLeft => "days_left",
        Rule::SpentToday => "spent_today",
        Rule::KeyRejected => "key_rejected",
        Rule::NoReading => "no_reading",
        Rule::ToppedUp => "topped_up",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        AccountId, ProviderId, Unit,
        alerts::{AlertKind, Seen},
        reading::Available,
        texts::EN,
    };

    #[test]
    fn an_alert_is_written_as_the_reference_has_it() {
        let at: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        let available = Amount::new("5.50".parse().unwrap(), Unit::Usd);
        let threshold = "10.0".parse().unwrap();
        let alert = Alert {
            account: AccountId::new("or-main"),
            provider: ProviderId::OpenRouter,
            label: "Main".into(),
            since: at,
            seen: Some(Seen {
                available: Available::Limited(available),
                status: Status::Low,
                threshold: Some(threshold),
                at,
                is_old: false,
            }),
            kind: AlertKind::Low {
                available: Some(available),
                low_below: Some(Amount::new(threshold, Unit::Usd)),
            },
        };
        let message = Message::new(&alert, &EN, at, &TimeZone::UTC);
        let written = serde_json::to_value(&message).unwrap();
        assert_eq!(
            written,
            serde_json::json!({
                "version": 1, "id": "or-main-low-1795165200000", "account": "or-main",
                "provider": "openrouter", "label": "Main", "rule": "low", "status": "low",
                "available": { "amount": "5.5", "unit": "USD" }, "threshold": "10",
                "topUpUrl": ProviderId::OpenRouter.profile().top_up_page,
                "at": "2026-11-20T09:00:00Z",
                "title": "Main is low", "body": "$5.50 left, below your threshold of $10.00.",
            })
        );
    }
}
