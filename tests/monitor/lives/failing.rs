//! For how long an account cannot be read.

use std::time::Duration;

use credit_tray_core::problem::ErrorCode;

use super::{event::HOUR, seen::Seen, world::Moment};

/// Since when an account cannot be read.
#[derive(Clone, Debug, Default)]
pub(super) struct Failing {
    /// By the clock that stands still in sleep: since nothing broke the failures off, and until when.
    pub(super) unbroken: Option<(Duration, Duration)>,
    /// For how long at most somebody looked since the last reading, and by the clock.
    pub(super) last_read: Option<Moment>,
    /// It could not be read since, once for a reason that does not pass by itself.
    pub(super) has_failed: bool,
    pub(super) waits_for_a_person: bool,
    /// The clock was set back meanwhile: then nobody can say for how long it has failed.
    pub(super) is_uneven: bool,
    pub(super) sleeps: u32,
}

impl Seen {
    pub(super) fn is_not_read(&mut self, code: ErrorCode, at: &Moment) {
        if code == ErrorCode::KeyRejected {
            self.rejections.surely += 1;
            self.rejections.at_most += 1;
        }
        self.failing.has_failed = true;
        self.failing.waits_for_a_person |= matches!(code, ErrorCode::KeyMissing | ErrorCode::KeyRejected);
        let (since, _) = self.failing.unbroken.unwrap_or((at.awake, at.awake));
        if self.failing.unbroken.is_none() {
            self.failing.sleeps = 0;
        }
        self.failing.unbroken = Some((since, at.awake));
    }

    /// Whether nobody can have read it for so many hours.
    pub(crate) fn may_be_unread_for(&self, hours: Option<u32>, at: &Moment) -> bool {
        let Some(hours) = hours else { return false };
        let last_read = self.failing.last_read.as_ref();
        let looked = last_read.map_or(at.awake, |read| at.awake.saturating_sub(read.awake));
        let passed = last_read.map_or(Duration::MAX, |read| {
            Duration::try_from(at.clock.duration_since(read.clock)).unwrap_or_default()
        });
        let time = if self.failing.waits_for_a_person {
            passed
        } else {
            looked
        };
        self.failing.has_failed && (time >= HOUR * hours || !self.is_even)
    }

    /// Whether somebody looked for so many hours, and it could not be read.
    pub(crate) fn is_surely_unread(&self) -> bool {
        let (Some(hours), Some((since, until))) =
            (self.account.rules.no_reading_for_hours, self.failing.unbroken)
        else {
            return false;
        };
        let missed = Duration::from_secs(60) * self.failing.sleeps;
        !self.failing.is_uneven && until.saturating_sub(since) >= HOUR * hours + missed
    }
}
