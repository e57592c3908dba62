//! What the commands do, by subject. [`Engine::ask`](crate::engine::Engine::ask) is their one door.

pub mod accounts;
pub mod channels;
pub mod chart;
pub mod draft;
pub mod general;
pub mod import_preview;
mod key_change;
pub mod pages;
pub mod proxy;
pub mod removal;
pub mod state;
mod system;
pub mod transfer;

use crate::error::Error;

/// Does what may block without holding up anything else.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await?
}
