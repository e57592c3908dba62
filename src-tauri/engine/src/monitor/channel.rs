//! How a person is told.

use std::future::Future;

use credit_tray_core::alerts::Alert;

/// A way to tell a person.
pub trait Channel: Clone + Send + 'static {
    /// Tells these together. Takes as long as it takes to know whether they were received.
    ///
    /// # Errors
    /// Nobody received them: they are due again.
    fn deliver(&self, alerts: Vec<Alert>) -> impl Future<Output = Result<(), Undelivered>> + Send;
}

/// Nobody received the alerts. Why is in the channel's log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody received the alerts")]
pub struct Undelivered;
