//! What can be made to go wrong.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

use crate::{DocumentedReply, serde_http};

/// One way in which an answer goes wrong, or at least not as usual.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Fault {
    /// An error the provider documents.
    Documented(DocumentedReply),
    /// Anything at all.
    Reply(Reply),
    /// Come back later: the header `Retry-After` and the provider's own body.
    RetryAfter {
        /// 429 or 503, as a rule.
        #[serde(with = "serde_http::status")]
        status: StatusCode,
        /// The header's text: seconds, an HTTP date, or nonsense.
        after: String,
    },
    /// The right answer, later. Milliseconds in JSON.
    Delay(#[serde(with = "serde_http::millis")] Duration),
    /// Never an answer.
    StallHeaders,
    /// The headers, and never the body they announce.
    StallAfterHeaders,
    /// Half of the right body under the length of the whole, then the end of
    /// the connection.
    TruncatedBody,
    /// The connection ends without an answer.
    Dropped,
    /// 302 to this URL.
    Redirect(String),
    /// A page in the style of Cloudflare, with this status.
    Html(#[serde(with = "serde_http::status")] StatusCode),
    /// 200 and no body.
    Empty,
    /// The right body behind two bytes that are not UTF-8.
    NotUtf8,
    /// 100,000 opening brackets.
    DeeplyNested,
    /// The right body behind 32 MiB of blanks, in chunks: valid JSON for a
    /// client that reads it all.
    Huge,
    /// The right body behind 64 MiB of blanks, compressed to well under 1 MiB.
    GzipBomb,
    /// The right body, compressed. Right as well.
    Gzip,
    /// One blank every 100 ms, for ever.
    SlowDrip,
    /// Null where the amount should be.
    NullData,
    /// Something else where each amount should be.
    WrongTypes(WrongType),
    /// The right answer without a field the amount depends on.
    MissingField,
}

/// What stands in place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WrongType {
    /// `"plenty"`
    Text,
    /// The right digits, in quotes.
    NumericText,
    /// `{"amount": …}` with the right digits.
    Object,
    /// `[…]` with the right digits.
    Array,
    /// `true`
    Boolean,
    /// `1e999`, which no decimal holds.
    TooLarge,
}

/// A reply made by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The HTTP status.
    #[serde(with = "serde_http::status")]
    pub status: StatusCode,
    /// The headers: `application/json` unless others are given.
    #[serde(with = "serde_http::headers", default = "json_content")]
    pub headers: HeaderMap,
    /// The body; text in control messages.
    #[serde(with = "serde_http::body", default)]
    pub body: Bytes,
}

impl Reply {
    /// A reply with a JSON content type.
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: json_content(),
            body: body.into(),
        }
    }

    /// The reply with one more header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }
}

fn json_content() -> HeaderMap {
    let json = HeaderValue::from_static("application/json");
    HeaderMap::from_iter([(axum::http::header::CONTENT_TYPE, json)])
}

/// A fault, and which requests it strikes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FaultRule {
    /// What goes wrong.
    pub fault: Fault,
    /// How many requests it strikes; `None` until it is cleared.
    pub times: Option<u32>,
    /// The only path it strikes; `None` for all of the account's paths.
    pub path: Option<String>,
}

impl From<Fault> for FaultRule {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            times: None,
            path: None,
        }
    }
}

impl FaultRule {
    /// Strikes the next `times` requests only.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Strikes one path only.
    #[must_use]
    pub fn on(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }
}

impl Fault {
    /// Strikes the next `times` requests only.
    pub fn times(self, times: u32) -> FaultRule {
        FaultRule::from(self).times(times)
    }

    /// Strikes one path only.
    pub fn on(self, path: &str) -> FaultRule {
        FaultRule::from(self).on(path)
    }
}
