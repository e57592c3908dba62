//! Errors of Evolink.

use super::{DocumentedError, sample};
use crate::Provider;

const PAGE: &str = "docs.evolink.ai: Get Credits Usage";
const SEEN: &str = "envelopes and codes its clients accept";

const fn error(name: &'static str, status: u16, body: &'static str, source: &'static str) -> DocumentedError {
    DocumentedError {
        provider: Provider::Evolink,
        name,
        status,
        other_status: None,
        body,
        source,
        path: None,
    }
}

pub(super) const UNAUTHORIZED: DocumentedError = error("401", 401, sample!("evolink/error-401.json"), PAGE);

pub(super) const ERRORS: &[DocumentedError] = &[
    error("400", 400, sample!("evolink/error-400.json"), PAGE),
    UNAUTHORIZED,
    error(
        "401-string-code",
        401,
        sample!("evolink/error-401-string-code.json"),
        SEEN,
    ),
    error("402", 402, sample!("evolink/error-402.json"), SEEN),
    error(
        "402-key-quota",
        402,
        sample!("evolink/error-402-key-quota.json"),
        SEEN,
    ),
    error("403", 403, sample!("evolink/error-403.json"), PAGE),
    error("429", 429, sample!("evolink/error-429.json"), PAGE),
    error("500", 500, sample!("evolink/error-500.json"), PAGE),
    error("502", 502, sample!("evolink/error-502.json"), PAGE),
    error("503", 503, sample!("evolink/error-503.json"), PAGE),
    error(
        "200-success-false",
        200,
        sample!("evolink/error-success-false.json"),
        SEEN,
    ),
    error("401-oauth", 401, sample!("evolink/error-oauth.json"), SEEN),
];
