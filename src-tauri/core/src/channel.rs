//! Ways to tell a person: the desktop, and what reaches them elsewhere. Part of `settings.json`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use url::Url;

use crate::{
    account::KeyOrigin,
    base_url::{BaseUrlProblem, safe_url},
    key::looks_like_key,
    settings::{is_id, is_variable},
};

/// Names a channel in the settings and in `alerts.json`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(export_to = "bindings.ts")]
pub struct ChannelId(String);

impl ChannelId {
    /// An id as the settings write it.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id of the desktop where nobody has named any channel.
    pub fn desktop() -> Self {
        Self::new("desktop")
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ChannelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A way to tell a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Channel {
    /// Notifications of the desktop.
    Desktop {
        /// Its name.
        id: ChannelId,
    },
    /// A topic of an [ntfy](https://docs.ntfy.sh/publish/) server.
    Ntfy {
        /// Its name.
        id: ChannelId,
        /// The topic: `https://ntfy.sh/my-topic`.
        url: ChannelUrl,
        /// Where the access token lives, if the server asks for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<KeyOrigin>,
    },
    /// One POST of JSON for each alert.
    Webhook {
        /// Its name.
        id: ChannelId,
        /// Who gets it.
        url: ChannelUrl,
        /// Where the secret lives that each POST is signed with, if it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        secret: Option<KeyOrigin>,
    },
    /// A program that is started for each alert, with the same JSON on its standard input.
    Command {
        /// Its name.
        id: ChannelId,
        /// Its path, or its name where the system finds it by that. No shell reads it.
        program: String,
        /// What stands behind it, each as it is.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        args: Vec<String>,
        /// After how many seconds it is ended.
        #[serde(default = "usual_timeout_secs")]
        timeout_secs: u64,
    },
}

/// How long a program of a [`Channel::Command`] may take, in seconds, where nobody chose.
pub const fn usual_timeout_secs() -> u64 {
    30
}

/// The longest that a program may take, in seconds.
pub const LONGEST_TIMEOUT_SECS: u64 = 600;

/// Why a channel cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ChannelProblem {
    /// An id is what `alerts.json` remembers a channel by.
    #[error("must be 1 to 64 letters, digits, '-', '_' or '.'")]
    BadId,
    /// Two channels have this id.
    #[error("is used by another channel too")]
    DuplicateId,
    /// Not an address that an alert may be sent to.
    #[error(transparent)]
    Url(#[from] BaseUrlProblem),
    /// Two ways to the same place: every alert would come twice.
    #[error("is the address of another channel too")]
    UrlTwice,
    /// An ntfy address without a topic reaches nobody.
    #[error("must end in a topic, such as https://ntfy.sh/my-topic")]
    NoTopic,
    /// No program to start.
    #[error("must name a program")]
    NoProgram,
    /// Shorter than a program takes to start, or longer than anybody waits.
    #[error("must be 1 to {LONGEST_TIMEOUT_SECS}")]
    TimeoutOutOfRange,
    /// No name of an environment variable.
    #[error("must name an environment variable: letters, digits and '_', not starting with a digit")]
    BadEnvironmentName,
    /// A key where everybody can see it.
    #[error("looks like a key, which belongs in the keychain")]
    LooksLikeKey,
    /// What was typed cannot be sent.
    #[error("holds blanks or other characters that cannot be sent")]
    SecretNotUsable,
    /// A stored token belongs to the server for which it was entered.
    #[error("must be entered again, because it would be sent to another server now")]
    SecretOfOtherHost,
}

impl ChannelProblem {
    /// The field that is wrong, as `settings.json` has it.
    pub fn field(self, channel: &Channel) -> &'static str {
        match self {
            Self::BadId | Self::DuplicateId => "id",
            Self::Url(_) | Self::UrlTwice | Self::NoTopic => "url",
            Self::NoProgram => "program",
            Self::TimeoutOutOfRange => "timeoutSecs",
            Self::BadEnvironmentName
            | Self::LooksLikeKey
            | Self::SecretNotUsable
            | Self::SecretOfOtherHost => match channel {
                Channel::Ntfy { .. } => "token",
                Channel::Webhook { .. } => "secret",
                Channel::Desktop { .. } | Channel::Command { .. } => "id",
            },
        }
    }
}

impl Channel {
    /// The desktop, where nobody has named any channel.
    pub fn desktop() -> Self {
        Self::Desktop {
            id: ChannelId::desktop(),
        }
    }

    /// Its name.
    pub fn id(&self) -> &ChannelId {
        match self {
            Self::Desktop { id }
            | Self::Ntfy { id, .. }
            | Self::Webhook { id, .. }
            | Self::Command { id, .. } => id,
        }
    }

    /// Whether it is the desktop: several alerts become one notification, and wait for as long as it takes.
    pub fn is_desktop(&self) -> bool {
        matches!(self, Self::Desktop { .. })
    }

    /// Where its token or secret lives, if it has one.
    pub fn secret(&self) -> Option<&KeyOrigin> {
        match self {
            Self::Ntfy { token: secret, .. } | Self::Webhook { secret, .. } => secret.as_ref(),
            Self::Desktop { .. } | Self::Command { .. } => None,
        }
    }

    /// Where it leads, if that is an address.
    pub fn url(&self) -> Option<&ChannelUrl> {
        match self {
            Self::Ntfy { url, .. } | Self::Webhook { url, .. } => Some(url),
            Self::Desktop { .. } | Self::Command { .. } => None,
        }
    }

    /// Where it leads, whole, for who has chosen it or is to; nothing for the desktop.
    pub fn place(&self) -> String {
        match self {
            Self::Desktop { .. } => String::new(),
            Self::Ntfy { url, .. } | Self::Webhook { url, .. } => url.as_str().to_owned(),
            Self::Command { program, args, .. } => {
                let words = std::iter::once(program).chain(args).map(String::as_str);
                words.collect::<Vec<_>>().join(" ")
            }
        }
    }

    /// Checks every rule that the shape alone does not keep.
    pub fn validate(&self) -> Result<(), ChannelProblem> {
        if !is_id(self.id().as_str()) {
            return Err(ChannelProblem::BadId);
        }
        if let Some(KeyOrigin::Env { name }) = self.secret() {
            if looks_like_key(name) {
                return Err(ChannelProblem::LooksLikeKey);
            }
            if !is_variable(name) {
                return Err(ChannelProblem::BadEnvironmentName);
            }
        }
        match self {
            Self::Ntfy { url, .. } if url.0.path().trim_matches('/').is_empty() => {
                Err(ChannelProblem::NoTopic)
            }
            Self::Command { program, args, .. }
                if program.trim().is_empty()
                    || program.contains('\0')
                    || args.iter().any(|arg| arg.contains('\0')) =>
            {
                Err(ChannelProblem::NoProgram)
            }
            Self::Command { timeout_secs, .. } if !(1..=LONGEST_TIMEOUT_SECS).contains(timeout_secs) => {
                Err(ChannelProblem::TimeoutOutOfRange)
            }
            _ => Ok(()),
        }
    }
}

/// Where alerts are sent: `https://…`, or `http://…` on this computer only. Some receivers know their
/// customers by what stands in it, so it may have a query.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChannelUrl(Url);

impl ChannelUrl {
    /// The whole address.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The whole address, for the person who typed it.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The server alone: `https://ntfy.example`.
    pub fn server(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    /// Whether both are the same server.
    pub fn has_same_origin(&self, other: &Self) -> bool {
        self.0.origin() == other.0.origin()
    }
}

/// The server alone: who knows the rest may send there too.
impl fmt::Debug for ChannelUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.server())
    }
}

impl FromStr for ChannelUrl {
    type Err = BaseUrlProblem;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        safe_url(text).map(Self)
    }
}

impl TryFrom<String> for ChannelUrl {
    type Error = BaseUrlProblem;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ChannelUrl> for String {
    fn from(url: ChannelUrl) -> Self {
        url.0.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(json: serde_json::Value) -> Result<Channel, String> {
        serde_json::from_value(json).map_err(|error| error.to_string())
    }

    fn wrong(json: serde_json::Value) -> (ChannelProblem, &'static str) {
        let channel = channel(json).unwrap();
        let problem = channel.validate().unwrap_err();
        (problem, problem.field(&channel))
    }

    #[test]
    fn each_kind_is_written_as_it_is_read() {
        for json in [
            serde_json::json!({ "kind": "desktop", "id": "desktop" }),
            serde_json::json!({ "kind": "ntfy", "id": "phone", "url": "https://ntfy.example/topic",
                "token": { "from": "env", "name": "NTFY_TOKEN" } }),
            serde_json::json!({ "kind": "webhook", "id": "ops", "url": "https://hooks.example/x?sig=1",
                "secret": { "from": "keychain" } }),
            serde_json::json!({ "kind": "command", "id": "script", "program": "/usr/local/bin/on-low",
                "args": ["--now"], "timeoutSecs": 30 }),
        ] {
            let read = channel(json.clone()).unwrap();
            assert_eq!(read.validate(), Ok(()), "{json}");
            assert_eq!(serde_json::to_value(&read).unwrap(), json);
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let ntfy = |url: &str| channel(serde_json::json!({ "kind": "ntfy", "id": "a", "url": url }));
        assert!(
            ntfy("http://ntfy.example/topic")
                .unwrap_err()
                .contains("https://")
        );
        assert!(ntfy("https://me:pw@ntfy.example/topic").is_err());
        assert!(ntfy("http://127.0.0.1:8080/topic").is_ok());
        let misspelt =
            serde_json::json!({ "kind": "webhook", "id": "a", "url": "https://a.example", "secrt": null });
        assert!(channel(misspelt).unwrap_err().contains("secrt"));
        assert_eq!(
            wrong(serde_json::json!({ "kind": "ntfy", "id": "a", "url": "https://ntfy.example/" })),
            (ChannelProblem::NoTopic, "url")
        );
        assert_eq!(
            wrong(serde_json::json!({ "kind": "desktop", "id": "my desk" })),
            (ChannelProblem::BadId, "id")
        );
        assert_eq!(
            wrong(serde_json::json!({ "kind": "command", "id": "a", "program": " " })),
            (ChannelProblem::NoProgram, "program")
        );
        assert_eq!(
            wrong(serde_json::json!({ "kind": "command", "id": "a", "program": "x", "timeoutSecs": 0 })),
            (ChannelProblem::TimeoutOutOfRange, "timeoutSecs")
        );
        assert_eq!(
            wrong(
                serde_json::json!({ "kind": "ntfy", "id": "a", "url": "https://ntfy.example/t",
                "token": { "from": "env", "name": "sk-1" } })
            ),
            (ChannelProblem::LooksLikeKey, "token")
        );
    }

    #[test]
    fn an_address_shows_only_its_server_in_messages() {
        let url: ChannelUrl = "https://hooks.example/services/secret?sig=2".parse().unwrap();
        assert_eq!(format!("{url:?}"), "https://hooks.example");
    }
}
