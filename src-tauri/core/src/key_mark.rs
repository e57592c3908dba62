//! Which accounts are read with the same key.

use std::{
    fmt,
    hash::{BuildHasher as _, RandomState},
};

use crate::{Account, ApiKey};

/// Tells one key at one server from another, without saying anything about either.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyMark(u64);

/// Even a hash is nothing to look at.
impl fmt::Debug for KeyMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<key>")
    }
}

/// Makes marks. Its secret is another one in each process, so that no mark means anything elsewhere.
#[derive(Clone, Debug, Default)]
pub struct KeyMarker(RandomState);

impl KeyMarker {
    /// The mark of this key where it is sent for this account.
    pub fn mark(&self, account: &Account, key: &ApiKey) -> KeyMark {
        KeyMark(
            self.0
                .hash_one((account.provider, account.host().server(), key.expose())),
        )
    }
}
