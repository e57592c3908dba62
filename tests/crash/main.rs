//! What a sudden end and a bad disk may cost: nothing that was confirmed.
//!
//! The real engine, in a process of its own, is killed again and again while it writes (`killing`). What it
//! had answered before is noted outside of it (`notes`), and held against what the next start finds
//! (`folder`), what the provider is asked with, and what the receiver of alerts was told (`watched`). What
//! a disk does while nobody is killed is in `faults`.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

mod change;
mod faults;
mod folder;
mod killing;
mod life;
mod notes;
mod receiver;
mod tally;
mod watched;
mod wishes;
mod world;

use std::{
    io::{Write as _, stdout},
    time::{SystemTime, UNIX_EPOCH},
};

#[test]
fn nothing_that_was_confirmed_is_lost() {
    killing::kill(15, 22);
}

#[test]
#[ignore = "takes minutes: make crash"]
fn nothing_that_was_confirmed_is_lost_in_a_thousand_kills() {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let tally = killing::kill(1_000, clock.as_secs());
    // Not `print!`, which a test keeps to itself.
    writeln!(stdout(), "\n{tally}").unwrap();
}
