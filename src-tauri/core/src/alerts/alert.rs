//! What a person is told.

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;

use super::{
    engine::{AccountAlerts, Observation},
    firing::AlertKey,
    rules::Rule,
};
use crate::{Account, AccountId, Amount, ProviderId, Status, reading::Available};

/// A decision that a person must be told something about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Alert {
    pub account: AccountId,
    pub provider: ProviderId,
    pub label: String,
    /// Since when there is something to tell.
    pub since: Timestamp,
    /// What was seen last, where anything was since the start.
    pub seen: Option<Seen>,
    /// What there is to tell, with the figures of now.
    pub kind: AlertKind,
}

/// The balance that an alert was decided by, or that was there as something else was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Seen {
    pub available: Available,
    pub status: Status,
    pub threshold: Option<Decimal>,
    pub at: Timestamp,
    /// Read longer ago than it should be: whoever is told must know that.
    pub is_old: bool,
}

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub enum AlertKind {
    Out {
        /// Zero or debt, where the provider named a number.
        available: Option<Amount>,
        low_below: Option<Amount>,
    },
    Low {
        available: Option<Amount>,
        low_below: Option<Amount>,
    },
    /// The balance may well last for less than the person wants: with a chance of one in three.
    DaysLeft {
        available: Amount,
        /// With that chance it is gone by then.
        days: Decimal,
    },
    /// More was spent on a day than the person wants.
    SpentToday {
        spent: Amount,
        above: Amount,
        /// The day, where that is over; none for today.
        on: Option<Date>,
    },
    KeyRejected,
    /// No reading for longer than the person wants.
    NoReading {
        /// Since then every poll has failed.
        since: Timestamp,
    },
    ToppedUp {
        added: Amount,
        available: Amount,
    },
}

impl Alert {
    /// The alert of a rule, with what was last seen; none when too little is known to tell it.
    pub(super) fn new(
        rule: Rule,
        account: &Account,
        seen: Option<&Observation>,
        alerts: &AccountAlerts,
        now: Timestamp,
        today: Date,
    ) -> Option<Self> {
        let amount = |value| Amount::new(value, account.provider.profile().unit);
        let available = seen.and_then(|seen| seen.available.amount());
        let low_below = account.low_below_amount();
        let kind = match rule {
            Rule::Out if seen.is_some() => AlertKind::Out { available, low_below },
            Rule::Low if seen.is_some() => AlertKind::Low { available, low_below },
            Rule::Out | Rule::Low => return None,
            Rule::DaysLeft => AlertKind::DaysLeft {
                available: available?,
                days: seen?.days_left?,
            },
            Rule::SpentToday => {
                let overspent = alerts.overspent.filter(|_| seen.is_some())?;
                AlertKind::SpentToday {
                    spent: amount(overspent.spent),
                    above: amount(account.rules.spent_today_above?),
                    on: Some(overspent.on).filter(|on| *on != today),
                }
            }
            Rule::KeyRejected => AlertKind::KeyRejected,
            Rule::NoReading => AlertKind::NoReading {
                since: alerts.failing_since?,
            },
            Rule::ToppedUp => AlertKind::ToppedUp {
                added: amount(alerts.topped_up?),
                available: available?,
            },
        };
        Some(Self {
            account: account.id.clone(),
            provider: account.provider,
            label: account.label.clone(),
            since: alerts.rules.get(&rule)?.since,
            seen: seen.map(|seen| Seen {
                available: seen.available,
                status: seen.available.status(account.low_below),
                threshold: account.low_below,
                at: seen.at,
                is_old: now.duration_since(seen.at).unsigned_abs() > account.overdue_after(),
            }),
            kind,
        })
    }

    /// Its name among all alerts there ever were.
    pub fn key(&self) -> AlertKey {
        AlertKey {
            account: self.account.clone(),
            rule: self.rule(),
            since: self.since,
        }
    }

    /// The rule that it is about.
    pub fn rule(&self) -> Rule {
        match self.kind {
            AlertKind::Out { .. } => Rule::Out,
            AlertKind::Low { .. } => Rule::Low,
            AlertKind::DaysLeft { .. } => Rule::DaysLeft,
            AlertKind::SpentToday { .. } => Rule::SpentToday,
            AlertKind::KeyRejected => Rule::KeyRejected,
            AlertKind::NoReading { .. } => Rule::NoReading,
            AlertKind::ToppedUp { .. } => Rule::ToppedUp,
        }
    }
}
