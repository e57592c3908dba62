//! How often what comes in by itself is shown and kept.

use std::time::Duration;

use tokio::time::Instant;

/// Faster than four times a second nobody reads. When hundreds of accounts are read at once, all of them
/// are drawn and written together, and not once for every answer.
const PAUSE: Duration = Duration::from_millis(250);

/// When it was shown last, and whether something came in since then.
#[derive(Default)]
pub(super) struct Pace {
    last: Option<Instant>,
    is_behind: bool,
}

impl Pace {
    /// Something came in; whether that is shown now. Otherwise it is when [`next`](Self::next) says.
    pub(super) fn is_due(&mut self, now: Instant) -> bool {
        let is_due = self.last.is_none_or(|last| last + PAUSE <= now);
        self.is_behind = !is_due;
        if is_due {
            self.last = Some(now);
        }
        is_due
    }

    /// Nobody is to wait for this.
    pub(super) fn hurry(&mut self) {
        self.last = None;
    }

    /// When to look again, if something waits.
    pub(super) fn next(&self) -> Option<Instant> {
        self.last.filter(|_| self.is_behind).map(|last| last + PAUSE)
    }
}
