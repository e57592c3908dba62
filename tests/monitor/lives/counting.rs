//! What came and went, by the readings of an account.

use credit_tray_core::alerts::Rule;
use jiff::{SignedDuration, Timestamp};
use rust_decimal::{Decimal, dec};

use super::{
    seen::{Between, Seen},
    world::Moment,
};

impl Seen {
    /// Counts what came and went.
    pub(super) fn counts(&mut self, reading: Decimal, at: &Moment) {
        let local = at.clock.to_zoned(at.zone.clone());
        let midnight = local.start_of_day().unwrap().timestamp();
        let before = self.readings.last().copied();
        if self.today.replace(local.date()) != Some(local.date()) {
            self.may_be_told_again(Rule::SpentToday);
        }
        self.readings.push((at.clock, reading));
        let Some((_, before)) = before else {
            return;
        };
        let added = reading - before;
        if added.is_sign_positive() && !added.is_zero() {
            self.told.remove(&Rule::DaysLeft);
            // Each addition is news of its own, also while another is on its way.
            self.told.remove(&Rule::ToppedUp);
            if self.snoozed.perhaps == Timestamp::MAX {
                self.snooze_may_end();
            }
        }
        self.has_spent |= added.is_sign_negative();
        let (fell_lately, _, _) = self.changes_since(at.clock - SignedDuration::from_hours(5));
        if self.account.rules.topped_up && added.is_sign_positive() {
            self.added.at_most += added;
            // What is no more than was spent lately may be given back.
            if self.is_even && added > fell_lately && added * dec!(1000) > reading.abs() {
                self.added.surely += added;
            }
        }
        let (fell, fell_surely, _) = self.changes_since(midnight);
        let (_, _, rose) = self.changes_since(midnight - SignedDuration::from_hours(4));
        self.spent_today = Between {
            surely: if self.is_even {
                fell_surely - rose * dec!(1.1)
            } else {
                Decimal::ZERO
            },
            at_most: if self.is_even { fell } else { Decimal::MAX },
        };
        let most = self.days.entry(local.date()).or_default();
        *most = fell.max(*most);
    }

    /// What fell since then, at most and surely, and what rose.
    fn changes_since(&self, moment: Timestamp) -> (Decimal, Decimal, Decimal) {
        let mut sums = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
        for pair in self
            .readings
            .windows(2)
            .rev()
            .take_while(|pair| pair[1].0 > moment)
        {
            let fell = pair[0].1 - pair[1].1;
            if fell.is_sign_negative() {
                sums.2 -= fell;
            } else {
                sums.0 += fell;
                if pair[0].0 >= moment {
                    sums.1 += fell;
                }
            }
        }
        sums
    }
}
