//! Why an account could not be read.

use std::{fmt, time::Duration};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::reading::Part;

/// A poll that brought no reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong.
    pub problem: Problem,
    /// How long the provider asked to be left alone.
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
pub enum Problem {
    /// No key is stored where the settings say one is.
    #[error("no key is set")]
    KeyMissing,
    /// The named environment variable is not set, or holds nothing that can be a key.
    #[error("the environment variable {0} holds no key")]
    EnvironmentKeyMissing(String),
    /// The OS keychain does not answer or is locked.
    #[error("the keychain does not answer")]
    KeychainUnavailable,
    /// This desktop has no keychain.
    #[error("there is no keychain")]
    NoKeychain,
    /// The provider does not know this key, or it has expired.
    #[error("the provider rejected the key")]
    KeyRejected,
    /// The key is good but may not see this.
    #[error("the key may not read the balance")]
    KeyNotPermitted,
    /// The account needs an active subscription.
    #[error("a subscription is required")]
    SubscriptionRequired,
    /// Asked too often.
    #[error("rate limited")]
    RateLimited,
    /// The provider is under maintenance.
    #[error("under maintenance")]
    Maintenance,
    /// The provider has switched this feature off.
    #[error("feature disabled")]
    FeatureDisabled,
    /// A firewall in front of the provider refused this computer or region.
    #[error("blocked by a firewall")]
    Blocked,
    /// No connection could be made.
    #[error("no connection")]
    Offline,
    /// The proxy stands in the way.
    #[error("the proxy {address}: {fault:?}")]
    Proxy {
        /// What is wrong with it.
        fault: ProxyFault,
        /// Its host and its port.
        address: String,
    },
    /// The connection, the headers or the body took too long.
    #[error("timed out")]
    Timeout,
    /// No trusted encrypted connection could be made.
    #[error("no trusted encrypted connection")]
    Tls,
    /// The provider reported an error of its own, by this number.
    #[error("the provider reported error {0}")]
    ProviderError(i64),
    /// The provider reported an error of its own, without a number we know.
    #[error("the provider reported an error")]
    UnnumberedProviderError,
    /// The reply was not the documented one.
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
pub enum BadResponse {
    /// No body at all.
    #[error("empty")]
    Empty,
    /// A web page.
    #[error("a web page")]
    Html,
    /// Not text in UTF-8.
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
    /// This field is missing or is not a number.
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

/// The code as scripts see it.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Problem {
    /// The code that scripts and the settings window match on.
    #[must_use]
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
    #[must_use]
    pub fn needs_key(&self) -> bool {
        matches!(
            self.code(),
            ErrorCode::KeyMissing | ErrorCode::KeyRejected | ErrorCode::KeyNotPermitted
        )
    }

    /// Whether only the person can mend it, so that waiting will not.
    #[must_use]
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
