//! What all providers' replies have in common: reading JSON that may be anything, and the meaning
//! of HTTP statuses where a body says nothing better.

use std::{marker::PhantomData, time::Duration};

use jiff::{Timestamp, fmt::rfc2822};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use super::{Exchange, Reply};
use crate::{
    amount::parse_decimal,
    problem::{BadResponse, Failure, LONGEST_RETRY_AFTER, Problem},
};

/// A JSON object as `T`. Unlike a derived `Deserialize` it takes no array in an object's place,
/// so that `[200, "", 0]` is not read as an envelope with a zero balance.
pub(super) struct Object<T>(pub(super) T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OnlyMaps<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for OnlyMaps<T> {
            type Value = T;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(serde::de::value::MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_map(OnlyMaps(PhantomData)).map(Self)
    }
}

/// A JSON value that is not trusted to be what the documents say. Absent and `null` are told apart.
#[derive(Default)]
pub(super) struct Field(Option<Box<RawValue>>);

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(|raw| Self(Some(raw)))
    }
}

impl Field {
    fn text(&self) -> &str {
        self.0.as_ref().map_or("", |raw| raw.get())
    }

    pub(super) fn is_absent(&self) -> bool {
        self.0.is_none()
    }

    /// Absent, or a value that stands for nothing.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self.text(), "" | "null" | "false" | "\"\"")
    }

    pub(super) fn is_null(&self) -> bool {
        self.text() == "null"
    }

    /// The exact number, also where it came as text; never a guess from anything else.
    pub(super) fn number(&self, name: &'static str) -> Result<Decimal, Problem> {
        let raw = self.text();
        let read = match self.string() {
            Some(text) => parse_decimal(text.trim()),
            None => parse_decimal(raw),
        };
        read.ok_or(Problem::BadResponse(BadResponse::Field(name)))
    }

    pub(super) fn boolean(&self, name: &'static str) -> Result<bool, Problem> {
        match self.text() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(Problem::BadResponse(BadResponse::Field(name))),
        }
    }

    pub(super) fn string(&self) -> Option<String> {
        serde_json::from_str(self.text()).ok()
    }

    /// An object of this shape.
    pub(super) fn object<T: DeserializeOwned>(&self) -> Option<T> {
        let Object(value) = serde_json::from_str(self.text()).ok()?;
        Some(value)
    }

    /// An error code: a whole number, also as text.
    pub(super) fn code(&self) -> Option<i64> {
        serde_json::from_str(self.text())
            .ok()
            .or_else(|| self.string()?.trim().parse().ok())
    }
}

/// What a reply means that brought no balance.
pub(super) enum Meaning {
    /// The account has nothing left.
    Out,
    /// The account could not be read.
    Problem(Problem),
}

impl From<Problem> for Meaning {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// The reply to a provider's one request.
pub(super) fn only(exchanges: &[Exchange]) -> Result<&Reply, Failure> {
    match exchanges {
        [exchange] => exchange.as_ref().map_err(Clone::clone),
        _ => Err(Problem::from(BadResponse::Empty).into()),
    }
}

/// What an error code in a body means where the provider's document gives it no other meaning.
pub(super) fn code_problem(code: i64) -> Problem {
    match code {
        401 => Problem::KeyRejected,
        403 => Problem::KeyNotPermitted,
        429 => Problem::RateLimited,
        code => Problem::ProviderError(code),
    }
}

/// The body as a JSON object of this shape.
pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, BadResponse> {
    let text = std::str::from_utf8(body).map_err(|_| BadResponse::NotUtf8)?;
    if text.trim().is_empty() {
        return Err(BadResponse::Empty);
    }
    if is_web_page(body) {
        return Err(BadResponse::Html);
    }
    let Object(value) = serde_json::from_str(text).map_err(|_| BadResponse::NotDocumented)?;
    Ok(value)
}

fn is_web_page(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// A refusal by a firewall in front of the provider: a web page, or a security policy's words.
/// Source: providers.md A4 (`Access denied by security policy.`) and D14.
pub(super) fn is_blocked(reply: &Reply) -> bool {
    let says_policy = || {
        String::from_utf8_lossy(&reply.body)
            .to_ascii_lowercase()
            .contains("security policy")
    };
    reply.status == 403 && (is_web_page(&reply.body) || says_policy())
}

/// What an HTTP status means where the body says nothing better. `None` for success.
pub(super) fn status_problem(reply: &Reply) -> Option<Problem> {
    match reply.status {
        200..=299 => None,
        300..=399 => Some(BadResponse::Redirect.into()),
        401 => Some(Problem::KeyRejected),
        403 if is_blocked(reply) => Some(Problem::Blocked),
        403 => Some(Problem::KeyNotPermitted),
        429 => Some(Problem::RateLimited),
        status => Some(Problem::ProviderError(status.into())),
    }
}

/// A failure of this reply, with the time for which its `Retry-After` header asks, an hour at most.
pub(super) fn failure(reply: &Reply, problem: Problem) -> Failure {
    Failure {
        problem,
        retry_after: reply
            .retry_after
            .as_deref()
            .and_then(|header| retry_after(header, reply.received_at)),
        parts: Vec::new(),
    }
}

/// `Retry-After` in seconds or as an HTTP date (RFC 9110, 10.2.3).
pub(super) fn retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        let asked_for = header.parse().map_or(Duration::MAX, Duration::from_secs);
        return Some(asked_for.min(LONGEST_RETRY_AFTER));
    }
    let then = rfc2822::DateTimeParser::new()
        .parse_zoned(header)
        .ok()?
        .timestamp();
    let asked_for = Duration::try_from(then.duration_since(now)).unwrap_or(Duration::ZERO);
    Some(asked_for.min(LONGEST_RETRY_AFTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Envelope {
        #[serde(default)]
        data: Field,
    }

    fn data(body: &str) -> Result<String, Problem> {
        let envelope: Envelope = json(body.as_bytes())?;
        envelope.data.number("data").map(|number| number.to_string())
    }

    #[test]
    fn a_number_is_a_number_or_nothing() {
        assert_eq!(data(r#"{"data": 35.95}"#).as_deref(), Ok("35.95"));
        assert_eq!(
            data(r#"{"data":"1234567890123.4567"}"#).as_deref(),
            Ok("1234567890123.4567")
        );
        for body in [
            r#"{"data":null}"#,
            r"{}",
            r#"{"data":"ten"}"#,
            r#"{"data":true}"#,
            r#"{"data":[1]}"#,
            r#"{"data":{"a":1}}"#,
            r#"{"data":""}"#,
            r#"{"data":"NaN"}"#,
        ] {
            assert_eq!(data(body), Err(BadResponse::Field("data").into()), "{body}");
        }
    }

    #[test]
    fn every_odd_body_has_its_own_words() {
        let problem = |body: &[u8]| json::<Envelope>(body).err();
        assert_eq!(problem(b""), Some(BadResponse::Empty));
        assert_eq!(problem(b" \n "), Some(BadResponse::Empty));
        assert_eq!(problem(b"<!doctype html><p>hi"), Some(BadResponse::Html));
        assert_eq!(problem(b"{\"data\":\"\xff\"}"), Some(BadResponse::NotUtf8));
        assert_eq!(problem(b"{\"data\":1"), Some(BadResponse::NotDocumented));
        assert_eq!(problem(b"[1]"), Some(BadResponse::NotDocumented));
        assert_eq!(problem(b"0"), Some(BadResponse::NotDocumented));
        assert_eq!(
            problem("[".repeat(100_000).as_bytes()),
            Some(BadResponse::NotDocumented)
        );
        let nested = format!("{{\"data\":{}", "[".repeat(100_000));
        assert_eq!(problem(nested.as_bytes()), Some(BadResponse::NotDocumented));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        let seconds = |header: &str| retry_after(header, now).map(|time| time.as_secs());
        assert_eq!(seconds("120"), Some(120));
        assert_eq!(seconds(" 0 "), Some(0));
        assert_eq!(seconds("18446744073709551615"), Some(3600));
        assert_eq!(
            seconds("18446744073709551616"),
            Some(3600),
            "more than can be counted"
        );
        assert_eq!(seconds("Fri, 20 Nov 2099 09:00:00 GMT"), Some(3600));
        assert_eq!(seconds("Fri, 20 Nov 2026 09:01:30 GMT"), Some(90));
        assert_eq!(seconds("Fri, 20 Nov 2026 08:00:00 GMT"), Some(0));
        assert_eq!(seconds("soon"), None);
        assert_eq!(seconds("-5"), None);
        assert_eq!(seconds(""), None);
    }
}
