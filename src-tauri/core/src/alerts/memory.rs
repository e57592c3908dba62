//! What the person has been told, kept on disk so that a restart tells nothing twice.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::AlertBook;
use crate::durable_file;

/// Remembers what the person has been told.
pub trait AlertMemory: Send + 'static {
    /// Keeps this, so that it is still there after a crash. Called before the person is told.
    ///
    /// # Errors
    /// It could not be written.
    fn remember(&mut self, book: &AlertBook) -> io::Result<()>;
}

/// `alerts.json` in the config dir.
#[derive(Clone, Debug)]
pub struct AlertFile {
    path: PathBuf,
}

#[derive(Serialize)]
struct Contents<'a> {
    version: u32,
    #[serde(flatten)]
    book: &'a AlertBook,
}

impl AlertFile {
    /// The memory in this config dir.
    #[must_use]
    pub fn in_dir(config_dir: &Path) -> Self {
        Self {
            path: config_dir.join("alerts.json"),
        }
    }

    /// What was told before. A file that cannot be read counts as nothing: the worst that follows
    /// is a second notice, while refusing to start would hide every further one.
    #[must_use]
    pub fn recall(&self) -> AlertBook {
        let read = fs::read(&self.path).and_then(|bytes| Ok(serde_json::from_slice::<AlertBook>(&bytes)?));
        match read {
            Ok(book) => book,
            Err(error) if error.kind() == io::ErrorKind::NotFound => AlertBook::default(),
            Err(error) => {
                tracing::warn!(%error, path = %self.path.display(), "what was told before cannot be read");
                AlertBook::default()
            }
        }
    }
}

impl AlertMemory for AlertFile {
    fn remember(&mut self, book: &AlertBook) -> io::Result<()> {
        let contents = Contents { version: 1, book };
        durable_file::write(&self.path, &serde_json::to_vec_pretty(&contents)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccountId, alerts::Snooze};

    #[test]
    fn what_was_told_survives_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = AlertFile::in_dir(dir.path());
        assert_eq!(file.recall(), AlertBook::default());

        let mut book = AlertBook::default();
        book.paused = true;
        book.snooze(&AccountId::new("a"), Snooze::UntilToppedUp);
        book.snooze(
            &AccountId::new("b"),
            Snooze::Until("2026-11-20T09:00:00Z".parse().unwrap()),
        );
        file.remember(&book).unwrap();
        assert_eq!(AlertFile::in_dir(dir.path()).recall(), book);

        fs::write(dir.path().join("alerts.json"), "{ torn").unwrap();
        assert_eq!(file.recall(), AlertBook::default());
    }
}
