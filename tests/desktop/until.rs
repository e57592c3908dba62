//! Waiting for a condition.

use std::{
    fmt::Debug,
    time::{Duration, Instant},
};

use tokio::time::sleep;

/// Long enough for a busy computer; a test that passes never waits for so long.
pub const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(40);

/// Whether a condition holds, or else what is seen instead.
pub fn holds(condition: bool, seen: impl Debug) -> Result<(), String> {
    condition.then_some(()).ok_or_else(|| format!("{seen:#?}"))
}

/// Looks again and again until there is what is waited for. What is seen instead is told when the
/// patience ends.
pub async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Result<T, String>) -> T {
    let begun = Instant::now();
    loop {
        match look().await {
            Ok(found) => return found,
            Err(seen) if begun.elapsed() > PATIENCE => {
                panic!("waited {PATIENCE:?} for {what}; seen instead: {seen}")
            }
            Err(_) => sleep(GLANCE).await,
        }
    }
}
