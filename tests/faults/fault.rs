//! A fault, and what may be expected of it.

use std::time::Duration;

use crate::{INTERVAL, acts::Act, server::Try};

/// Where a fault happens.
#[derive(Clone, Debug)]
pub(crate) enum Where {
    /// On an unencrypted connection.
    Http,
    /// On an encrypted one, with HTTP/1.1.
    Tls,
    /// On an encrypted one, with HTTP/2.
    Http2,
    /// There is nobody at this address.
    Nowhere(&'static str),
}

#[derive(Clone)]
pub(crate) struct Fault {
    pub(crate) name: &'static str,
    pub(crate) place: Where,
    pub(crate) act: Act,
    /// The codes of `check --json` that tell the truth about it. `ok` where nothing is wrong.
    pub(crate) codes: &'static [&'static str],
    /// How many seconds the provider asks to be left alone.
    pub(crate) wait: Option<u64>,
}

/// What a busy computer may be late.
const LATE: Duration = Duration::from_secs(4);
const EARLY: Duration = Duration::from_millis(300);
const SECOND: Duration = Duration::from_secs(1);

impl Fault {
    pub(crate) fn allows(&self, code: Option<&str>) -> bool {
        self.codes.contains(&code.unwrap_or("ok"))
    }

    /// Whether it may pass unnoticed.
    pub(crate) fn is_harmless(&self) -> bool {
        self.codes.contains(&"ok")
    }

    pub(crate) fn asks_to_wait(&self) -> bool {
        self.wait.is_some()
    }

    /// What is wrong about when it was tried, if anything is. Nobody is asked before the account's interval is
    /// over; after each failure the wait may be twice as long; who asks to be left alone is.
    pub(crate) fn untimely(&self, tries: &[Try], until: Duration) -> Option<String> {
        let polls = polls(tries);
        if polls.is_empty() {
            // Whoever does not listen cannot count.
            return None;
        }
        let ends = polls.iter().skip(1).map(|poll| poll.began).chain([until]);
        for (number, (poll, next)) in polls.iter().zip(ends).enumerate() {
            let is_last = number + 1 == polls.len();
            let pause = next.saturating_sub(poll.ended.unwrap_or(until));
            let shortest = Duration::from_secs(self.wait.unwrap_or_default().max(INTERVAL));
            let longest = shortest.max(Duration::from_secs(INTERVAL << number)) * 11 / 10;
            if !is_last && pause + EARLY < shortest {
                return Some(format!("{pause:.1?} after try {}", number + 1));
            }
            if pause > longest + LATE {
                return Some(format!("not {pause:.1?} after try {}", number + 1));
            }
        }
        None
    }
}

/// Requests of one poll are asked side by side.
fn polls(tries: &[Try]) -> Vec<Try> {
    let mut polls: Vec<Try> = Vec::new();
    for one in tries {
        match polls.last_mut() {
            Some(last) if last.ended.is_none_or(|ended| one.began <= ended + SECOND) => {
                last.ended = last.ended.zip(one.ended).map(|(one, other)| one.max(other));
            }
            _ => polls.push(*one),
        }
    }
    polls
}
