//! One POST of JSON for each alert, signed where there is a secret.

use credit_tray_core::{ApiKey, channel::ChannelUrl, delivery::DeliveryProblem, message::Message};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use ring::hmac;

use super::acknowledged;
use crate::http::HttpClient;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const SIGNATURE: HeaderName = HeaderName::from_static("x-credit-tray-signature");

pub(super) async fn send(
    http: &HttpClient,
    url: &ChannelUrl,
    secret: Option<&ApiKey>,
    message: &Message,
) -> Result<(), DeliveryProblem> {
    let body = body(message)?;
    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    if let Ok(id) = HeaderValue::from_str(&message.id) {
        headers.insert(IDEMPOTENCY_KEY, id);
    }
    if let Some(secret) = secret
        && let Ok(signature) = HeaderValue::from_str(&signature(secret, &body))
    {
        headers.insert(SIGNATURE, signature);
    }
    acknowledged(http.post(url.url().clone(), headers, body).await)
}

/// The message as it is sent.
pub(super) fn body(message: &Message) -> Result<String, DeliveryProblem> {
    serde_json::to_string(message).map_err(|error| {
        tracing::error!(%error, "a message cannot be written");
        DeliveryProblem::BrokenDown
    })
}

/// `sha256=<hex>`, the HMAC of the body under the secret.
fn signature(secret: &ApiKey, body: &str) -> String {
    use std::fmt::Write as _;

    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose().as_bytes());
    let mut text = "sha256=".to_owned();
    for byte in hmac::sign(&key, body.as_bytes()).as_ref() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn a_signature_is_the_hmac_of_the_body() {
        let secret = ApiKey::from_typed("Jefe").unwrap();
        assert_eq!(
            signature(&secret, "what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
