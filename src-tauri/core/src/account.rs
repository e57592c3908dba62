//! An account: one key at one provider, with a label, a threshold and an interval of its own.

use std::{fmt, time::Duration};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Amount, BaseUrl, ProviderId, alerts::Rules, amount::decimal_text, channel::ChannelId};

/// Names an account in the settings, in `check --json` and in the keychain. Never changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export_to = "bindings.ts")]
pub struct AccountId(String);

impl AccountId {
    /// An id as the settings write it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an account's key lives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "from", rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum KeyOrigin {
    /// The OS keychain.
    #[default]
    Keychain,
    /// An environment variable of the process.
    Env {
        /// The variable's name.
        name: String,
    },
    /// A private file in the config dir, only after the person agreed to it.
    File,
}

impl KeyOrigin {
    /// Whether the key is kept by us, and not by whoever started the process.
    pub fn is_stored(&self) -> bool {
        !matches!(self, Self::Env { .. })
    }
}

/// One key at one provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Account {
    pub id: AccountId,
    pub provider: ProviderId,
    pub label: String,
    /// Where it is asked; none means the provider's own host.
    #[serde(default)]
    pub base_url: Option<BaseUrl>,
    #[serde(default)]
    pub key: KeyOrigin,
    /// Warn when less than this is available; none means only when it is out.
    #[serde(default, with = "decimal_text")]
    pub low_below: Option<Decimal>,
    /// How often it is read, in seconds.
    #[serde(default = "default_refresh_every_secs")]
    pub refresh_every_secs: u64,
    /// Whether it is read at all.
    #[serde(default = "yes")]
    pub enabled: bool,
    /// Which alerts the person wants; left out of the settings while they are the usual ones.
    #[serde(default, skip_serializing_if = "is_usual")]
    pub rules: Rules,
    /// Through which channels the person is told of this account; none means all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channels: Option<Vec<ChannelId>>,
}

fn is_usual(rules: &Rules) -> bool {
    *rules == Rules::default()
}

impl Account {
    /// Where this account is asked.
    pub fn host(&self) -> BaseUrl {
        self.base_url
            .clone()
            .unwrap_or_else(|| self.provider.profile().own_base_url())
    }

    /// How often it is read.
    pub fn refresh_every(&self) -> Duration {
        Duration::from_secs(self.refresh_every_secs)
    }

    /// From which age on a reading is older than it should be: a poll was missed, not only late.
    pub fn overdue_after(&self) -> Duration {
        self.refresh_every() * 2 + Duration::from_secs(60)
    }

    /// Whether a key entered for the other account may be sent where this one is asked.
    pub fn may_use_key_of(&self, other: &Self) -> bool {
        self.provider == other.provider && self.host().has_same_origin(&other.host())
    }

    /// The threshold with its unit.
    pub fn low_below_amount(&self) -> Option<Amount> {
        let unit = self.provider.profile().unit;
        self.low_below.map(|low| Amount::new(low, unit))
    }

    /// Whether the other would be asked the same question with the same key, so that a reading of
    /// one is a reading of the other.
    pub fn reads_the_same_as(&self, other: &Self) -> bool {
        self.id == other.id
            && self.provider == other.provider
            && self.base_url == other.base_url
            && self.key == other.key
    }
}

/// Five minutes: quick enough to warn in time, slow enough for every provider.
pub const fn default_refresh_every_secs() -> u64 {
    300
}

const fn yes() -> bool {
    true
}
