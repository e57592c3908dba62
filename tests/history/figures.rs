//! What the history costs.

use std::time::Instant;

use credit_tray_core::chart::{Chart, ChartSpan};
use jiff::tz::TimeZone;

use super::*;

/// No figure is asserted: they depend on the machine.
#[test]
fn figures() {
    let (dir, count) = (new_dir(), 43_200);
    let history = open(dir.path());
    let began = Instant::now();
    let account = |n: i64| AccountId::new(format!("kie-5f0c2a9{}", n % 5));
    for n in 0..count {
        let at = now() + (n * 60).seconds();
        history.record(&account(n), Point { at, ..nth(n) });
    }
    history.close();
    let written = began.elapsed();
    let bytes = fs::metadata(file(dir.path())).unwrap().len();
    println!(
        "{count} readings (as many as five accounts make in 30 days, every 5 minutes): {written:?}, {bytes} bytes"
    );
    println!(
        "{:?} and {} bytes a reading",
        written / u32::try_from(count).unwrap(),
        bytes / count.unsigned_abs()
    );

    let began = Instant::now();
    let history = open(dir.path());
    println!("opened and checked in {:?}", began.elapsed());
    let began = Instant::now();
    let points = history.points(&account(0), Timestamp::MIN).unwrap();
    println!(
        "compaction with nothing to do, and {} points read: {:?}",
        points.len(),
        began.elapsed()
    );
    let began = Instant::now();
    history.record(
        &account(0),
        Point {
            at: now() + (90 * 24).hours(),
            ..nth(0)
        },
    );
    assert_eq!(history.points(&account(0), Timestamp::MIN).unwrap().len(), 1);
    println!("all of it compacted in {:?}", began.elapsed());
    let began = Instant::now();
    for n in 0..1000 {
        history.record(
            &account(0),
            Point {
                at: now() + (91 * 24).hours() + n.seconds(),
                ..nth(n)
            },
        );
        history.accounts().unwrap();
    }
    println!(
        "one reading in a transaction of its own: {:?}",
        began.elapsed() / 1000
    );
}

/// No figure is asserted here either.
#[test]
fn figures_of_a_chart() {
    let (dir, minutes) = (new_dir(), 30 * 24 * 60);
    let history = open(dir.path());
    let minute = |n: i64| Point {
        at: now() + n.minutes(),
        amount: Amount::new(Decimal::new(100_000 - n % 5000, 2), Unit::Credits),
    };
    record(&history, &(0..minutes).map(minute).collect::<Vec<_>>());
    // Not counted: until all is written.
    history.accounts().unwrap();
    let end = now() + minutes.minutes();
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
    for span in [ChartSpan::Day, ChartSpan::Month, ChartSpan::Quarter] {
        let began = Instant::now();
        let points = history.readings(&account(), span.readings_since(end)).unwrap();
        let read = began.elapsed();
        let began = Instant::now();
        let chart = Chart::new(span, &points, end, &zone);
        println!(
            "{span:?} of {} readings: read in {read:?}, made {} points and {} days in {:?}",
            points.len(),
            chart.points.len(),
            chart.spend.len(),
            began.elapsed()
        );
        assert!(!chart.spend.is_empty());
    }
}
