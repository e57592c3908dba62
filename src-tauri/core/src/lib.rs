//! Everything in Credit Tray that decides. No Tauri, no GTK, no webview in here.
//!
//! Follow a refresh through the modules:
//!
//! 1. [`settings`] says which [`account`]s there are.
//! 2. [`monitor`] decides when each is due and hands it to a [`poller`].
//! 3. The poller fetches the account's key and asks the provider through the one [`http`] client.
//! 4. A [`providers`] file understands the replies: a [`reading`], or a [`problem`].
//! 5. [`alerts`] decides, purely, whether a person must be told.
//! 6. The monitor publishes a [`snapshot`], which the tray, the window and the command line draw
//!    with the words of [`texts`].

pub mod account;
pub mod alerts;
pub mod amount;
pub mod appearance;
mod base_url;
pub mod chart;
pub mod durable_file;
pub mod forecast;
pub mod history;
pub mod http;
mod key;
pub mod monitor;
pub mod poller;
pub mod problem;
pub mod providers;
pub mod proxy;
pub mod reading;
pub mod settings;
pub mod snapshot;
pub mod texts;
pub mod transfer;
pub mod tray_choices;
pub mod worth;

pub use account::{Account, AccountId, KeyOrigin};
pub use amount::{Amount, Unit};
pub use base_url::{BaseUrl, BaseUrlProblem};
pub use key::{ApiKey, looks_like_key, without_keys};
pub use providers::ProviderId;
pub use proxy::Proxy;
pub use reading::{Reading, Status};
pub use secrecy::SecretString;
pub use snapshot::Snapshot;
