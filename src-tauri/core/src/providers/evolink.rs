//! Evolink: the account's credits, and a cap on the key unless it is unlimited.
//!
//! Source: `docs.evolink.ai`, "Get Credits Usage". With `unlimited_credits` the key's own number
//! means nothing. Error codes may be text; the time to wait may sit in `fallback_suggestion`.

use std::time::Duration;

use serde::Deserialize;

use super::{
    Exchange, Profile, ProviderId, Reply,
    wire::{Field, Meaning, Object, code_problem, failure, json, only, status_problem},
};
use crate::{
    amount::{Amount, Unit},
    problem::{BadResponse, Failure, Problem},
    reading::{Available, Part, PartName, Reading},
};

pub(super) const PROFILE: Profile = Profile {
    id: ProviderId::Evolink,
    slug: "evolink",
    name: "Evolink",
    unit: Unit::Credits,
    base_urls: &["https://api.evolink.ai"],
    requests: &["/v1/credits"],
    keys_page: "https://evolink.ai/dashboard/keys",
    top_up_page: "https://evolink.ai/dashboard/credits",
    suggested_low_below: "300",
    credits_per_usd: Some("68"),
    key_variables: &["EVOLINK_API_KEY"],
    read,
};

#[derive(Deserialize)]
struct Body {
    data: Option<Object<Credits>>,
    #[serde(default)]
    success: Field,
    #[serde(default)]
    error: Field,
    #[serde(default)]
    code: Field,
}

#[derive(Deserialize)]
struct Credits {
    token: Object<Token>,
    user: Object<User>,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default)]
    remaining_credits: Field,
    #[serde(default)]
    unlimited_credits: Field,
}

#[derive(Deserialize)]
struct User {
    #[serde(default)]
    remaining_credits: Field,
    #[serde(default)]
    used_credits: Field,
}

#[derive(Default, Deserialize)]
struct ErrorBody {
    #[serde(default)]
    code: Field,
    #[serde(default)]
    fallback_suggestion: Field,
}

fn read(exchanges: &[Exchange]) -> Result<Reading, Failure> {
    let reply = only(exchanges)?;
    let body = json::<Body>(&reply.body);
    let reported = body.as_ref().map(Reported::from).unwrap_or_default();
    let understood = match reported.meaning(reply) {
        Some(Meaning::Out) => Ok((Available::Exhausted, Vec::new())),
        Some(Meaning::Problem(problem)) => Err(problem),
        None => body.map_err(Problem::from).and_then(balance),
    };
    match understood {
        Ok((available, parts)) => Ok(Reading {
            available,
            parts,
            at: reply.received_at,
        }),
        Err(problem) => {
            let failure = failure(reply, problem);
            let retry_after = failure.retry_after.or(reported.retry_after);
            Err(Failure {
                retry_after,
                ..failure
            })
        }
    }
}

/// What the body itself says went wrong, whichever of the envelopes it came in.
#[derive(Default)]
struct Reported {
    is_error: bool,
    code: Option<i64>,
    word: Option<String>,
    retry_after: Option<Duration>,
}

impl From<&Body> for Reported {
    fn from(body: &Body) -> Self {
        let nested = body.error.object::<ErrorBody>().unwrap_or_default();
        let failed = body.success.boolean("success") == Ok(false);
        let has_error = !body.error.is_absent() && !body.error.is_null();
        let codes = [&nested.code, &body.code];
        Self {
            is_error: failed || has_error,
            code: codes.iter().find_map(|code| code.code()),
            word: [&nested.code, &body.code, &body.error]
                .iter()
                .find_map(|field| field.string()),
            retry_after: nested
                .fallback_suggestion
                .string()
                .and_then(|text| suggested_wait(&text)),
        }
    }
}

impl Reported {
    fn meaning(&self, reply: &Reply) -> Option<Meaning> {
        let succeeded = (200..300).contains(&reply.status);
        let word = self.word.as_deref().unwrap_or_default();
        // The words of Evolink's own client: providers.md A5.
        let is_out = word.contains("insufficient")
            || word.contains("quota_exhausted")
            || word.contains("quota_exceeded");
        let code = self.code.filter(|_| self.is_error || !succeeded);
        if reply.status == 402 || code == Some(402) || (is_out && (self.is_error || !succeeded)) {
            return Some(Meaning::Out);
        }
        if let Some(problem) = status_problem(reply) {
            return Some(problem.into());
        }
        if !self.is_error {
            return None;
        }
        Some(Meaning::Problem(match code {
            Some(code) => code_problem(code),
            None if word == "unauthorized" => Problem::KeyRejected,
            None => Problem::UnnumberedProviderError,
        }))
    }
}

/// The seconds in `retry after 60 seconds`.
fn suggested_wait(suggestion: &str) -> Option<Duration> {
    let rest = suggestion.to_ascii_lowercase();
    let seconds = rest
        .strip_prefix("retry after ")?
        .strip_suffix(" seconds")?
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds))
}

fn balance(body: Body) -> Result<(Available, Vec<Part>), Problem> {
    if !body.success.is_absent() {
        body.success.boolean("success")?;
    }
    let Some(Object(Credits {
        token: Object(token),
        user: Object(user),
    })) = body.data
    else {
        return Err(BadResponse::Field("data").into());
    };
    let credits = |value| Amount::new(value, Unit::Credits);
    let account = user.remaining_credits.number("data.user.remaining_credits")?;
    let mut available = account;
    let mut parts = vec![Part {
        name: PartName::Account,
        amount: credits(account),
    }];
    if !token.unlimited_credits.boolean("data.token.unlimited_credits")? {
        let cap = token.remaining_credits.number("data.token.remaining_credits")?;
        available = available.min(cap);
        parts.push(Part {
            name: PartName::KeyCap,
            amount: credits(cap),
        });
    }
    if let Ok(used) = user.used_credits.number("data.user.used_credits") {
        parts.push(Part {
            name: PartName::Used,
            amount: credits(used),
        });
    }
    Ok((Available::Limited(credits(available)), parts))
}
