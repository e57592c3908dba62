//! How long somebody wants to hear nothing.

use jiff::Timestamp;

use super::world::Moment;

/// How long somebody wants to hear nothing: surely, and perhaps for longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Silence {
    pub(super) surely: Timestamp,
    pub(super) perhaps: Timestamp,
}

impl Silence {
    pub(crate) const NONE: Self = Self::until(Timestamp::MIN);

    pub(crate) const fn until(end: Timestamp) -> Self {
        Self {
            surely: end,
            perhaps: end,
        }
    }

    pub(crate) fn is_surely_on(&self, at: &Moment) -> bool {
        at.clock < self.surely
    }

    pub(crate) fn may_be_on(&self, at: &Moment) -> bool {
        at.clock < self.perhaps
    }

    /// From now on it may have ended before its time.
    pub(crate) fn may_end(&mut self) {
        self.surely = Timestamp::MIN;
    }

    /// After a crash it is as it is now, or as it was when it was kept last.
    pub(crate) fn or(&mut self, kept: Self) {
        self.surely = self.surely.min(kept.surely);
        self.perhaps = self.perhaps.max(kept.perhaps);
    }
}
