//! Asks a simulated provider as the app does: real HTTP, the real client, the real `read`.

use std::{sync::Arc, time::Duration};

use credit_tray_core::{
    Account, ApiKey, ProviderId, Proxy, Reading,
    problem::{Failure, Problem},
    reading::Available,
};
use credit_tray_engine::{
    http::{Bounds, HttpClient},
    key_marker::KeyMarker,
    poller::{Keys, Poller},
};
use credit_tray_simulator::Simulator;

/// No test stores a key.
struct NoKeys;

impl Keys for NoKeys {
    fn key(&self, _: &Account) -> Result<ApiKey, Problem> {
        Err(Problem::KeyMissing)
    }
}

/// Short enough for a test to wait for, long enough for a busy machine.
pub(crate) const BOUNDS: Bounds = Bounds {
    connect: Duration::from_secs(2),
    headers: Duration::from_millis(800),
    whole: Duration::from_millis(1500),
    body: 256 * 1024,
};

pub(crate) fn poller() -> Poller {
    Poller::new(
        HttpClient::new(BOUNDS, &Proxy::System, None).unwrap(),
        Arc::new(NoKeys),
        KeyMarker::new("secret"),
    )
}

pub(crate) fn account(provider: ProviderId, base_url: &str) -> Account {
    serde_json::from_value(serde_json::json!({
        "id": "test", "provider": provider, "label": "Test", "baseUrl": base_url,
    }))
    .unwrap()
}

pub(crate) async fn ask(simulator: &Simulator, provider: ProviderId, key: &str) -> Result<Reading, Failure> {
    let account = account(provider, &simulator.base_url());
    poller()
        .poll_with(&account, &ApiKey::from_typed(key).unwrap())
        .await
}

/// What came of it in a few words: `74.75`, `out`, `unlimited`, or the error's code.
pub(crate) fn outcome(result: &Result<Reading, Failure>) -> String {
    match result {
        Err(failure) => failure.problem.code().to_string(),
        Ok(reading) => match reading.available {
            Available::Limited(amount) => amount.value().to_string(),
            Available::Exhausted => "out".to_owned(),
            Available::Unlimited => "unlimited".to_owned(),
        },
    }
}

#[allow(dead_code, reason = "not every test that asks looks at the parts")]
pub(crate) fn parts(result: &Result<Reading, Failure>) -> String {
    let parts = match result {
        Ok(reading) => &reading.parts,
        Err(failure) => &failure.parts,
    };
    let texts: Vec<_> = parts
        .iter()
        .map(|part| format!("{} {}", part.name.as_str(), part.amount.value()))
        .collect();
    texts.join(", ")
}
