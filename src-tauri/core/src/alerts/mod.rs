//! When a person must be told.
//!
//! [`engine`] applies the [`Rules`] to one account, purely. [`AlertBook`] holds all accounts, and
//! decides who is told now and what has to wait: for the end of quiet hours, of a snooze, of a
//! pause, or for a fresh reading.
//!
//! An error can neither look like an empty account nor make one forgotten: a failed poll touches
//! only the rules that are about failing.

mod alert;
pub mod book;
mod conditions;
pub mod engine;
mod firing;
mod quiet_hours;
mod rules;
mod silence;
mod telling;

pub use alert::{Alert, AlertKind, Seen};
pub use book::{AlertBook, Moment};
pub use engine::{Event, Observation};
pub use firing::{AlertKey, Delivery, Firing, Waiting};
pub use quiet_hours::QuietHours;
pub use rules::{Rule, Rules};
pub use silence::{PauseFor, Snooze, SnoozeFor, tomorrow_morning};
