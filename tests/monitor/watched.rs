//! Accounts whose answers, clock and memory are in the hands of a test.

use std::{
    collections::HashMap,
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use credit_tray_core::{
    Account, AccountId, Amount, Reading, Snapshot, Unit,
    alerts::{Alert, AlertKind, AlertMemory, Told, ToldAccounts},
    monitor::{Clock, Monitor, Surroundings},
    poller::Poll,
    problem::{Failure, Problem},
    reading::Available,
    snapshot::AccountState,
};
use jiff::{SignedDuration, Timestamp};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

/// What a poll of an account brings.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Credits(&'static str),
    Problem(Problem),
    RetryAfter(u64),
    Panic,
}

/// An account at kie.ai that warns below 10 credits.
pub(crate) fn account(id: &str, refresh_every_secs: u64) -> Account {
    serde_json::from_value(serde_json::json!({
        "id": id, "provider": "kie", "label": id, "lowBelow": "10", "refreshEverySecs": refresh_every_secs,
    }))
    .unwrap()
}

pub(crate) struct Watched {
    monitor: Monitor,
    script: Script,
    alerts: mpsc::UnboundedReceiver<Alert>,
    memory: Memory,
}

#[derive(Clone)]
struct Script {
    began: Instant,
    played: Arc<Mutex<Played>>,
}

#[derive(Default)]
struct Played {
    next: HashMap<String, Vec<Answer>>,
    afterwards: HashMap<String, Answer>,
    otherwise: Option<Answer>,
    polls: Vec<(String, Instant)>,
    takes: Duration,
    keys_forgotten: usize,
    clock_ahead: SignedDuration,
}

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<ToldAccounts>>);

impl AlertMemory for Memory {
    fn remember(&mut self, told: &ToldAccounts) -> io::Result<()> {
        self.0.lock().unwrap().clone_from(told);
        Ok(())
    }
}

impl Script {
    fn time(&self) -> Timestamp {
        let start: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        start + self.began.elapsed() + self.played.lock().unwrap().clock_ahead
    }
}

impl Clock for Script {
    fn now(&self) -> Timestamp {
        self.time()
    }
}

impl Poll for Script {
    async fn poll(&self, account: Account) -> Result<Reading, Failure> {
        let id = account.id.to_string();
        let (answer, takes) = {
            let mut played = self.played.lock().unwrap();
            played.polls.push((id.clone(), Instant::now()));
            let next = played
                .next
                .get_mut(&id)
                .filter(|next| !next.is_empty())
                .map(|next| next.remove(0));
            let afterwards = played.afterwards.get(&id).cloned();
            let answer = next.or(afterwards).or_else(|| played.otherwise.clone()).unwrap();
            (answer, played.takes)
        };
        sleep(takes).await;
        match answer {
            Answer::Credits(text) => Ok(Reading {
                available: Available::Limited(Amount::new(text.parse().unwrap(), Unit::Credits)),
                parts: Vec::new(),
                at: self.time(),
            }),
            Answer::Problem(problem) => Err(problem.into()),
            Answer::RetryAfter(seconds) => Err(Failure {
                retry_after: Some(Duration::from_secs(seconds)),
                ..Problem::RateLimited.into()
            }),
            Answer::Panic => panic!("a poll that breaks down, as the test wants it"),
        }
    }

    fn forget_keys(&self) {
        self.played.lock().unwrap().keys_forgotten += 1;
    }
}

impl Watched {
    /// Starts watching; the first answers are in when this returns.
    pub(crate) async fn start(accounts: impl IntoIterator<Item = Account>) -> Self {
        Self::start_having_told(accounts, ToldAccounts::new(), Answer::Credits("100")).await
    }

    /// Starts watching after a restart: this was told before, and this is the answer to every poll.
    pub(crate) async fn start_having_told(
        accounts: impl IntoIterator<Item = Account>,
        told: ToldAccounts,
        answer: Answer,
    ) -> Self {
        let script = Script {
            began: Instant::now(),
            played: Arc::default(),
        };
        script.played.lock().unwrap().otherwise = Some(answer);
        let memory = Memory::default();
        memory.0.lock().unwrap().clone_from(&told);
        let (sender, alerts) = mpsc::unbounded_channel();
        let surroundings = Surroundings {
            poller: script.clone(),
            clock: script.clone(),
            random: fastrand::Rng::with_seed(7),
            told,
            memory: memory.clone(),
            alerts: sender,
        };
        let monitor = Monitor::start(accounts.into_iter().collect(), surroundings);
        let watched = Self {
            monitor,
            script,
            alerts,
            memory,
        };
        sleep(Duration::from_millis(1)).await;
        watched
    }

    pub(crate) fn monitor(&self) -> &Monitor {
        &self.monitor
    }

    /// The answers to the next polls of this account, before what comes afterwards.
    pub(crate) fn next(&self, id: &str, answers: impl IntoIterator<Item = Answer>) {
        let mut played = self.script.played.lock().unwrap();
        played.next.entry(id.to_owned()).or_default().extend(answers);
    }

    /// The answer to every further poll of this account.
    pub(crate) fn then(&self, id: &str, answer: Answer) {
        self.script
            .played
            .lock()
            .unwrap()
            .afterwards
            .insert(id.to_owned(), answer);
    }

    pub(crate) fn answers_take(&self, time: Duration) {
        self.script.played.lock().unwrap().takes = time;
    }

    pub(crate) fn computer_sleeps_for(&self, time: Duration) {
        self.script.played.lock().unwrap().clock_ahead += SignedDuration::try_from(time).unwrap();
    }

    pub(crate) fn clock_is_set_back_by(&self, time: Duration) {
        self.script.played.lock().unwrap().clock_ahead -= SignedDuration::try_from(time).unwrap();
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.script.time()
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.monitor.snapshot().borrow().clone()
    }

    pub(crate) fn state(&self, id: &str) -> AccountState {
        let snapshot = self.snapshot();
        snapshot
            .accounts
            .into_iter()
            .find(|state| state.account.id.as_str() == id)
            .unwrap()
    }

    pub(crate) fn polls(&self, id: &str) -> Vec<Instant> {
        let played = self.script.played.lock().unwrap();
        played
            .polls
            .iter()
            .filter(|(polled, _)| polled == id)
            .map(|(_, at)| *at)
            .collect()
    }

    pub(crate) fn keys_forgotten(&self) -> usize {
        self.script.played.lock().unwrap().keys_forgotten
    }

    pub(crate) fn told(&self) -> ToldAccounts {
        self.memory.0.lock().unwrap().clone()
    }

    /// The alerts since the last look.
    pub(crate) fn alerts(&mut self) -> Vec<AlertKind> {
        let mut kinds = Vec::new();
        while let Ok(alert) = self.alerts.try_recv() {
            kinds.push(alert.kind);
        }
        kinds
    }

    /// The alerts since the last look, each with what the memory held when it could be seen.
    pub(crate) fn alerts_with_memory(&mut self) -> Vec<(AlertKind, Option<Told>)> {
        let mut seen = Vec::new();
        while let Ok(alert) = self.alerts.try_recv() {
            let told = self.told().get(&AccountId::new(alert.account.as_str())).copied();
            seen.push((alert.kind, told));
        }
        seen
    }
}
