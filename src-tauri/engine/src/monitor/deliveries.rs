//! Alerts on their way to the person. Nothing counts as told before somebody has received it.

use std::{
    collections::HashMap,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::{
    task::{Id, JoinError, JoinSet},
    time::Instant,
};

use super::{Channel, Undelivered};
use credit_tray_core::{
    AccountId,
    alerts::{Alert, AlertBook, Rule},
};

/// How long nothing is told after nobody received an alert, unless the channel says that it is back.
const RETRY: Duration = Duration::from_secs(60);

/// What an alert was about, to find it again in the book.
pub(super) type Told = Vec<(AccountId, Rule)>;

/// The end of a delivery.
pub(super) struct Delivery {
    pub(super) told: Told,
    pub(super) received: bool,
}

#[derive(Default)]
pub(super) struct Deliveries {
    tasks: JoinSet<Result<(), Undelivered>>,
    under_way: HashMap<Id, Told>,
    not_before: Option<Instant>,
}

impl Deliveries {
    /// Whether the channel may be used now.
    pub(super) fn may_begin(&self) -> bool {
        self.not_before.is_none_or(|moment| moment <= Instant::now())
    }

    /// Uses the channel again, however lately it failed.
    pub(super) fn retry_now(&mut self) {
        self.not_before = None;
    }

    /// Begins to tell these. The end comes at once where the channel needs no time, and otherwise from
    /// [`next`](Self::next).
    pub(super) fn begin<T: Channel>(&mut self, channel: &T, alerts: Vec<Alert>) -> Option<Delivery> {
        let told: Told = alerts
            .iter()
            .map(|alert| (alert.account.clone(), alert.rule()))
            .collect();
        let channel = channel.clone();
        let mut delivery = Box::pin(async move { channel.deliver(alerts).await });
        match delivery.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => Some(self.end(told, outcome.is_ok())),
            Poll::Pending => {
                self.under_way.insert(self.tasks.spawn(delivery).id(), told);
                None
            }
        }
    }

    /// The next delivery that ends; none while nothing is under way.
    pub(super) async fn next(&mut self) -> Option<Delivery> {
        let joined = self.tasks.join_next_with_id().await?;
        let (id, received) = match joined {
            Ok((id, outcome)) => (id, outcome.is_ok()),
            Err(error) => (broken_down(&error), false),
        };
        let told = self.under_way.remove(&id).unwrap_or_default();
        Some(self.end(told, received))
    }

    /// The book as it is to be kept on the disk: what nobody has received yet is due there, so that
    /// a program that dies meanwhile tells it twice rather than never.
    pub(super) fn to_keep(&self, book: &AlertBook) -> AlertBook {
        let mut kept = book.clone();
        for (account, rule) in self.under_way.values().flatten() {
            kept.put_back(account, *rule);
        }
        kept
    }

    fn end(&mut self, told: Told, received: bool) -> Delivery {
        let failed_before = self.not_before.is_some();
        self.not_before = (!received).then(|| Instant::now() + RETRY);
        for (account, rule) in &told {
            if received {
                tracing::info!(%account, ?rule, "told");
            } else if !failed_before {
                tracing::error!(%account, ?rule, "not told: nobody received it; it is tried again");
            }
        }
        Delivery { told, received }
    }
}

fn broken_down(error: &JoinError) -> Id {
    tracing::error!(%error, "a delivery broke down");
    error.id()
}
