//! What has been read of one account so far, and what follows from it.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use credit_tray_core::{
    Reading,
    alerts::Observation,
    forecast::{Forecast, forecast, spent_between, thin, top_up},
    history::Point,
};

/// What is between two readings at least.
const AN_INSTANT: SignedDuration = SignedDuration::from_secs(1);

/// How many readings come in before those of older hours are thinned out again.
const BEFORE_THINNING: usize = 500;

/// The recent readings of one account, oldest first: all of the last day, and of the weeks before it
/// what a forecast needs.
#[derive(Default)]
pub(super) struct RecentReadings {
    points: Vec<Point>,
    /// As many as this are thinned out.
    full_at: usize,
}

impl RecentReadings {
    pub(super) fn new(points: Vec<Point>) -> Self {
        let mut past = Self::default();
        for point in points {
            past.push(point);
        }
        past
    }

    /// Oldest first.
    pub(super) fn points(&self) -> &[Point] {
        &self.points
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
            .points
            .iter_mut()
            .rev()
            .take_while(|before| before.at >= reading.at)
        {
            before.at = reading.at.checked_sub(AN_INSTANT).unwrap_or(reading.at);
        }
        let topped_up = point.and_then(|point| top_up(&self.points, &point));
        if let Some(point) = point {
            self.push(point);
        }
        let forecast = point.and_then(|_| forecast(&self.points, now));
        let local = now.to_zoned(zone.clone());
        let midnight = local.start_of_day().map_or(now, |midnight| midnight.timestamp());
        let seen = Observation {
            available: reading.available,
            days_left: forecast.as_ref().map(|forecast| forecast.days_left.cautious),
            spent_today: spent_between(&self.points, midnight, now),
            topped_up,
            today: local.date(),
            at: reading.at,
        };
        (seen, forecast)
    }

    /// A balance that stands still is two points, however often it is read.
    fn push(&mut self, point: Point) {
        match self.points.as_mut_slice() {
            [.., before, last] if before.amount == point.amount && last.amount == point.amount => {
                last.at = point.at;
            }
            _ => self.points.push(point),
        }
        if self.points.len() >= self.full_at {
            thin(&mut self.points, point.at);
            self.points.shrink_to(BEFORE_THINNING);
            self.full_at = self.points.len() + BEFORE_THINNING;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use credit_tray_core::{Amount, Unit};
    use rust_decimal::Decimal;

    /// Read every minute, and spent every minute.
    fn minutes(count: i64) -> Vec<Point> {
        let read = |minute: i64| Point {
            at: Timestamp::from_second(1_767_571_200 + 60 * minute).unwrap(),
            amount: Amount::new(Decimal::from(1_000_000 - minute), Unit::Credits),
        };
        (0..count).map(read).collect()
    }

    #[test]
    fn a_year_of_readings_takes_no_more_than_ten_weeks() {
        let weeks = |count: i64| RecentReadings::new(minutes(count * 7 * 24 * 60)).points().len();
        assert!(weeks(52) <= weeks(10) + BEFORE_THINNING);
        assert!(weeks(52) < 6000, "{}", weeks(52));
    }
}
