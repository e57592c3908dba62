//! One engine a config folder.

use std::{
    fs::{self, File, TryLockError},
    io,
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{config_dir::ConfigDir, error::Error};

const FILE_NAME: &str = "engine.lock";

/// An engine that ends may need a moment to let go.
const PATIENCE: Duration = Duration::from_secs(3);

/// Held while an engine watches a folder, by whatever name or link, and whoever started it. Ends with
/// the process, however that ends.
#[derive(Debug)]
pub struct FolderLock(#[expect(dead_code, reason = "locked until it is closed")] File);

impl FolderLock {
    /// Locks the folder. None where the file system knows no locks, or the folder cannot be written:
    /// the accounts are watched all the same.
    pub fn take(config_dir: &ConfigDir) -> Result<Option<Self>, Error> {
        let path = config_dir.path().join(FILE_NAME);
        let mut options = fs::OpenOptions::new();
        options.create(true).write(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let file = match options.open(&path) {
            Ok(file) => file,
            Err(error) => return Ok(unlocked(&error)),
        };
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self(file))),
                Err(TryLockError::Error(error)) => return Ok(unlocked(&error)),
                Err(TryLockError::WouldBlock) if began.elapsed() > PATIENCE => {
                    return Err(Error::AnotherEngine(config_dir.path().to_owned()));
                }
                Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(50)),
            }
        }
    }
}

fn unlocked(error: &io::Error) -> Option<FolderLock> {
    tracing::warn!(%error, "the folder cannot be locked");
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_engine_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let config_dir = ConfigDir::new(Some(dir.path().to_owned())).unwrap();
        let first = FolderLock::take(&config_dir).unwrap().unwrap();
        let second = FolderLock::take(&config_dir);
        assert!(matches!(second, Err(Error::AnotherEngine(path)) if path == config_dir.path()));
        drop(first);
        assert!(FolderLock::take(&config_dir).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_is_the_folder() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("link");
        std::os::unix::fs::symlink(dir.path(), &link).unwrap();
        let by = |path: &std::path::Path| FolderLock::take(&ConfigDir::new(Some(path.to_owned())).unwrap());
        let _first = by(dir.path()).unwrap().unwrap();
        assert!(by(&link).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_cannot_be_written_is_watched_without_a_lock() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join(FILE_NAME)).unwrap();
        let config_dir = ConfigDir::new(Some(dir.path().to_owned())).unwrap();
        assert!(FolderLock::take(&config_dir).unwrap().is_none());
    }
}
