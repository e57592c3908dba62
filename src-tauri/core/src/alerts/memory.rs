//! What the person has been told, kept on disk so that a restart tells nothing twice.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::ToldAccounts;
use crate::durable_file;

/// Remembers what the person has been told.
pub trait AlertMemory: Send + 'static {
    /// Keeps this, so that it is still there after a crash. Called before the person is told.
    ///
    /// # Errors
    /// It could not be written.
    fn remember(&mut self, told: &ToldAccounts) -> io::Result<()>;
}

/// `alerts.json` in the config dir.
#[derive(Clone, Debug)]
pub struct AlertFile {
    path: PathBuf,
}

#[derive(Deserialize)]
struct Contents {
    accounts: ToldAccounts,
}

#[derive(Serialize)]
struct ContentsRef<'a> {
    version: u32,
    accounts: &'a ToldAccounts,
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
    pub fn recall(&self) -> ToldAccounts {
        let read = fs::read(&self.path).and_then(|bytes| Ok(serde_json::from_slice::<Contents>(&bytes)?));
        match read {
            Ok(contents) => contents.accounts,
            Err(error) if error.kind() == io::ErrorKind::NotFound => ToldAccounts::default(),
            Err(error) => {
                tracing::warn!(%error, path = %self.path.display(), "what was told before cannot be read");
                ToldAccounts::default()
            }
        }
    }
}

impl AlertMemory for AlertFile {
    fn remember(&mut self, told: &ToldAccounts) -> io::Result<()> {
        let contents = ContentsRef {
            version: 1,
            accounts: told,
        };
        durable_file::write(&self.path, &serde_json::to_vec_pretty(&contents)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccountId, alerts::Told};

    #[test]
    fn what_was_told_survives_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let mut file = AlertFile::in_dir(dir.path());
        assert!(file.recall().is_empty());

        let told = ToldAccounts::from([(AccountId::new("a"), Told::Low), (AccountId::new("b"), Told::Out)]);
        file.remember(&told).unwrap();
        assert_eq!(AlertFile::in_dir(dir.path()).recall(), told);

        fs::write(dir.path().join("alerts.json"), "{ torn").unwrap();
        assert!(file.recall().is_empty());
    }
}
