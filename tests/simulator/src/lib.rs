//! Five providers of prepaid AI APIs, simulated in one process on one loopback
//! port: sunoapi.org, kie.ai, AI Music API, `OpenRouter` and Evolink.
//!
//! Each answers as it documents, errors included, for the keys that a test
//! makes known. Balances drain as time passes, and faults can be switched on
//! and off while the simulator runs. It knows nothing of the app it is there
//! to test.
//!
//! ```
//! use credit_tray_simulator::{Fault, Provider, Simulator};
//! use rust_decimal::dec;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let simulator = Simulator::start().await?;
//! let kie = simulator.account(Provider::Kie, "sim-key-kie");
//! kie.set_balance(dec!(35.95));
//! kie.drain(dec!(0.4));
//! kie.fault(Fault::Dropped.times(2));
//! kie.documented_fault("402")?;
//! kie.clear_fault();
//! assert!(simulator.base_url().starts_with("http://127.0.0.1:"));
//! assert!(kie.requests().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! Amounts are exact decimals from the first to the last digit: they are
//! written into answers as JSON numbers and never pass through a float.

mod account;
mod amount;
mod balance;
mod body;
mod control;
mod documented;
mod drain;
mod fault;
mod provider;
mod reply;
mod serde_http;
mod server;
mod simulator;
mod state;

pub use account::{Account, WrongProvider};
pub use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
pub use balance::{
    AiMusicApiBalance, Balance, EvolinkBalance, EvolinkToken, EvolinkUser, KieBalance, OpenRouterBalance,
    OpenRouterKey, OrdinaryKeyCredits, SunoApiBalance,
};
pub use documented::{DocumentedError, DocumentedReply, UnknownError, documented_error, documented_errors};
pub use fault::{Fault, FaultRule, Reply, WrongType};
pub use provider::{OPENROUTER_CREDITS, OPENROUTER_KEY, Provider, UnknownProvider};
pub use simulator::Simulator;
pub use state::SeenRequest;
