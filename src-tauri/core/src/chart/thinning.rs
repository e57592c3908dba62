//! A line of few points that looks like one of many.

use std::collections::BTreeSet;

use crate::history::Point;

/// As many as a chart is pixels wide, about.
pub(super) const MOST: usize = 400;

/// The number of stretches of equal length; each keeps four points at most.
const BUCKETS: i128 = 100;

/// At most [`MOST`] of these points, which are oldest first: of each hundredth of their time the
/// first, the last, the smallest and the largest. Who draws them misses neither an extreme nor a
/// jump.
pub(super) fn thinned(points: Vec<Point>) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return points;
    };
    if points.len() <= MOST {
        return points;
    }
    let begin = first.at.as_nanosecond();
    let length = last.at.as_nanosecond() - begin + 1;
    let bucket = |point: &Point| (point.at.as_nanosecond() - begin) * BUCKETS / length;
    let buckets = points.chunk_by(|one, next| bucket(one) == bucket(next));
    buckets.flat_map(outline).copied().collect()
}

/// The first, the last, the smallest and the largest, each once and in order.
fn outline(points: &[Point]) -> impl Iterator<Item = &Point> {
    let by_value = || (0..points.len()).map(|index| (points[index].amount.value(), index));
    let extremes = [by_value().min(), by_value().max()].into_iter().flatten();
    let ends = [0, points.len().saturating_sub(1)];
    let kept: BTreeSet<usize> = extremes.map(|(_, index)| index).chain(ends).collect();
    kept.into_iter().filter_map(|index| points.get(index))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;
    use crate::{Amount, Unit};

    /// Readings at irregular times, whose balance stands still, trembles and jumps.
    fn any_line() -> impl Strategy<Value = Vec<Point>> {
        let wait = prop_oneof![6 => 1_i64..400, 1 => 1_i64..4_000_000];
        let change = prop_oneof![3 => Just(0_i64), 6 => -30_i64..20, 1 => -90_000_i64..90_000];
        prop::collection::vec((wait, change), 0..1500).prop_map(|steps| {
            let (mut second, mut hundredths) = (1_767_571_200, 1000);
            let step = |(wait, change)| {
                second += wait;
                hundredths += change;
                Point {
                    at: Timestamp::from_second(second).unwrap(),
                    amount: Amount::new(Decimal::new(hundredths, 2), Unit::Credits),
                }
            };
            steps.into_iter().map(step).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn few_points_are_left_alone_and_many_become_few_in_order(points in any_line()) {
            let thin = thinned(points.clone());
            if points.len() <= MOST {
                prop_assert_eq!(&thin, &points);
            }
            prop_assert!(thin.len() <= MOST);
            prop_assert!(thin.is_sorted_by(|one, next| one.at < next.at));
            prop_assert!(thin.iter().all(|point| points.binary_search_by_key(&point.at, |point| point.at).is_ok_and(|at| points[at] == *point)));
            prop_assert_eq!((thin.first(), thin.last()), (points.first(), points.last()));
        }

        /// Of each point there is one at least as low and one at least as high nearby, so that the thin
        /// line covers wherever the full one goes: extremes are kept, and so are jumps.
        #[test]
        fn the_thin_line_goes_wherever_the_full_one_does(points in any_line()) {
            let thin = thinned(points.clone());
            let (Some(first), Some(last)) = (points.first(), points.last()) else { return Ok(()) };
            let nearby = last.at.duration_since(first.at) / 100 + jiff::SignedDuration::from_secs(1);
            for point in &points {
                let near = || thin.iter().filter(|kept| kept.at.duration_since(point.at).abs() <= nearby);
                let value = point.amount.value();
                prop_assert!(near().any(|kept| kept.amount.value() <= value), "{point:?}");
                prop_assert!(near().any(|kept| kept.amount.value() >= value), "{point:?}");
            }
        }
    }
}
