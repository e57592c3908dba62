//! The log: a file a day in the config dir, five of them kept.

use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::EnvFilter;

use crate::config_dir::ConfigDir;

/// Starts writing the log. It goes on until the guard is dropped.
///
/// Without a place to write to there is no log, and the app runs all the same.
#[must_use]
pub fn start(config_dir: &ConfigDir) -> Option<WorkerGuard> {
    let appender = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("credit-tray")
        .filename_suffix("log")
        .max_log_files(5)
        .build(config_dir.logs())
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let filter = EnvFilter::new("warn,credit_tray=info,credit_tray_core=info");
    let log = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_env_filter(filter);
    log.try_init().ok()?;
    Some(guard)
}
