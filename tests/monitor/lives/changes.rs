//! What becomes of an account in a life: edits, other keys and servers, removal and import.

use credit_tray_core::{Account, alerts::Snooze};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::{
    event::{Event, Which, Wish},
    life::{Life, decimal, id, new_account},
    seen::Seen,
    silence::Silence,
};

impl Life {
    pub(super) async fn is_changed(&mut self, which: Which, event: Event) {
        match event {
            Event::Snooze(_) => {
                let end = self.world.clock() + SignedDuration::from_hours(2);
                self.snooze(which, Snooze::Until(end), end);
            }
            Event::SnoozeUntilToppedUp(_) => self.snooze(which, Snooze::UntilToppedUp, Timestamp::MAX),
            Event::EndSnooze(_) => {
                self.monitor().end_snooze(id(which));
                self.seen_mut(which).snoozed = Silence::NONE;
            }
            Event::Off(_) | Event::On(_) => {
                let is_on = matches!(event, Event::On(_));
                if self.seen(which).account.enabled != is_on {
                    let seen = self.seen_mut(which);
                    seen.is_out_of_sight();
                    seen.failures_are_broken_off();
                    self.edits(which, |account| account.enabled = is_on).await;
                }
            }
            Event::Remove(_) => {
                self.world.forget_questions(Some(&id(which)));
                self.shown.retain(|shown| *shown != which);
                let seen = self.seen_mut(which);
                seen.is_there = false;
                seen.is_out_of_sight();
                seen.failures_are_broken_off();
                self.saves_settings().await;
            }
            Event::Threshold(_, threshold) => {
                self.edits(which, |account| account.low_below = threshold.map(decimal))
                    .await;
            }
            Event::Wants(_, wish) => self.edits(which, |account| is_wished(account, wish)).await,
            Event::Moves(_, amount) => {
                self.world.serve(&id(which), |served| {
                    served.wallet.is_elsewhere = !served.wallet.is_elsewhere;
                    served.key += 1;
                    served.holds = Ok(decimal(amount));
                });
                let is_elsewhere = self.world.served(&id(which)).wallet.is_elsewhere;
                let there = || "https://relay.example".parse().unwrap();
                self.edits(which, |account| account.base_url = is_elsewhere.then(there))
                    .await;
                self.has_another_key(which, false);
            }
            Event::OtherKey(_, amount) => {
                self.world.serve(&id(which), |served| {
                    served.wallet.number += 1;
                    served.key += 1;
                    served.holds = Ok(decimal(amount));
                });
                self.has_another_key(which, false);
            }
            Event::SameWallet(_) => {
                self.world.serve(&id(which), |served| served.key += 1);
                self.has_another_key(which, true);
            }
            _ => unreachable!("it is of no account"),
        }
    }

    pub(super) fn snooze(&mut self, which: Which, snooze: Snooze, end: Timestamp) {
        self.monitor().snooze(id(which), snooze);
        self.seen_mut(which).snoozed = Silence::until(end);
    }

    pub(super) fn has_another_key(&mut self, which: Which, is_same_wallet: bool) {
        self.world.forget_questions(Some(&id(which)));
        self.monitor().key_changed(id(which), is_same_wallet);
        let seen = self.seen_mut(which);
        seen.has_another_key(is_same_wallet);
        seen.failures_are_broken_off();
    }

    pub(super) fn brings(&mut self, which: Which) {
        if self.shown.contains(&which) {
            return;
        }
        self.shown.push(which);
        let seen = self
            .person
            .accounts
            .entry(id(which))
            .or_insert_with(|| Seen::new(new_account(which)));
        seen.is_there = true;
        seen.is_out_of_sight();
        seen.failures_are_broken_off();
    }

    pub(super) async fn imports(&mut self, threshold: Decimal) {
        for which in 0..3 {
            self.brings(which);
        }
        self.shown.reverse();
        let at = self.world.moment();
        for which in 0..3 {
            let mut account = self.seen(which).account.clone();
            account.low_below = Some(threshold);
            self.seen_mut(which).is_edited(account, &at);
        }
        self.saves_settings().await;
    }

    pub(super) async fn edits(&mut self, which: Which, edit: impl FnOnce(&mut Account)) {
        let mut account = self.seen(which).account.clone();
        edit(&mut account);
        let is_elsewhere = account.base_url != self.seen(which).account.base_url;
        let at = self.world.moment();
        let seen = self.seen_mut(which);
        seen.is_edited(account, &at);
        if is_elsewhere {
            seen.is_out_of_sight();
        }
        self.saves_settings().await;
    }

    pub(super) async fn saves_settings(&self) {
        self.monitor().set_settings(self.settings()).await;
    }
}

fn is_wished(account: &mut Account, wish: Wish) {
    let rules = &mut account.rules;
    match wish {
        Wish::Low(on) => rules.low = on,
        Wish::Out(on) => rules.out = on,
        Wish::KeyRejected(on) => rules.key_rejected = on,
        Wish::NoReading(hours) => rules.no_reading_for_hours = hours,
        Wish::SpentToday(above) => rules.spent_today_above = above.map(Decimal::from),
        Wish::ToppedUp(on) => rules.topped_up = on,
        Wish::DaysLeft(days) => rules.days_left_below = days,
    }
}
