//! Every fault at every provider: what can go wrong between an account and its provider, through real
//! sockets, at the engine as it is shipped and at `credit-tray-cli check`. `make faults` prints the table.
//!
//! All accounts are read well first. Then every one of them meets its fault, and a healthy account at each
//! provider goes on beside them. What a person may expect of each: the right error code, the last good
//! figure kept, no alert about the balance, another try in time and not before, and a fresh figure as soon
//! as the fault is gone.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that cannot go on panics and says where; the table is what it is for"
)]

mod acts;
mod authority;
mod catalogue;
mod check;
mod engine;
mod fault;
mod http2;
#[path = "../engine/receiver.rs"]
#[expect(dead_code, reason = "the tests of channels ask it for more")]
mod receiver;
mod server;
mod statuses;
mod table;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use authority::Authority;
use credit_tray_simulator::{Provider, Simulator};
use engine::{Account, Accounts, Engine};
use fault::{Fault, Where};
use receiver::{Post, Receiver};
use serde_json::{Value, json};
use server::{Server, Try};
use table::Table;
use tokio::{runtime::Runtime, time::sleep};

/// The key of every account. The simulated providers know no other.
const KEY: &str = "sk-of-the-faults-0a1b2c3d";
const VARIABLE: &str = "KEY_OF_THE_FAULTS";

/// How often the accounts are read that meet a fault, in seconds.
const INTERVAL: u64 = 5;
/// Longer than any request may take, and the wait for the next one.
const UNTIL_ALL_FAILED: Duration = Duration::from_secs(60);
/// In that time everybody was tried again at least once.
const UNTIL_TRIED_AGAIN: Duration = Duration::from_secs(25);
const UNTIL_FRESH: Duration = Duration::from_secs(30);

struct Cell {
    id: String,
    provider: Provider,
    fault: Fault,
    /// None where nobody can be reached.
    server: Option<Server>,
}

impl Cell {
    fn base_url(&self) -> String {
        match (&self.fault.place, &self.server) {
            (Where::Nowhere(url), _) => (*url).to_owned(),
            (Where::Http, Some(server)) => format!("http://127.0.0.1:{}", server.port()),
            (Where::Tls | Where::Http2, Some(server)) => format!("https://localhost:{}", server.port()),
            (_, None) => unreachable!("only nowhere is without a server"),
        }
    }

    fn tries(&self) -> Vec<Try> {
        self.server.as_ref().map(Server::tries).unwrap_or_default()
    }

    /// Whether it could be read before.
    fn was_good(&self) -> bool {
        self.server.is_some()
    }
}

fn settings(cells: &[Cell], healthy: &Simulator, receiver: &Receiver) -> Value {
    let account = |id: &str, provider: Provider, base_url: &str, interval: u64| {
        json!({
            "id": id, "provider": provider.id(), "label": id, "baseUrl": base_url, "lowBelow": "1",
            "refreshEverySecs": interval, "key": { "from": "env", "name": VARIABLE },
        })
    };
    let faulty = cells.iter().map(|cell| {
        let interval = if cell.was_good() { INTERVAL } else { 60 };
        account(&cell.id, cell.provider, &cell.base_url(), interval)
    });
    let beside = Provider::ALL
        .iter()
        .map(|provider| account(&format!("healthy-{provider}"), *provider, &healthy.base_url(), 1));
    json!({
        "version": 1,
        "accounts": faulty.chain(beside).collect::<Vec<_>>(),
        "general": { "channels": [{ "id": "all", "kind": "webhook", "url": receiver.url("/alerts") }] },
    })
}

/// An account for each fault at each provider.
async fn cells(provider: &Simulator, authority: &Authority) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (number, fault) in catalogue::all().into_iter().enumerate() {
        for name in Provider::ALL {
            let server = match fault.place {
                Where::Nowhere(_) => None,
                _ => Some(Server::start(provider.address(), &fault, authority).await),
            };
            cells.push(Cell {
                id: format!("{name}-{number}"),
                provider: name,
                fault: fault.clone(),
                server,
            });
        }
    }
    cells
}

fn knows_the_key(simulator: Simulator) -> Simulator {
    for provider in Provider::ALL {
        simulator.account(provider, KEY);
    }
    simulator
}

fn is_read(account: &Account) -> bool {
    account.available.is_some() && account.error.is_none()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes some minutes: make faults"]
async fn every_fault_at_every_provider() {
    let authority = Authority::new();
    let good = knows_the_key(Simulator::start().await.unwrap());
    // What is read beside them is not to wait for what the faults cost this program.
    let apart = Runtime::new().unwrap();
    let healthy = knows_the_key(apart.spawn(Simulator::start()).await.unwrap().unwrap());
    let receiver = Receiver::new(204);
    let cells = cells(&good, &authority).await;
    let servers = || cells.iter().filter_map(|cell| cell.server.as_ref());
    let folder = tempfile::tempdir().unwrap();
    let variables = authority.variables(folder.path());
    let settings = settings(&cells, &healthy, &receiver);
    let engine = Engine::start(folder.path(), &settings, &variables).await;
    let mut table = Table::default();

    // All is well.
    let before = engine
        .until(UNTIL_ALL_FAILED, "all to be read", |accounts| {
            let mut reachable = cells.iter().filter(|cell| cell.was_good());
            reachable.all(|cell| is_read(&accounts[&cell.id]))
        })
        .await;

    // Everything goes wrong.
    let began = Instant::now();
    servers().for_each(Server::strike);
    let has_failed =
        |cell: &Cell, accounts: &Accounts| cell.fault.is_harmless() || accounts[&cell.id].error.is_some();
    let all_have_failed = |accounts: &Accounts| cells.iter().all(|cell| has_failed(cell, accounts));
    engine.settle(UNTIL_ALL_FAILED, all_have_failed).await;
    sleep(UNTIL_TRIED_AGAIN).await;
    let seen = Seen {
        accounts: engine.accounts(),
        tries: cells.iter().map(Cell::tries).collect(),
        after: began.elapsed(),
        checked: check::report(folder.path(), &variables).await,
        told: receiver.posts().iter().map(told).collect(),
    };
    seen.judge(&cells, &before, &mut table);
    for provider in Provider::ALL {
        let requests = healthy.requests(provider);
        let mut moments: Vec<_> = requests.iter().map(|request| request.at).collect();
        moments.retain(|moment| *moment >= began && *moment <= began + seen.after);
        let longest = moments.windows(2).map(|pair| pair[1] - pair[0]).max();
        table.beside(provider, moments.len(), longest.unwrap_or(seen.after));
    }

    // All is well again.
    servers().for_each(Server::relent);
    // What was asked before may take its time to fail.
    engine.refresh();
    sleep(UNTIL_FRESH).await;
    engine.refresh();
    let is_expected = |cell: &&Cell| cell.was_good() && !cell.fault.asks_to_wait();
    let all_are_read = |accounts: &Accounts| {
        let mut expected = cells.iter().filter(is_expected);
        expected.all(|cell| is_read(&accounts[&cell.id]))
    };
    let fresh = engine.settle(UNTIL_FRESH, all_are_read).await;
    for cell in cells.iter().filter(is_expected) {
        let seen = &fresh[&cell.id];
        let is_fresh = seen.error.is_none() && seen.available == before[&cell.id].available;
        table.expect(cell, "fresh again", is_fresh, seen.error.as_deref());
    }
    println!("{table}");
    apart.shutdown_background();
    table.must_be_whole();
}

/// The account that an alert is about, and its rule.
fn told(alert: &Post) -> (String, String) {
    let alert = alert.json();
    let text = |field: &str| alert[field].as_str().unwrap_or_default().to_owned();
    (text("account"), text("rule"))
}

/// What was seen while everything went wrong.
struct Seen {
    accounts: Accounts,
    /// In the order of the cells.
    tries: Vec<Vec<Try>>,
    /// How long it had gone wrong by then.
    after: Duration,
    checked: BTreeMap<String, Option<String>>,
    told: Vec<(String, String)>,
}

impl Seen {
    fn judge(&self, cells: &[Cell], before: &Accounts, table: &mut Table) {
        for (cell, tries) in cells.iter().zip(&self.tries) {
            let (seen, kept) = (&self.accounts[&cell.id], &before[&cell.id]);
            let code = seen.error.as_deref();
            table.expect(cell, "code", cell.fault.allows(code), code);
            let in_check = self.checked[&cell.id].as_deref();
            table.expect(cell, "code in check", cell.fault.allows(in_check), in_check);
            let available = seen.available.as_deref();
            if cell.was_good() {
                table.expect(cell, "figure kept", seen.available == kept.available, available);
            } else {
                table.expect(cell, "no figure", available.is_none(), available);
            }
            let wrong = cell.fault.untimely(tries, self.after);
            table.expect(cell, "in time", wrong.is_none(), wrong.as_deref());
            let about = self.told.iter().find(|(account, rule)| {
                *account == cell.id && !matches!(rule.as_str(), "key_rejected" | "no_reading")
            });
            table.expect(
                cell,
                "no alert",
                about.is_none(),
                about.map(|(_, rule)| rule.as_str()),
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes some minutes: make faults"]
async fn every_status_at_every_provider() {
    statuses::all_are_understood().await;
}
