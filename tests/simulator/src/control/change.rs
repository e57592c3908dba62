//! What a control message asks for.

use std::time::Instant;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::{Balance, Fault, FaultRule, Provider, amount, documented_error, state::AccountState};

/// The message as it is written.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct Message {
    balance: Option<Box<RawValue>>,
    #[serde(with = "amount::option")]
    top_up: Option<Decimal>,
    #[serde(with = "amount::option")]
    drain_per_second: Option<Decimal>,
    #[serde(with = "amount::option")]
    floor: Option<Decimal>,
    revoked: Option<bool>,
    /// Present and null ends all faults; absent leaves them.
    #[serde(deserialize_with = "present")]
    fault: Option<Box<RawValue>>,
    times: Option<u32>,
    path: Option<String>,
}

fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(deserializer).map(Some)
}

/// A change with everything in it understood.
pub(super) struct Change {
    message: Message,
    balance: Option<NewBalance>,
    fault: NewFault,
}

enum NewBalance {
    Amount(Decimal),
    Whole(Balance),
}

enum NewFault {
    Same,
    Clear,
    Rule(Box<FaultRule>),
}

impl Change {
    /// Reads a message about an account at `provider`, or says what is wrong
    /// with it.
    pub(super) fn read(provider: Provider, json: &[u8]) -> Result<Self, String> {
        let message: Message = serde_json::from_slice(json).map_err(|e| e.to_string())?;
        let balance = match message.balance.as_deref().map(RawValue::get) {
            None => None,
            Some(whole) if whole.starts_with('{') => {
                let whole = Balance::from_json(provider, whole).map_err(|e| e.to_string())?;
                Some(NewBalance::Whole(whole))
            }
            Some(one) => {
                let one = amount::parse(one).map_err(|e| format!("balance: {e}"))?;
                Some(NewBalance::Amount(one))
            }
        };
        let fault = match message.fault.as_deref().map(RawValue::get) {
            None => NewFault::Same,
            Some("null") => NewFault::Clear,
            Some(fault) => {
                let mut rule = read_fault(provider, fault)?;
                rule.times = message.times;
                rule.path = message.path.clone().or(rule.path);
                NewFault::Rule(Box::new(rule))
            }
        };
        Ok(Self {
            message,
            balance,
            fault,
        })
    }

    /// Carries it out.
    pub(super) fn apply(self, account: &mut AccountState) {
        let now = Instant::now();
        account.balance.change(now, |balance| {
            match self.balance {
                Some(NewBalance::Whole(whole)) => *balance = whole,
                Some(NewBalance::Amount(amount)) => balance.purse_mut().hold(amount),
                None => {}
            }
            if let Some(amount) = self.message.top_up {
                balance.purse_mut().top_up(amount);
            }
        });
        if let Some(per_second) = self.message.drain_per_second {
            account.balance.drain(now, per_second);
        }
        if let Some(floor) = self.message.floor {
            account.balance.set_floor(now, floor);
        }
        if let Some(revoked) = self.message.revoked {
            account.revoked = revoked;
        }
        match self.fault {
            NewFault::Same => {}
            NewFault::Clear => account.faults.clear(),
            NewFault::Rule(rule) => account.set_fault(*rule),
        }
    }
}

fn read_fault(provider: Provider, json: &str) -> Result<FaultRule, String> {
    if let Ok(name) = serde_json::from_str::<String>(json)
        && let Ok(error) = documented_error(provider, &name)
    {
        return Ok(error.fault());
    }
    match serde_json::from_str::<Fault>(json) {
        Ok(Fault::Documented(reply)) => Ok(reply.into()),
        Ok(fault) => Ok(fault.into()),
        Err(error) => Err(format!("fault: {error}")),
    }
}
