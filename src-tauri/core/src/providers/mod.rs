//! The providers: what each is asked, and how its replies are understood.
//!
//! A provider does no I/O. It is a [`Profile`]: a table of facts and one pure function, `read`,
//! from replies to a reading or a typed failure. The engine does the asking for all of them.
//! To add one, see `docs/adding-a-provider.md`.

mod ai_music_api;
mod enveloped;
mod evolink;
mod kie;
mod openrouter;
mod report;
mod sunoapi;
mod wire;

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{BaseUrl, amount::Unit, problem::Failure, reading::Reading};

/// A service with a balance API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "bindings.ts")]
pub enum ProviderId {
    /// sunoapi.org.
    SunoApi,
    /// kie.ai.
    Kie,
    /// AI Music API (aimusicapi.ai, earlier sunoapi.com).
    #[serde(rename = "ai-music-api")]
    AiMusicApi,
    /// OpenRouter.
    OpenRouter,
    /// Evolink.
    Evolink,
}

/// What is known of a provider before it is asked anything.
#[derive(Debug)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Profile {
    pub id: ProviderId,
    /// Its id as text, in settings and on the command line.
    pub slug: &'static str,
    /// Its name, as it writes it itself.
    pub name: &'static str,
    pub unit: Unit,
    /// The hosts that answer for it, its own first. A key is never sent to another by itself.
    pub base_urls: &'static [&'static str],
    /// The paths that are asked side by side, with GET; `read` gets their replies in this order.
    pub requests: &'static [&'static str],
    pub keys_page: &'static str,
    pub top_up_page: &'static str,
    /// A threshold to begin with, in its unit.
    pub suggested_low_below: &'static str,
    /// How many of its credits one dollar buys without bonuses; none where it counts dollars.
    pub credits_per_usd: Option<&'static str>,
    /// The environment variables in which programs usually look for a key of it, the best first.
    pub key_variables: &'static [&'static str],
    /// Understands the replies, one for each of `requests`.
    pub read: fn(&[Exchange]) -> Result<Reading, Failure>,
}

impl Profile {
    /// The provider's own host.
    ///
    /// # Panics
    /// Never: a test reads the base URLs of every profile.
    #[expect(clippy::expect_used, reason = "constants; a test reads every one")]
    pub fn own_base_url(&self) -> BaseUrl {
        self.base_urls[0]
            .parse()
            .expect("base URLs of profiles are valid")
    }
}

/// A provider's answer to one request, whatever its status.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Reply {
    pub status: u16,
    /// The `Retry-After` header, as it came.
    pub retry_after: Option<String>,
    /// The body, decompressed.
    pub body: Vec<u8>,
    pub received_at: Timestamp,
}

/// What became of one request: an answer, or the reason why there is none.
pub type Exchange = Result<Reply, Failure>;

impl ProviderId {
    /// Every provider, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::SunoApi,
        Self::Kie,
        Self::AiMusicApi,
        Self::OpenRouter,
        Self::Evolink,
    ];

    /// What is known of it.
    pub fn profile(self) -> &'static Profile {
        match self {
            Self::SunoApi => &sunoapi::PROFILE,
            Self::Kie => &kie::PROFILE,
            Self::AiMusicApi => &ai_music_api::PROFILE,
            Self::OpenRouter => &openrouter::PROFILE,
            Self::Evolink => &evolink::PROFILE,
        }
    }

    /// The id as text.
    pub fn as_str(self) -> &'static str {
        self.profile().slug
    }
}

impl fmt::Display for ProviderId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::amount::parse_decimal;

    #[test]
    fn every_profile_is_whole() {
        for id in ProviderId::ALL {
            let profile = id.profile();
            assert_eq!(profile.id, id);
            assert_eq!(serde_json::to_value(id).unwrap(), profile.slug);
            assert!(!profile.requests.is_empty());
            assert!(parse_decimal(profile.suggested_low_below).is_some());
            assert_eq!(profile.credits_per_usd.is_some(), profile.unit == Unit::Credits);
            assert!(
                profile
                    .credits_per_usd
                    .is_none_or(|rate| parse_decimal(rate).is_some())
            );
            assert!(!profile.key_variables.is_empty());
            for base in profile.base_urls {
                assert!(!base.parse::<BaseUrl>().unwrap().is_loopback());
            }
            for page in [profile.keys_page, profile.top_up_page] {
                assert!(page.starts_with("https://"));
            }
        }
    }
}
