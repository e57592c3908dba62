//! What has been read of one account so far, and what follows from it.

use jiff::{Timestamp, tz::TimeZone};

use credit_tray_core::{
    Reading,
    alerts::Observation,
    forecast::{Forecast, forecast, spent_between, top_up},
    history::Point,
};

/// The recent readings of one account, oldest first.
#[derive(Default)]
pub(super) struct RecentReadings(Vec<Point>);

impl RecentReadings {
    pub(super) fn new(points: Vec<Point>) -> Self {
        let mut past = Self(Vec::with_capacity(points.len()));
        for point in points {
            past.push(point);
        }
        past
    }

    /// Oldest first.
    pub(super) fn points(&self) -> &[Point] {
        &self.0
    }

    /// Takes up a reading, and says what it and those before it tell.
    pub(super) fn take(
        &mut self,
        reading: &Reading,
        now: Timestamp,
        zone: &TimeZone,
    ) -> (Observation, Option<Forecast>) {
        let point = reading.point();
        // A clock that was set back puts a reading before others; what those showed already is not new.
        let has_risen = |point: &Point| {
            self.0
                .last()
                .is_none_or(|last| point.amount.value() > last.amount.value())
        };
        let risen = point.filter(has_risen);
        let topped_up = risen.and_then(|point| top_up(&self.0, &point));
        if let Some(point) = point {
            self.push(point);
        }
        let forecast = point.and_then(|_| forecast(&self.0, now));
        let local = now.to_zoned(zone.clone());
        let midnight = local.start_of_day().map_or(now, |midnight| midnight.timestamp());
        let seen = Observation {
            available: reading.available,
            days_left: forecast.as_ref().map(|forecast| forecast.days_left.cautious),
            spent_today: spent_between(&self.0, midnight, now),
            topped_up,
            today: local.date(),
            at: reading.at,
        };
        (seen, forecast)
    }

    /// A balance that stands still is two points, however often it is read.
    fn push(&mut self, point: Point) {
        match self.0.as_mut_slice() {
            [.., before, last] if before.amount == point.amount && last.amount == point.amount => {
                last.at = point.at;
            }
            _ => self.0.push(point),
        }
    }
}
