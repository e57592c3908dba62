//! Credits that lapsed unused with the billing period: gone, and not spent.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;

use super::changes::{Change, DAY, HOUR, Kind};

/// Unused credits lapse with the billing period; months and clocks make it a day more or less.
const BILLING_PERIOD: RangeInclusive<i64> = 27 * DAY..=32 * DAY;

/// How many times larger than usual a fall must be to be a lapse and not an expensive day.
const FAR_LARGER: i64 = 5;

/// Before this many falls nothing is usual yet.
const FALLS_TO_KNOW_THE_USUAL: usize = 10;

/// Falls that are far larger than the usual ones, within a day, and a billing period away from a
/// top-up or from another such fall, were unused credits that lapsed.
///
/// "Usual" is what the third dearest hour cost, so that the lapses of two periods do not hide each other;
/// an hour, so that it does not matter how often an account is read.
pub(super) fn mark_lapses(changes: &mut [Change]) {
    let mut largest = [Decimal::ZERO; 3];
    let mut falls = 0;
    let same_hour = |one: &Change, next: &Change| one.until.div_euclid(HOUR) == next.until.div_euclid(HOUR);
    for hour in changes.chunk_by(same_hour) {
        let spent = hour.iter().filter_map(|change| match change.kind {
            Kind::Spent(amount) => Some(amount),
            Kind::ToppedUp(_) | Kind::Withdrawn => None,
        });
        let amount: Decimal = spent.sum();
        falls += usize::from(!amount.is_zero());
        if let Some(rank) = largest.iter().position(|larger| amount > *larger) {
            largest[rank..].rotate_right(1);
            largest[rank] = amount;
        }
    }
    let beyond = largest[2] * Decimal::from(FAR_LARGER);
    if falls < FALLS_TO_KNOW_THE_USUAL || largest[0] < beyond {
        return;
    }
    let is_jump = |change: &Change| match change.kind {
        Kind::Spent(amount) => amount >= beyond && change.until - change.from <= DAY,
        Kind::ToppedUp(_) => true,
        Kind::Withdrawn => false,
    };
    let jumps: Vec<i64> = changes
        .iter()
        .filter(|change| is_jump(change))
        .map(|jump| jump.until)
        .collect();
    for change in changes {
        let a_period_away = |jump: &i64| BILLING_PERIOD.contains(&(change.until - jump).abs());
        if matches!(change.kind, Kind::Spent(_)) && is_jump(change) && jumps.iter().any(a_period_away) {
            change.kind = Kind::Withdrawn;
        }
    }
}
