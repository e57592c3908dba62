//! What an account is called on the command line.

/// What an account answers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Its name for programs.
    pub id: String,
    /// Its name for people.
    pub label: String,
}
