//! How long a balance lasts, in words. The likely time and the range around it are rounded by one
//! rule, so that the one never lies outside the other.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Texts;
use crate::forecast::DaysLeft;

const HOURS_A_DAY: Decimal = Decimal::from_parts(24, 0, 0, false, 0);

/// A stretch of time as people say it, the shorter the smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Lasting {
    UnderAnHour,
    /// Up to a day and a half.
    Hours(u64),
    Days(u64),
    OverAYear,
}

impl Lasting {
    fn of(days: Decimal) -> Self {
        let nearest = |value: Decimal| {
            let rounded = value.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
            u64::try_from(rounded).unwrap_or(if value.is_sign_negative() { 0 } else { u64::MAX })
        };
        let hours = days.checked_mul(HOURS_A_DAY).map_or(u64::MAX, nearest);
        match (hours, nearest(days)) {
            (0, _) => Self::UnderAnHour,
            (hours @ ..=36, _) => Self::Hours(hours),
            (_, days @ ..=365) => Self::Days(days),
            _ => Self::OverAYear,
        }
    }
}

impl Texts {
    /// About how long something is likely to last: `about 5 hours`, `about 3 days`.
    pub fn days(&self, days: Decimal) -> String {
        match Lasting::of(days) {
            Lasting::UnderAnHour => self.get("lasts-under-an-hour", &[]),
            Lasting::Hours(hours) => self.count("lasts-hours", hours),
            Lasting::Days(days) => self.count("lasts-days", days),
            Lasting::OverAYear => self.get("lasts-over-a-year", &[]),
        }
    }

    /// The range of time that something is likely to last.
    pub fn days_range(&self, days: &DaysLeft) -> String {
        use Lasting::{Days, Hours, OverAYear, UnderAnHour};

        let soonest = Lasting::of(days.soonest);
        let Some(latest) = days.latest.map(Lasting::of) else {
            return match soonest {
                UnderAnHour => self.get("lasts-range-unsure", &[]),
                OverAYear => self.get("lasts-range-one", &[("time", &self.plain(soonest))]),
                _ => self.get("lasts-range-open", &[("soonest", &self.plain(soonest))]),
            };
        };
        let range = |soonest: &str| {
            let latest = self.plain(latest);
            self.get("lasts-range", &[("soonest", soonest), ("latest", &latest)])
        };
        match (soonest, latest) {
            (soonest, latest) if soonest == latest => {
                self.get("lasts-range-one", &[("time", &self.days(days.likely))])
            }
            (UnderAnHour, latest) => self.get("lasts-range-up-to", &[("latest", &self.plain(latest))]),
            (Hours(number), Hours(_)) | (Days(number), Days(_)) => range(&number.to_string()),
            (soonest, _) => range(&self.plain(soonest)),
        }
    }

    /// The same without `about`.
    fn plain(&self, lasting: Lasting) -> String {
        match lasting {
            Lasting::UnderAnHour => self.get("lasts-under-an-hour", &[]),
            Lasting::Hours(hours) => self.count("lasts-plain-hours", hours),
            Lasting::Days(days) => self.count("lasts-plain-days", days),
            Lasting::OverAYear => self.get("lasts-over-a-year", &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::EN;
    use proptest::prelude::*;

    fn range(soonest: &str, likely: &str, latest: Option<&str>) -> String {
        EN.days_range(&DaysLeft {
            soonest: soonest.parse().unwrap(),
            cautious: soonest.parse().unwrap(),
            likely: likely.parse().unwrap(),
            latest: latest.map(|latest| latest.parse().unwrap()),
        })
    }

    #[test]
    fn a_range_is_told_in_whole_hours_or_days() {
        assert_eq!(range("3.1", "3.4", Some("4.2")), "Likely to last 3 to 4 days");
        assert_eq!(range("3.1", "3.2", Some("3.3")), "Likely to last about 3 days");
        assert_eq!(range("0.2", "0.3", Some("0.5")), "Likely to last 5 to 12 hours");
        assert_eq!(range("0.4", "2", Some("4")), "Likely to last 10 hours to 4 days");
        assert_eq!(range("0.01", "0.1", Some("0.2")), "Likely to last up to 5 hours");
        assert_eq!(
            range("0", "0.01", Some("0.02")),
            "Likely to last less than an hour"
        );
        assert_eq!(
            range("200", "300", Some("400")),
            "Likely to last 200 days to over a year"
        );
        assert_eq!(range("400", "500", Some("600")), "Likely to last over a year");
        assert_eq!(range("3", "5", None), "Likely to last 3 days or more");
        assert_eq!(
            range("0", "5", None),
            "May last less than an hour, or much longer"
        );
        assert_eq!(range("900", "950", None), "Likely to last over a year");
    }

    proptest! {
        #[test]
        fn the_headline_lies_within_its_range(mut thousandths in prop::array::uniform3(0_i64..500_000)) {
            thousandths.sort_unstable();
            let [soonest, likely, latest] = thousandths.map(|days| Lasting::of(Decimal::new(days, 3)));
            prop_assert!(soonest <= likely && likely <= latest, "{:?} {:?} {:?}", soonest, likely, latest);
        }

        #[test]
        fn what_is_said_differs_from_the_truth_by_half_a_unit_at_most(thousandths in 0_i64..365_000) {
            let days = Decimal::new(thousandths, 3);
            let said = match Lasting::of(days) {
                Lasting::UnderAnHour => Decimal::ZERO,
                Lasting::Hours(hours) => Decimal::from(hours) / HOURS_A_DAY,
                Lasting::Days(days) => days.into(),
                Lasting::OverAYear => Decimal::from(366),
            };
            prop_assert!((said - days).abs() <= Decimal::new(5, 1));
        }

        #[test]
        fn no_number_makes_it_panic(mantissa in any::<i128>().prop_map(|m| m >> 32), scale in 0_u32..=28) {
            let days = Decimal::from_i128_with_scale(mantissa, scale);
            let _ = EN.days(days);
        }
    }
}
