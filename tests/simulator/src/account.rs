//! A handle on one account.

use std::time::Instant;

use rust_decimal::Decimal;

use crate::{
    Balance, FaultRule, Provider, SeenRequest, UnknownError, documented_error,
    state::{AccountState, Shared},
};

/// One key at one provider. Clones are handles on the same account.
#[derive(Debug, Clone)]
pub struct Account {
    shared: Shared,
    provider: Provider,
    key: String,
}

/// A balance of one provider was given to an account of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a balance of {given} does not fit an account at {account}")]
pub struct WrongProvider {
    /// Whose balance was given.
    pub given: Provider,
    /// Where the account is.
    pub account: Provider,
}

impl Account {
    pub(crate) fn new(shared: Shared, provider: Provider, key: &str) -> Self {
        let account = Self {
            shared,
            provider,
            key: key.to_owned(),
        };
        // From here on the key is known.
        account.with(|_| {});
        account
    }

    fn with<T>(&self, act: impl FnOnce(&mut AccountState) -> T) -> T {
        act(self.shared.lock().account(self.provider, &self.key))
    }

    /// Where the account is.
    pub fn provider(&self) -> Provider {
        self.provider
    }

    /// The key to put into `Authorization: Bearer`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What the account holds now.
    pub fn balance(&self) -> Balance {
        self.with(|state| state.balance.at(Instant::now()))
    }

    /// Makes the account hold `amount`. Only the account's own amount changes,
    /// not the cap of a key: AI Music API gets it as subscription credits,
    /// `OpenRouter` as purchases above what is used, Evolink as the user's.
    pub fn set_balance(&self, amount: Decimal) {
        self.change(|balance| balance.purse_mut().hold(amount));
    }

    /// Puts a whole balance in place of the present one.
    ///
    /// # Errors
    ///
    /// When the balance belongs to another provider.
    pub fn set(&self, balance: impl Into<Balance>) -> Result<(), WrongProvider> {
        let new = balance.into();
        if new.provider() != self.provider {
            return Err(WrongProvider {
                given: new.provider(),
                account: self.provider,
            });
        }
        self.replace(new);
        Ok(())
    }

    /// The same for a balance that is known to fit.
    pub(crate) fn replace(&self, new: Balance) {
        self.change(|balance| *balance = new);
    }

    /// Adds bought credits.
    pub fn top_up(&self, amount: Decimal) {
        self.change(|balance| balance.purse_mut().top_up(amount));
    }

    /// Uses credits, below zero if there are not enough.
    pub fn spend(&self, amount: Decimal) {
        self.change(|balance| balance.purse_mut().spend(amount));
    }

    /// Uses so much a second from now on, down to the floor. Zero stops it.
    pub fn drain(&self, per_second: Decimal) {
        self.with(|state| state.balance.drain(Instant::now(), per_second));
    }

    /// Where the drain stops: zero unless it is set.
    pub fn set_floor(&self, floor: Decimal) {
        self.with(|state| state.balance.set_floor(Instant::now(), floor));
    }

    /// Puts a fault in force. It replaces the one for the same path; a fault
    /// for one path goes before a fault for all.
    pub fn fault(&self, rule: impl Into<FaultRule>) {
        let rule = rule.into();
        self.with(|state| state.set_fault(rule));
    }

    /// Puts an error of this provider in force, by its name in
    /// [`documented_errors`](crate::documented_errors).
    ///
    /// # Errors
    ///
    /// When the provider has no error of that name.
    pub fn documented_fault(&self, name: &str) -> Result<(), UnknownError> {
        self.fault(documented_error(self.provider, name)?.fault());
        Ok(())
    }

    /// Ends all faults.
    pub fn clear_fault(&self) {
        self.with(|state| state.faults.clear());
    }

    /// Makes the key unknown, as if its owner had deleted it.
    pub fn revoke(&self) {
        self.with(|state| state.revoked = true);
    }

    /// Makes a revoked key known again.
    pub fn restore(&self) {
        self.with(|state| state.revoked = false);
    }

    /// The requests that carried this key to this provider, oldest first.
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.shared.lock().requests(|request| {
            request.provider == Some(self.provider) && request.key.as_ref() == Some(&self.key)
        })
    }

    fn change(&self, change: impl FnOnce(&mut Balance)) {
        self.with(|state| state.balance.change(Instant::now(), change));
    }
}
