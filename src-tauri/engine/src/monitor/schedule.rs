//! When an account is read next: pure arithmetic on what the last poll brought.

use std::time::Duration;

use credit_tray_core::problem::{ErrorCode, Failure, LONGEST_RETRY_AFTER};

const SECOND: Duration = Duration::from_secs(1);
const FIRST_RETRY: Duration = Duration::from_secs(15);
const MINUTE: Duration = Duration::from_secs(60);
const QUARTER_HOUR: Duration = Duration::from_secs(15 * 60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How much later than planned, in thousandths of a tenth: 0 is punctual, 1000 is a tenth later.
///
/// Jitter only ever adds, so that nobody is asked more often than the settings say.
#[derive(Clone, Copy, Debug)]
pub struct Jitter(pub u32);

impl Jitter {
    /// Any jitter, from this source of randomness.
    pub fn random(random: &mut fastrand::Rng) -> Self {
        Self(random.u32(0..=1000))
    }

    fn on(self, delay: Duration) -> Duration {
        delay + delay / 10_000 * self.0.min(1000)
    }
}

/// The wait after a reading: the account's interval.
pub fn after_reading(interval: Duration, jitter: Jitter) -> Duration {
    jitter.on(interval)
}

/// The wait after the `streak`-th failure in a row (from 1).
///
/// What may pass by itself is tried again soon and then ever more rarely; what is not the
/// provider's business (no network, a locked keychain) at least every minute; what will not pass
/// by itself at the account's interval and then more rarely. A `Retry-After` is never undercut.
pub fn after_failure(interval: Duration, failure: &Failure, streak: u32, jitter: Jitter) -> Duration {
    let soon = interval.min(FIRST_RETRY);
    let (first, longest) = match failure.problem.code() {
        ErrorCode::Offline | ErrorCode::KeychainUnavailable => (soon, MINUTE),
        ErrorCode::Timeout | ErrorCode::Tls | ErrorCode::ProviderError | ErrorCode::BadResponse => {
            (soon, interval.max(QUARTER_HOUR))
        }
        _ if failure.retry_after.is_some() => (soon, interval.max(HOUR)),
        ErrorCode::RateLimited
        | ErrorCode::Maintenance
        | ErrorCode::FeatureDisabled
        | ErrorCode::Blocked
        | ErrorCode::KeyMissing
        | ErrorCode::KeyRejected
        | ErrorCode::KeyNotPermitted
        | ErrorCode::SettingsInvalid
        | ErrorCode::SubscriptionRequired => (interval, interval.max(HOUR)),
    };
    let doublings = streak.saturating_sub(1).min(20);
    let backoff = first.saturating_mul(1 << doublings).min(longest).max(SECOND);
    let asked_for = failure.retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
    jitter.on(backoff.max(asked_for))
}

#[cfg(test)]
mod tests {
    use super::*;
    use credit_tray_core::problem::{BadResponse, Problem};
    use proptest::prelude::*;

    fn waits(interval: u64, failure: &Failure, count: u32) -> Vec<u64> {
        (1..=count)
            .map(|streak| after_failure(Duration::from_secs(interval), failure, streak, Jitter(0)).as_secs())
            .collect()
    }

    #[test]
    fn what_may_pass_is_tried_soon_and_then_ever_more_rarely() {
        let timeout = Problem::Timeout.into();
        assert_eq!(waits(300, &timeout, 8), [15, 30, 60, 120, 240, 480, 900, 900]);
        assert_eq!(waits(1, &timeout, 5), [1, 2, 4, 8, 16]);
        assert_eq!(waits(7200, &timeout, 20)[19], 7200);
    }

    #[test]
    fn without_a_network_the_return_is_noticed_within_a_minute() {
        assert_eq!(waits(300, &Problem::Offline.into(), 5), [15, 30, 60, 60, 60]);
    }

    #[test]
    fn a_rejected_key_is_not_hammered() {
        assert_eq!(
            waits(300, &Problem::KeyRejected.into(), 6),
            [300, 600, 1200, 2400, 3600, 3600]
        );
    }

    #[test]
    fn retry_after_is_honoured_and_capped() {
        let asked = |seconds| Failure {
            retry_after: Some(Duration::from_secs(seconds)),
            ..Problem::RateLimited.into()
        };
        assert_eq!(waits(300, &asked(120), 1), [120]);
        assert_eq!(waits(1, &asked(3), 1), [3]);
        assert_eq!(waits(300, &asked(1_000_000), 1), [3600]);
        assert_eq!(
            waits(300, &asked(0), 3),
            [15, 30, 60],
            "a Retry-After of nothing is no invitation"
        );
    }

    proptest! {
        #[test]
        fn jitter_only_ever_adds_up_to_a_tenth(interval in 1_u64..=604_800, jitter in 0_u32..=1000, streak in 1_u32..100) {
            let interval = Duration::from_secs(interval);
            let wait = after_reading(interval, Jitter(jitter));
            prop_assert!(wait >= interval && wait <= interval + interval / 10);

            let failure = Problem::BadResponse(BadResponse::Empty).into();
            let punctual = after_failure(interval, &failure, streak, Jitter(0));
            let wait = after_failure(interval, &failure, streak, Jitter(jitter));
            prop_assert!(wait >= punctual && wait <= punctual + punctual / 10);
            prop_assert!(punctual >= SECOND);
        }
    }
}
