//! The words of notifications.

use super::Texts;
use crate::{
    Amount,
    alerts::{Alert, News, Rule},
};

impl Texts {
    /// The title and the body of a notification that tells all of these.
    #[must_use]
    pub fn notification(&self, alerts: &[Alert]) -> (String, String) {
        match alerts {
            [alert] => (self.alert_title(alert), self.alert_body(alert)),
            alerts => (self.names(alerts), self.lines(alerts)),
        }
    }

    /// A rule, as the mark of a told alert says it.
    #[must_use]
    pub fn rule(&self, rule: Rule) -> String {
        let name = match rule {
            Rule::Low => "chart-rule-low",
            Rule::Out => "chart-rule-out",
            Rule::DaysLeft => "chart-rule-days-left",
            Rule::SpentToday => "chart-rule-spent-today",
            Rule::KeyRejected => "chart-rule-key-rejected",
            Rule::NoReading => "chart-rule-no-reading",
            Rule::ToppedUp => "chart-rule-topped-up",
        };
        self.get(name, &[])
    }

    fn alert_title(&self, alert: &Alert) -> String {
        let name = match alert.news {
            News::Out { .. } => "alert-out-title",
            News::Low { .. } => "alert-low-title",
            News::DaysLeft { .. } => "alert-days-left-title",
            News::SpentToday { .. } => "alert-spent-today-title",
            News::KeyRejected => "alert-key-rejected-title",
            News::NoReading { .. } => "alert-no-reading-title",
            News::ToppedUp { .. } => "alert-topped-up-title",
        };
        self.get(name, &[("label", &alert.label)])
    }

    fn alert_body(&self, alert: &Alert) -> String {
        let text = |amount: &Option<Amount>| amount.map(|amount| self.amount(amount)).unwrap_or_default();
        let provider = alert.provider.profile().name;
        match &alert.news {
            News::Out { available, low_below } => {
                let name = match (available, low_below) {
                    (Some(_), Some(_)) => "alert-out-body",
                    (Some(_), None) => "alert-out-body-without-threshold",
                    (None, Some(_)) => "alert-out-body-unnumbered",
                    (None, None) => "alert-out-body-bare",
                };
                let (amount, threshold) = (text(available), text(low_below));
                self.get(
                    name,
                    &[
                        ("amount", &amount),
                        ("threshold", &threshold),
                        ("provider", provider),
                    ],
                )
            }
            News::Low { available, low_below } => {
                let name = if available.is_some() {
                    "alert-low-body"
                } else {
                    "alert-low-body-unnumbered"
                };
                let (amount, threshold) = (text(available), text(low_below));
                self.get(
                    name,
                    &[
                        ("amount", &amount),
                        ("threshold", &threshold),
                        ("provider", provider),
                    ],
                )
            }
            News::DaysLeft { available, days } => {
                let (amount, days) = (text(available), self.days(*days));
                self.get("alert-days-left-body", &[("amount", &amount), ("days", &days)])
            }
            News::SpentToday { spent, above } => {
                let (spent, above) = (self.amount(*spent), self.amount(*above));
                self.get("alert-spent-today-body", &[("spent", &spent), ("limit", &above)])
            }
            News::KeyRejected => self.get("alert-key-rejected-body", &[("provider", provider)]),
            News::NoReading { hours } => self.count("alert-no-reading-body", (*hours).into()),
            News::ToppedUp { added, available } => {
                let (added, amount) = (self.amount(*added), text(available));
                self.get("alert-topped-up-body", &[("added", &added), ("amount", &amount)])
            }
        }
    }

    fn names(&self, alerts: &[Alert]) -> String {
        let mut labels: Vec<&str> = alerts.iter().map(|alert| alert.label.as_str()).collect();
        labels.dedup();
        match labels.as_slice() {
            [] => String::new(),
            [only] => self.get("alert-several-of-one-title", &[("label", only)]),
            [first, second] => self.get("alert-two-title", &[("first", first), ("second", second)]),
            [first, second, others @ ..] => {
                let count = others.len().to_string();
                self.get(
                    "alert-many-title",
                    &[("first", first), ("second", second), ("count", &count)],
                )
            }
        }
    }

    fn lines(&self, alerts: &[Alert]) -> String {
        let line = |alert: &Alert| {
            let (title, body) = (self.alert_title(alert), self.alert_body(alert));
            self.get("alert-line", &[("title", &title), ("body", &body)])
        };
        alerts.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}
