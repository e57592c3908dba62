//! Everything in Credit Tray that acts without a desktop: it asks the providers, keeps what they
//! say, and tells whoever must be told. `credit-tray-core` decides.
//!
//! An [`engine::Engine`] is the one owner of a config folder. What it may be asked is a
//! [`command::Command`]; what only a desktop can do is behind [`host::Host`].
//!
//! Follow a refresh through the modules:
//!
//! 1. [`settings_store`] says which accounts there are.
//! 2. [`monitor`] decides when each is due and hands it to a [`poller`].
//! 3. The poller fetches the account's key ([`keys`]) and asks the provider through the one
//!    [`http`] client.
//! 4. The core makes a reading of the replies; [`history`] keeps it.
//! 5. The core decides whether a person must be told; [`alert_file`] keeps what was.
//! 6. [`channels`] tell them, and say whether they were heard.
//! 7. The monitor publishes a state, which everyone else draws.

pub mod alert_file;
pub mod channels;
pub mod command;
pub mod commands;
pub mod config_dir;
pub mod core_dump;
pub mod durable_file;
pub mod engine;
pub mod error;
mod follow;
pub mod found_keys;
pub mod history;
pub mod host;
pub mod http;
pub mod key_marker;
pub mod keychain;
pub mod keys;
pub mod locale;
pub mod lock;
pub mod monitor;
pub mod notices;
pub mod poller;
pub mod proxy;
pub mod question;
pub mod removed;
pub mod settings_file;
pub mod settings_store;
mod transfer;
