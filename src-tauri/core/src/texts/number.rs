//! Amounts and worth as a person reads them. Exact values are rounded here, for the eye only.

use icu_decimal::{DecimalFormatter, input, options::DecimalFormatterOptions};
use icu_locale_core::{Locale, locale};
use rust_decimal::{Decimal, RoundingStrategy};

use super::{Texts, kebab};
use crate::{
    Amount, Unit,
    worth::{Total, Worth},
};

/// How this locale (BCP 47) writes numbers; English for a text that is not a locale.
pub(super) fn formatter(locale: &str) -> Option<DecimalFormatter> {
    let locale = Locale::try_from_str(locale).unwrap_or(locale!("en"));
    DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()
}

impl Texts {
    /// An amount: `$74.75`, `1,095.40 credits`.
    ///
    /// Rounded to two decimals; an amount too small for two decimals keeps two significant digits,
    /// so that what is not zero never looks like zero.
    pub fn amount(&self, amount: Amount) -> String {
        let value = amount.value();
        match amount.unit() {
            Unit::Usd => self.signed("money-usd", value, 2),
            Unit::Credits if value.abs() == Decimal::ONE => self.signed("amount-credit", value, 0),
            Unit::Credits => self.signed("amount-credits", value, if value.is_integer() { 0 } else { 2 }),
        }
    }

    /// What something is worth: `≈ $16.11`, or `$16.11` where it is just that.
    pub fn worth(&self, worth: &Worth) -> String {
        let money = self.money(worth);
        if worth.is_approximate {
            self.get("worth-about", &[("amount", &money)])
        } else {
            money
        }
    }

    /// What all accounts are worth together, and how many do not count.
    pub fn total(&self, total: &Total) -> String {
        let worth = self.worth(&total.worth);
        match total.left_out {
            0 => self.get("tray-total", &[("amount", &worth)]),
            left_out => {
                let count = left_out.to_string();
                self.get("tray-total-without", &[("amount", &worth), ("count", &count)])
            }
        }
    }

    fn money(&self, worth: &Worth) -> String {
        let decimals = worth.currency.decimals();
        self.signed(&format!("money-{}", kebab(worth.currency)), worth.value, decimals)
    }

    /// The number, rounded to so many decimals, in a text that takes `$sign` and `$number`.
    fn signed(&self, text: &str, value: Decimal, decimals: u32) -> String {
        let sign = if value.is_sign_negative() && !value.is_zero() {
            "-"
        } else {
            ""
        };
        let number = self.number(rounded(value.abs(), decimals));
        self.get(text, &[("sign", sign), ("number", &number)])
    }

    /// A number as it is, digit by digit.
    pub(super) fn number(&self, value: Decimal) -> String {
        let plain = value.to_string();
        match (&self.numbers, input::Decimal::try_from_str(&plain)) {
            (Some(numbers), Ok(decimal)) => numbers.format(&decimal).to_string(),
            _ => plain,
        }
    }
}

fn rounded(value: Decimal, decimals: u32) -> Decimal {
    let nearest = RoundingStrategy::MidpointAwayFromZero;
    let mut rounded = value.round_dp_with_strategy(decimals, nearest);
    if rounded.is_zero() && !value.is_zero() {
        return value
            .round_sf_with_strategy(2, nearest)
            .unwrap_or(value)
            .normalize();
    }
    rounded.rescale(decimals);
    rounded
}
