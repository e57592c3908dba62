//! From readings to what happened between them: spent, topped up, given back.

use std::collections::VecDeque;

use rust_decimal::Decimal;

/// A failed job is paid back minutes, at most a few hours, after it was charged.
pub(super) const REFUNDED_WITHIN: i64 = 3 * HOUR;

/// How many charges back a refund is looked for: enough for any job, and a bound on the work.
const CHARGES_REMEMBERED: usize = 64;

/// How many charges one refund may pay back together. More would make sums of small charges fit
/// any top-up.
const CHARGES_IN_ONE_REFUND: usize = 3;

/// A rise of less than a thousandth of the balance is a correction: nobody tops up so little.
const CORRECTION: i64 = 1000;

pub(super) const HOUR: i64 = 60 * 60;
pub(super) const DAY: i64 = 24 * HOUR;

/// A balance at a second, the unit left aside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Balance {
    pub(super) at: i64,
    pub(super) value: Decimal,
}

/// What happened between two readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// So much was spent, refunds taken off; zero is a known zero.
    Spent(Decimal),
    /// Money came in. What was spent meanwhile is unknown.
    ToppedUp(Decimal),
    /// Money went without being spent: credits lapsed, or a top-up was taken back.
    Withdrawn,
}

/// A stretch of time in which one thing happened, in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change {
    pub(super) from: i64,
    pub(super) until: i64,
    pub(super) kind: Kind,
}

impl Change {
    /// Whether the balance fell, and was not paid back.
    pub(super) fn is_fall(&self) -> bool {
        matches!(self.kind, Kind::Spent(amount) if !amount.is_zero())
    }
}

pub(super) fn changes_between(balances: &[Balance]) -> Vec<Change> {
    let mut changes = Changes::default();
    for (before, after) in balances.iter().zip(balances.iter().skip(1)) {
        changes.add(*before, *after);
    }
    changes.told
}

#[derive(Default)]
struct Changes {
    told: Vec<Change>,
    /// Where in `told` something was charged lately, oldest first.
    charges: VecDeque<usize>,
    last_top_up: Option<TopUp>,
}

#[derive(Clone, Copy)]
struct TopUp {
    at: i64,
    amount: Decimal,
    /// Nothing was left before it.
    came_to_nothing: bool,
}

impl Changes {
    fn add(&mut self, before: Balance, after: Balance) {
        let fell_by = before.value - after.value;
        if fell_by.is_zero() {
            return self.add_nothing(before.at, after.at);
        }
        let kind = if fell_by > Decimal::ZERO {
            self.fall(fell_by, after.at)
        } else {
            self.rise(-fell_by, after)
        };
        match kind {
            Kind::Spent(amount) if !amount.is_zero() => {
                if self.charges.len() == CHARGES_REMEMBERED {
                    self.charges.pop_front();
                }
                self.charges.push_back(self.told.len());
            }
            Kind::ToppedUp(amount) => {
                self.last_top_up = Some(TopUp {
                    at: after.at,
                    amount,
                    came_to_nothing: before.value <= Decimal::ZERO,
                });
            }
            Kind::Spent(_) | Kind::Withdrawn => {}
        }
        self.told.push(Change {
            from: before.at,
            until: after.at,
            kind,
        });
    }

    /// Stretches in which nothing moved are one: most readings are such.
    fn add_nothing(&mut self, from: i64, until: i64) {
        let nothing = Kind::Spent(Decimal::ZERO);
        match self.told.last_mut() {
            Some(last) if last.kind == nothing => last.until = until,
            _ => self.told.push(Change {
                from,
                until,
                kind: nothing,
            }),
        }
    }

    /// A fall is spend, unless it takes back a top-up: a wrong reading between two right ones, or
    /// a payment that bounced. Somebody who buys when nothing is left may well use it up at once.
    fn fall(&mut self, amount: Decimal, at: i64) -> Kind {
        let takes_back = |top_up: TopUp| {
            !top_up.came_to_nothing
                && at - top_up.at <= REFUNDED_WITHIN
                && (amount - top_up.amount).abs() * Decimal::TEN <= top_up.amount
        };
        if self.last_top_up.is_some_and(takes_back) {
            self.last_top_up = None;
            Kind::Withdrawn
        } else {
            Kind::Spent(amount)
        }
    }

    /// A rise is a refund when it pays back exactly one recent charge, or exactly the last few
    /// together. Then there was no charge. Any other rise is a top-up: a bill of 60 and 50 paid in after
    /// it are no refund, and neither is a pack that is used up and bought again.
    fn rise(&mut self, amount: Decimal, after: Balance) -> Kind {
        let refunded = Kind::Spent(Decimal::ZERO);
        let recent = |index: &&usize| {
            let charge = self.told.get(**index);
            charge.is_some_and(|charge| charge.from >= after.at - REFUNDED_WITHIN)
        };
        let recent: Vec<usize> = self.charges.iter().rev().take_while(recent).copied().collect();

        let nothing_was_left = after.value - amount <= Decimal::ZERO;
        let is_usual_pack = self.last_top_up.is_some_and(|top_up| top_up.amount == amount);
        if nothing_was_left && is_usual_pack {
            return Kind::ToppedUp(amount);
        }
        if let Some(index) = recent.iter().find(|index| self.charged(**index) == amount) {
            self.pay_back(*index, amount);
            return refunded;
        }
        let mut together = Decimal::ZERO;
        // A whole balance that was spent in a few charges is a used pack; the rise is the next pack.
        let most = if nothing_was_left {
            0
        } else {
            CHARGES_IN_ONE_REFUND
        };
        for (count, index) in recent.iter().enumerate().take(most) {
            together += self.charged(*index);
            if together == amount {
                for index in &recent[..=count] {
                    self.pay_back(*index, self.charged(*index));
                }
                return refunded;
            }
        }
        if amount * Decimal::from(CORRECTION) < after.value.abs() {
            return refunded;
        }
        Kind::ToppedUp(amount)
    }

    fn charged(&self, index: usize) -> Decimal {
        match self.told.get(index).map(|change| change.kind) {
            Some(Kind::Spent(amount)) => amount,
            _ => Decimal::ZERO,
        }
    }

    fn pay_back(&mut self, index: usize, amount: Decimal) {
        if let Some(Change {
            kind: Kind::Spent(charged),
            ..
        }) = self.told.get_mut(index)
        {
            *charged -= amount;
        }
    }
}
