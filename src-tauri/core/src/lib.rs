//! Everything in Credit Tray that decides: no runtime, no sockets, no files, no desktop in here. What
//! it decides is carried out by `credit-tray-engine`.
//!
//! Follow a refresh through the modules:
//!
//! 1. [`settings`] says which [`account`]s there are.
//! 2. A file of [`providers`] understands the replies: a [`reading`], or a [`problem`].
//! 3. [`forecast`] says how long that lasts, from the readings before it.
//! 4. [`alerts`] decides whether a person must be told.
//! 5. The [`state`] is what the tray, the window and the command line draw, with the words of
//!    [`texts`].

pub mod account;
pub mod alerts;
pub mod amount;
pub mod appearance;
mod base_url;
pub mod channel;
pub mod chart;
pub mod delivery;
pub mod forecast;
pub mod history;
mod key;
pub mod key_mark;
pub mod message;
pub mod notification;
pub mod problem;
pub mod providers;
pub mod proxy;
pub mod reading;
pub mod report;
pub mod settings;
pub mod state;
pub mod texts;
pub mod transfer;
pub mod tray;
pub mod window;
pub mod worth;

pub use account::{Account, AccountId, KeyOrigin};
pub use amount::{Amount, Unit};
pub use base_url::{BaseUrl, BaseUrlProblem, is_loopback};
pub use channel::Channel;
pub use key::{ApiKey, looks_like_key, without_keys};
pub use providers::ProviderId;
pub use proxy::Proxy;
pub use reading::{Reading, Status};
pub use secrecy::SecretString;
pub use state::State;
