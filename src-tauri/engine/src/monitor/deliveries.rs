//! Alerts on their way to the person. Nothing counts as told before somebody has received it.
//!
//! What is to be sent stands in the book, which is the outbox of every channel; here is only what is
//! under way, and how long to wait after a receiver did not take it. Each account has a lane of its own
//! in each channel, so that one that does not get through holds up no other; the desktop has one lane.

use std::{
    collections::HashMap,
    task::{Context, Poll, Waker},
    time::Duration,
};

use tokio::{
    task::{Id, JoinError, JoinSet},
    time::Instant,
};

use super::Deliver;
use credit_tray_core::{
    AccountId, Channel,
    alerts::{Alert, AlertKey},
    channel::ChannelId,
    delivery::DeliveryProblem,
};

/// How long the desktop is left alone after it did not take an alert, unless it says that it is back.
const DESKTOP: Duration = Duration::from_secs(60);
/// The same of other channels, at first and at most.
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(600);

/// So many deliveries are under way at the same time through one channel, and through all, so that those
/// that hang leave sockets and processes for the others.
const SIDE_BY_SIDE: usize = 8;
const ALL_SIDE_BY_SIDE: usize = 128;

/// One account's way through one channel; the desktop has one for all.
type Lane = (ChannelId, Option<AccountId>);

/// What was sent, and where.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) channel: Channel,
    pub(super) alerts: Vec<AlertKey>,
}

/// The end of a delivery.
pub(super) struct Delivered {
    pub(super) sent: Sent,
    pub(super) received: bool,
}

/// A lane in which the last delivery was in vain.
struct Blocked {
    failures: u32,
    not_before: Instant,
    problem: DeliveryProblem,
}

#[derive(Default)]
pub(super) struct Deliveries {
    tasks: JoinSet<Result<(), DeliveryProblem>>,
    under_way: HashMap<Id, Sent>,
    blocked: HashMap<Lane, Blocked>,
}

impl Deliveries {
    /// Whether an account may be told of through this channel now.
    pub(super) fn may_begin(&self, channel: &Channel, account: &AccountId) -> bool {
        let blocked = self.blocked.get(&lane(channel, account));
        blocked.is_none_or(|blocked| blocked.not_before <= Instant::now())
    }

    /// Forgets that this channel failed.
    pub(super) fn unblock(&mut self, channel: &ChannelId) {
        self.blocked.retain(|(id, _), _| id != channel);
    }

    /// How many deliveries may begin through this channel now.
    pub(super) fn free(&self, channel: &Channel) -> usize {
        if channel.is_desktop() {
            return usize::MAX;
        }
        let through = self
            .under_way
            .values()
            .filter(|sent| sent.channel.id() == channel.id());
        let here = SIDE_BY_SIDE.saturating_sub(through.count());
        here.min(ALL_SIDE_BY_SIDE.saturating_sub(self.under_way.len()))
    }

    /// When the next lane is free again.
    pub(super) fn next_try(&self) -> Option<Instant> {
        self.blocked.values().map(|blocked| blocked.not_before).min()
    }

    /// Uses all lanes again, however lately they failed.
    pub(super) fn retry_now(&mut self) {
        for blocked in self.blocked.values_mut() {
            blocked.not_before = Instant::now();
            blocked.failures = 0;
        }
    }

    /// Why the last delivery through this channel was in vain.
    pub(super) fn problem(&self, channel: &ChannelId) -> Option<&DeliveryProblem> {
        let mut blocked = self.blocked.iter().filter(|((id, _), _)| id == channel);
        blocked.next().map(|(_, blocked)| &blocked.problem)
    }

    /// Begins to tell these. The end comes at once where the receiver needs no time, and otherwise from
    /// [`next`](Self::next).
    pub(super) fn begin<T: Deliver>(
        &mut self,
        receivers: &T,
        channel: Channel,
        alerts: Vec<Alert>,
    ) -> Option<Delivered> {
        let sent = Sent {
            channel: channel.clone(),
            alerts: alerts.iter().map(Alert::key).collect(),
        };
        let receivers = receivers.clone();
        let mut delivery = Box::pin(async move { receivers.deliver(channel, alerts).await });
        match delivery.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => Some(self.end(sent, outcome)),
            Poll::Pending => {
                self.under_way.insert(self.tasks.spawn(delivery).id(), sent);
                None
            }
        }
    }

    /// The next delivery that ends; none while nothing is under way.
    pub(super) async fn next(&mut self) -> Option<Delivered> {
        loop {
            let (id, outcome) = match self.tasks.join_next_with_id().await? {
                Ok(ended) => ended,
                Err(error) => (broken_down(&error), Err(DeliveryProblem::BrokenDown)),
            };
            if let Some(sent) = self.under_way.remove(&id) {
                return Some(self.end(sent, outcome));
            }
        }
    }

    fn end(&mut self, sent: Sent, outcome: Result<(), DeliveryProblem>) -> Delivered {
        let channel = &sent.channel;
        let lanes: Vec<Lane> = sent
            .alerts
            .iter()
            .map(|alert| lane(channel, &alert.account))
            .collect();
        let received = outcome.is_ok();
        match outcome {
            Ok(()) => {
                tracing::info!(channel = %channel.id(), alerts = ?sent.alerts, "told");
                for lane in &lanes {
                    self.blocked.remove(lane);
                }
            }
            Err(problem) => {
                for lane in lanes {
                    let failures = self.blocked.get(&lane).map_or(0, |blocked| blocked.failures);
                    if failures == 0 {
                        tracing::error!(channel = %channel.id(), alerts = ?sent.alerts, %problem, "not told; tried again");
                    }
                    let blocked = Blocked {
                        failures: failures.saturating_add(1),
                        not_before: Instant::now() + pause(channel, failures),
                        problem: problem.clone(),
                    };
                    self.blocked.insert(lane, blocked);
                }
            }
        }
        Delivered { sent, received }
    }
}

fn lane(channel: &Channel, account: &AccountId) -> Lane {
    let account = (!channel.is_desktop()).then(|| account.clone());
    (channel.id().clone(), account)
}

fn pause(channel: &Channel, failures: u32) -> Duration {
    if channel.is_desktop() {
        return DESKTOP;
    }
    FIRST.saturating_mul(1 << failures.min(16)).min(LONGEST)
}

fn broken_down(error: &JoinError) -> Id {
    tracing::error!(%error, "a delivery broke down");
    error.id()
}
