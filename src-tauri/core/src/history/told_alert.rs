//! What the person was told, as the history keeps it.

use jiff::Timestamp;

use crate::alerts::Rule;

/// An alert that the person was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct ToldAlert {
    pub at: Timestamp,
    pub rule: Rule,
}
