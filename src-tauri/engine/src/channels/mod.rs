//! Ways to tell a person. A delivery is done when its receiver has acknowledged it.

mod ntfy;
mod program;
mod webhook;

use std::sync::Arc;

use credit_tray_core::{
    ApiKey, Channel,
    alerts::Alert,
    delivery::DeliveryProblem,
    message::Message,
    notification::{Notification, Urgency},
    problem::Problem,
};
use jiff::{Timestamp, tz::TimeZone};
use tokio::time::{Duration, timeout};

use crate::{
    host::{Host, NotShown},
    http::HttpClient,
    keys::{KeyPlace, KeyStore},
    locale::Locale,
    monitor::Deliver,
};

/// How long a person who sends a test waits for a notification service.
const PATIENCE: Duration = Duration::from_secs(10);

/// Everyone who can be told.
#[derive(Clone)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Receivers {
    pub host: Arc<dyn Host>,
    pub http: HttpClient,
    pub keys: Arc<KeyStore>,
    pub locale: Locale,
}

impl Deliver for Receivers {
    async fn deliver(&self, channel: Channel, alerts: Vec<Alert>) -> Result<(), DeliveryProblem> {
        let (now, zone, texts) = (Timestamp::now(), TimeZone::system(), self.locale.texts());
        let notification = Notification::of(&alerts, &texts, now, &zone);
        if channel.is_desktop() {
            return Ok(self.host.notify(notification).await?);
        }
        for alert in &alerts {
            let message = Message::new(alert, &texts, now, &zone);
            self.send(&channel, &message, notification.urgency, None).await?;
        }
        Ok(())
    }
}

impl Receivers {
    /// Sends what an alert will look like. With a token or secret that is not stored yet.
    ///
    /// # Errors
    /// The receiver has not taken it, as far as it says so.
    pub async fn test(&self, channel: &Channel, typed: Option<ApiKey>) -> Result<(), DeliveryProblem> {
        let texts = self.locale.texts();
        if channel.is_desktop() {
            let shown = self.host.notify(Notification::test(&texts));
            let shown = timeout(PATIENCE, shown).await;
            return Ok(shown.unwrap_or(Err(NotShown::NoAnswer))?);
        }
        let message = Message::test(&texts, Timestamp::now());
        self.send(channel, &message, Urgency::Low, typed).await
    }

    async fn send(
        &self,
        channel: &Channel,
        message: &Message,
        urgency: Urgency,
        typed: Option<ApiKey>,
    ) -> Result<(), DeliveryProblem> {
        let secret = match typed {
            Some(typed) => Some(typed),
            None => self.secret(channel).await?,
        };
        match channel {
            Channel::Desktop { .. } => Err(DeliveryProblem::NoService),
            Channel::Ntfy { url, .. } => ntfy::send(&self.http, url, secret.as_ref(), message, urgency).await,
            Channel::Webhook { url, .. } => webhook::send(&self.http, url, secret.as_ref(), message).await,
            Channel::Command {
                program,
                args,
                timeout_secs,
                ..
            } => {
                let patience = Duration::from_secs(*timeout_secs);
                program::run(program, args, patience, &webhook::body(message)?).await
            }
        }
    }

    async fn secret(&self, channel: &Channel) -> Result<Option<ApiKey>, DeliveryProblem> {
        let Some(place) = KeyPlace::of_channel(channel) else {
            return Ok(None);
        };
        let keys = self.keys.clone();
        let found = tokio::task::spawn_blocking(move || keys.get(&place)).await;
        let found = found.unwrap_or(Err(Problem::KeychainUnavailable));
        found.map(Some).map_err(DeliveryProblem::Secret)
    }
}

impl From<NotShown> for DeliveryProblem {
    fn from(error: NotShown) -> Self {
        match error {
            NotShown::NoService => Self::NoService,
            NotShown::NoAnswer => Self::NoAnswer,
            NotShown::Refused(error) => Self::Refused(error.to_string()),
        }
    }
}

/// Any status from 200 to 299 acknowledges.
fn acknowledged(answer: Result<u16, Problem>) -> Result<(), DeliveryProblem> {
    match answer {
        Ok(200..=299) => Ok(()),
        Ok(status) => Err(DeliveryProblem::Status(status)),
        Err(problem) => Err(DeliveryProblem::Unreachable(problem)),
    }
}
