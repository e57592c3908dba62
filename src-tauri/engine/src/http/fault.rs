//! Why no answer came: tells the ways in which a connection fails from each other.

use std::{error::Error as StdError, io};

use super::route::Through;
use credit_tray_core::problem::{BadResponse, Problem, ProxyFault};

/// What this error of the client means, on a way through this proxy.
pub(super) fn no_answer(error: &reqwest::Error, proxy: Option<Through>) -> Problem {
    let is_tls = causes(error).any(is_tls);
    match proxy {
        Some(Through { address, has_login }) if is_tls || error.is_connect() => Problem::Proxy {
            fault: fault(error, is_tls, has_login),
            address,
        },
        _ if is_tls => Problem::Tls,
        _ if error.is_timeout() => Problem::Timeout,
        _ if error.is_connect() => Problem::Offline,
        _ => BadResponse::BrokenOff.into(),
    }
}

/// The client keeps the types of its proxies' errors to itself, so their words are what there is.
/// Real proxies say in `tests/proxies` whether these are still the words.
fn fault(error: &reqwest::Error, is_tls: bool, has_login: bool) -> ProxyFault {
    let words: Vec<String> = causes(error).map(ToString::to_string).collect();
    let says = |part: &str| words.iter().any(|words| words.contains(part));
    let login = if has_login {
        ProxyFault::RefusesPassword
    } else {
        ProxyFault::AsksForPassword
    };
    if says("failed to create underlying connection") {
        return if is_tls {
            ProxyFault::NotTrusted
        } else {
            ProxyFault::Silent
        };
    }
    if error.is_timeout() {
        return ProxyFault::Silent;
    }
    if is_tls {
        return ProxyFault::NoTlsThrough;
    }
    if says("tunnel error") {
        return match () {
            () if says("authorization required") => login,
            () if says("unsuccessful") => ProxyFault::NoTunnel,
            () => ProxyFault::OtherProtocol,
        };
    }
    if says("SOCKS error") {
        return match () {
            () if says("user/pass") || says("credentials") => login,
            () if says("parsing") || says("io error") || says("incorrectly") => ProxyFault::OtherProtocol,
            () => ProxyFault::NoWay,
        };
    }
    // The way stands, and what came along it was cut off before it was encrypted.
    ProxyFault::NoTlsThrough
}

fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| (*error).source())
}

/// rustls reports through an `io::Error`, or one within another, which leaves its cause out of the
/// chain of sources.
fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let within = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    error.is::<rustls::Error>() || within.is_some_and(|within| is_tls(within))
}
