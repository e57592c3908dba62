//! What has been read of one account so far, and what follows from it.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use credit_tray_core::{
    Reading,
    alerts::Observation,
    forecast::{Forecast, forecast, spent_between, top_up},
    history::Point,
};

/// What is between two readings at least.
const AN_INSTANT: SignedDuration = SignedDuration::from_secs(1);

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
        // What was read before was before, also where the clock was set back meanwhile.
        for before in self
            .0
            .iter_mut()
            .rev()
            .take_while(|before| before.at >= reading.at)
        {
            before.at = reading.at.checked_sub(AN_INSTANT).unwrap_or(reading.at);
        }
        let topped_up = point.and_then(|point| top_up(&self.0, &point));
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
