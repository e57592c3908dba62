//! What becomes of an alert on its way through a channel.

use jiff::Timestamp;
use serde::Serialize;

use crate::{channel::Channel, problem::Problem};

/// Why a receiver did not acknowledge an alert. Never carries what a receiver has said, except a program
/// of the person's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub enum DeliveryProblem {
    /// The desktop has nobody who shows notifications.
    #[error("no notification service is running")]
    NoService,
    /// The notification was handed over, and nothing came back.
    #[error("the notification service does not answer")]
    NoAnswer,
    /// The desktop says no.
    #[error("{0}")]
    Refused(String),
    /// The token or the secret cannot be had.
    #[error("{0}")]
    Secret(Problem),
    /// The receiver could not be reached.
    #[error("{0}")]
    Unreachable(Problem),
    /// The receiver has answered with this status, which is none from 200 to 299.
    #[error("HTTP status {0}")]
    Status(u16),
    /// The program could not be started.
    #[error("not started: {0}")]
    NotStarted(String),
    /// The program has ended with this exit status, which is not 0; with the first line of what it said.
    #[error("exit status {status}: {said}")]
    #[expect(missing_docs, reason = "the message says what they are")]
    Ended { status: i32, said: String },
    /// The program was ended by a signal.
    #[error("ended by a signal")]
    Killed,
    /// The program took longer than it may, in seconds.
    #[error("not done after {0} seconds")]
    TookTooLong(u64),
    /// The delivery itself broke down.
    #[error("an internal error")]
    BrokenDown,
}

/// A channel through which alerts do not get.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Undelivered {
    /// Which.
    pub channel: Channel,
    /// Since when something waits there.
    pub since: Timestamp,
    /// Why the last one did not; none while nothing was tried since the start.
    pub problem: Option<DeliveryProblem>,
    /// How many alerts are tried again.
    pub waiting: usize,
    /// How many were given up.
    pub failed: usize,
}
