//! How a person is told.

use std::future::Future;

use credit_tray_core::{Channel, alerts::Alert, delivery::DeliveryProblem};

/// Whoever brings alerts to their receivers.
pub trait Deliver: Clone + Send + 'static {
    /// Tells these together. Takes as long as it takes to know whether they were received.
    ///
    /// # Errors
    /// Nobody received them: they are due again.
    fn deliver(
        &self,
        channel: Channel,
        alerts: Vec<Alert>,
    ) -> impl Future<Output = Result<(), DeliveryProblem>> + Send;
}
