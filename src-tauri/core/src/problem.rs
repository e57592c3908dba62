//! Why an account could not be read.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize, Serializer};
use ts_rs::TS;

use crate::reading::Part;

/// However long a provider asks to be left alone: after this it is asked again.
pub const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60 * 60);

/// A poll that brought no reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Failure {
    pub problem: Problem,
    pub retry_after: Option<Duration>,
    /// What could be read all the same, such as usage without a balance.
    pub parts: Vec<Part>,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self {
            problem,
            retry_after: None,
            parts: Vec::new(),
        }
    }
}

/// What can go wrong between an account and its balance. Closed: scripts match its [code].
///
/// It never carries a provider's own words, because those may echo the key.
///
/// [code]: Problem::code
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum Problem {
    #[error("no key is set")]
    KeyMissing,
    /// The named environment variable is not set, or holds nothing that can be a key.
    #[error("the environment variable {0} holds no key")]
    EnvironmentKeyMissing(String),
    /// The OS keychain does not answer or is locked.
    #[error("the keychain does not answer")]
    KeychainUnavailable,
    #[error("there is no keychain")]
    NoKeychain,
    /// The provider does not know this key, or it has expired.
    #[error("the provider rejected the key")]
    KeyRejected,
    /// The key is good but may not see this.
    #[error("the key may not read the balance")]
    KeyNotPermitted,
    #[error("a subscription is required")]
    SubscriptionRequired,
    #[error("rate limited")]
    RateLimited,
    #[error("under maintenance")]
    Maintenance,
    #[error("feature disabled")]
    FeatureDisabled,
    /// A firewall in front of the provider refused this computer or region.
    #[error("blocked by a firewall")]
    Blocked,
    #[error("no connection")]
    Offline,
    #[error("the proxy {address}: {fault:?}")]
    Proxy { fault: ProxyFault, address: String },
    /// The connection, the headers or the body took too long.
    #[error("timed out")]
    Timeout,
    #[error("no trusted encrypted connection")]
    Tls,
    #[error("the provider reported error {0}")]
    ProviderError(i64),
    #[error("the provider reported an error")]
    UnnumberedProviderError,
    #[error("unexpected reply: {0}")]
    BadResponse(#[from] BadResponse),
}

/// In what way a proxy gave no connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyFault {
    /// Nobody listens there, or nobody answers.
    Silent,
    /// It wants a user and a password, and has none of them.
    AsksForPassword,
    /// It does not take this user and password.
    RefusesPassword,
    /// The settings name a user, and no password is stored for it.
    PasswordMissing,
    /// It does not speak as this kind of proxy does.
    OtherProtocol,
    /// An HTTP proxy that did not connect to the provider, or another server.
    NoTunnel,
    /// A SOCKS 5 proxy that could not reach the provider.
    NoWay,
    /// No trusted encrypted connection to the proxy itself.
    NotTrusted,
    /// What came through it was no trusted encrypted connection to the provider.
    NoTlsThrough,
}

/// In what way a reply was not the documented one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the message of each says what it is")]
pub enum BadResponse {
    #[error("empty")]
    Empty,
    #[error("a web page")]
    Html,
    #[error("not UTF-8")]
    NotUtf8,
    /// Not JSON, or JSON of another shape.
    #[error("not the documented JSON")]
    NotDocumented,
    /// The connection broke before the whole reply had arrived, or it could not be decompressed.
    #[error("broken off")]
    BrokenOff,
    /// Larger than any reply with a balance.
    #[error("too large")]
    TooLarge,
    /// A redirect; a key follows none.
    #[error("a redirect")]
    Redirect,
    #[error("no number in {0}")]
    Field(&'static str),
}

/// The closed set of error codes that the outside sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export_to = "bindings.ts")]
pub enum ErrorCode {
    /// No key where one should be.
    KeyMissing,
    /// The keychain does not answer.
    KeychainUnavailable,
    /// The provider does not take the key.
    KeyRejected,
    /// The key may not read the balance.
    KeyNotPermitted,
    /// The account needs a subscription.
    SubscriptionRequired,
    /// Asked too often.
    RateLimited,
    /// Under maintenance.
    Maintenance,
    /// Switched off by the provider.
    FeatureDisabled,
    /// Refused by a firewall.
    Blocked,
    /// No connection.
    Offline,
    /// Took too long.
    Timeout,
    /// No trusted encrypted connection.
    Tls,
    /// The provider's own error.
    ProviderError,
    /// Not the documented reply.
    BadResponse,
    /// The settings of the account cannot be used, so it is not asked at all.
    SettingsInvalid,
}

impl ErrorCode {
    /// Whether it may pass while nobody looks. What else there is waits for a person.
    pub(crate) fn may_pass(self) -> bool {
        matches!(
            self,
            Self::RateLimited
                | Self::Maintenance
                | Self::Offline
                | Self::Timeout
                | Self::Tls
                | Self::ProviderError
                | Self::BadResponse
        )
    }
}

/// The code as scripts see it.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// Its code: nobody but a person reads the rest.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.code().serialize(serializer)
    }
}

impl Problem {
    /// The code that scripts and the settings window match on.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::KeyMissing | Self::EnvironmentKeyMissing(_) => ErrorCode::KeyMissing,
            Self::KeychainUnavailable | Self::NoKeychain => ErrorCode::KeychainUnavailable,
            Self::KeyRejected => ErrorCode::KeyRejected,
            Self::KeyNotPermitted => ErrorCode::KeyNotPermitted,
            Self::SubscriptionRequired => ErrorCode::SubscriptionRequired,
            Self::RateLimited => ErrorCode::RateLimited,
            Self::Maintenance => ErrorCode::Maintenance,
            Self::FeatureDisabled => ErrorCode::FeatureDisabled,
            Self::Blocked => ErrorCode::Blocked,
            Self::Proxy { fault, .. } => fault.code(),
            Self::Offline => ErrorCode::Offline,
            Self::Timeout => ErrorCode::Timeout,
            Self::Tls => ErrorCode::Tls,
            Self::ProviderError(_) | Self::UnnumberedProviderError => ErrorCode::ProviderError,
            Self::BadResponse(_) => ErrorCode::BadResponse,
        }
    }

    /// Whether another key mends it, or any where there is none.
    pub fn needs_key(&self) -> bool {
        matches!(
            self.code(),
            ErrorCode::KeyMissing | ErrorCode::KeyRejected | ErrorCode::KeyNotPermitted
        )
    }

    /// Whether only the person can mend it, so that waiting will not.
    pub fn needs_person(&self) -> bool {
        matches!(
            self.code(),
            ErrorCode::KeyMissing
                | ErrorCode::KeychainUnavailable
                | ErrorCode::KeyRejected
                | ErrorCode::KeyNotPermitted
                | ErrorCode::SubscriptionRequired
                | ErrorCode::SettingsInvalid
        )
    }
}

impl ProxyFault {
    fn code(self) -> ErrorCode {
        match self {
            Self::NotTrusted | Self::NoTlsThrough => ErrorCode::Tls,
            _ => ErrorCode::Offline,
        }
    }
}
