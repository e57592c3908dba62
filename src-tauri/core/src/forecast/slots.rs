//! Spend by the clock: the past cut into slots of four hours, counted back from now.

use rust_decimal::Decimal;

use super::changes::{Change, DAY, HOUR, Kind};

/// Four hours: short enough to see nights, long enough that delayed settlement falls into the slot
/// of its call or the next one.
pub(super) const SLOT: i64 = 4 * HOUR;
pub(super) const SLOTS_A_DAY: usize = 6;

/// Eight weeks. What was spent earlier says little about next week.
const SLOTS_KEPT: usize = 8 * 7 * SLOTS_A_DAY;

/// What is known of one slot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Slot {
    /// Spent in the known time.
    pub(super) spent: Decimal,
    /// Known time, in seconds.
    pub(super) known: i64,
    /// Whether a fall of the balance was seen to end in it.
    pub(super) fell: bool,
}

/// The slots before `now`, the latest first, up to the oldest of which anything is known.
///
/// Spend over several slots is spread evenly: of a gap the total is known, not when it was spent.
pub(super) fn slots(changes: &[Change], now: i64) -> Vec<Slot> {
    let mut slots = vec![Slot::default(); SLOTS_KEPT];
    for change in changes {
        let Kind::Spent(amount) = change.kind else {
            continue;
        };
        let (youngest, oldest) = (now - change.until, now - change.from);
        let (Some(first), Some(last)) = (slot_of(youngest), slot_of(oldest - 1)) else {
            continue;
        };
        if let (Some(slot), false) = (slots.get_mut(first), amount.is_zero()) {
            slot.fell = true;
        }
        for (index, slot) in slots.iter_mut().enumerate().take(last + 1).skip(first) {
            let begin = i64::try_from(index).map_or(i64::MAX, |index| index.saturating_mul(SLOT));
            let overlap = oldest.min(begin.saturating_add(SLOT)) - youngest.max(begin);
            slot.known += overlap;
            slot.spent += share(amount, overlap, oldest - youngest);
        }
    }
    let kept = slots
        .iter()
        .rposition(|slot| slot.known > 0)
        .map_or(0, |last| last + 1);
    slots.truncate(kept);
    slots
}

/// `amount · part / whole`; the amount itself where they are the same.
pub(super) fn share(amount: Decimal, part: i64, whole: i64) -> Decimal {
    if part >= whole || amount.is_zero() {
        amount
    } else {
        amount * Decimal::from(part) / Decimal::from(whole)
    }
}

/// Spend a day over these slots; `None` when nothing is known of them.
pub(super) fn spend_per_day(slots: &[Slot]) -> Option<Decimal> {
    let known: i64 = slots.iter().map(|slot| slot.known).sum();
    let spent: Decimal = slots.iter().map(|slot| slot.spent).sum();
    (known > 0).then(|| spent * Decimal::from(DAY) / Decimal::from(known))
}

fn slot_of(age: i64) -> Option<usize> {
    usize::try_from(age / SLOT).ok()
}
