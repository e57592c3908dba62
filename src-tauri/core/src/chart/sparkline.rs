//! The line of the last week, small enough for a row of a list.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{ChartSpan, line};
use crate::history::Point;

/// How wide and high it is, in the units of its path.
pub const SPARKLINE_SIZE: (u32, u32) = (64, 24);

/// The line keeps this distance from the edges, so that it is whole.
const EDGE: u32 = 1;

/// So many steps are told apart in its width.
const STEPS: i128 = 62;

/// A line through a few minutes would only look like a fault.
const SHORTEST: SignedDuration = SignedDuration::from_hours(1);

/// The balance of the last week as an SVG path of [`SPARKLINE_SIZE`], with zero at the bottom. None
/// where readings reach over less than an hour.
///
/// A stair: between two readings nobody knows more than the earlier one said.
pub fn sparkline(points: &[Point], now: Timestamp) -> Option<String> {
    let from = ChartSpan::Week.begin(now);
    let line = line(points, from, now);
    let (first, last) = (line.first()?, line.last()?);
    if last.at.duration_since(first.at) < SHORTEST {
        return None;
    }
    let values = || line.iter().map(|point| point.amount.value());
    let low = values().min()?.min(Decimal::ZERO);
    let high = values().max()?.max(Decimal::ZERO);
    let width = now.as_nanosecond() - from.as_nanosecond();
    let x =
        |at: Timestamp| i128::from(EDGE) + (at.as_nanosecond() - from.as_nanosecond()) * STEPS / width.max(1);
    let y = |value: Decimal| y(value, low, high).unwrap_or_else(|| Decimal::from(SPARKLINE_SIZE.1 - EDGE));
    let mut path = vec![format!("M{} {}", x(first.at), y(first.amount.value()))];
    // Of each step the lowest and the last, so that neither an extreme nor the end is missed.
    for step in line.chunk_by(|one, next| x(one.at) == x(next.at)) {
        let lowest = y(step.iter().map(|point| point.amount.value()).min()?);
        let last = step.last()?;
        let end = y(last.amount.value());
        path.push(format!("H{}", x(last.at)));
        if lowest != end {
            path.push(format!("V{lowest}"));
        }
        path.push(format!("V{end}"));
    }
    Some(path.concat())
}

/// In tenths; none where the amounts are too large to be reckoned with.
fn y(value: Decimal, low: Decimal, high: Decimal) -> Option<Decimal> {
    let (bottom, top) = (Decimal::from(SPARKLINE_SIZE.1 - EDGE), Decimal::from(2 * EDGE));
    let height = high.checked_sub(low)?;
    if height.is_zero() {
        return Some(bottom);
    }
    let share = value.checked_sub(low)?.checked_div(height)?;
    let place = bottom.checked_sub(share.checked_mul(bottom - top)?)?;
    Some(
        place
            .round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero)
            .normalize(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Amount, Unit};

    const NOW: &str = "2026-11-20T09:00:00Z";

    fn drawn(points: &[(i64, i64)]) -> Option<String> {
        let now: Timestamp = NOW.parse().unwrap();
        let points: Vec<_> = points
            .iter()
            .map(|(hours_ago, amount)| Point {
                at: now - SignedDuration::from_hours(*hours_ago),
                amount: Amount::new(Decimal::from(*amount), Unit::Credits),
            })
            .collect();
        sparkline(&points, now)
    }

    #[test]
    fn less_than_an_hour_is_no_line() {
        assert_eq!(drawn(&[]), None);
        assert_eq!(drawn(&[(0, 5)]), None);
    }

    #[test]
    fn a_balance_that_falls_is_a_stair_down_to_its_share_of_the_height() {
        assert_eq!(
            drawn(&[(168, 100), (84, 50), (0, 0)]).unwrap(),
            "M1 2H1V2H32V12.5H63V23"
        );
    }

    #[test]
    fn a_balance_below_zero_leaves_room_below_zero() {
        assert_eq!(drawn(&[(168, 50), (0, -50)]).unwrap(), "M1 2H1V2H63V23");
    }

    #[test]
    fn nothing_all_week_lies_at_the_bottom() {
        assert_eq!(drawn(&[(100, 0), (0, 0)]).unwrap(), "M26 23H26V23H63V23");
    }

    #[test]
    fn what_was_spent_and_bought_within_a_step_shows() {
        let drawn = drawn(&[(168, 100), (2, 10), (1, 100), (0, 100)]).unwrap();
        assert!(drawn.contains("V20.9"), "{drawn}");
        assert!(drawn.ends_with("V2"), "{drawn}");
    }

    #[test]
    fn many_readings_are_a_short_path() {
        let many: Vec<_> = (0..10_000).map(|n| ((10_000 - n) / 60, n % 977)).collect();
        assert!(drawn(&many).unwrap().len() < 1_500);
    }

    #[test]
    fn amounts_at_the_edge_of_decimals_break_nothing_down() {
        let edge = |value: Decimal, hours| Point {
            at: NOW.parse::<Timestamp>().unwrap() - SignedDuration::from_hours(hours),
            amount: Amount::new(value, Unit::Credits),
        };
        let points = [
            edge(Decimal::MAX, 20),
            edge(Decimal::MIN, 10),
            edge(Decimal::MAX, 0),
        ];
        // An overflow would panic here.
        let _ = sparkline(&points, NOW.parse().unwrap());
    }
}
