//! An account's life in a sentence: `Story::of(100).spends(10).a_day_for(7).days()`.

use credit_tray_core::{
    Amount, Unit,
    forecast::{Forecast, forecast, top_up},
    history::Point,
};
use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::traces;

const HOUR: i64 = 3600;

/// What happened to an account until now, and what was read of it.
#[derive(Clone)]
pub struct Story {
    points: Vec<Point>,
    second: i64,
    balance: Decimal,
    unit: Unit,
    every: i64,
    per_day: i64,
    hours: i64,
    unseen: bool,
}

impl Story {
    /// Begins with this balance, read every five minutes.
    pub fn of(balance: Decimal) -> Self {
        let story = Self {
            points: Vec::new(),
            second: traces::at(0).as_second(),
            balance,
            unit: Unit::Credits,
            every: 300,
            per_day: 0,
            hours: 0,
            unseen: false,
        };
        story.read()
    }

    pub fn read_hourly(mut self) -> Self {
        self.every = HOUR;
        self
    }

    pub fn spends(mut self, per_day: i64) -> Self {
        self.per_day = per_day;
        self
    }

    pub fn a_day_for(mut self, days: i64) -> Self {
        (self.hours, self.unseen) = (24 * days, false);
        self
    }

    pub fn unseen_for(mut self, days: i64) -> Self {
        (self.hours, self.unseen) = (24 * days, true);
        self
    }

    pub fn a_day_for_hours(mut self, hours: i64) -> Self {
        (self.hours, self.unseen) = (hours, false);
        self.days()
    }

    /// Lives through what was said before.
    pub fn days(mut self) -> Self {
        let step = if self.unseen {
            self.hours * HOUR
        } else {
            self.every
        };
        for _ in 0..self.hours * HOUR / step {
            self.second += step;
            self.balance -= Decimal::from(self.per_day * step) / Decimal::from(24 * HOUR);
            self = self.read();
        }
        self
    }

    pub fn waits_minutes(mut self, minutes: i64) -> Self {
        self.second += 60 * minutes;
        self.read()
    }

    pub fn charges(mut self, amount: Decimal) -> Self {
        self.balance -= amount;
        self.waits_minutes(5)
    }

    pub fn tops_up(mut self, amount: Decimal) -> Self {
        self.balance += amount;
        self.waits_minutes(5)
    }

    /// Tops up before the last reading, so that only the sum was seen.
    pub fn tops_up_unseen(mut self, amount: Decimal) -> Self {
        self.balance += amount;
        self.points.pop();
        self.read()
    }

    /// The same past, with this much left of it.
    pub fn holding(mut self, left: Decimal) -> Self {
        let more = left - self.balance;
        for point in &mut self.points {
            point.amount = Amount::new(point.amount.value() + more, self.unit);
        }
        self.balance = left;
        self
    }

    pub fn counted_in(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self.waits_minutes(5)
    }

    fn read(mut self) -> Self {
        let amount = Amount::new(self.balance, self.unit);
        let at = self.now();
        self.points.push(Point { at, amount });
        self
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_second(self.second).unwrap()
    }

    pub fn balance(&self) -> Decimal {
        self.balance
    }

    pub fn points(&self) -> &[Point] {
        &self.points
    }

    pub fn forecast(&self) -> Option<Forecast> {
        self.forecast_after_hours(0)
    }

    pub fn forecast_after_hours(&self, hours: i64) -> Option<Forecast> {
        forecast(&self.points, before(self.now(), -hours))
    }

    pub fn last_top_up(&self) -> Option<Decimal> {
        let (newest, before) = self.points.split_last().unwrap();
        top_up(before, newest)
    }
}

/// So many hours before a moment.
pub fn before(moment: Timestamp, hours: i64) -> Timestamp {
    Timestamp::from_second(moment.as_second() - hours * HOUR).unwrap()
}
