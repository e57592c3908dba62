//! Five accounts, each at a host of its own as in life: one host alone is not asked for all at once.

use std::time::Duration;

use credit_tray_simulator::{Account, Fault, Provider, Simulator};
use rust_decimal::Decimal;

use crate::{
    Desktop,
    app::App,
    desktop::key,
    tray::{Row, TrayItem},
    until,
};

/// Longer than all that is measured between two polls.
const INTERVAL_SECS: u64 = 300;

pub struct Accounts {
    accounts: Vec<Account>,
    _hosts: Vec<Simulator>,
}

impl Accounts {
    /// Sets the app of this desktop up with them.
    pub async fn on(desktop: &Desktop) -> Self {
        let (mut accounts, mut hosts, mut settings) = (Vec::new(), Vec::new(), Vec::new());
        for provider in Provider::ALL {
            let host = Simulator::start().await.unwrap();
            let mut watched = desktop.watched(provider, None);
            watched["baseUrl"] = host.base_url().into();
            watched["refreshEverySecs"] = INTERVAL_SECS.into();
            settings.push(watched);
            accounts.push(host.account(provider, &key(provider)));
            hosts.push(host);
        }
        desktop.write_settings(&settings);
        let accounts = Self {
            accounts,
            _hosts: hosts,
        };
        accounts.hold(Decimal::ONE_HUNDRED);
        accounts
    }

    pub fn hold(&self, amount: Decimal) {
        for account in &self.accounts {
            account.set_balance(amount);
        }
    }

    pub fn answer_after(&self, delay: Duration) {
        for account in &self.accounts {
            account.fault(Fault::Delay(delay));
        }
    }

    pub fn answer_at_once(&self) {
        for account in &self.accounts {
            account.clear_fault();
        }
    }

    /// Waits until the first round of polls is over.
    pub async fn are_read_by(&self, app: &App<'_>) {
        let tray = app.tray().await;
        until("five balances in the tray", async || {
            let rows = tray.accounts().await;
            let all_shown = self.all_shown(&rows, Decimal::ONE_HUNDRED);
            all_shown.then_some(()).ok_or_else(|| format!("{rows:#?}"))
        })
        .await;
    }

    /// Whether the tray shows this amount for each of them.
    pub async fn are_shown(&self, tray: &TrayItem, amount: Decimal) -> bool {
        self.all_shown(&tray.accounts().await, amount)
    }

    fn all_shown(&self, rows: &[Row], amount: Decimal) -> bool {
        let amount = amount.to_string();
        let shows = |row: &Row| {
            let told = row.text.split_once(" — ").map(|(_, told)| told);
            told.is_some_and(|told| told.trim_start_matches('$').starts_with(&amount))
        };
        rows.len() == self.accounts.len() && rows.iter().all(shows)
    }
}
