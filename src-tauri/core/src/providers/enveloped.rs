//! The envelope that sunoapi.org and kie.ai share: `{"code":200,"msg":"success","data":100}`.
//!
//! Whether an error comes with its HTTP status or with 200 is not documented, and both were seen;
//! so the body's code counts first, and the HTTP status where the body has none.

use serde::Deserialize;

use super::{
    Exchange, Reply,
    report::Report,
    wire::{Field, Meaning, failure, is_blocked, json, only, status_problem},
};
use crate::{
    amount::{Amount, Unit},
    problem::{BadResponse, Failure, Problem},
    reading::{Available, Reading},
};

#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    code: Field,
    #[serde(default)]
    data: Field,
}

/// Reads the one reply of a provider that speaks in this envelope.
pub(super) fn read(exchanges: &[Exchange], meaning: fn(i64) -> Option<Meaning>) -> Result<Reading, Failure> {
    let reply = only(exchanges)?;
    let reading = |available| Reading {
        available,
        parts: Vec::new(),
        at: reply.received_at,
    };
    match available(reply, meaning) {
        Ok(available) => Ok(reading(available)),
        Err(Meaning::Out) => Ok(reading(Available::Exhausted)),
        Err(Meaning::Problem(problem)) => Err(failure(reply, problem)),
    }
}

fn available(reply: &Reply, meaning: fn(i64) -> Option<Meaning>) -> Result<Available, Meaning> {
    if reply.status == 401 {
        return Err(Problem::KeyRejected.into());
    }
    if is_blocked(reply) {
        return Err(Problem::Blocked.into());
    }
    let envelope = json::<Envelope>(&reply.body);
    let code = envelope.as_ref().ok().and_then(|envelope| envelope.code.code());
    match code {
        Some(200) | None => {}
        Some(401) => return Err(Problem::KeyRejected.into()),
        Some(code) => return Err(meaning(code).unwrap_or(Problem::ProviderError(code).into())),
    }
    if let Some(problem) = status_problem(reply) {
        return Err(problem.into());
    }
    let envelope = envelope.map_err(Problem::from)?;
    if let Some(problem) = Report::of(reply).problem(&[200]) {
        return Err(problem.into());
    }
    if code.is_none() {
        return Err(Problem::from(BadResponse::Field("code")).into());
    }
    let amount = envelope.data.number("data")?;
    Ok(Available::Limited(Amount::new(amount, Unit::Credits)))
}
