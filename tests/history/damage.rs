//! Files that are not what they should be, and places where none can be.

use std::io::{Seek as _, SeekFrom, Write as _};

use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_log_torn_anywhere_costs_only_the_latest_readings(cut in 0.0..1.0, is_cut in any::<bool>()) {
        let (dir, torn) = (new_dir(), new_dir());
        let history = open(dir.path());
        for n in 0..30 {
            history.record(&account(), nth(n));
            history.accounts().unwrap();
        }
        fs::copy(file(dir.path()), file(torn.path())).unwrap();
        let mut log = fs::read(wal(dir.path())).unwrap();
        let at = position(log.len(), cut);
        if is_cut { log.truncate(at) } else { log[at] ^= 0x55 }
        fs::write(wal(torn.path()), &log).unwrap();

        let left = all_points(&open(torn.path()));
        prop_assert!(left.len() < 30, "something was lost");
        prop_assert_eq!(&left, &first(left.len()), "and nothing but the latest");
    }
}

fn position(len: usize, share: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "any place will do"
    )]
    let at = (len as f64 * share) as usize;
    at
}

#[test]
fn a_damaged_file_is_kept_aside_and_a_new_history_begins() {
    let garbage =
        |dir: &Path| fs::write(file(dir), "no database, but longer than a header ".repeat(400)).unwrap();
    let a_few_bytes = |dir: &Path| fs::write(file(dir), "SQLite").unwrap();
    let torn_off = |dir: &Path| fs::write(file(dir), &fs::read(file(dir)).unwrap()[..30_000]).unwrap();
    let bad_page = |dir: &Path| {
        let mut file = fs::OpenOptions::new().write(true).open(file(dir)).unwrap();
        file.seek(SeekFrom::Start(4096 * 9)).unwrap();
        file.write_all(&[0xA5; 4096]).unwrap();
    };
    let other_tables = |dir: &Path| {
        fs::remove_file(file(dir)).unwrap();
        let other = rusqlite::Connection::open(file(dir)).unwrap();
        other
            .execute_batch("CREATE TABLE points (x); PRAGMA user_version = 1")
            .unwrap();
    };
    let foreign = |dir: &Path| {
        fs::remove_file(file(dir)).unwrap();
        rusqlite::Connection::open(file(dir))
            .unwrap()
            .execute_batch("CREATE TABLE points (x)")
            .unwrap();
    };
    let damages: [&dyn Fn(&Path); 6] = [
        &garbage,
        &a_few_bytes,
        &torn_off,
        &bad_page,
        &other_tables,
        &foreign,
    ];

    for (index, damage) in damages.iter().enumerate() {
        let dir = long_history();
        damage(dir.path());
        fs::write(wal(dir.path()), "what was not in the file yet").unwrap();
        let bytes = fs::read(file(dir.path())).unwrap();

        let Opened { history, trouble } = History::open(dir.path(), now());
        let Some(HistoryTrouble::SetAside { kept_as, error }) = trouble else {
            panic!("{index}: {trouble:?}")
        };
        println!("damage {index}: {error}");
        assert_eq!(
            kept_as,
            dir.path().join("history.unreadable-20261120-090000.sqlite3"),
            "{index}"
        );
        if index < 4 {
            assert_eq!(fs::read(&kept_as).unwrap(), bytes, "{index}");
        }
        assert!(all_points(&history).is_empty());
        record(&history, &first(3));
        history.close();
        assert_eq!(all_points(&open(dir.path())), first(3), "{index}");

        garbage(dir.path());
        let again = History::open(dir.path(), now()).trouble;
        assert!(matches!(again, Some(HistoryTrouble::SetAside { kept_as: second, .. }) if second != kept_as));
        assert!(kept_as.exists());
    }
}

#[test]
fn what_is_set_aside_is_as_it_was_found() {
    let (live, dir) = (long_history(), new_dir());
    let history = open(live.path());
    record(&history, &first(50));
    assert!(!all_points(&history).is_empty());
    let (mut bytes, log) = (
        fs::read(file(live.path())).unwrap(),
        fs::read(wal(live.path())).unwrap(),
    );
    bytes[4096 * 9..][..4096].fill(0xA5);
    fs::write(file(dir.path()), &bytes).unwrap();
    fs::write(wal(dir.path()), &log).unwrap();

    drop(History::open(dir.path(), now()).history);
    let kept_as = dir.path().join("history.unreadable-20261120-090000.sqlite3");
    assert!(fs::read(&kept_as).unwrap() == bytes);
    assert!(fs::read(kept_as.with_extension("sqlite3-wal")).unwrap() == log);
    assert!(all_points(&open(dir.path())).is_empty());
}

#[test]
fn an_empty_file_is_a_new_history() {
    let dir = new_dir();
    fs::write(file(dir.path()), "").unwrap();
    assert!(History::read_only(dir.path()).unwrap().is_none());
    record(&open(dir.path()), &first(3));
    assert_eq!(read_only(dir.path()), first(3));
}

#[test]
fn a_history_of_a_newer_version_is_left_as_it_is() {
    let dir = long_history();
    let newer = rusqlite::Connection::open(file(dir.path())).unwrap();
    newer.pragma_update(None, "user_version", 5).unwrap();
    newer.close().unwrap();
    let bytes = fs::read(file(dir.path())).unwrap();

    let Opened { history, trouble } = History::open(dir.path(), now());
    let Some(HistoryTrouble::Off {
        error: HistoryError::Newer { found: 5, known: 4 },
    }) = trouble
    else {
        panic!("{trouble:?}")
    };
    record(&history, &first(3));
    assert!(all_points(&history).is_empty());
    drop(history);
    assert!(matches!(
        History::read_only(dir.path()),
        Err(HistoryError::Newer { found: 5, .. })
    ));
    assert_eq!(fs::read(file(dir.path())).unwrap(), bytes);
    assert_eq!(names_in(dir.path()), ["history.sqlite3"]);
}

#[test]
fn where_nothing_can_be_written_that_is_said_and_the_app_runs() {
    let off = |config_dir: &Path| {
        let Opened { history, trouble } = History::open(config_dir, now());
        assert!(trouble.is_none(), "{trouble:?}");
        assert!(history.unwritten().borrow().is_some());
        record(&history, &first(3));
        history.forget(&account());
        assert!(history.points(&account(), Timestamp::MIN).is_err());
        history.close();
    };
    let dir = new_dir();
    fs::write(dir.path().join("file"), "").unwrap();
    off(&dir.path().join("file"));
    fs::create_dir(file(dir.path())).unwrap();
    off(dir.path());
    assert!(file(dir.path()).is_dir());

    for filled in [new_dir(), long_history()] {
        let restore = fs::metadata(filled.path()).unwrap().permissions();
        let mut locked = restore.clone();
        locked.set_readonly(true);
        fs::set_permissions(filled.path(), locked).unwrap();
        // An administrator writes where nobody may, and a Windows folder cannot forbid it.
        if fs::write(filled.path().join("probe"), "").is_err() {
            off(filled.path());
            if file(filled.path()).exists() {
                assert_eq!(
                    read_only(filled.path()),
                    first(2000),
                    "but what is there can be read"
                );
            }
        }
        fs::set_permissions(filled.path(), restore).unwrap();
    }
}
