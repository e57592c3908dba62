//! What the tests share.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::{path::Path, time::Duration};

use credit_tray_simulator::{Account, Provider, Simulator};
use reqwest::{Client, ClientBuilder, Response};

pub(crate) type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A client to build on, which leaves the simulator alone with proxies.
///
/// Built together with the app, reqwest has TLS but no cryptography of its own choice, and wants
/// some to be there although nothing here is encrypted.
pub(crate) fn any_client() -> ClientBuilder {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy()
}

/// A client that keeps out of the way: no redirects, no decompression.
pub(crate) fn client() -> reqwest::Result<Client> {
    any_client()
        .redirect(reqwest::redirect::Policy::none())
        .no_gzip()
        .timeout(Duration::from_secs(10))
        .build()
}

/// Asks for `path` with this key.
pub(crate) async fn ask_on(simulator: &Simulator, path: &str, key: &str) -> reqwest::Result<Response> {
    let url = simulator.base_url() + path;
    client()?.get(url).bearer_auth(key).send().await
}

/// Asks for the first of the account's paths.
pub(crate) async fn ask(simulator: &Simulator, account: &Account) -> reqwest::Result<Response> {
    ask_on(simulator, account.provider().paths()[0], account.key()).await
}

/// The text of a file under `tests/samples`, without its final newline.
pub(crate) fn sample(file: &str) -> std::io::Result<String> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    std::fs::read_to_string(samples.join(file)).map(|text| text.trim_end().to_owned())
}

/// A simulator with one account at this provider.
pub(crate) async fn with_account(provider: Provider) -> std::io::Result<(Simulator, Account)> {
    let simulator = Simulator::start().await?;
    let account = simulator.account(provider, "sim-key");
    Ok((simulator, account))
}
