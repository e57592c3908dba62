//! Whether what a rule says is so, by one observation: surely, surely not, or neither.

use rust_decimal::Decimal;

use super::{engine::Observation, rules::Rule};
use crate::{
    Account,
    reading::{Available, Status},
};

/// Whether a rule holds. Between the two sure answers nothing changes: that is the hysteresis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Yes,
    No,
    /// Too little is known, or it is neither clearly so nor clearly over.
    Unsure,
}

pub(super) fn is_true(
    rule: Rule,
    seen: &Observation,
    account: &Account,
    decided_by: Option<Decimal>,
) -> bool {
    let holds = match rule {
        Rule::Low => low(&seen.available, account.low_below, decided_by),
        Rule::Out => out(&seen.available, account),
        Rule::DaysLeft => days_left(seen.days_left, account.rules.days_left_below),
        _ => Holds::Yes,
    };
    holds == Holds::Yes
}

pub(super) fn on(is_on: bool, holds: Holds) -> Holds {
    if is_on { holds } else { Holds::No }
}

/// Below the threshold; over when it is a twentieth above it, or above one that was just changed.
pub(super) fn low(available: &Available, threshold: Option<Decimal>, decided_by: Option<Decimal>) -> Holds {
    let Some(threshold) = threshold else {
        return Holds::No;
    };
    match available {
        Available::Unlimited => Holds::No,
        Available::Exhausted => Holds::Yes,
        Available::Limited(amount) if amount.value() < threshold => Holds::Yes,
        Available::Limited(amount) if amount.value() >= recovered(threshold) => Holds::No,
        Available::Limited(_) if decided_by != Some(threshold) => Holds::No,
        Available::Limited(_) => Holds::Unsure,
    }
}

/// Nothing left; over when the account is usable again: from a tenth of its threshold or, without one,
/// of what is a sensible threshold at its provider. The usual purchase may be smaller than the threshold.
pub(super) fn out(available: &Available, account: &Account) -> Holds {
    let sensible = || crate::amount::parse_decimal(account.provider.profile().suggested_low_below);
    let threshold = account.low_below.filter(|threshold| !threshold.is_zero());
    let usable = threshold.or_else(sensible).unwrap_or_default() / Decimal::TEN;
    match (available.status(None), available) {
        (Status::Out, _) => Holds::Yes,
        (_, Available::Limited(amount)) if amount.value() < usable => Holds::Unsure,
        _ => Holds::No,
    }
}

/// Fewer days than wanted; over when there are twice as many. An estimate trembles more than a balance, and
/// a top-up ends it anyway.
pub(super) fn days_left(days: Option<Decimal>, below: Option<u32>) -> Holds {
    let Some(below) = below.map(Decimal::from) else {
        return Holds::No;
    };
    match days {
        Some(days) if days < below => Holds::Yes,
        Some(days) if days >= below.saturating_mul(Decimal::TWO) => Holds::No,
        Some(_) | None => Holds::Unsure,
    }
}

/// A twentieth above the threshold: a balance that trembles around it has not recovered.
fn recovered(threshold: Decimal) -> Decimal {
    threshold.saturating_add(threshold / Decimal::from(20))
}
