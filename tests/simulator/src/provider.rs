//! The five providers by name, and the paths they answer on.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What an `OpenRouter` account has bought and used: for management keys.
pub const OPENROUTER_CREDITS: &str = "/api/v1/credits";
/// What an `OpenRouter` key itself may spend: for every key.
pub const OPENROUTER_KEY: &str = "/api/v1/key";

/// A service with a balance API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Provider {
    /// sunoapi.org
    #[serde(rename = "sunoapi")]
    SunoApi,
    /// kie.ai
    #[serde(rename = "kie")]
    Kie,
    /// AI Music API
    #[serde(rename = "ai-music-api")]
    AiMusicApi,
    /// `OpenRouter`
    #[serde(rename = "openrouter")]
    OpenRouter,
    /// Evolink
    #[serde(rename = "evolink")]
    Evolink,
}

impl Provider {
    /// Every provider, in the order in which accounts are listed.
    pub const ALL: [Self; 5] = [
        Self::SunoApi,
        Self::Kie,
        Self::AiMusicApi,
        Self::OpenRouter,
        Self::Evolink,
    ];

    /// The name used in settings, URLs and samples.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SunoApi => "sunoapi",
            Self::Kie => "kie",
            Self::AiMusicApi => "ai-music-api",
            Self::OpenRouter => "openrouter",
            Self::Evolink => "evolink",
        }
    }

    /// The paths this provider answers on. No two providers share one, so a
    /// single base URL serves them all.
    pub const fn paths(self) -> &'static [&'static str] {
        match self {
            Self::SunoApi => &["/api/v1/generate/credit"],
            Self::Kie => &["/api/v1/chat/credit"],
            Self::AiMusicApi => &["/api/v1/get-credits"],
            Self::OpenRouter => &[OPENROUTER_CREDITS, OPENROUTER_KEY],
            Self::Evolink => &["/v1/credits"],
        }
    }

    /// The provider that answers on `path`.
    pub fn of_path(path: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|provider| provider.paths().contains(&path))
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The id names none of the five providers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no provider {0:?}")]
pub struct UnknownProvider(
    /// The id that was asked for.
    pub String,
);

impl FromStr for Provider {
    type Err = UnknownProvider;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|provider| provider.id() == id)
            .ok_or_else(|| UnknownProvider(id.to_owned()))
    }
}
