//! An alert that fires, and through which channels the person has heard of it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{IntoDeserializer as _, value},
};
use serde_json::Value;

use super::rules::Rule;
use crate::{AccountId, channel::ChannelId};

/// For how long a delivery is tried.
const PATIENCE: SignedDuration = SignedDuration::from_hours(24);

/// A receiver that has not answered by then keeps the person waiting.
const LONG: SignedDuration = SignedDuration::from_secs(15);

/// Names one alert among all there ever were.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct AlertKey {
    pub account: AccountId,
    pub rule: Rule,
    /// Since when it fires.
    pub since: Timestamp,
}

/// What does not get through a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Since when something was sent in vain.
    pub since: Timestamp,
    /// How many alerts are tried again.
    pub tried: usize,
    /// How many are under way for longer than a receiver takes.
    pub hung: usize,
    /// How many were given up.
    pub failed: usize,
}

impl Waiting {
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            since: self.since.min(other.since),
            tried: self.tried + other.tried,
            hung: self.hung + other.hung,
            failed: self.failed + other.failed,
        }
    }
}

/// An alert that fires. Channels that are not named have not been tried yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Firing {
    /// Since when there is something to tell.
    pub since: Timestamp,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    channels: BTreeMap<ChannelId, Delivery>,
}

/// Where the delivery through one channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Delivery {
    /// On its way. A program that dies meanwhile tells it twice rather than never.
    UnderWay {
        /// When it was tried first.
        since: Timestamp,
        /// Whether it was tried in vain before.
        again: bool,
    },
    /// In vain so far, since then.
    Tried(Timestamp),
    /// The receiver has it.
    Told,
    /// The receiver has something worse, which says it too.
    Inhibited,
    /// Tried for a day, and given up.
    Failed,
}

impl Firing {
    /// One that nobody has heard of.
    pub fn new(since: Timestamp) -> Self {
        Self {
            since,
            channels: BTreeMap::new(),
        }
    }

    /// One that was told by an earlier version, which knew no other channel.
    fn told_by_the_desktop(delivery: Option<Delivery>) -> Self {
        let channels = delivery.map(|delivery| (ChannelId::desktop(), delivery));
        Self {
            since: Timestamp::UNIX_EPOCH,
            channels: channels.into_iter().collect(),
        }
    }

    pub(super) fn date(&mut self, now: Timestamp) {
        let is_far_ahead = self.since.duration_since(now) > PATIENCE;
        if self.since == Timestamp::UNIX_EPOCH || is_far_ahead {
            self.since = now;
        }
    }

    pub(super) fn waiting(&self, channel: &ChannelId, now: Timestamp) -> Option<Waiting> {
        let (since, tried, hung, failed) = match self.delivery(channel)? {
            Delivery::Tried(since) | Delivery::UnderWay { since, again: true } => (since, 1, 0, 0),
            Delivery::UnderWay { since, .. } if now.duration_since(since) > LONG => (since, 0, 1, 0),
            Delivery::Failed => (self.since, 0, 0, 1),
            _ => return None,
        };
        Some(Waiting {
            since,
            tried,
            hung,
            failed,
        })
    }

    /// Where the delivery through this channel stands; none before the first try.
    pub fn delivery(&self, channel: &ChannelId) -> Option<Delivery> {
        self.channels.get(channel).copied()
    }

    /// Whether the person may know of it through any channel.
    pub fn is_known(&self) -> bool {
        let may_know = |delivery: &Delivery| {
            matches!(
                delivery,
                Delivery::UnderWay { .. } | Delivery::Told | Delivery::Inhibited
            )
        };
        self.channels.values().any(may_know)
    }

    /// Whether somebody has received it.
    pub fn is_told(&self) -> bool {
        self.channels.values().any(|delivery| *delivery == Delivery::Told)
    }

    /// Whether something worse has said it as well.
    pub fn is_inhibited(&self) -> bool {
        self.channels
            .values()
            .any(|delivery| *delivery == Delivery::Inhibited)
    }

    /// It is on its way.
    pub(super) fn begin(&mut self, channel: &ChannelId, now: Timestamp) {
        let (since, again) = match self.delivery(channel) {
            Some(Delivery::Tried(since)) => (since, true),
            _ => (now, false),
        };
        self.set(channel, Delivery::UnderWay { since, again });
    }

    pub(super) fn set(&mut self, channel: &ChannelId, delivery: Delivery) {
        self.channels.insert(channel.clone(), delivery);
    }

    /// Nobody received it: it is tried again or, where that was done for a day already, given up.
    pub(super) fn not_heard(&mut self, channel: &ChannelId, now: Timestamp, may_fail: bool) {
        if let Some(Delivery::UnderWay { since, .. }) = self.delivery(channel) {
            let is_over = may_fail && now.duration_since(since) >= PATIENCE;
            let delivery = if is_over {
                Delivery::Failed
            } else {
                Delivery::Tried(since)
            };
            self.set(channel, delivery);
        }
    }

    /// As it is to be found by the next start: what is on its way now was not received.
    pub(super) fn comes_to_rest(&mut self) {
        for delivery in self.channels.values_mut() {
            if let Delivery::UnderWay { since, .. } = *delivery {
                *delivery = Delivery::Tried(since);
            }
        }
    }
}

/// The rules that fire, as `alerts.json` has them. What only a newer version knows is left out.
pub(super) fn known_rules<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Rule, Firing>, D::Error> {
    /// Earlier versions knew only the desktop.
    #[derive(Deserialize)]
    #[serde(untagged, rename_all = "camelCase")]
    enum Written {
        Now(Firing),
        OfTheDesktop(Earlier),
    }
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    enum Earlier {
        Due,
        Told,
        Inhibited,
    }
    let written = BTreeMap::<String, Value>::deserialize(deserializer)?;
    let known = written.into_iter().filter_map(|(rule, firing)| {
        let rule = Rule::deserialize(rule.into_deserializer())
            .map_err(drop::<value::Error>)
            .ok()?;
        let firing = match Written::deserialize(firing).ok()? {
            Written::Now(firing) => firing,
            Written::OfTheDesktop(Earlier::Due) => Firing::told_by_the_desktop(None),
            Written::OfTheDesktop(Earlier::Told) => Firing::told_by_the_desktop(Some(Delivery::Told)),
            Written::OfTheDesktop(Earlier::Inhibited) => {
                Firing::told_by_the_desktop(Some(Delivery::Inhibited))
            }
        };
        Some((rule, firing))
    });
    Ok(known.collect())
}
