//! The whole engine on a folder, with no desktop around it.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

mod channels;
mod confirmed;
mod first_edition;
mod keys;
mod nowhere;
mod proxy;
mod receiver;
#[path = "../proxies/servers.rs"]
#[expect(dead_code, reason = "the tests of the proxies use the rest")]
mod servers;
mod settings;
