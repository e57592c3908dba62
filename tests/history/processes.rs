//! More than one process at the file, and processes that are killed.

use std::{
    env,
    process::{Child, Command},
    time::{Duration, Instant},
};

use super::*;

const CHILD_DIR: &str = "CREDIT_TRAY_TEST_HISTORY_DIR";

/// The other side of the next test: a process of its own, for which this file is run again. It ends
/// by itself long after it should have been killed.
#[test]
fn writes_until_it_is_killed() {
    let Some(dir) = env::var_os(CHILD_DIR) else {
        return;
    };
    let history = open(Path::new(&dir));
    for n in 0..1_000_000 {
        history.record(&account(), nth(n));
        // So that it is killed while it writes, not while much is waiting to be written.
        if n % 50 == 0 {
            history.accounts().unwrap();
        }
    }
}

/// A test that fails leaves no process behind.
struct KilledInTheEnd(Child);

impl Drop for KilledInTheEnd {
    fn drop(&mut self) {
        // It may be gone already, as it should.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_process_killed_while_it_writes_leaves_every_reading_up_to_then() {
    let dir = new_dir();
    let child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "processes::writes_until_it_is_killed"])
        .env(CHILD_DIR, dir.path())
        .spawn()
        .unwrap();
    let mut child = KilledInTheEnd(child);
    let patience = Instant::now() + Duration::from_secs(60);
    let seen = loop {
        // Until the child has made it, there is no history, or one that is not whole yet.
        let reader = History::read_only(dir.path()).ok().flatten();
        let seen = reader.map_or(0, |reader| {
            reader.points(&account(), Timestamp::MIN).unwrap().len()
        });
        if seen > 300 {
            break seen;
        }
        assert!(Instant::now() < patience, "the child writes nothing");
    };
    child.0.kill().unwrap();
    child.0.wait().unwrap();

    let for_the_command_line = read_only(dir.path());
    let left = all_points(&open(dir.path()));
    assert!(left.len() >= seen, "{} of {seen}", left.len());
    assert_eq!(left, first(left.len()));
    assert_eq!(for_the_command_line, left);
}

#[test]
fn the_command_line_reads_while_the_app_writes() {
    let dir = new_dir();
    assert!(History::read_only(dir.path()).unwrap().is_none());
    assert!(names_in(dir.path()).is_empty(), "looking creates nothing");

    let history = open(dir.path());
    let mut seen = 0;
    let mut looks = 0;
    for n in 0..3000 {
        history.record(&account(), nth(n));
        if n % 20 == 0 {
            let points = read_only(dir.path());
            assert_eq!(points, first(points.len()));
            assert!(points.len() >= seen);
            seen = points.len();
            looks += 1;
        }
    }
    assert_eq!(all_points(&history).len(), 3000);
    assert_eq!(read_only(dir.path()), first(3000));
    println!("{looks} looks while 3000 readings were written");
    history.close();

    assert_eq!(read_only(dir.path()), first(3000));
    assert_eq!(
        names_in(dir.path()),
        ["history.sqlite3"],
        "nor does looking at a closed one"
    );
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(1));
    assert!(!all_points(&history).is_empty());
    for path in [file(dir.path()), wal(dir.path())] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
