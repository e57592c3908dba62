//! The history while its file cannot be written: nothing that is recorded then is lost.

use std::time::{Duration, Instant};

use super::*;

fn locked(dir: &Path) -> rusqlite::Connection {
    let other = rusqlite::Connection::open(file(dir)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    other
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let began = Instant::now();
    while !holds() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn readings_of_a_time_in_which_another_program_held_the_file_are_written_after_it() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(1));
    assert_eq!(all_points(&history), first(1));
    let other = locked(dir.path());
    for n in 1..20 {
        history.record(&account(), nth(n));
    }
    until("it is said", || history.unwritten().borrow().is_some());
    drop(other);
    until("it is said no longer", || history.unwritten().borrow().is_none());
    assert_eq!(read_only(dir.path()), first(20), "by itself");
}

#[test]
fn a_file_that_another_program_holds_at_the_start_is_opened_after_it() {
    let dir = new_dir();
    drop(open(dir.path()));
    let other = locked(dir.path());
    let history = History::open(dir.path(), now()).history;
    record(&history, &first(3));
    assert!(history.unwritten().borrow().is_some());
    drop(other);
    assert_eq!(all_points(&history), first(3));
}

#[test]
fn a_file_that_is_taken_away_is_made_again() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(3));
    assert_eq!(all_points(&history), first(3));
    for name in names_in(dir.path()) {
        fs::remove_file(dir.path().join(name)).unwrap();
    }
    history.record(&account(), nth(3));
    assert_eq!(all_points(&history), [nth(3)]);
    history.close();
    assert_eq!(read_only(dir.path()), [nth(3)]);
}
