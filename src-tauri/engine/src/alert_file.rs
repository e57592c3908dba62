//! What the person has been told, kept on disk so that a restart tells nothing twice.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use credit_tray_core::alerts::{AlertBook, tomorrow_morning};

use crate::{
    durable_file,
    key_marker::{KeyMarker, fresh_secret},
};

/// Remembers what the person has been told.
pub trait AlertMemory: Send + 'static {
    /// Keeps this, so that it is still there after a crash. Called before the person is told.
    fn remember(&mut self, book: &AlertBook) -> io::Result<()>;
}

/// `alerts.json` in the config dir.
#[derive(Clone, Debug)]
pub struct AlertFile {
    path: PathBuf,
    secret: String,
    kept_as: Option<PathBuf>,
}

/// The version of `alerts.json` that this program writes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Contents<'a> {
    version: u32,
    secret: &'a str,
    #[serde(flatten)]
    book: &'a AlertBook,
}

/// What may be in the file: a pause had no end once.
#[derive(Default, Deserialize)]
struct Kept {
    #[serde(default)]
    version: u32,
    #[serde(default)]
    paused: bool,
    /// Stands beside the marks that are made with it, and is lost only with them.
    secret: Option<String>,
    #[serde(flatten)]
    book: AlertBook,
}

impl AlertFile {
    /// The memory in this config dir.
    pub fn in_dir(config_dir: &Path) -> Self {
        Self {
            path: config_dir.join("alerts.json"),
            secret: fresh_secret(),
            kept_as: None,
        }
    }

    /// Where the file is kept that could not be understood, if there was one.
    pub fn kept_as(&self) -> Option<&Path> {
        self.kept_as.as_deref()
    }

    /// Marks keys as this file has them marked. To be asked after [`recall`](Self::recall).
    pub fn marker(&self) -> KeyMarker {
        KeyMarker::new(&self.secret)
    }

    /// What was told before. A file that cannot be read counts as nothing: the worst that follows
    /// is a second notice, while refusing to start would hide every further one. One that cannot be
    /// understood, or is of a newer version, is set aside. A pause without an end, of an earlier version,
    /// ends tomorrow morning.
    pub fn recall(&mut self, now: Timestamp, zone: &TimeZone) -> AlertBook {
        let read = durable_file::read(&self.path).map(|bytes| understand(&bytes));
        let Kept {
            paused,
            secret,
            mut book,
            ..
        } = match read {
            Ok(Ok(kept)) => kept,
            Ok(Err(error)) => {
                tracing::warn!(%error, path = %self.path.display(), "what was told before is not understood");
                self.set_aside(now);
                Kept::default()
            }
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::warn!(%error, path = %self.path.display(), "what was told before cannot be read");
                }
                Kept::default()
            }
        };
        if let Some(secret) = secret {
            self.secret = secret;
        }
        book.date(now);
        if paused {
            book.pause(Some(tomorrow_morning(now, zone)));
            // Or each start would begin the pause anew.
            if let Err(error) = self.remember(&book) {
                tracing::error!(%error, "the end of the pause cannot be kept");
            }
        }
        book
    }

    fn set_aside(&mut self, now: Timestamp) {
        let kept_as = durable_file::name_aside(&self.path, now);
        match fs::rename(&self.path, &kept_as) {
            Ok(()) => self.kept_as = Some(kept_as),
            Err(error) => tracing::error!(%error, "what was told before cannot be set aside"),
        }
    }
}

fn understand(bytes: &[u8]) -> io::Result<Kept> {
    let kept: Kept = serde_json::from_slice(bytes)?;
    if kept.version > VERSION {
        return Err(io::Error::other(format!("it is of version {}", kept.version)));
    }
    Ok(kept)
}

impl AlertMemory for AlertFile {
    fn remember(&mut self, book: &AlertBook) -> io::Result<()> {
        let contents = Contents {
            version: VERSION,
            secret: &self.secret,
            book,
        };
        durable_file::write(&self.path, &serde_json::to_vec_pretty(&contents)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use credit_tray_core::{AccountId, alerts::Snooze};

    fn recall(file: &mut AlertFile, now: &str) -> AlertBook {
        file.recall(now.parse().unwrap(), &TimeZone::UTC)
    }

    #[test]
    fn what_was_told_survives_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = AlertFile::in_dir(dir.path());
        let now = "2026-11-20T09:00:00Z";
        assert_eq!(recall(&mut file, now), AlertBook::default());

        let mut book = AlertBook::default();
        book.pause(Some("2026-11-21T08:00:00Z".parse().unwrap()));
        book.snooze(&AccountId::new("a"), Snooze::UntilToppedUp);
        book.snooze(&AccountId::new("b"), Snooze::Until(now.parse().unwrap()));
        file.remember(&book).unwrap();
        assert_eq!(recall(&mut AlertFile::in_dir(dir.path()), now), book);

        fs::write(dir.path().join("alerts.json"), "{ torn").unwrap();
        assert_eq!(recall(&mut file, now), AlertBook::default());
    }

    #[test]
    fn what_an_earlier_version_kept_without_a_date_begins_now() {
        let dir = tempfile::tempdir().unwrap();
        let earlier = r#"{"version":1,"accounts":{"a":{"rules":{"low":"told"}}}}"#;
        fs::write(dir.path().join("alerts.json"), earlier).unwrap();
        let mut file = AlertFile::in_dir(dir.path());
        let book = recall(&mut file, "2026-11-20T09:00:00Z");
        let written = serde_json::to_value(&book).unwrap();
        assert_eq!(
            written["accounts"]["a"]["rules"]["low"],
            serde_json::json!({ "since": "2026-11-20T09:00:00Z", "channels": { "desktop": "told" } })
        );
    }

    #[test]
    fn what_is_not_understood_is_kept_under_another_name() {
        for content in [r#"{"version":1,"acc"#, r#"{"version":2,"accounts":{}}"#] {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join("alerts.json"), content).unwrap();
            let mut file = AlertFile::in_dir(dir.path());
            assert_eq!(recall(&mut file, "2026-11-20T09:00:00Z"), AlertBook::default());
            file.remember(&AlertBook::default()).unwrap();
            let kept_as = file.kept_as().unwrap();
            assert_eq!(fs::read_to_string(kept_as).unwrap(), content);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_its_place_is_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("alerts.json");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            0o600.into(),
            0,
        )
        .unwrap();
        let book = recall(&mut AlertFile::in_dir(dir.path()), "2026-11-20T09:00:00Z");
        assert_eq!(book, AlertBook::default());
    }

    #[test]
    fn a_pause_of_an_earlier_version_ends_the_next_morning_however_often_the_app_starts() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = AlertFile::in_dir(dir.path());
        let earlier =
            r#"{"version":1,"paused":true,"accounts":{"a":{"rules":{"low":"told"},"lowBelow":"30"}}}"#;
        fs::write(dir.path().join("alerts.json"), earlier).unwrap();
        let morning = Some("2026-11-21T08:00:00Z".parse().unwrap());

        let evening = "2026-11-20T21:00:00Z";
        let book = recall(&mut file, evening);
        assert_eq!(book.paused_until(evening.parse().unwrap()), morning);
        let night = "2026-11-21T06:00:00Z";
        assert_eq!(recall(&mut file, night), book);
        assert_eq!(book.paused_until("2026-11-21T08:00:00Z".parse().unwrap()), None);

        fs::write(
            dir.path().join("alerts.json"),
            r#"{"version":1,"paused":false,"accounts":{}}"#,
        )
        .unwrap();
        assert_eq!(recall(&mut file, night), AlertBook::default());
    }
}
