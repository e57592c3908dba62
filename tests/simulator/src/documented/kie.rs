//! Errors of kie.ai.

use super::{DocumentedError, sample};
use crate::Provider;

const PAGE: &str = "docs.kie.ai: Get Remaining Credits, response status codes";
const START: &str = "docs.kie.ai: Getting Started";
const MODELS: &str = "docs.kie.ai: model pages, response status codes";
const SEEN: &str = "seen from other calls of the same API";

/// Errors of the gateway were seen with HTTP 200; clients also model HTTP
/// statuses equal to the code.
const fn error(name: &'static str, code: u16, body: &'static str, source: &'static str) -> DocumentedError {
    DocumentedError {
        provider: Provider::Kie,
        name,
        status: 200,
        other_status: Some(code),
        body,
        source,
        path: None,
    }
}

pub(super) const UNAUTHORIZED: DocumentedError = error("401", 401, sample!("kie/error-401.json"), START);

pub(super) const ERRORS: &[DocumentedError] = &[
    UNAUTHORIZED,
    error(
        "401-authentication-failed",
        401,
        sample!("kie/error-401-authentication-failed.json"),
        SEEN,
    ),
    error("402", 402, sample!("kie/error-402.json"), PAGE),
    error("404", 404, sample!("kie/error-404.json"), PAGE),
    error("422", 422, sample!("kie/error-422.json"), SEEN),
    error("429", 429, sample!("kie/error-429.json"), START),
    error("433", 433, sample!("kie/error-433.json"), MODELS),
    error("455", 455, sample!("kie/error-455.json"), PAGE),
    error("500", 500, sample!("kie/error-500.json"), PAGE),
    error(
        "500-no-such-page",
        500,
        sample!("kie/error-500-no-such-page.json"),
        SEEN,
    ),
    error("501", 501, sample!("kie/error-501.json"), MODELS),
    error("505", 505, sample!("kie/error-505.json"), PAGE),
    error("524", 524, sample!("kie/error-524.json"), SEEN),
];
