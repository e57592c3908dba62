//! Errors of `OpenRouter`.

use super::{DocumentedError, sample};
use crate::{OPENROUTER_CREDITS, Provider};

const PAGE: &str = "openrouter.ai/docs: Get remaining credits";
const SEEN: &str = "seen from openrouter.ai by its clients";
const PLAUSIBLE: &str = "not documented for these calls: the usual envelope with code 429";

const fn error(name: &'static str, status: u16, body: &'static str, source: &'static str) -> DocumentedError {
    DocumentedError {
        provider: Provider::OpenRouter,
        name,
        status,
        other_status: None,
        body,
        source,
        path: None,
    }
}

/// An answer that only the account's sums can give.
const fn of_credits(error: &DocumentedError) -> DocumentedError {
    DocumentedError {
        path: Some(OPENROUTER_CREDITS),
        ..*error
    }
}

pub(super) const MISSING_HEADER: DocumentedError = error(
    "401-missing-header",
    401,
    sample!("openrouter/error-401-missing-header.json"),
    PAGE,
);

pub(super) const USER_NOT_FOUND: DocumentedError = error(
    "401-user-not-found",
    401,
    sample!("openrouter/error-401-user-not-found.json"),
    SEEN,
);

pub(super) const ERRORS: &[DocumentedError] = &[
    MISSING_HEADER,
    USER_NOT_FOUND,
    error(
        "401-no-auth-credentials",
        401,
        sample!("openrouter/error-401-no-auth-credentials.json"),
        SEEN,
    ),
    error(
        "401-no-cookie-credentials",
        401,
        sample!("openrouter/error-401-no-cookie-credentials.json"),
        SEEN,
    ),
    of_credits(&error(
        "403-management",
        403,
        sample!("openrouter/error-403-management.json"),
        PAGE,
    )),
    error(
        "403-security-policy",
        403,
        sample!("openrouter/error-403-security-policy.json"),
        SEEN,
    ),
    error("429", 429, sample!("openrouter/error-429.json"), PLAUSIBLE),
    error("500", 500, sample!("openrouter/error-500.json"), PAGE),
    of_credits(&error(
        "200-zeros",
        200,
        sample!("openrouter/credits-zero.json"),
        SEEN,
    )),
];
