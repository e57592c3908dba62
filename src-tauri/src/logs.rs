//! The log: a file a day in the config dir, five of them kept.

use std::io::IsTerminal as _;

use credit_tray_engine::durable_file;
use tracing_appender::{
    non_blocking::{NonBlockingBuilder, WorkerGuard},
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::EnvFilter;

use credit_tray_engine::config_dir::ConfigDir;

/// Lines that may wait to be written. Room for them is taken at the start, 32 bytes for each: with the
/// library's own 128,000 the log would be the largest thing in memory.
const LINES_WAITING: usize = 1_000;

/// Starts writing the log. It goes on until the guard is dropped.
///
/// Without a place to write to there is no log, and the app runs all the same.
pub fn start(config_dir: &ConfigDir) -> Option<WorkerGuard> {
    // The library complains about a folder that it has not made yet, and makes one that all can read.
    let logs = config_dir.logs();
    durable_file::make_private_dir(&logs).ok()?;
    // The library makes files that all can read.
    durable_file::keep_private(&logs).ok()?;
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("credit-tray")
        .filename_suffix("log")
        .max_log_files(5)
        .build(logs)
        .ok()?;
    let (writer, guard) = NonBlockingBuilder::default()
        .buffered_lines_limit(LINES_WAITING)
        .finish(appender);
    let filter = EnvFilter::new("warn,credit_tray=info,credit_tray_core=info");
    let log = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_env_filter(filter);
    log.try_init().ok()?;
    Some(guard)
}

/// Says on standard error what goes wrong in the window's process: the file is the app's alone.
pub fn to_standard_error() {
    let log = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_env_filter(EnvFilter::new("warn"));
    // There is no other log in this process.
    let _ = log.try_init();
}
