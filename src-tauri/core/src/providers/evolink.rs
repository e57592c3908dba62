//! Evolink: the account's credits, and a cap on the key unless it is unlimited.
//!
//! Source: `docs.evolink.ai`, "Get Credits Usage". With `unlimited_credits` the key's own number
//! means nothing. Error codes may be text; the time to wait may sit in `fallback_suggestion`.

use std::time::Duration;

use serde::Deserialize;

use super::{
    Exchange, Profile, ProviderId, Reply,
    report::Report,
    wire::{Field, Meaning, Object, failure, json, only, status_problem},
};
use crate::{
    amount::{Amount, Unit},
    problem::{BadResponse, Failure, LONGEST_RETRY_AFTER, Problem},
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
}

/// Where the time to wait may stand.
#[derive(Deserialize)]
struct Refusal {
    error: Option<Object<ErrorBody>>,
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

#[derive(Deserialize)]
struct ErrorBody {
    #[serde(default)]
    fallback_suggestion: Field,
}

fn read(exchanges: &[Exchange]) -> Result<Reading, Failure> {
    let reply = only(exchanges)?;
    let understood = match meaning(reply, &Report::of(reply)) {
        Some(Meaning::Out) => Ok((Available::Exhausted, Vec::new())),
        Some(Meaning::Problem(problem)) => Err(problem),
        None => json(&reply.body).map_err(Problem::from).and_then(balance),
    };
    match understood {
        Ok((available, parts)) => Ok(Reading {
            available,
            parts,
            at: reply.received_at,
        }),
        Err(problem) => {
            let failure = failure(reply, problem);
            let retry_after = failure.retry_after.or_else(|| suggested_wait(reply));
            Err(Failure {
                retry_after,
                ..failure
            })
        }
    }
}

fn meaning(reply: &Reply, report: &Report) -> Option<Meaning> {
    let problem = report.problem(&[200]);
    let is_refused = problem.is_some() || !(200..300).contains(&reply.status);
    let says_out = report.says_out() || report.code() == Some(402);
    if reply.status == 402 || (is_refused && says_out) {
        return Some(Meaning::Out);
    }
    status_problem(reply).or(problem).map(Meaning::from)
}

/// `retry after 60 seconds`, in the body of a 429.
fn suggested_wait(reply: &Reply) -> Option<Duration> {
    let Object(error) = json::<Refusal>(&reply.body).ok()?.error?;
    let suggestion = error.fallback_suggestion.string()?.to_ascii_lowercase();
    let seconds = suggestion
        .strip_prefix("retry after ")?
        .strip_suffix(" seconds")?
        .parse()
        .ok()?;
    Some(Duration::from_secs(seconds).min(LONGEST_RETRY_AFTER))
}

fn balance(body: Body) -> Result<(Available, Vec<Part>), Problem> {
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
