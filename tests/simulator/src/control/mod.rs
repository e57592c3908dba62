//! Looking at a running simulator and changing it, with curl if need be.
//!
//! `GET /control` shows all accounts. `PUT /control/{provider}/{key}` changes
//! one, and makes it if need be:
//!
//! ```json
//! { "balance": "35.95", "topUp": "10", "drainPerSecond": "0.4", "floor": "0",
//!   "revoked": false,
//!   "fault": "402", "times": 3, "path": "/api/v1/key" }
//! ```
//!
//! All fields are optional. `balance` is an amount or the provider's own
//! structure; `fault` is the name of a documented error, a `Fault` as JSON
//! (`"dropped"`, `{"delay":200}`), or null to end all faults.

mod change;

use std::time::Instant;

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Path, Request, State},
    http::{Response, StatusCode},
    middleware::{self, Next},
    routing::{get, put},
};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::{
    Balance, FaultRule, Provider, amount,
    reply::json,
    server::Peer,
    state::{AccountState, Shared},
};
use change::Change;

const LONGEST_CHANGE: usize = 1024 * 1024;
const MOST_ACCOUNTS: usize = 10_000;

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/control", get(show))
        .route("/control/{provider}/{key}", put(change))
        .layer(DefaultBodyLimit::max(LONGEST_CHANGE))
        .layer(middleware::from_fn(loopback_only))
}

/// The listener is on loopback, so this holds anyway. It still holds should
/// the listener ever move.
async fn loopback_only(request: Request, next: Next) -> Response<Body> {
    let peer = request.extensions().get::<Peer>();
    if peer.is_some_and(|Peer(address)| address.ip().is_loopback()) {
        next.run(request).await
    } else {
        refuse(StatusCode::FORBIDDEN, "loopback only")
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    accounts: Vec<ShownAccount<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownAccount<'a> {
    provider: Provider,
    key: &'a str,
    balance: Balance,
    #[serde(with = "amount")]
    spendable: Decimal,
    #[serde(with = "amount")]
    drain_per_second: Decimal,
    #[serde(with = "amount")]
    floor: Decimal,
    revoked: bool,
    faults: &'a [FaultRule],
}

impl<'a> ShownAccount<'a> {
    fn new(provider: Provider, key: &'a str, account: &'a AccountState) -> Self {
        let balance = account.balance.at(Instant::now());
        Self {
            provider,
            key,
            spendable: balance.spendable(),
            balance,
            drain_per_second: account.balance.per_second,
            floor: account.balance.floor,
            revoked: account.revoked,
            faults: &account.faults,
        }
    }
}

async fn show(State(shared): State<Shared>) -> Response<Body> {
    let state = shared.lock();
    let accounts = state
        .accounts
        .iter()
        .map(|((provider, key), account)| ShownAccount::new(*provider, key, account))
        .collect();
    say(&Shown { accounts })
}

async fn change(
    State(shared): State<Shared>,
    Path((provider, key)): Path<(String, String)>,
    body: Bytes,
) -> Response<Body> {
    let provider: Provider = match provider.parse() {
        Ok(provider) => provider,
        Err(error) => return refuse(StatusCode::NOT_FOUND, &error),
    };
    // All is read before anything changes, so a mistake changes nothing.
    let change = match Change::read(provider, &body) {
        Ok(change) => change,
        Err(mistake) => return refuse(StatusCode::BAD_REQUEST, &mistake),
    };
    let mut state = shared.lock();
    let new = !state.accounts.contains_key(&(provider, key.clone()));
    if new && state.accounts.len() >= MOST_ACCOUNTS {
        return refuse(StatusCode::INSUFFICIENT_STORAGE, "too many accounts");
    }
    let account = state.account(provider, &key);
    change.apply(account);
    say(&ShownAccount::new(provider, &key, account))
}

fn say(value: &impl Serialize) -> Response<Body> {
    match serde_json::to_string_pretty(value) {
        Ok(text) => json(StatusCode::OK, text + "\n"),
        Err(error) => refuse(StatusCode::INTERNAL_SERVER_ERROR, &error),
    }
}

fn refuse(status: StatusCode, reason: &(impl ToString + ?Sized)) -> Response<Body> {
    let body = serde_json::json!({ "error": reason.to_string() });
    json(status, format!("{body}\n"))
}
