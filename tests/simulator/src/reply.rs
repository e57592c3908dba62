//! From a balance and a fault to an HTTP response.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use bytes::Bytes;
use rust_decimal::Decimal;
use tokio::time::sleep;

use crate::{
    Balance, DocumentedReply, Fault, Provider, WrongType,
    balance::{Answer, exact},
    body, documented_errors,
};

/// Marks a response that is never to be sent: the server ends the connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DropConnection;

/// What was asked, and what the account holds.
pub(crate) struct Asked {
    pub(crate) balance: Balance,
    pub(crate) path: &'static str,
}

impl Asked {
    fn answer(&self) -> Answer {
        self.balance.purse().answer(self.path, &exact)
    }

    /// The answer when all is well.
    pub(crate) fn right(&self) -> Response<Body> {
        let (status, body) = self.answer();
        json(status, body)
    }

    /// The answer under `fault`.
    pub(crate) async fn under(&self, fault: Fault) -> Response<Body> {
        let (status, body) = self.answer();
        let body = Bytes::from(body);
        match fault {
            Fault::Documented(reply) => documented(reply),
            Fault::Reply(reply) => {
                let mut response = bare(reply.status, reply.body);
                *response.headers_mut() = reply.headers;
                response
            }
            Fault::RetryAfter { status, after } => retry_after(self.balance.provider(), status, &after),
            Fault::Delay(delay) => {
                sleep(delay).await;
                json(status, body)
            }
            Fault::StallHeaders => {
                sleep(body::LONGEST_STALL).await;
                dropped()
            }
            Fault::StallAfterHeaders => announced(status, body.len(), body::stalled()),
            Fault::TruncatedBody => announced(status, body.len(), body::truncated(&body)),
            Fault::Dropped => dropped(),
            Fault::Redirect(url) => {
                let mut response = bare(StatusCode::FOUND, Body::empty());
                set(response.headers_mut(), header::LOCATION, &url);
                response
            }
            Fault::Html(status) => cloudflare(status),
            Fault::Empty => json(StatusCode::OK, Body::empty()),
            Fault::NotUtf8 => json(status, [b"\xff\xfe", body.as_ref()].concat()),
            Fault::DeeplyNested => json(StatusCode::OK, "[".repeat(100_000)),
            Fault::Huge => json(status, body::huge(body)),
            Fault::GzipBomb => compressed(status, move || body::gzip_bomb(&body)).await,
            Fault::Gzip => compressed(status, move || body::gzip(&body)).await,
            Fault::SlowDrip => json(status, body::slow_drip()),
            Fault::NullData => json(StatusCode::OK, self.balance.purse().null_answer(self.path)),
            Fault::WrongTypes(wrong) => {
                let write = |amount| wrong_literal(wrong, amount);
                let (status, body) = self.balance.purse().answer(self.path, &write);
                json(status, body)
            }
            Fault::MissingField => json(StatusCode::OK, self.balance.purse().partial_answer(self.path)),
        }
    }
}

/// A documented error as a response.
pub(crate) fn documented(reply: DocumentedReply) -> Response<Body> {
    json(reply.status, reply.error.body)
}

/// A JSON response.
pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    let mut response = bare(status, body);
    set(response.headers_mut(), header::CONTENT_TYPE, "application/json");
    response
}

fn bare(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response
}

/// Text that is no header value is left out: a URL or date from a test.
fn set(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn announced(status: StatusCode, length: usize, body: Body) -> Response<Body> {
    let mut response = json(status, body);
    response
        .headers_mut()
        .insert(header::CONTENT_LENGTH, length.into());
    response
}

fn dropped() -> Response<Body> {
    let mut response = bare(StatusCode::OK, Body::empty());
    response.extensions_mut().insert(DropConnection);
    response
}

/// Compressing a bomb takes a while, so it happens off the async threads.
async fn compressed(
    status: StatusCode,
    compress: impl FnOnce() -> std::io::Result<Bytes> + Send + 'static,
) -> Response<Body> {
    let Ok(Ok(body)) = tokio::task::spawn_blocking(compress).await else {
        return dropped();
    };
    let mut response = json(status, body);
    set(response.headers_mut(), header::CONTENT_ENCODING, "gzip");
    response
}

/// The provider's own words for "later". Where the documents have none for
/// this status the body is empty, as from a gateway in front.
fn retry_after(provider: Provider, status: StatusCode, after: &str) -> Response<Body> {
    // At sunoapi.org code 429 means that no credits are left, and 430 that
    // calls come too fast.
    let name = match (provider, status) {
        (Provider::SunoApi, StatusCode::TOO_MANY_REQUESTS) => "430",
        _ => status.as_str(),
    };
    let body = documented_errors(provider)
        .iter()
        .find(|error| error.name == name)
        .map_or("", |error| error.body);
    let mut response = json(status, body);
    set(response.headers_mut(), header::RETRY_AFTER, after);
    response
}

fn cloudflare(status: StatusCode) -> Response<Body> {
    const PAGE: &str = concat!(
        "<!DOCTYPE html>\n<html lang=\"en-US\"><head><title>Just a moment...</title>",
        "<meta name=\"robots\" content=\"noindex,nofollow\"></head>\n",
        "<body><h1>Checking your browser before you continue</h1>",
        "<p>Enable JavaScript and cookies to continue</p>",
        "<p>Ray ID: 8f1d3c2b7a6e5d40</p></body></html>\n",
    );
    let mut response = bare(status, PAGE);
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, "text/html; charset=UTF-8");
    set(headers, header::SERVER, "cloudflare");
    set(
        headers,
        header::HeaderName::from_static("cf-ray"),
        "8f1d3c2b7a6e5d40-FRA",
    );
    set(
        headers,
        header::HeaderName::from_static("cf-mitigated"),
        "challenge",
    );
    response
}

fn wrong_literal(wrong: WrongType, amount: Decimal) -> String {
    match wrong {
        WrongType::Text => r#""plenty""#.to_owned(),
        WrongType::NumericText => format!(r#""{amount}""#),
        WrongType::Object => format!(r#"{{"amount":{amount}}}"#),
        WrongType::Array => format!("[{amount}]"),
        WrongType::Boolean => "true".to_owned(),
        WrongType::TooLarge => "1e999".to_owned(),
    }
}
