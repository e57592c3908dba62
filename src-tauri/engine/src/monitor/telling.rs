//! What the polling task tells the person of, and how it remembers that.

use std::time::Duration;

use tokio::time::Instant;

use super::{Channel, Clock, ReadingLog, deliveries::Delivery, task::Task};
use credit_tray_core::alerts::{AlertBook, Moment};

use crate::{alert_file::AlertMemory, poller::Poll};

/// How long an alert waits for the other accounts that are being read, so that accounts which fall
/// together are told of together.
pub(super) const ROUND: Duration = Duration::from_secs(5);

impl<P: Poll, C: Clock, M: AlertMemory, L: ReadingLog, T: Channel> Task<P, C, M, L, T> {
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
        if !self.deliveries.may_begin() {
            return;
        }
        let now = self.dependencies.clock.now();
        let moment = Moment {
            now,
            time: now.to_zoned(self.dependencies.clock.zone()).time(),
            quiet_hours: self.settings.general.quiet_hours,
        };
        let mut next = self.dependencies.book.clone();
        let due = next.take_due(&self.settings.accounts, |id| self.watch_list.seen(id), &moment);
        let delivery = if due.is_empty() {
            None
        } else {
            self.deliveries.begin(&self.dependencies.channel, due)
        };
        self.dependencies.book = next;
        match delivery {
            Some(delivery) => self.take_down(delivery),
            None => self.keep_book(),
        }
    }

    /// Records that the person was told, or puts the alerts back because nobody received them.
    pub(super) fn take_down(&mut self, delivery: Delivery) {
        let Delivery { told, received } = delivery;
        let now = self.dependencies.clock.now();
        for (account, rule) in &told {
            if received {
                self.dependencies.log.told(account, now, *rule);
            } else {
                self.dependencies.book.put_back(account, *rule);
            }
        }
        self.keep_book();
    }

    pub(super) fn change_book(&mut self, change: impl FnOnce(&mut AlertBook)) {
        change(&mut self.dependencies.book);
        self.keep_book();
    }

    pub(super) fn keep_book(&mut self) {
        let book = self.deliveries.to_keep(&self.dependencies.book);
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
