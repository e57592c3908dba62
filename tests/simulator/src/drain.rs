//! A balance that goes down as time passes.

use std::time::Instant;

use rust_decimal::Decimal;

use crate::Balance;

/// A balance with a drain. Nothing runs in the background: what is left is
/// worked out from the time that has passed when someone asks.
#[derive(Debug)]
pub(crate) struct Draining {
    start: Balance,
    since: Instant,
    pub(crate) per_second: Decimal,
    pub(crate) floor: Decimal,
}

impl Draining {
    pub(crate) fn new(balance: Balance, now: Instant) -> Self {
        Self {
            start: balance,
            since: now,
            per_second: Decimal::ZERO,
            floor: Decimal::ZERO,
        }
    }

    /// The balance at `now`.
    pub(crate) fn at(&self, now: Instant) -> Balance {
        let mut balance = self.start.clone();
        let purse = balance.purse_mut();
        let room = (purse.spendable() - self.floor).max(Decimal::ZERO);
        let drained = self.drained(now).trunc_with_scale(purse.scale()).min(room);
        if !drained.is_zero() {
            purse.spend(drained);
        }
        balance
    }

    /// Fixes what has drained so far and applies `change` to it.
    pub(crate) fn change(&mut self, now: Instant, change: impl FnOnce(&mut Balance)) {
        self.start = self.at(now);
        self.since = now;
        change(&mut self.start);
    }

    /// From `now` on drains at another rate.
    pub(crate) fn drain(&mut self, now: Instant, per_second: Decimal) {
        self.change(now, |_| {});
        self.per_second = per_second.max(Decimal::ZERO);
    }

    /// From `now` on stops at another floor.
    pub(crate) fn set_floor(&mut self, now: Instant, floor: Decimal) {
        self.change(now, |_| {});
        self.floor = floor;
    }

    fn drained(&self, now: Instant) -> Decimal {
        let millis = now.saturating_duration_since(self.since).as_millis();
        let seconds = Decimal::from(u64::try_from(millis).unwrap_or(u64::MAX)) / Decimal::ONE_THOUSAND;
        self.per_second.checked_mul(seconds).unwrap_or(Decimal::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rust_decimal::dec;

    use super::*;
    use crate::{AiMusicApiBalance, EvolinkBalance, KieBalance, OpenRouterBalance, SunoApiBalance};

    fn after(balance: impl Into<Balance>, per_second: Decimal, seconds: u64) -> Balance {
        let start = Instant::now();
        let mut draining = Draining::new(balance.into(), start);
        draining.drain(start, per_second);
        draining.at(start + Duration::from_secs(seconds))
    }

    #[test]
    fn each_provider_drains_its_own_fields() {
        let kie = KieBalance { credits: dec!(35.95) };
        assert_eq!(
            after(kie, dec!(0.4), 15),
            KieBalance { credits: dec!(29.95) }.into()
        );
        // Whole credits only.
        assert_eq!(
            after(SunoApiBalance::default(), dec!(0.3), 9),
            SunoApiBalance { credits: dec!(98) }.into()
        );
        let music = AiMusicApiBalance {
            credits: Some(dec!(50)),
            extra_credits: Some(dec!(3)),
        };
        assert_eq!(
            after(music, dec!(1), 10),
            AiMusicApiBalance {
                credits: Some(dec!(43)),
                extra_credits: Some(dec!(0)),
            }
            .into()
        );
        let Balance::OpenRouter(openrouter) = after(OpenRouterBalance::capped(), dec!(0.5), 2) else {
            panic!("not OpenRouter");
        };
        assert_eq!(openrouter.total_usage, dec!(26.75));
        assert_eq!(Balance::from(openrouter).spendable(), dec!(73.5));
        let Balance::Evolink(evolink) = after(EvolinkBalance::default(), dec!(1), 5) else {
            panic!("not Evolink");
        };
        assert_eq!(evolink.user.remaining, dec!(1090.3996));
        assert_eq!(evolink.user.used, dec!(140.9048));
        assert_eq!(evolink.token.remaining, dec!(99411.4429));
    }

    #[test]
    fn the_floor_stops_the_drain_and_a_change_starts_from_what_is_left() {
        let start = Instant::now();
        let mut draining = Draining::new(KieBalance { credits: dec!(10) }.into(), start);
        draining.drain(start, dec!(1));
        draining.set_floor(start, dec!(4));
        let later = start + Duration::from_secs(60);
        assert_eq!(draining.at(later).spendable(), dec!(4));
        draining.change(later, |balance| balance.purse_mut().top_up(dec!(10)));
        assert_eq!(draining.at(later).spendable(), dec!(14));
        assert_eq!(draining.at(later + Duration::from_secs(3)).spendable(), dec!(11));
    }

    #[test]
    fn what_is_below_the_floor_stays_and_a_huge_rate_empties() {
        let debt = KieBalance { credits: dec!(-2.5) };
        assert_eq!(after(debt, dec!(1), 60).spendable(), dec!(-2.5));
        let empty = after(KieBalance::default(), Decimal::MAX, 1000);
        assert_eq!(empty.spendable(), Decimal::ZERO);
    }
}
