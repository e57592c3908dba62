//! Errors of AI Music API. The texts are documented; the envelope around them
//! is the one its clients expect.

use super::{DocumentedError, sample};
use crate::Provider;

const PAGE: &str = "docs.sunoapi.com: AI Music API Error Handling Guide";

const fn error(name: &'static str, status: u16, body: &'static str) -> DocumentedError {
    DocumentedError {
        provider: Provider::AiMusicApi,
        name,
        status,
        other_status: None,
        body,
        source: PAGE,
        path: None,
    }
}

pub(super) const MISSING_HEADER: DocumentedError = error(
    "401-missing-header",
    401,
    sample!("ai-music-api/error-401-missing-header.json"),
);

pub(super) const INVALID_FORMAT: DocumentedError = error(
    "401-invalid-format",
    401,
    sample!("ai-music-api/error-401-invalid-format.json"),
);

pub(super) const ERRORS: &[DocumentedError] = &[
    error("400", 400, sample!("ai-music-api/error-400.json")),
    MISSING_HEADER,
    INVALID_FORMAT,
    error("403-credits", 403, sample!("ai-music-api/error-403-credits.json")),
    error(
        "403-subscription",
        403,
        sample!("ai-music-api/error-403-subscription.json"),
    ),
    error("404", 404, sample!("ai-music-api/error-404.json")),
    error("500", 500, sample!("ai-music-api/error-500.json")),
    error("504", 504, sample!("ai-music-api/error-504.json")),
];
