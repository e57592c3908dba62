//! What was counted.

use std::{fmt, time::Duration};

/// What was counted in all lives.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) seed: u64,
    pub(crate) kills: usize,
    /// Of them, before the engine had said anything.
    pub(crate) kills_while_starting: usize,
    pub(crate) restarts: usize,
    /// Changes that were answered before the kill.
    pub(crate) confirmed: usize,
    /// Of them, those whose answer came when the kill was on its way.
    pub(crate) confirmed_at_the_end: usize,
    /// Changes that were not answered: found whole, not there, or between keys and settings.
    pub(crate) whole: usize,
    pub(crate) absent: usize,
    pub(crate) part_way: usize,
    /// Keys in `keys.json` that such changes have left there without an account.
    pub(crate) keys_without_account: usize,
    /// Readings that were confirmed.
    pub(crate) readings: usize,
    /// Single things compared after the restarts.
    pub(crate) compared: usize,
    /// Kills between an acknowledgement and its note.
    pub(crate) before_note: usize,
    pub(crate) alerts_told: usize,
    pub(crate) alerts_doubled: usize,
    pub(crate) alerts_lost: usize,
    /// Unfinished files that a kill left, and how many of them the next start left.
    pub(crate) unfinished: usize,
    pub(crate) leftovers: usize,
    pub(crate) took: Duration,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("kills", self.kills),
            ("  while it started", self.kills_while_starting),
            ("restarts", self.restarts),
            ("confirmed changes", self.confirmed),
            ("  as the kill came", self.confirmed_at_the_end),
            ("unanswered changes found whole", self.whole),
            ("  not there", self.absent),
            ("  between keys and settings", self.part_way),
            ("keys left without an account", self.keys_without_account),
            ("confirmed readings", self.readings),
            ("things compared after restarts", self.compared),
            ("alerts told", self.alerts_told),
            ("  kills before they were noted", self.before_note),
            ("  told a second time", self.alerts_doubled),
            ("  lost", self.alerts_lost),
            ("unfinished files after kills", self.unfinished),
            ("  after the next start", self.leftovers),
        ];
        for (what, count) in rows {
            writeln!(f, "{what:<32}{count:>9}")?;
        }
        write!(
            f,
            "{:<32}{:>9}  (seed {})",
            "seconds",
            self.took.as_secs(),
            self.seed
        )
    }
}
