//! The history on a real disk: what is recorded stays, whatever happens to the process or the file.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that panics has failed, and says where; measured figures are for people"
)]

mod alerts;
mod damage;
mod days;
mod figures;
mod processes;
mod versions;
mod waiting;

use std::{
    fs,
    path::{Path, PathBuf},
};

use credit_tray_core::{
    AccountId, Amount, Unit,
    alerts::Rule,
    history::{Day, Point, ToldAlert},
};
use credit_tray_engine::history::{History, HistoryError, HistoryTrouble, Opened};
use jiff::{Timestamp, ToSpan as _, civil::Date};
use proptest::prelude::*;
use rust_decimal::Decimal;
use tempfile::TempDir;

fn now() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().unwrap()
}

fn account() -> AccountId {
    AccountId::new("kie-main")
}

fn new_dir() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn file(dir: &Path) -> PathBuf {
    dir.join("history.sqlite3")
}

fn wal(dir: &Path) -> PathBuf {
    dir.join("history.sqlite3-wal")
}

/// The n-th of readings that are a second apart, so that what is missing can be seen.
fn nth(n: i64) -> Point {
    Point {
        at: now() + n.seconds(),
        amount: Amount::new(Decimal::new(1_000_000 - n, 4), Unit::Credits),
    }
}

fn first(count: usize) -> Vec<Point> {
    (0..).map(nth).take(count).collect()
}

fn open(dir: &Path) -> History {
    let Opened { history, trouble } = History::open(dir, now());
    assert!(trouble.is_none(), "{trouble:?}");
    history
}

fn record(history: &History, points: &[Point]) {
    for point in points {
        history.record(&account(), *point);
    }
}

fn all_points(history: &History) -> Vec<Point> {
    history.points(&account(), Timestamp::MIN).unwrap()
}

fn all_days(history: &History) -> Vec<Day> {
    history.days(&account(), Date::MIN).unwrap()
}

fn all_alerts(history: &History) -> Vec<ToldAlert> {
    history.alerts(&account(), Timestamp::MIN).unwrap()
}

fn read_only(dir: &Path) -> Vec<Point> {
    let reader = History::read_only(dir).unwrap().unwrap();
    reader.points(&account(), Timestamp::MIN).unwrap()
}

fn names_in(dir: &Path) -> Vec<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let mut names: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| name(entry.unwrap()))
        .collect();
    names.sort();
    names
}

/// A closed history of 2000 readings, over many pages.
fn long_history() -> TempDir {
    let dir = new_dir();
    record(&open(dir.path()), &first(2000));
    dir
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_reading_comes_back_exactly(
        readings in prop::collection::btree_map(any::<i64>(), (any::<i128>(), 0_u32..=28, any::<bool>()), 1..40)
    ) {
        let dir = new_dir();
        let points: Vec<_> = readings.iter().map(|(nanosecond, (mantissa, scale, dollars))| {
            let unit = if *dollars { Unit::Usd } else { Unit::Credits };
            // 96 bits, which is all that a decimal holds.
            let value = Decimal::from_i128_with_scale(mantissa >> 32, *scale);
            Point { at: Timestamp::from_nanosecond((*nanosecond).into()).unwrap(), amount: Amount::new(value, unit) }
        }).collect();
        let history = open(dir.path());
        record(&history, &points);
        let newest = points.last().unwrap().at;
        // What is old may be compacted at any time: only a month of detail is promised.
        let recent = newest.saturating_sub(720.hours()).unwrap();
        let kept: Vec<_> = points.iter().copied().filter(|point| point.at >= recent).collect();
        prop_assert_eq!(history.points(&account(), recent).unwrap(), kept);
        history.close();
        let ends: Vec<_> = all_days(&open(dir.path())).iter().flat_map(|day| [day.first, day.last]).collect();
        prop_assert!(ends.iter().all(|end| points.contains(end)));
        prop_assert!(ends.contains(&points[0]) && ends.contains(points.last().unwrap()));
    }
}

#[test]
fn what_was_recorded_is_there_after_the_last_clone_is_dropped() {
    let dir = new_dir();
    let history = open(dir.path());
    let clone = history.clone();
    drop(history);
    record(&clone, &first(5000));
    drop(clone);
    assert_eq!(all_points(&open(dir.path())), first(5000));
    assert_eq!(names_in(dir.path()), ["history.sqlite3"]);
}

#[test]
fn after_closing_nothing_is_answered_and_nothing_breaks() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(2));
    history.close();
    history.close();
    history.record(&account(), nth(2));
    assert!(matches!(history.accounts(), Err(HistoryError::Closed)));
    drop(history);
    assert_eq!(all_points(&open(dir.path())), first(2));
}

#[test]
fn of_two_readings_at_one_instant_the_later_record_is_kept() {
    let dir = new_dir();
    let history = open(dir.path());
    let corrected = Point {
        at: now(),
        amount: Amount::new(7.into(), Unit::Usd),
    };
    record(&history, &[nth(0), corrected]);
    assert_eq!(all_points(&history), [corrected]);
}

#[test]
fn only_the_readings_of_the_wallet_of_now_count_and_all_are_kept() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(9));
    history.begin_wallet(&account(), nth(5).at);
    for history in [history, open(dir.path())] {
        let counts = history.readings(&account(), Timestamp::MIN).unwrap();
        assert_eq!(counts, first(9)[5..]);
        assert_eq!(all_points(&history), first(9));
        history.close();
    }
    let history = open(dir.path());
    history.forget(&account());
    record(&history, &first(9));
    assert_eq!(history.readings(&account(), Timestamp::MIN).unwrap(), first(9));
}

#[test]
fn every_wallet_has_readings_of_its_own_whatever_the_clock_said_meanwhile() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(9));
    for began in [3, 8, 6] {
        history.begin_wallet(&account(), nth(began).at);
    }
    let wallets = |since| history.wallets(&account(), since).unwrap();
    let all = first(9);
    assert_eq!(
        wallets(Timestamp::MIN),
        [&all[..3], &all[3..6], &all[6..]],
        "what began after the sixth was dated by a clock that was ahead"
    );
    assert_eq!(wallets(nth(4).at), [&[], &all[4..6], &all[6..]]);
    assert_eq!(history.readings(&account(), Timestamp::MIN).unwrap(), all[6..]);
    assert_eq!(
        history
            .wallets(&AccountId::new("unknown"), Timestamp::MIN)
            .unwrap(),
        [vec![]]
    );
}

#[test]
fn an_account_sees_its_own_readings_since_the_moment_asked_for() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(10));
    history.record(&AccountId::new("b'; DROP TABLE points; --"), nth(3));
    assert_eq!(history.points(&account(), nth(8).at).unwrap(), [nth(8), nth(9)]);
    assert_eq!(
        history.accounts().unwrap(),
        [AccountId::new("b'; DROP TABLE points; --"), account()]
    );
    assert!(
        history
            .points(&AccountId::new("unknown"), Timestamp::MIN)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_reading_under_an_impossible_clock_costs_no_other() {
    let dir = new_dir();
    let history = open(dir.path());
    for point in first(500) {
        record(
            &history,
            &[
                point,
                Point {
                    at: "2300-01-01T00:00:00Z".parse().unwrap(),
                    ..point
                },
            ],
        );
    }
    assert_eq!(all_points(&history), first(500));
}
