//! Whom a test has told: what they hear, through which channels, and what is in vain.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use credit_tray_core::{
    AccountId, Channel,
    alerts::{Alert, Rule},
    channel::ChannelId,
    delivery::DeliveryProblem,
};
use credit_tray_engine::monitor::Deliver;
use tokio::time::sleep;

/// Whom alerts reach: at once, after a while, or not at all.
#[derive(Clone)]
pub(crate) struct Person(pub(crate) Arc<Mutex<Told>>);

pub(crate) struct Told {
    pub(crate) takes: Duration,
    pub(crate) listens: bool,
    pub(crate) deaf: HashSet<ChannelId>,
    /// An account whose alerts no receiver takes.
    pub(crate) refused: Option<AccountId>,
    pub(crate) alerts: Vec<Vec<Alert>>,
    pub(crate) through: Vec<(ChannelId, Rule)>,
    pub(crate) in_vain: usize,
}

impl Deliver for Person {
    async fn deliver(&self, channel: Channel, alerts: Vec<Alert>) -> Result<(), DeliveryProblem> {
        let takes = self.0.lock().unwrap().takes;
        if !takes.is_zero() {
            sleep(takes).await;
        }
        let mut told = self.0.lock().unwrap();
        let is_refused = alerts
            .iter()
            .any(|alert| told.refused.as_ref() == Some(&alert.account));
        if told.listens && !is_refused && !told.deaf.contains(channel.id()) {
            let through = alerts.iter().map(|alert| (channel.id().clone(), alert.rule()));
            told.through.extend(through);
            told.alerts.push(alerts);
            Ok(())
        } else {
            told.in_vain += 1;
            Err(DeliveryProblem::NoService)
        }
    }
}
