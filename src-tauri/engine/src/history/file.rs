//! The file: opened whatever state it is in, and never destroyed.

use std::{
    fs::{self, OpenOptions},
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, TransactionBehavior, config::DbConfig};
use url::Url;

use crate::durable_file;

use super::{
    HistoryError, HistoryTrouble,
    alerts::ALERTS_SINCE,
    schema::{VERSION, migrate},
    tables::{DAYS_SINCE, POINTS_SINCE, WALLETS_BEGAN},
};

/// The file's name in the config dir.
pub const FILE_NAME: &str = "history.sqlite3";

/// What the database keeps beside its file, and what must go wherever that goes: first the log of
/// what was written but is not in the file yet, then an index of the log.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// A second program at the file, such as the command line, holds it for milliseconds. What takes longer is
/// tried again by the writer.
const PATIENCE: Duration = Duration::from_secs(1);

/// Opens the history in this config dir for writing, or starts one. What is damaged is renamed, by
/// the time given, and a new file takes its place.
///
/// # Errors
/// No file can be written; whatever was there before is still there.
pub(super) fn open(
    config_dir: &Path,
    now: Timestamp,
) -> Result<(Connection, Option<HistoryTrouble>), HistoryError> {
    let path = config_dir.join(FILE_NAME);
    fs::create_dir_all(config_dir).map_err(|source| io_error(config_dir, source))?;
    match connect(&path) {
        Err(error) if error.is_damage() => {
            let kept_as = set_aside(&path, now)?;
            Ok((connect(&path)?, Some(HistoryTrouble::SetAside { kept_as, error })))
        }
        connected => Ok((connected?, None)),
    }
}

/// Opens the history in this config dir for reading only, also while the app writes it. None where
/// there is no history yet.
pub(super) fn open_read_only(config_dir: &Path) -> Result<Option<Connection>, HistoryError> {
    let path = config_dir.join(FILE_NAME);
    let exists = |path: &Path| path.try_exists().map_err(|source| io_error(path, source));
    if !exists(&path)? {
        return Ok(None);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if exists(&companion(&path, "-wal"))? {
        Connection::open_with_flags(&path, flags)?
    } else {
        // Nobody has it open. SQLite would still create its companions, and leave them behind or fail
        // where it may not, unless told that the file does not change. Should the app start just
        // now: it writes to its log first, and to the file long after this has been read.
        Connection::open_with_flags(immutable(&path)?, flags | OpenFlags::SQLITE_OPEN_URI)?
    };
    connection.busy_timeout(PATIENCE)?;
    let version = version(&connection)?;
    if version == 0 {
        return Ok(None);
    }
    verify(&connection, version)?;
    Ok(Some(connection))
}

fn connect(path: &Path) -> Result<Connection, HistoryError> {
    create_private(path).map_err(|source| io_error(path, source))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    let prepared = prepare(&mut connection);
    if prepared.as_ref().is_err_and(HistoryError::is_damage) {
        // What is damaged is kept as it was found. To close it would move its log into it.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    prepared.map(|()| connection)
}

fn prepare(connection: &mut Connection) -> Result<(), HistoryError> {
    connection.busy_timeout(PATIENCE)?;
    // A newer one is refused before anything is written.
    version(connection)?;
    let check: String = connection.query_one("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if check != "ok" {
        return Err(HistoryError::Damaged(check));
    }
    // A reader and the writer do not wait for each other.
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    // In WAL mode this syncs when the log is moved into the file, not at every reading: a power cut
    // may cost the latest ones, never the file, and a killed process nothing. A disk need not spin
    // up for each poll.
    connection.pragma_update(None, "synchronous", "normal")?;

    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    migrate(&transaction, version(&transaction)?)?;
    verify(&transaction, VERSION)?;
    Ok(transaction.commit()?)
}

/// Makes sure that the tables are those of this version.
fn verify(connection: &Connection, version: i64) -> Result<(), HistoryError> {
    let since_version = [
        (1, POINTS_SINCE),
        (1, DAYS_SINCE),
        (2, ALERTS_SINCE),
        (3, WALLETS_BEGAN),
    ];
    for (_, statement) in since_version.iter().filter(|(since, _)| *since <= version) {
        connection
            .prepare_cached(statement)
            .map_err(HistoryError::of_tables)?;
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<i64, HistoryError> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match found {
        0..=VERSION => Ok(found),
        ..0 => Err(HistoryError::Damaged(format!("its version is {found}"))),
        _ => Err(HistoryError::Newer {
            found,
            known: VERSION,
        }),
    }
}

/// Makes the file where there is none, readable by its owner only; the database would make it
/// readable by everybody.
fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Renames the file and its companions, and says what the file is called now.
fn set_aside(path: &Path, now: Timestamp) -> Result<PathBuf, HistoryError> {
    let kept_as = durable_file::name_aside(path, now);
    // The companions first: a crash in between then leaves no log beside a file that is not its own.
    for suffix in COMPANIONS {
        let (from, to) = (companion(path, suffix), companion(&kept_as, suffix));
        match fs::rename(&from, to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io_error(&from, error)),
            _ => {}
        }
    }
    fs::rename(path, &kept_as).map_err(|source| io_error(path, source))?;
    Ok(kept_as)
}

fn companion(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The address of a file that the database may take to be unchanging.
fn immutable(path: &Path) -> Result<String, HistoryError> {
    let absolute = std::path::absolute(path).map_err(|source| io_error(path, source))?;
    let mut address =
        Url::from_file_path(&absolute).map_err(|()| io_error(path, io::ErrorKind::InvalidFilename.into()))?;
    address.set_query(Some("immutable=1"));
    Ok(address.into())
}

fn io_error(path: &Path, source: io::Error) -> HistoryError {
    HistoryError::Io {
        path: path.to_owned(),
        source,
    }
}
