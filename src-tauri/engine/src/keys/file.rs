//! `keys.json`: the private file that keeps keys where there is no keychain.

use std::{collections::BTreeMap, io, path::PathBuf, sync::Mutex};

use super::place::KeyName;
use crate::durable_file;

/// The keys of one folder, each under its name.
#[derive(Debug)]
pub(super) struct KeyFile {
    path: PathBuf,
    /// One change at a time.
    writing: Mutex<()>,
}

type Keys = BTreeMap<String, String>;

impl KeyFile {
    pub(super) fn at(path: PathBuf) -> Self {
        let writing = Mutex::new(());
        Self { path, writing }
    }

    /// One that is stored for whatever server, by 0.1.0 or by hand, is stored for this one from now on,
    /// if it may be.
    pub(super) fn get(&self, name: &KeyName, may_bind: bool) -> io::Result<Option<String>> {
        let keys = self.read()?;
        if let Some(key) = keys.get(name.bound()) {
            return Ok(Some(key.clone()));
        }
        let key = keys.get(name.unbound()).cloned();
        if let Some(key) = key.as_ref().filter(|_| may_bind)
            && let Err(error) = self.set(name, key)
        {
            tracing::warn!(%error, "a key that is stored for whatever server stays so");
        }
        Ok(key)
    }

    pub(super) fn set(&self, name: &KeyName, key: &str) -> io::Result<()> {
        self.change(|keys| {
            keys.insert(name.bound().to_owned(), key.to_owned());
            keys.remove(name.unbound());
        })
    }

    pub(super) fn delete(&self, name: &KeyName) -> io::Result<()> {
        self.change(|keys| {
            keys.remove(name.bound());
            keys.remove(name.unbound());
        })
    }

    fn read(&self) -> io::Result<Keys> {
        match durable_file::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| not_understood(&error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Keys::new()),
            Err(error) => Err(error),
        }
    }

    /// A file that cannot be understood is never overwritten: it may hold the only copy of a key.
    fn change(&self, change: impl FnOnce(&mut Keys)) -> io::Result<()> {
        let _turn = self.writing.lock();
        let before = self.read()?;
        let mut keys = before.clone();
        change(&mut keys);
        if keys == before {
            return Ok(());
        }
        durable_file::write(&self.path, &serde_json::to_vec_pretty(&keys)?)
    }
}

/// The parser's own words repeat what they do not expect, which may be a key.
fn not_understood(error: &serde_json::Error) -> io::Error {
    let (line, column) = (error.line(), error.column());
    let expected = "not an object of names and keys";
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("{expected}, from line {line}, column {column} on"),
    )
}
