//! How close after one another the accounts at one host are read by themselves.

use std::{collections::HashMap, time::Duration};

use credit_tray_core::Account;
use tokio::time::Instant;

/// sunoapi.org takes twenty requests in ten seconds (`providers.md`, 1), and no provider is known to take
/// fewer: ten at once and one a second are never more.
const APART: Duration = Duration::from_secs(1);
const AT_ONCE: u32 = 10;

/// Who is asked when, at each host. At waking, at the start, and when the network is back, everybody is due
/// at the same moment.
#[derive(Default)]
pub(super) struct Turns {
    /// When each host would be free again if nobody were asked early.
    free_at: HashMap<String, Instant>,
}

impl Turns {
    /// The moment from which on this account may be read: now, or later when many are before it. What is on
    /// this computer waits for nobody.
    pub(super) fn take(&mut self, account: &Account, now: Instant) -> Instant {
        let host = account.host();
        if host.is_loopback() {
            return now;
        }
        let requests = account.provider.profile().requests.len();
        let requests = u32::try_from(requests).unwrap_or(u32::MAX);
        let free_at = self.free_at.entry(host.server()).or_insert(now);
        let begins = (*free_at).max(now);
        *free_at = begins + APART * requests;
        begins
            .checked_sub(APART * AT_ONCE)
            .map_or(now, |turn| turn.max(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(provider: &str, base_url: Option<&str>) -> Account {
        let account =
            serde_json::json!({ "id": "a", "provider": provider, "label": "a", "baseUrl": base_url });
        serde_json::from_value(account).unwrap()
    }

    /// How long after now each of so many may be read.
    fn waits(count: usize, account: &Account) -> Vec<Duration> {
        let (mut turns, now) = (Turns::default(), Instant::now() + Duration::from_secs(3600));
        (0..count).map(|_| turns.take(account, now) - now).collect()
    }

    #[test]
    fn a_few_are_read_at_once_and_many_one_after_another() {
        let waits = waits(200, &account("kie", None));
        assert!(waits[..10].iter().all(Duration::is_zero));
        let spread = waits.windows(2).skip(11).all(|pair| pair[1] == pair[0] + APART);
        assert!(spread, "{waits:?}");
        for (first, wait) in waits.iter().enumerate() {
            let within = |span: u64| {
                let end = *wait + Duration::from_secs(span);
                waits[first..].iter().take_while(|other| **other < end).count()
            };
            assert!(within(10) <= 20 && within(60) <= 70);
        }
    }

    #[test]
    fn an_account_that_is_asked_twice_has_two_turns_and_this_computer_needs_none() {
        let twice = waits(10, &account("openrouter", None));
        assert!(twice[5].is_zero() && !twice[6].is_zero(), "{twice:?}");
        let here = waits(200, &account("kie", Some("http://127.0.0.1:4000")));
        assert!(here.iter().all(Duration::is_zero));
    }

    #[test]
    fn another_host_has_turns_of_its_own_and_one_that_was_left_alone_is_free() {
        let (mut turns, now) = (Turns::default(), Instant::now());
        let (kie, relay) = (
            account("kie", None),
            account("kie", Some("https://relay.example")),
        );
        for _ in 0..30 {
            turns.take(&kie, now);
        }
        assert_eq!(turns.take(&relay, now), now);
        let later = now + Duration::from_secs(60);
        assert_eq!(turns.take(&kie, later), later);
    }
}
