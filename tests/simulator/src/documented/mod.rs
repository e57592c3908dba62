//! Every error the providers document, and those seen from them.

mod ai_music_api;
mod evolink;
mod kie;
mod openrouter;
mod sunoapi;

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::{Fault, FaultRule, Provider};

/// The text of one file under `tests/samples`, without its final newline.
macro_rules! sample {
    ($file:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../samples/", $file)).trim_ascii_end()
    };
}
pub(crate) use sample;

/// An error as a provider documents it, or as it was seen.
#[derive(Debug, PartialEq, Eq)]
pub struct DocumentedError {
    /// Whose error this is.
    pub provider: Provider,
    /// Its name: unique within the provider, and it begins with the code.
    pub name: &'static str,
    /// The HTTP status it comes with.
    pub status: u16,
    /// Another HTTP status it may come with: the documents of sunoapi.org and
    /// kie.ai name body codes and leave the HTTP status open.
    pub other_status: Option<u16>,
    /// The JSON body.
    pub body: &'static str,
    /// Where it is written down.
    pub source: &'static str,
    /// The only path it makes sense on, where there is one.
    pub path: Option<&'static str>,
}

impl DocumentedError {
    /// The HTTP statuses it may come with.
    pub fn statuses(&self) -> impl Iterator<Item = u16> + use<> {
        [Some(self.status), self.other_status].into_iter().flatten()
    }

    /// This error as a fault.
    pub fn fault(&'static self) -> FaultRule {
        DocumentedReply::from(self).into()
    }

    /// This error as a fault with another HTTP status.
    pub fn fault_with_status(&'static self, status: StatusCode) -> FaultRule {
        DocumentedReply { error: self, status }.into()
    }
}

/// All errors of one provider.
pub const fn documented_errors(provider: Provider) -> &'static [DocumentedError] {
    match provider {
        Provider::SunoApi => sunoapi::ERRORS,
        Provider::Kie => kie::ERRORS,
        Provider::AiMusicApi => ai_music_api::ERRORS,
        Provider::OpenRouter => openrouter::ERRORS,
        Provider::Evolink => evolink::ERRORS,
    }
}

/// The error of one provider with this name.
///
/// # Errors
///
/// When the provider has none of that name.
pub fn documented_error(provider: Provider, name: &str) -> Result<&'static DocumentedError, UnknownError> {
    documented_errors(provider)
        .iter()
        .find(|error| error.name == name)
        .ok_or_else(|| UnknownError {
            provider,
            name: name.to_owned(),
        })
}

/// The provider has no documented error of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{provider} has no documented error named {name:?}")]
pub struct UnknownError {
    /// Whose errors were searched.
    pub provider: Provider,
    /// The name that was asked for.
    pub name: String,
}

/// A documented error, with the HTTP status to send it with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Named", into = "Named")]
pub struct DocumentedReply {
    /// The error.
    pub error: &'static DocumentedError,
    /// The HTTP status to send it with.
    pub status: StatusCode,
}

impl From<&'static DocumentedError> for DocumentedReply {
    fn from(error: &'static DocumentedError) -> Self {
        // The table is tested to hold nothing but valid statuses.
        let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { error, status }
    }
}

impl From<DocumentedReply> for FaultRule {
    fn from(reply: DocumentedReply) -> Self {
        Self {
            path: reply.error.path.map(str::to_owned),
            ..Fault::Documented(reply).into()
        }
    }
}

/// How a documented reply is written in control messages.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    provider: Provider,
    name: String,
    #[serde(default)]
    status: Option<u16>,
}

#[derive(Debug, thiserror::Error)]
enum NamedError {
    #[error(transparent)]
    Unknown(#[from] UnknownError),
    #[error(transparent)]
    Status(#[from] axum::http::status::InvalidStatusCode),
}

impl TryFrom<Named> for DocumentedReply {
    type Error = NamedError;

    fn try_from(named: Named) -> Result<Self, NamedError> {
        let error = documented_error(named.provider, &named.name)?;
        let status = StatusCode::from_u16(named.status.unwrap_or(error.status))?;
        Ok(Self { error, status })
    }
}

impl From<DocumentedReply> for Named {
    fn from(reply: DocumentedReply) -> Self {
        Self {
            provider: reply.error.provider,
            name: reply.error.name.to_owned(),
            status: Some(reply.status.as_u16()),
        }
    }
}

/// What a provider says to a key it does not know, or to no key at all.
pub(crate) fn rejection(provider: Provider, key_was_sent: bool) -> &'static DocumentedError {
    match (provider, key_was_sent) {
        (Provider::SunoApi, _) => &sunoapi::UNAUTHORIZED,
        (Provider::Kie, _) => &kie::UNAUTHORIZED,
        (Provider::AiMusicApi, false) => &ai_music_api::MISSING_HEADER,
        (Provider::AiMusicApi, true) => &ai_music_api::INVALID_FORMAT,
        (Provider::OpenRouter, false) => &openrouter::MISSING_HEADER,
        (Provider::OpenRouter, true) => &openrouter::USER_NOT_FOUND,
        (Provider::Evolink, _) => &evolink::UNAUTHORIZED,
    }
}
