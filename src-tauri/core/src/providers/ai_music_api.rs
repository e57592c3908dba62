//! AI Music API: monthly credits and extra credits, in a body without an envelope.
//!
//! Source: `docs.sunoapi.com/get-credits` and its credits usage and error handling guides. Extra
//! credits are spent first and do not expire; monthly credits reset with each billing cycle. A 403
//! is not always about the key: its words tell whether credits or a subscription are missing.

use serde::Deserialize;

use super::{
    Exchange, Profile, ProviderId, Reply,
    report::Report,
    wire::{Field, Object, failure, json, only, status_problem},
};
use crate::{
    amount::{Amount, Unit},
    problem::{BadResponse, Failure, Problem},
    reading::{Available, Part, PartName, Reading},
};

pub(super) const PROFILE: Profile = Profile {
    id: ProviderId::AiMusicApi,
    slug: "ai-music-api",
    name: "AI Music API",
    unit: Unit::Credits,
    base_urls: &["https://api.aimusicapi.ai", "https://api.sunoapi.com"],
    requests: &["/api/v1/get-credits"],
    keys_page: "https://aimusicapi.ai/dashboard/apikey",
    top_up_page: "https://aimusicapi.ai/dashboard",
    suggested_low_below: "100",
    credits_per_usd: Some("125"),
    key_variables: &[
        "AIMUSIC_API_KEY",
        "AIMUSICAPI_KEY",
        "AI_MUSIC_API_KEY",
        "SUNO_API_KEY",
    ],
    read,
};

/// The documented bare body, and the error envelope `{"code":403,"message":"…"}`, which may also
/// wrap the credits in `data`.
#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    message: Field,
    data: Option<Object<Credits>>,
    #[serde(default)]
    credits: Field,
    #[serde(default)]
    extra_credits: Field,
}

#[derive(Deserialize)]
struct Credits {
    #[serde(default)]
    credits: Field,
    #[serde(default)]
    extra_credits: Field,
}

fn read(exchanges: &[Exchange]) -> Result<Reading, Failure> {
    let reply = only(exchanges)?;
    let (available, parts) = understand(reply).map_err(|problem| failure(reply, problem))?;
    Ok(Reading {
        available,
        parts,
        at: reply.received_at,
    })
}

fn understand(reply: &Reply) -> Result<(Available, Vec<Part>), Problem> {
    let body = json::<Body>(&reply.body);
    let says = |words: &str| {
        let message = body.as_ref().ok().and_then(|body| body.message.string());
        message.is_some_and(|message| message.to_ascii_lowercase().contains(words))
    };
    let report = Report::of(reply);
    let forbidden = reply.status == 403 || ((200..300).contains(&reply.status) && report.code() == Some(403));
    if forbidden && says("remaining credits are not enough") {
        return Ok((Available::Exhausted, Vec::new()));
    }
    if forbidden && says("do not have an active subscription") {
        return Err(Problem::SubscriptionRequired);
    }
    if let Some(problem) = status_problem(reply) {
        return Err(problem);
    }
    if let Some(problem) = report.problem(&[0, 200]) {
        return Err(problem);
    }
    let body = body?;
    let credits = match body.data {
        Some(Object(data)) => data,
        None => Credits {
            credits: body.credits,
            extra_credits: body.extra_credits,
        },
    };
    total(&credits)
}

/// Either field may be absent, but not both; one that is present must be a number.
fn total(credits: &Credits) -> Result<(Available, Vec<Part>), Problem> {
    let mut parts = Vec::new();
    let named = [
        (PartName::Subscription, &credits.credits, "credits"),
        (PartName::Extra, &credits.extra_credits, "extra_credits"),
    ];
    for (name, field, field_name) in named {
        if !field.is_absent() {
            let amount = Amount::new(field.number(field_name)?, Unit::Credits);
            parts.push(Part { name, amount });
        }
    }
    let sum = parts
        .iter()
        .map(|part| part.amount.value())
        .try_fold(rust_decimal::Decimal::ZERO, rust_decimal::Decimal::checked_add);
    match sum {
        Some(sum) if !parts.is_empty() => Ok((Available::Limited(Amount::new(sum, Unit::Credits)), parts)),
        _ => Err(BadResponse::Field("credits").into()),
    }
}
