//! Full detail for a while, daily figures for good, alerts for a season.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, TransactionBehavior};

use super::{
    HistoryError,
    alerts::forget_alerts_before,
    tables::{fold, newest},
};
use credit_tray_core::history::{start_of, utc_date};

/// How long every reading is kept: a month of detail is what a chart and a forecast look at.
const DETAIL: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How long alerts are kept: a little longer than the longest chart.
const ALERTS: SignedDuration = SignedDuration::from_hours(100 * 24);

/// The moment before which only daily figures are kept: the start of the UTC day of 30 days ago,
/// so that a day is either whole or figures.
///
/// Counted back from the newest reading where the clock is ahead of it. A clock that was set years
/// ahead would otherwise cost all detail, and readings are safe from it: under such a clock no
/// provider's certificate is valid.
fn detail_begins(now: Timestamp, newest: Timestamp) -> Timestamp {
    let month_ago = now.min(newest).saturating_sub(DETAIL).unwrap_or(Timestamp::MIN);
    start_of(utc_date(month_ago))
}

/// The moment before which alerts are removed, counted as [`detail_begins`] is.
fn alerts_begin(now: Timestamp, newest: Timestamp) -> Timestamp {
    now.min(newest).saturating_sub(ALERTS).unwrap_or(Timestamp::MIN)
}

/// Replaces the readings of days long past by daily figures, and says how many there were. Removes
/// alerts of long ago.
///
/// All or nothing, as one transaction. Once or often, at whatever moments: the daily figures are
/// the same, also when a reading arrives after its day was compacted.
pub(super) fn compact(connection: &mut Connection, now: Timestamp) -> Result<usize, HistoryError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Without a reading there is nothing to lose but alerts.
    let newest = newest(&transaction)?.unwrap_or(now);
    forget_alerts_before(&transaction, alerts_begin(now, newest))?;
    let folded = fold(&transaction, detail_begins(now, newest))?;
    transaction.commit()?;
    Ok(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::{
        schema::migrate,
        tables::{days, points, put_point},
    };
    use credit_tray_core::{
        AccountId, Amount, Unit,
        history::{Days, Point},
    };
    use jiff::civil::Date;
    use proptest::prelude::*;
    use rust_decimal::Decimal;
    use std::collections::BTreeMap;

    const ACCOUNTS: [&str; 2] = ["a", "b"];

    fn time(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn point(at: Timestamp, hundredths: i64, unit: Unit) -> Point {
        Point {
            at,
            amount: Amount::new(Decimal::new(hundredths, 2), unit),
        }
    }

    fn empty() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        migrate(&connection, 0).unwrap();
        connection
    }

    #[derive(Clone, Debug)]
    enum Step {
        Record(usize, Point),
        Compact(Timestamp),
    }

    /// Readings in any order over 80 days, and compactions at any moment around them, so that
    /// readings come both before and after their day was compacted.
    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let at =
            |range: std::ops::Range<i64>| range.prop_map(|slot| Timestamp::from_second(slot * 7200).unwrap());
        let unit = prop::sample::select(vec![Unit::Usd, Unit::Usd, Unit::Credits]);
        let record = (0..ACCOUNTS.len(), at(0..80 * 12), -500_i64..500, unit)
            .prop_map(|(account, at, hundredths, unit)| Step::Record(account, point(at, hundredths, unit)));
        let compaction = at(-12..200 * 12).prop_map(Step::Compact);
        prop::collection::vec(prop_oneof![6 => record, 1 => compaction], 0..80).prop_map(|mut steps| {
            let mut taken = std::collections::BTreeSet::new();
            steps.retain(|step| match step {
                Step::Record(account, point) => taken.insert((*account, point.at)),
                Step::Compact(_) => true,
            });
            steps
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn every_day_is_what_its_readings_were_whenever_they_are_compacted(steps in steps(), end in 0_i64..200) {
            let mut connection = empty();
            let mut raw: BTreeMap<&str, BTreeMap<Timestamp, Point>> = BTreeMap::new();
            let mut newest_ever = Timestamp::MIN;
            let end = Step::Compact(Timestamp::from_second(end * 86_400).unwrap());
            // The last compaction twice: the second finds nothing to do.
            for step in steps.iter().chain([&end, &end]) {
                match step {
                    Step::Record(account, point) => {
                        put_point(&connection, &AccountId::new(ACCOUNTS[*account]), point).unwrap();
                        raw.entry(ACCOUNTS[*account]).or_default().insert(point.at, *point);
                        newest_ever = newest_ever.max(point.at);
                    }
                    Step::Compact(now) => {
                        compact(&mut connection, *now).unwrap();
                    }
                }
            }
            let Step::Compact(now) = end else { unreachable!() };
            prop_assert_eq!(compact(&mut connection, now).unwrap(), 0);
            for (account, raw) in raw {
                let account = AccountId::new(account);
                let mut expected = Days::default();
                for point in raw.values() {
                    expected.add_point(*point);
                }
                prop_assert_eq!(days(&connection, &account, Date::MIN).unwrap(), expected.into_vec());

                let newest_ever = start_of(utc_date(newest_ever.saturating_sub(DETAIL).unwrap()));
                let recent: Vec<_> = raw.values().filter(|point| point.at >= newest_ever).copied().collect();
                prop_assert_eq!(points(&connection, &account, newest_ever).unwrap(), recent);
            }
        }
    }

    #[test]
    fn detail_is_kept_for_thirty_days_and_the_begun_day_before() {
        let now = time("2026-11-20T09:00:00Z");
        assert_eq!(detail_begins(now, now), time("2026-10-21T00:00:00Z"));

        let mut connection = empty();
        let account = AccountId::new("a");
        let old = point(time("2026-10-20T23:59:59.999999999Z"), 3, Unit::Usd);
        let border = point(time("2026-10-21T00:00:00Z"), 2, Unit::Usd);
        let new = point(now, 1, Unit::Usd);
        for point in [old, border, new] {
            put_point(&connection, &account, &point).unwrap();
        }
        assert_eq!(compact(&mut connection, now).unwrap(), 1);
        assert_eq!(
            points(&connection, &account, Timestamp::MIN).unwrap(),
            [border, new]
        );
        let dates: Vec<_> = days(&connection, &account, Date::MIN)
            .unwrap()
            .iter()
            .map(|day| day.first)
            .collect();
        assert_eq!(dates, [old, border, new]);
    }

    #[test]
    fn a_clock_that_runs_ahead_costs_no_detail() {
        let newest = time("2026-11-20T09:00:00Z");
        assert_eq!(
            detail_begins(time("2099-01-01T00:00:00Z"), newest),
            time("2026-10-21T00:00:00Z")
        );
        assert_eq!(
            detail_begins(newest, time("2099-01-01T00:00:00Z")),
            time("2026-10-21T00:00:00Z")
        );
        assert_eq!(detail_begins(Timestamp::MIN, newest), Timestamp::MIN);
    }

    #[test]
    fn a_compaction_that_fails_changes_nothing() {
        let mut connection = empty();
        let now = time("2026-11-20T09:00:00Z");
        for (account, at) in [
            ("a", "2026-01-01T00:00:00Z"),
            ("b", "2026-01-01T00:00:00Z"),
            ("b", "2026-11-20T09:00:00Z"),
        ] {
            put_point(
                &connection,
                &AccountId::new(account),
                &point(time(at), 1, Unit::Usd),
            )
            .unwrap();
        }
        connection
            .execute("UPDATE points SET amount = 'x' WHERE account = 'b'", [])
            .unwrap();
        assert!(matches!(
            compact(&mut connection, now),
            Err(HistoryError::Damaged(_))
        ));
        assert_eq!(
            points(&connection, &AccountId::new("a"), Timestamp::MIN)
                .unwrap()
                .len(),
            1
        );
        let compacted: i64 = connection
            .query_one("SELECT count(*) FROM days", [], |row| row.get(0))
            .unwrap();
        assert_eq!(compacted, 0);
    }
}
