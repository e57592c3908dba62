//! Whole answers that are not what the provider documents.

use super::{LIMITED, THEIRS, http, retry, wrong};
use crate::{
    acts::{Act, End, Reply},
    fault::Fault,
};

/// What comes is no HTTP.
pub(super) fn is_no_http() -> Vec<Fault> {
    vec![
        wrong("another protocol", |_| b"SSH-2.0-OpenSSH_9.2\r\n".to_vec()),
        wrong("a body alone", |reply| reply.body.clone()),
        wrong("zeros", |_| vec![0; 1024]),
        wrong("a header of a megabyte", |reply| {
            reply.ok(&format!("x-long: {}\r\n", "a".repeat(1 << 20)), &reply.body)
        }),
        wrong("ten thousand headers", |reply| {
            reply.ok(&"x-many: a\r\n".repeat(10_000), &reply.body)
        }),
        wrong("two lengths", |reply| {
            reply.with_head(
                "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 5\r\n",
                b"{}{}{",
            )
        }),
        wrong("a length below zero", |reply| {
            reply.with_head("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n", b"{}")
        }),
        wrong("a length of exabytes", |reply| {
            reply.with_head(
                "HTTP/1.1 200 OK\r\ncontent-length: 9223372036854775807\r\n",
                &reply.body,
            )
        }),
        wrong("too short a length", |reply| {
            reply.with_head("HTTP/1.1 200 OK\r\ncontent-length: 7\r\n", &reply.body)
        }),
    ]
}

/// What comes is not the balance.
pub(super) fn is_no_balance() -> Vec<Fault> {
    vec![
        wrong("32 megabytes", |reply| {
            reply.ok("", &[vec![b' '; 32 << 20], reply.body.clone()].concat())
        }),
        wrong("compressed bomb", Reply::bomb),
        wrong("compressed nonsense", |reply| {
            reply.ok("content-encoding: gzip\r\n", &reply.body)
        }),
        wrong("compressed, and cut off", Reply::half_gzip),
        wrong("a compression of its own", |reply| {
            reply.ok("content-encoding: br\r\n", b"\x0b\x02\x80nonsense\x03")
        }),
        wrong("not UTF-8", |reply| {
            reply.ok(
                "",
                &[b"{\"a\":\"\xff\xfe\",".to_vec(), reply.body[1..].to_vec()].concat(),
            )
        }),
        wrong("UTF-16", |reply| {
            reply.ok(
                "",
                &reply.body.iter().flat_map(|byte| [*byte, 0]).collect::<Vec<_>>(),
            )
        }),
        http(
            "byte order mark",
            Act::Write(
                |reply| reply.ok("", &[b"\xef\xbb\xbf".to_vec(), reply.body.clone()].concat()),
                End::Close,
            ),
            &["bad_response", "ok"],
        ),
        http(
            "called a page, is the balance",
            Act::Write(
                |reply| reply.with_head("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n", &reply.body),
                End::Close,
            ),
            &["ok", "bad_response"],
        ),
        wrong("captive portal", |reply| reply.page("200 OK")),
        wrong("captive portal elsewhere", |reply| {
            reply.redirect("302 Found", "https://portal.example/login")
        }),
        wrong("redirect to the same host", |reply| {
            reply.redirect("307 Temporary Redirect", "/api/v2/credit")
        }),
        wrong("redirect to http", |reply| {
            reply.redirect("301 Moved Permanently", "http://127.0.0.1:9/")
        }),
        wrong("redirect to itself", |reply| {
            reply.redirect("308 Permanent Redirect", "?")
        }),
        wrong("redirect to nowhere", |reply| {
            reply.with_head("HTTP/1.1 302 Found\r\n", b"")
        }),
        wrong("empty", |reply| reply.ok("", b"")),
        wrong("no content", |reply| {
            reply.with_head("HTTP/1.1 204 No Content\r\n", b"")
        }),
        wrong("not modified", |reply| {
            reply.with_head("HTTP/1.1 304 Not Modified\r\n", b"")
        }),
        wrong("null", |reply| reply.ok("", b"null")),
        wrong("an empty object", |reply| reply.ok("", b"{}")),
        wrong("an empty list", |reply| reply.ok("", b"[]")),
        wrong("a text", |reply| reply.ok("", b"\"ok\"")),
        wrong("a number", |reply| reply.ok("", b"0")),
        wrong("nested without end", |reply| {
            reply.ok("", "[".repeat(100_000).as_bytes())
        }),
        wrong("cut off", |reply| {
            reply.ok("", &reply.body[..reply.body.len() / 2])
        }),
        wrong("twice", |reply| {
            reply.ok("", &[reply.body.clone(), reply.body.clone()].concat())
        }),
        wrong("not a number", |reply| reply.numbers("NaN")),
        wrong("infinite", |reply| reply.numbers("1e999")),
        wrong("the smallest exponent", |reply| reply.numbers("1e-2147483648")),
        wrong("100,000 digits", |reply| reply.numbers(&"9".repeat(100_000))),
        wrong("yes for numbers", |reply| reply.numbers("true")),
        wrong("nothing for numbers", |reply| reply.numbers("null")),
        wrong("lists for numbers", |reply| reply.numbers("[1]")),
    ]
}

/// What they say of themselves.
pub(super) fn says_so_itself() -> Vec<Fault> {
    vec![
        http(
            "teapot",
            Act::Write(|reply| reply.page("418 I'm a teapot"), End::Close),
            &["bad_response", "provider_error"],
        ),
        http(
            "server error",
            Act::Write(|reply| reply.page("500 Internal Server Error"), End::Close),
            THEIRS,
        ),
        http(
            "bad gateway",
            Act::Write(|reply| reply.page("502 Bad Gateway"), End::Close),
            THEIRS,
        ),
        http(
            "error with the balance in it",
            Act::Write(
                |reply| reply.with_head("HTTP/1.1 500 Oh\r\n", &reply.body),
                End::Close,
            ),
            THEIRS,
        ),
        http(
            "firewall",
            Act::Write(|reply| reply.page("403 Forbidden"), End::Close),
            &["blocked"],
        ),
        retry(
            "wait 20 seconds",
            |reply| reply.wait("429 Slow Down", "20"),
            20,
            LIMITED,
        ),
        retry(
            "wait, unavailable",
            |reply| reply.wait("503 Unavailable", "20"),
            20,
            THEIRS,
        ),
        retry(
            "wait until 2090",
            |reply| reply.wait("429 Slow Down", "Sat, 21 Oct 2090 07:28:00 GMT"),
            3600,
            LIMITED,
        ),
        retry(
            "wait for ever",
            |reply| reply.wait("429 Slow Down", "18446744073709551615"),
            3600,
            LIMITED,
        ),
        retry(
            "wait until 1994",
            |reply| reply.wait("429 Slow Down", "Sun, 06 Nov 1994 08:49:37 GMT"),
            0,
            LIMITED,
        ),
        retry(
            "wait below zero",
            |reply| reply.wait("429 Slow Down", "-5"),
            0,
            LIMITED,
        ),
        retry(
            "wait for nonsense",
            |reply| reply.wait("429 Slow Down", "a while"),
            0,
            LIMITED,
        ),
        retry(
            "wait for more digits than there are",
            |reply| reply.wait("429 Slow Down", &"9".repeat(400)),
            3600,
            LIMITED,
        ),
    ]
}
