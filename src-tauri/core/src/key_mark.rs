//! Which accounts are read with the same key.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Tells one key at one server from another, and says nothing about either to who does not know the
/// secret of the config folder.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyMark(pub u64);

/// Even a hash is nothing to look at.
impl fmt::Debug for KeyMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<key>")
    }
}
