//! Files of earlier versions.

use super::*;

/// The tables of version 1, as they were made then.
const VERSION_1: &str = "
    CREATE TABLE points (
        account TEXT NOT NULL, at INTEGER NOT NULL, amount TEXT NOT NULL, unit TEXT NOT NULL,
        PRIMARY KEY (account, at)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE days (
        account TEXT NOT NULL, date TEXT NOT NULL, unit TEXT NOT NULL,
        first_at INTEGER NOT NULL, first TEXT NOT NULL,
        last_at INTEGER NOT NULL, last TEXT NOT NULL,
        min TEXT NOT NULL, max TEXT NOT NULL,
        PRIMARY KEY (account, date, unit)
    ) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 1;
    PRAGMA journal_mode = wal;
";

fn compacted() -> [Point; 2] {
    [3, 1].map(|hours| Point {
        at: now() - (60 * 24 + hours).hours(),
        ..nth(0)
    })
}

/// A closed history of version 1: a compacted day of two months ago and 300 readings of today.
fn history_of_version_1() -> TempDir {
    let dir = new_dir();
    let connection = rusqlite::Connection::open(file(dir.path())).unwrap();
    connection.execute_batch(VERSION_1).unwrap();
    let nanoseconds = |point: &Point| i64::try_from(point.at.as_nanosecond()).unwrap();
    for point in first(300) {
        let amount = point.amount.value().to_string();
        connection
            .execute(
                "INSERT INTO points VALUES (?1, ?2, ?3, 'credits')",
                (account().as_str(), nanoseconds(&point), amount),
            )
            .unwrap();
    }
    let [first, last] = compacted();
    connection
        .execute(
            "INSERT INTO days VALUES (?1, '2026-09-21', 'credits', ?2, ?3, ?4, ?3, ?3, ?3)",
            (
                account().as_str(),
                nanoseconds(&first),
                first.amount.value().to_string(),
                nanoseconds(&last),
            ),
        )
        .unwrap();
    connection.close().unwrap();
    dir
}

fn version_of(dir: &Path) -> i64 {
    let connection = rusqlite::Connection::open(file(dir)).unwrap();
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

#[test]
fn a_history_of_version_1_keeps_everything_and_learns_of_alerts() {
    let dir = history_of_version_1();
    let history = open(dir.path());
    let everything = [compacted().to_vec(), first(300)].concat();
    assert_eq!(history.readings(&account(), Timestamp::MIN).unwrap(), everything);
    assert_eq!(all_points(&history), first(300));
    assert!(all_alerts(&history).is_empty());
    history.record_alert(&account(), now(), Rule::Low);
    record(&history, &[nth(300)]);
    history.close();

    assert_eq!(version_of(dir.path()), 4);
    let again = open(dir.path());
    assert_eq!(
        all_alerts(&again),
        [ToldAlert {
            at: now(),
            rule: Rule::Low
        }]
    );
    assert_eq!(all_points(&again), first(301));
}

#[test]
fn the_command_line_reads_a_history_of_version_1_and_leaves_it_as_it_is() {
    let dir = history_of_version_1();
    let bytes = fs::read(file(dir.path())).unwrap();
    let reader = History::read_only(dir.path()).unwrap().unwrap();
    assert_eq!(reader.points(&account(), Timestamp::MIN).unwrap(), first(300));
    assert_eq!(reader.readings(&account(), Timestamp::MIN).unwrap().len(), 302);
    assert_eq!(reader.days(&account(), Date::MIN).unwrap().len(), 2);
    assert_eq!(reader.accounts().unwrap(), [account()]);
    drop(reader);
    assert_eq!(fs::read(file(dir.path())).unwrap(), bytes);
    assert_eq!(names_in(dir.path()), ["history.sqlite3"]);
}

/// The tables of version 3, which knew of one change of wallet only.
const OF_VERSION_3: &str = "
    DROP TABLE wallets;
    CREATE TABLE wallets (account TEXT NOT NULL PRIMARY KEY, began INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    PRAGMA user_version = 3;
";

#[test]
fn a_history_of_version_3_keeps_whose_readings_they_are_and_learns_of_more() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &first(9));
    history.close();
    let connection = rusqlite::Connection::open(file(dir.path())).unwrap();
    connection.execute_batch(OF_VERSION_3).unwrap();
    let began = i64::try_from(nth(3).at.as_nanosecond()).unwrap();
    connection
        .execute("INSERT INTO wallets VALUES (?1, ?2)", (account().as_str(), began))
        .unwrap();
    connection.close().unwrap();

    let reader = History::read_only(dir.path()).unwrap().unwrap();
    assert_eq!(
        reader.readings(&account(), Timestamp::MIN).unwrap(),
        first(9)[3..]
    );
    drop(reader);
    let history = open(dir.path());
    history.begin_wallet(&account(), nth(6).at);
    let all = first(9);
    assert_eq!(
        history.wallets(&account(), Timestamp::MIN).unwrap(),
        [&all[..3], &all[3..6], &all[6..]]
    );
}

#[test]
fn a_new_history_is_of_the_newest_version() {
    let dir = new_dir();
    open(dir.path()).close();
    assert_eq!(version_of(dir.path()), 4);
}

#[test]
fn a_migration_that_fails_leaves_the_tables_as_they_were() {
    let dir = history_of_version_1();
    let connection = rusqlite::Connection::open(file(dir.path())).unwrap();
    connection
        .execute_batch("CREATE TABLE alerts (of_somebody_else)")
        .unwrap();
    connection.close().unwrap();

    let Opened { history, trouble } = History::open(dir.path(), now());
    let Some(HistoryTrouble::SetAside { kept_as, .. }) = trouble else {
        panic!("{trouble:?}")
    };
    record(&history, &first(3));
    assert_eq!(all_points(&history), first(3), "a new history began");

    let aside = rusqlite::Connection::open(kept_as).unwrap();
    let count = |what: &str| -> i64 { aside.query_one(what, [], |row| row.get(0)).unwrap() };
    assert_eq!(count("PRAGMA user_version"), 1);
    assert_eq!(count("SELECT count(*) FROM points"), 300);
}
