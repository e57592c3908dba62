//! When a person must be told: a pure state machine per account, and its memory on disk.
//!
//! Only a reading can raise an alert. A failed poll never reaches this module, so an error can
//! neither look like an empty account nor make one forgotten.

mod memory;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use memory::{AlertFile, AlertMemory};

use crate::{
    Account, AccountId, ProviderId,
    amount::Amount,
    reading::{Available, Status},
};

/// A decision that a person must be told something about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The account.
    pub account: AccountId,
    /// Whose account it is.
    pub provider: ProviderId,
    /// Its label.
    pub label: String,
    /// What there is to tell.
    pub kind: AlertKind,
    /// What is available, where the provider named a number.
    pub available: Option<Amount>,
    /// The threshold that counted.
    pub low_below: Option<Amount>,
}

/// What there is to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// Less is available than the threshold.
    Low,
    /// Nothing is available.
    Out,
}

/// What the person has been told of an account since it last was well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// Nothing: the next fall is news.
    #[default]
    Nothing,
    /// That it is low.
    Low,
    /// That it is out.
    Out,
}

/// What the person has been told of each account; accounts of which nothing was told are left out.
pub type ToldAccounts = BTreeMap<AccountId, Told>;

/// What a new status means for an account of which this much was told.
///
/// Once for low, once for out, and nothing again until the account has recovered: until it is at
/// its threshold or above. A rise from out to merely low is no recovery.
#[must_use]
pub fn decide(told: Told, status: Status) -> (Told, Option<AlertKind>) {
    match (told, status) {
        (_, Status::Ok | Status::Unlimited) => (Told::Nothing, None),
        (Told::Nothing, Status::Low) => (Told::Low, Some(AlertKind::Low)),
        (Told::Nothing | Told::Low, Status::Out) => (Told::Out, Some(AlertKind::Out)),
        (told, Status::Low | Status::Out | Status::Unknown) => (told, None),
    }
}

impl Alert {
    /// The alert of this kind about this account.
    #[must_use]
    pub fn new(kind: AlertKind, account: &Account, available: &Available) -> Self {
        Self {
            account: account.id.clone(),
            provider: account.provider,
            label: account.label.clone(),
            kind,
            available: available.amount(),
            low_below: account.low_below_amount(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn alerts(statuses: &[Status]) -> Vec<Option<AlertKind>> {
        let mut told = Told::default();
        statuses
            .iter()
            .map(|status| {
                let (next, alert) = decide(told, *status);
                told = next;
                alert
            })
            .collect()
    }

    #[test]
    fn a_fall_is_told_once_and_again_after_a_recovery() {
        use AlertKind::*;
        use Status::{Low as L, Ok as K, Out as O, Unknown as U, Unlimited as N};
        assert_eq!(alerts(&[L]), [Some(Low)], "a first reading that is low is news");
        assert_eq!(alerts(&[K, L, L, U, L]), [None, Some(Low), None, None, None]);
        assert_eq!(alerts(&[L, O, O]), [Some(Low), Some(Out), None]);
        assert_eq!(
            alerts(&[K, O, L, O]),
            [None, Some(Out), None, None],
            "low after out is no recovery"
        );
        assert_eq!(alerts(&[O, K, O]), [Some(Out), None, Some(Out)]);
        assert_eq!(alerts(&[L, N, L]), [Some(Low), None, Some(Low)]);
    }

    fn status() -> impl Strategy<Value = Status> {
        prop::sample::select(vec![
            Status::Ok,
            Status::Low,
            Status::Out,
            Status::Unlimited,
            Status::Unknown,
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        /// Said without the state machine: between two recoveries the first low is told unless an
        /// out came before it, the first out is told, and nothing else.
        #[test]
        fn one_alert_a_crossing(trace in prop::collection::vec(status(), 0..60)) {
            let told = alerts(&trace);
            let known: Vec<_> = trace.iter().zip(&told).filter(|(status, _)| **status != Status::Unknown).collect();
            for descent in known.split(|(status, _)| matches!(status, Status::Ok | Status::Unlimited)) {
                let first = |wanted| descent.iter().position(|(status, _)| **status == wanted);
                for (at, (_, alert)) in descent.iter().enumerate() {
                    let expected = if Some(at) == first(Status::Out) {
                        Some(AlertKind::Out)
                    } else if Some(at) == first(Status::Low) && at == 0 {
                        Some(AlertKind::Low)
                    } else {
                        None
                    };
                    prop_assert_eq!(**alert, expected);
                }
            }
            let elsewhere = trace.iter().zip(&told).filter(|(status, _)| matches!(status, Status::Ok | Status::Unlimited | Status::Unknown));
            for (_, alert) in elsewhere {
                prop_assert_eq!(*alert, None);
            }
        }
    }
}
