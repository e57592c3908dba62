//! OpenRouter: dollars bought less dollars used, and what the key itself may still spend.
//!
//! Sources: `openrouter.ai/docs`, "Get remaining credits" (`/credits`, meant for management keys)
//! and "Get current key" (`/key`, any key). An ordinary key gets 403 from `/credits`, or 200 with
//! 0/0 whatever the account holds, or the real numbers: all three were seen. So 0/0 counts only
//! when `/key` says that this is a management key.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::{
    Exchange, Profile, ProviderId, Reply,
    report::Report,
    wire::{Field, Object, failure, is_blocked, json, status_problem},
};
use crate::{
    amount::{Amount, Unit},
    problem::{BadResponse, Failure, Problem},
    reading::{Available, Part, PartName, Reading},
};

pub(super) const PROFILE: Profile = Profile {
    id: ProviderId::OpenRouter,
    slug: "openrouter",
    name: "OpenRouter",
    unit: Unit::Usd,
    base_urls: &["https://openrouter.ai"],
    requests: &["/api/v1/credits", "/api/v1/key"],
    keys_page: "https://openrouter.ai/settings/management-keys",
    top_up_page: "https://openrouter.ai/settings/credits",
    suggested_low_below: "5",
    credits_per_usd: None,
    key_variables: &["OPENROUTER_MANAGEMENT_KEY", "OPENROUTER_API_KEY"],
    read,
};

#[derive(Deserialize)]
struct Body<T> {
    data: Option<T>,
}

#[derive(Deserialize)]
struct CreditsBody {
    #[serde(default)]
    total_credits: Field,
    #[serde(default)]
    total_usage: Field,
}

#[derive(Deserialize)]
struct KeyBody {
    #[serde(default)]
    limit: Field,
    #[serde(default)]
    limit_remaining: Field,
    #[serde(default)]
    usage: Field,
    #[serde(default)]
    is_management_key: Field,
    #[serde(default)]
    is_provisioning_key: Field,
}

/// The account as `/credits` tells it.
struct Account {
    purchased: Decimal,
    used: Decimal,
    balance: Decimal,
}

/// The key as `/key` tells it.
#[derive(Default)]
struct Key {
    /// What it may still spend; none where it has no limit.
    remaining: Option<Decimal>,
    usage: Option<Decimal>,
    is_management: bool,
}

fn read(exchanges: &[Exchange]) -> Result<Reading, Failure> {
    let [credits, key] = exchanges else {
        return Err(Problem::from(BadResponse::Empty).into());
    };
    let credits_reply = credits.as_ref().map_err(Clone::clone);
    let key_reply = key.as_ref().map_err(Clone::clone);

    let key = key_reply.and_then(|reply| key_of(reply).map_err(|problem| failure(reply, problem)));
    let account = credits_reply
        .clone()
        .and_then(|reply| account_of(reply).map_err(|problem| failure(reply, problem)));

    let key = match key {
        // A relay that knows `/credits` alone: then no cap is known.
        Err(Failure {
            problem: Problem::ProviderError(404),
            ..
        }) if account.is_ok() => Key::default(),
        Err(failure) => return Err(worse(failure, account.err())),
        Ok(key) => key,
    };
    let account = match account {
        Err(failure) if failure.problem != Problem::KeyNotPermitted => return Err(failure),
        account => account.ok().filter(|account| account.is_believable(&key)),
    };
    let at = credits_reply?.received_at;
    let parts = parts(account.as_ref(), &key);
    match available(account.as_ref(), &key) {
        Some(value) => Ok(Reading {
            available: Available::Limited(Amount::new(value, Unit::Usd)),
            parts,
            at,
        }),
        None => Err(Failure {
            parts,
            ..Problem::KeyNotPermitted.into()
        }),
    }
}

impl Account {
    fn is_believable(&self, key: &Key) -> bool {
        key.is_management || !(self.purchased.is_zero() && self.used.is_zero())
    }
}

fn available(account: Option<&Account>, key: &Key) -> Option<Decimal> {
    match (account.map(|account| account.balance), key.remaining) {
        (Some(balance), Some(remaining)) => Some(balance.min(remaining)),
        (balance, remaining) => balance.or(remaining),
    }
}

fn parts(account: Option<&Account>, key: &Key) -> Vec<Part> {
    let used = account.map(|account| account.used).or(key.usage);
    [
        (PartName::Purchased, account.map(|account| account.purchased)),
        (PartName::Used, used),
        (PartName::KeyCap, key.remaining),
    ]
    .into_iter()
    .filter_map(|(name, value)| {
        let amount = Amount::new(value?, Unit::Usd);
        Some(Part { name, amount })
    })
    .collect()
}

/// Of two failures of one key, the one that the person must hear of: a rejected key first.
fn worse(first: Failure, second: Option<Failure>) -> Failure {
    match second {
        Some(second) if second.problem == Problem::KeyRejected => second,
        _ => first,
    }
}

fn account_of(reply: &Reply) -> Result<Account, Problem> {
    let body: CreditsBody = data(reply)?;
    let purchased = body.total_credits.number("data.total_credits")?;
    let used = body.total_usage.number("data.total_usage")?;
    let balance = purchased.checked_sub(used);
    Ok(Account {
        purchased,
        used,
        balance: balance.ok_or(BadResponse::Field("data.total_usage"))?,
    })
}

fn key_of(reply: &Reply) -> Result<Key, Problem> {
    let body: KeyBody = data(reply)?;
    if body.limit.is_absent() {
        return Err(BadResponse::Field("data.limit").into());
    }
    let remaining = if body.limit.is_null() {
        None
    } else {
        Some(body.limit_remaining.number("data.limit_remaining")?)
    };
    let says = |field: &Field| field.boolean("") == Ok(true);
    Ok(Key {
        remaining,
        usage: body.usage.number("data.usage").ok(),
        is_management: says(&body.is_management_key) || says(&body.is_provisioning_key),
    })
}

fn data<T: serde::de::DeserializeOwned>(reply: &Reply) -> Result<T, Problem> {
    if is_blocked(reply) {
        return Err(Problem::Blocked);
    }
    let body = json::<Body<Object<T>>>(&reply.body);
    if let Some(problem) = status_problem(reply) {
        return Err(problem);
    }
    if let Some(problem) = Report::of(reply).problem(&[200]) {
        return Err(problem);
    }
    let body = body?;
    body.data
        .map(|Object(data)| data)
        .ok_or_else(|| BadResponse::Field("data").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_whose_difference_cannot_be_told_are_no_balance() {
        let reply = Reply {
            status: 200,
            retry_after: None,
            body: br#"{"data":{"total_credits":79228162514264337593543950335,"total_usage":-1}}"#.to_vec(),
            received_at: jiff::Timestamp::UNIX_EPOCH,
        };
        let problem = account_of(&reply).err();
        assert_eq!(problem, Some(BadResponse::Field("data.total_usage").into()));
    }
}
