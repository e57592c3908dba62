//! A day's readings in four figures, and how such figures add up.

use std::collections::{BTreeMap, btree_map::Entry};

use jiff::{Timestamp, civil::Date};

use super::point::{Point, utc_date};
use crate::Amount;

/// What one account's readings of one UTC day come to, in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Day {
    pub date: Date,
    pub first: Point,
    pub last: Point,
    pub min: Amount,
    pub max: Amount,
}

impl Day {
    fn of(point: Point) -> Self {
        Self {
            date: utc_date(point.at),
            first: point,
            last: point,
            min: point.amount,
            max: point.amount,
        }
    }

    /// Both together. Of two readings at one instant the later record counts as first or last; what
    /// the earlier one did to `min` and `max` cannot be taken back.
    fn and(self, later_record: Self) -> Self {
        let (old, new) = (self, later_record);
        Self {
            date: old.date,
            first: if new.first.at <= old.first.at {
                new.first
            } else {
                old.first
            },
            last: if new.last.at >= old.last.at {
                new.last
            } else {
                old.last
            },
            min: if new.min.value() < old.min.value() {
                new.min
            } else {
                old.min
            },
            max: if new.max.value() > old.max.value() {
                new.max
            } else {
                old.max
            },
        }
    }
}

/// The days of one account, by date; an account whose unit changed in a day has two of that date.
#[derive(Debug, Default)]
pub struct Days(BTreeMap<(Date, &'static str), Day>);

impl Days {
    /// Adds figures that were recorded after those that are already in.
    pub fn add(&mut self, day: Day) {
        match self.0.entry((day.date, day.first.amount.unit().as_str())) {
            Entry::Vacant(free) => {
                free.insert(day);
            }
            Entry::Occupied(mut known) => {
                let both = known.get().and(day);
                known.insert(both);
            }
        }
    }

    /// Adds one reading.
    pub fn add_point(&mut self, point: Point) {
        self.add(Day::of(point));
    }

    /// Oldest first.
    pub fn into_vec(self) -> Vec<Day> {
        self.0.into_values().collect()
    }
}

/// Every reading since then that these tell of, oldest first: the points, and of days without them
/// the first reading and the last.
pub fn known_readings(points: &[Point], days: &[Day], since: Timestamp) -> Vec<Point> {
    let of_days = days.iter().flat_map(|day| [day.first, day.last]);
    let all = of_days.chain(points.iter().copied());
    let by_time: BTreeMap<_, _> = all
        .filter(|point| point.at >= since)
        .map(|point| (point.at, point))
        .collect();
    by_time.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unit;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    const UNITS: [Unit; 2] = [Unit::Usd, Unit::Credits];

    /// Four days' worth of instants, so that days fill up and their borders are met.
    fn points() -> impl Strategy<Value = Vec<Point>> {
        let point = (0_i64..4 * 24, -500_i64..500, 0_usize..2).prop_map(|(hour, hundredths, unit)| Point {
            at: Timestamp::from_second(hour * 3600).unwrap(),
            amount: Amount::new(Decimal::new(hundredths, 2), UNITS[unit]),
        });
        prop::collection::vec(point, 0..60).prop_map(|mut points| {
            points.sort_by_key(|point| point.at);
            points.dedup_by_key(|point| point.at);
            points
        })
    }

    fn days_of(points: &[Point]) -> Vec<Day> {
        let mut days = Days::default();
        for point in points {
            days.add_point(*point);
        }
        days.into_vec()
    }

    proptest! {
        /// Said without adding up: the figures of a day are those of all of its points.
        #[test]
        fn a_day_is_its_points(points in points()) {
            let days = days_of(&points);
            for day in &days {
                let unit = day.first.amount.unit();
                let own: Vec<_> = points.iter().copied()
                    .filter(|point| utc_date(point.at) == day.date && point.amount.unit() == unit)
                    .collect();
                prop_assert_eq!(Some(&day.first), own.first());
                prop_assert_eq!(Some(&day.last), own.last());
                prop_assert_eq!(Some(day.min.value()), own.iter().map(|point| point.amount.value()).min());
                prop_assert_eq!(Some(day.max.value()), own.iter().map(|point| point.amount.value()).max());
            }
            for point in &points {
                let date = utc_date(point.at);
                let found = days.iter().filter(|day| day.date == date && day.first.amount.unit() == point.amount.unit());
                prop_assert_eq!(found.count(), 1);
            }
        }

        #[test]
        fn parts_of_a_day_add_up_in_any_order(points in points(), seed in any::<u64>()) {
            let mut rng = fastrand::Rng::with_seed(seed);
            let mut parts = vec![Vec::new(); 3];
            for point in &points {
                parts[rng.usize(..3)].push(*point);
            }
            rng.shuffle(&mut parts);
            let mut whole = Days::default();
            parts.iter().flat_map(|part| days_of(part)).for_each(|day| whole.add(day));
            prop_assert_eq!(whole.into_vec(), days_of(&points));
        }
    }

    #[test]
    fn of_two_readings_at_one_instant_the_later_record_counts() {
        let at = Timestamp::UNIX_EPOCH;
        let point = |value: i64| Point {
            at,
            amount: Amount::new(value.into(), Unit::Usd),
        };
        let [day] = days_of(&[point(5), point(4)])[..] else {
            panic!("one day")
        };
        assert_eq!((day.first, day.last), (point(4), point(4)));
    }
}
