//! The list of the faults, by what goes wrong.

mod answers;

use crate::{
    acts::{Act, End, Reply},
    authority::Certificate,
    fault::{Fault, Where},
    http2::Trouble,
};

const BROKEN: &[&str] = &["bad_response"];
/// The provider was there, and then it was not.
const GONE: &[&str] = &["bad_response", "offline"];
const LATE_CODE: &[&str] = &["timeout"];
const NO_TLS: &[&str] = &["tls"];
const LIMITED: &[&str] = &["rate_limited"];
const THEIRS: &[&str] = &["provider_error"];

pub(crate) fn all() -> Vec<Fault> {
    [
        nobody_is_there(),
        ends_too_early(),
        takes_for_ever(),
        answers::is_no_http(),
        answers::is_no_balance(),
        answers::says_so_itself(),
        secure_connection(),
        http2_streams(),
    ]
    .concat()
}

fn fault(place: Where, name: &'static str, act: Act, codes: &'static [&'static str]) -> Fault {
    Fault {
        name,
        place,
        act,
        codes,
        wait: None,
    }
}

fn nowhere(name: &'static str, url: &'static str) -> Fault {
    fault(Where::Nowhere(url), name, Act::None, &["offline"])
}

fn http(name: &'static str, act: Act, codes: &'static [&'static str]) -> Fault {
    fault(Where::Http, name, act, codes)
}

fn tls(name: &'static str, act: Act, codes: &'static [&'static str]) -> Fault {
    fault(Where::Tls, name, act, codes)
}

fn http2(name: &'static str, act: Act, codes: &'static [&'static str]) -> Fault {
    fault(Where::Http2, name, act, codes)
}

/// An answer that is not what the provider documents.
fn wrong(name: &'static str, make: fn(&Reply) -> Vec<u8>) -> Fault {
    http(name, Act::Write(make, End::Close), BROKEN)
}

/// An answer that asks to be left alone for so many seconds.
fn retry(
    name: &'static str,
    make: fn(&Reply) -> Vec<u8>,
    wait: u64,
    codes: &'static [&'static str],
) -> Fault {
    Fault {
        wait: Some(wait),
        ..http(name, Act::Write(make, End::Close), codes)
    }
}

/// Half of the body.
fn half(reply: &Reply) -> Vec<u8> {
    let whole = reply.ok("", &reply.body);
    whole[..whole.len() - reply.body.len() / 2].to_vec()
}

/// Nobody is there.
fn nobody_is_there() -> Vec<Fault> {
    vec![
        nowhere(
            "no such name",
            "https://a-name-with-a-part-that-is-longer-than-the-sixty-three-letters-of-dns.example",
        ),
        nowhere("no way there", "https://255.255.255.255"),
        http("refused", Act::Refuse, &["offline"]),
        http("connected, never accepted", Act::NeverAccept, LATE_CODE),
    ]
}

/// The connection ends too early.
fn ends_too_early() -> Vec<Fault> {
    vec![
        http("hangs up at once", Act::Hangup, GONE),
        http("reset at once", Act::Reset, GONE),
        http(
            "hangs up after the request",
            Act::Write(|_| Vec::new(), End::Close),
            GONE,
        ),
        http(
            "reset after the request",
            Act::Write(|_| Vec::new(), End::Reset),
            GONE,
        ),
        http(
            "ends in the status line",
            Act::Write(|_| b"HTTP/1.1 2".to_vec(), End::Close),
            BROKEN,
        ),
        http(
            "ends in the headers",
            Act::Write(Reply::half_headers, End::Close),
            BROKEN,
        ),
        http(
            "reset in the headers",
            Act::Write(Reply::half_headers, End::Reset),
            GONE,
        ),
        http(
            "ends after the headers",
            Act::Write(Reply::headers, End::Close),
            BROKEN,
        ),
        http("ends in the body", Act::Write(half, End::Close), BROKEN),
        http("reset in the body", Act::Write(half, End::Reset), BROKEN),
        wrong("ends in a chunk", |reply| reply.chunked("ffff\r\n")),
        wrong("chunk of no size", |reply| reply.chunked("zzzz\r\n")),
        wrong("chunk of every size", |reply| {
            reply.chunked("ffffffffffffffffff\r\n")
        }),
    ]
}

/// It takes for ever.
fn takes_for_ever() -> Vec<Fault> {
    vec![
        http(
            "silent after the request",
            Act::Write(|_| Vec::new(), End::Stall),
            LATE_CODE,
        ),
        http(
            "silent in the headers",
            Act::Write(Reply::half_headers, End::Stall),
            LATE_CODE,
        ),
        http(
            "silent after the headers",
            Act::Write(Reply::headers, End::Stall),
            LATE_CODE,
        ),
        http("silent in the body", Act::Write(half, End::Stall), LATE_CODE),
        http(
            "headers drip",
            Act::Drip(|reply| reply.ok("", &reply.body)),
            LATE_CODE,
        ),
        http("body drips", Act::DripBody, LATE_CODE),
        http(
            "endless headers",
            Act::Endless(
                |_| b"HTTP/1.1 200 OK\r\n".to_vec(),
                b"x-more: and more and more\r\n",
            ),
            BROKEN,
        ),
        http(
            "endless early hints",
            Act::Endless(|_| Vec::new(), b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
            &["bad_response", "timeout"],
        ),
        http(
            "endless body",
            Act::Endless(
                |_| b"HTTP/1.1 200 OK\r\n\r\n".to_vec(),
                b"                                ",
            ),
            BROKEN,
        ),
    ]
}

/// The secure connection.
fn secure_connection() -> Vec<Fault> {
    vec![
        tls("certificate expired", Act::Shows(Certificate::Expired), NO_TLS),
        tls(
            "certificate of tomorrow",
            Act::Shows(Certificate::OfTomorrow),
            NO_TLS,
        ),
        tls(
            "certificate of another name",
            Act::Shows(Certificate::OfAnotherName),
            NO_TLS,
        ),
        tls(
            "certificate of a stranger",
            Act::Shows(Certificate::OfAStranger),
            NO_TLS,
        ),
        tls(
            "no TLS",
            Act::Instead(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"),
            NO_TLS,
        ),
        tls(
            "nonsense for TLS",
            Act::Instead(b"\x16\x03\x01\xff\xffnonsense"),
            &["tls", "timeout"],
        ),
        tls(
            "hangs up in the handshake",
            Act::Instead(b""),
            &["tls", "offline", "bad_response"],
        ),
        tls("silent in the handshake", Act::NeverAccept, LATE_CODE),
        tls("ends in an encrypted body", Act::Write(half, End::Close), BROKEN),
        tls(
            "silent in an encrypted body",
            Act::Write(half, End::Stall),
            LATE_CODE,
        ),
    ]
}

/// HTTP/2.
fn http2_streams() -> Vec<Fault> {
    vec![
        http2("stream refused", Act::Frames(Trouble::Reset), GONE),
        http2("goes away", Act::Frames(Trouble::GoAway), GONE),
        http2("hangs up without an answer", Act::Frames(Trouble::Hangup), GONE),
        http2("silent stream", Act::Frames(Trouble::Silence), LATE_CODE),
        http2(
            "stream silent in the body",
            Act::Frames(Trouble::SilenceInBody),
            LATE_CODE,
        ),
        http2(
            "stream reset in the body",
            Act::Frames(Trouble::ResetInBody),
            BROKEN,
        ),
        http2("nonsense for frames", Act::Frames(Trouble::Nonsense), GONE),
        http2("redirect in a stream", Act::Frames(Trouble::Redirect), BROKEN),
        http2("server error in a stream", Act::Frames(Trouble::Error), THEIRS),
    ]
}
