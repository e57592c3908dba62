//! What the polling task tells the person of, and how it remembers that.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

use super::{Clock, Deliver, ReadingLog, deliveries::Delivered, task::Task};
use credit_tray_core::{
    Account, AccountId, Channel,
    alerts::{Alert, AlertBook, Moment},
    channel::ChannelId,
    delivery::{DeliveryProblem, Undelivered},
    problem::Problem,
};

use crate::{alert_file::AlertMemory, poller::Poll};

/// How long an alert waits for the other accounts that are being read, so that accounts which fall
/// together are told of together.
pub(super) const ROUND: Duration = Duration::from_secs(5);

impl<P: Poll, C: Clock, M: AlertMemory, L: ReadingLog, T: Deliver> Task<P, C, M, L, T> {
    /// Tells what is due, once all accounts of this round have been read.
    pub(super) fn tell(&mut self) {
        if self.polls.is_empty() {
            self.round_began = None;
        } else {
            let began = self.round_began.get_or_insert_with(Instant::now);
            if began.elapsed() < ROUND {
                return;
            }
        }
        let now = self.dependencies.clock.now();
        let moment = Moment {
            now,
            local: now.to_zoned(self.dependencies.clock.zone()).datetime(),
            quiet_hours: self.settings.general.quiet_hours,
        };
        let (accounts, general) = (&self.settings.accounts, &self.settings.general);
        let book = &mut self.dependencies.book;
        book.settle(accounts, |id| self.watch_list.seen(id), now);
        let channels = general.channels();
        for account in accounts {
            if !channels.iter().any(|channel| general.tells(account, channel)) {
                book.forget_news(&account.id);
            }
        }
        for channel in channels {
            let due = self.take_due(&channel, &moment);
            if due.is_empty() {
                continue;
            }
            // Whatever becomes of this delivery, or of the program, the next start finds it; and who is told
            // finds the same in the tray.
            self.keep_book();
            self.pace.hurry();
            for alerts in together(&channel, due) {
                let receivers = &self.dependencies.receivers;
                let ended = self.deliveries.begin(receivers, channel.clone(), alerts);
                if let Some(delivered) = ended {
                    self.take_down(delivered);
                }
            }
        }
    }

    fn take_due(&mut self, channel: &Channel, moment: &Moment) -> Vec<Alert> {
        let book = &mut self.dependencies.book;
        // What was in vain is over, so nothing keeps a new alert from being tried.
        if book.undelivered(channel.id(), moment.now).is_none() {
            self.deliveries.unblock(channel.id());
        }
        let general = &self.settings.general;
        let told = |account: &&Account| {
            general.tells(account, channel) && self.deliveries.may_begin(channel, &account.id)
        };
        book.take_due(
            channel,
            self.watch_list.known().filter(told),
            |id| self.watch_list.seen(id),
            moment,
            self.deliveries.free(channel),
        )
    }

    /// Records that the person was told, or that nobody received it.
    pub(super) fn take_down(&mut self, delivered: Delivered) {
        let Delivered { sent, received } = delivered;
        let now = self.dependencies.clock.now();
        for alert in &sent.alerts {
            let all = self.channels_of(&alert.account);
            let book = &mut self.dependencies.book;
            if !received {
                book.not_heard(alert, &sent.channel, now);
            } else if book.heard(alert, &sent.channel, &all) {
                self.dependencies.log.told(&alert.account, now, alert.rule);
            }
        }
        self.keep_book();
    }

    fn channels_of(&self, account: &AccountId) -> Vec<ChannelId> {
        let general = &self.settings.general;
        let Some(account) = self.settings.account(account) else {
            return Vec::new();
        };
        let channels = general.channels().into_iter();
        let told = channels.filter(|channel| general.tells(account, channel));
        told.map(|channel| channel.id().clone()).collect()
    }

    /// The channels through which alerts do not get.
    pub(super) fn undelivered(&self, now: Timestamp) -> Vec<Undelivered> {
        let channels = self.settings.general.channels().into_iter();
        let undelivered = channels.filter_map(|channel| {
            let waiting = self.dependencies.book.undelivered(channel.id(), now)?;
            let problem = self.deliveries.problem(channel.id()).cloned();
            let problem = problem.or((waiting.hung > 0).then(|| no_answer(&channel)));
            // What an earlier start had sent in vain may get through now.
            let is_so = problem.is_some() || waiting.failed > 0;
            is_so.then_some(Undelivered {
                since: waiting.since,
                problem,
                waiting: waiting.tried + waiting.hung,
                failed: waiting.failed,
                channel,
            })
        });
        undelivered.collect()
    }

    pub(super) fn change_book(&mut self, change: impl FnOnce(&mut AlertBook)) {
        change(&mut self.dependencies.book);
        self.keep_book();
    }

    pub(super) fn keep_book(&mut self) {
        let book = self.dependencies.book.to_keep();
        if self.kept.as_ref().is_ok_and(|kept| *kept == book) {
            return;
        }
        let kept = self.dependencies.memory.remember(&book);
        if let Err(error) = &kept {
            tracing::error!(%error, "what the person is told cannot be kept; a restart may repeat it");
        }
        self.kept = kept.map(|()| book);
    }
}

/// What becomes one delivery: all of it on the desktop, one alert elsewhere.
fn together(channel: &Channel, due: Vec<Alert>) -> Vec<Vec<Alert>> {
    match due.as_slice() {
        [] => Vec::new(),
        _ if channel.is_desktop() => vec![due],
        _ => due.into_iter().map(|alert| vec![alert]).collect(),
    }
}

/// What is said of a receiver that has not answered yet.
fn no_answer(channel: &Channel) -> DeliveryProblem {
    if channel.is_desktop() {
        DeliveryProblem::NoAnswer
    } else {
        DeliveryProblem::Unreachable(Problem::Timeout)
    }
}
