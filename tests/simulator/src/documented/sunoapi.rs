//! Errors of sunoapi.org.

use super::{DocumentedError, sample};
use crate::Provider;

/// The page lists the codes with their texts; the body around them is the
/// envelope of its success example, with null for `data`.
const PAGE: &str = "docs.sunoapi.org: Get Remaining Credits, status codes";

const fn error(name: &'static str, code: u16, body: &'static str) -> DocumentedError {
    DocumentedError {
        provider: Provider::SunoApi,
        name,
        status: 200,
        other_status: Some(code),
        body,
        source: PAGE,
        path: None,
    }
}

pub(super) const UNAUTHORIZED: DocumentedError = error("401", 401, sample!("sunoapi/error-401.json"));

pub(super) const ERRORS: &[DocumentedError] = &[
    error("400", 400, sample!("sunoapi/error-400.json")),
    UNAUTHORIZED,
    error("404", 404, sample!("sunoapi/error-404.json")),
    error("405", 405, sample!("sunoapi/error-405.json")),
    error("413", 413, sample!("sunoapi/error-413.json")),
    error("429", 429, sample!("sunoapi/error-429.json")),
    error("430", 430, sample!("sunoapi/error-430.json")),
    error("455", 455, sample!("sunoapi/error-455.json")),
    error("500", 500, sample!("sunoapi/error-500.json")),
];
