//! Looks at the clock, from which it follows whether the computer slept.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

/// How often the clock is looked at, at least, and so how soon after waking the accounts are read anew.
pub(super) const PULSE: Duration = Duration::from_secs(30);

/// How much later than it should be a look may come without a sleep before it.
const LATE: Duration = Duration::from_secs(30);

/// The clock and the timers when they were last looked at.
pub(super) struct LastLook {
    clock: Timestamp,
    timer: Instant,
}

impl LastLook {
    pub(super) fn new(clock: Timestamp) -> Self {
        let timer = Instant::now();
        Self { clock, timer }
    }

    /// Looks again. Returns a sleep, where the computer slept or its clock was set forward.
    pub(super) fn again(&mut self, clock: Timestamp) -> Option<Sleep> {
        let before = std::mem::replace(self, Self::new(clock));
        let passed = Duration::try_from(clock.duration_since(before.clock)).unwrap_or_default();
        (passed > PULSE + LATE).then(|| Sleep {
            passed,
            uncounted: passed.saturating_sub(self.timer - before.timer),
        })
    }
}

/// A time in which nobody looked.
pub(super) struct Sleep {
    pub(super) passed: Duration,
    /// What the timers have not counted of it: on Windows they go on, elsewhere they stand still.
    pub(super) uncounted: Duration,
}
