//! Everything in Credit Tray that acts without a desktop: it asks the providers, keeps what they
//! say, and tells whoever must be told. `credit-tray-core` decides.
//!
//! Follow a refresh through the modules:
//!
//! 1. [`settings_file`] says which accounts there are.
//! 2. [`monitor`] decides when each is due and hands it to a [`poller`].
//! 3. The poller fetches the account's key and asks the provider through the one [`http`] client.
//! 4. The core makes a reading of the replies; [`history`] keeps it.
//! 5. The core decides whether a person must be told; [`alert_file`] keeps what was.
//! 6. The monitor publishes a snapshot, which everyone else draws.

pub mod alert_file;
pub mod durable_file;
pub mod history;
pub mod http;
pub mod monitor;
pub mod poller;
pub mod settings_file;
