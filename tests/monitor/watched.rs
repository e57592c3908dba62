//! Accounts whose answers, clock and memory are in the hands of a test.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use credit_tray_core::{
    Account, AccountId, Amount, Channel, Reading, State, Unit,
    alerts::{Alert, AlertBook, AlertKind, QuietHours, Rule},
    channel::ChannelId,
    key_mark::KeyMark,
    problem::{Failure, Problem},
    reading::Available,
    settings::{General, Settings},
    state::AccountState,
};
use credit_tray_engine::{
    alert_file::AlertMemory,
    history::History,
    monitor::{Clock, Dependencies, Monitor},
    poller::Poll,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rust_decimal::Decimal;
use tokio::time::{Instant, sleep};

use crate::person::{Person, Told};

/// What a poll of an account brings.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Credits(&'static str),
    /// So much at the beginning, and so much less with each hour.
    Draining {
        from: u32,
        an_hour: u32,
    },
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
    person: Person,
    memory: Memory,
}

/// What outlives a restart, and how the new start finds the world.
#[derive(Clone)]
pub(crate) struct Start {
    pub(crate) book: AlertBook,
    pub(crate) answer: Answer,
    pub(crate) answers_take: Duration,
    pub(crate) now: Timestamp,
    pub(crate) quiet_hours: Option<QuietHours>,
    pub(crate) history: History,
    pub(crate) key: u32,
    /// How the person is told; the desktop where none is named.
    pub(crate) channels: Option<Vec<Channel>>,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            book: AlertBook::default(),
            answer: Answer::Credits("100"),
            answers_take: Duration::ZERO,
            now: "2026-11-20T09:00:00Z".parse().unwrap(),
            quiet_hours: None,
            history: History::off(),
            key: 1,
            channels: None,
        }
    }
}

#[derive(Clone)]
struct Script {
    began: Instant,
    start: Timestamp,
    played: Arc<Mutex<Played>>,
}

#[derive(Default)]
struct Played {
    next: HashMap<String, Vec<Answer>>,
    afterwards: HashMap<String, Answer>,
    otherwise: Option<Answer>,
    polls: Vec<(String, Instant)>,
    takes: Duration,
    slow: HashMap<String, Duration>,
    keys_forgotten: Vec<String>,
    breaks_down: bool,
    key: u32,
    clock_ahead: SignedDuration,
}

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Disk>>);

/// What is on the disk, and how often it was written.
#[derive(Default)]
struct Disk {
    book: AlertBook,
    writes: usize,
    is_full: bool,
}

impl AlertMemory for Memory {
    fn remember(&mut self, book: &AlertBook) -> io::Result<()> {
        let mut disk = self.0.lock().unwrap();
        if disk.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        disk.book.clone_from(book);
        disk.writes += 1;
        Ok(())
    }
}

impl Script {
    fn time(&self) -> Timestamp {
        self.start + self.began.elapsed() + self.played.lock().unwrap().clock_ahead
    }
}

impl Clock for Script {
    fn now(&self) -> Timestamp {
        self.time()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

impl Poll for Script {
    fn key_mark(&self, account: &Account) -> Option<KeyMark> {
        let (breaks_down, key) = {
            let played = self.played.lock().unwrap();
            (played.breaks_down, played.key)
        };
        assert!(!breaks_down, "the loop breaks down, as the test wants it");
        let mut mark = DefaultHasher::new();
        (account.provider, account.host().server(), key).hash(&mut mark);
        Some(KeyMark(mark.finish()))
    }

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
            let takes = played.slow.get(&id).copied().unwrap_or(played.takes);
            (answer, takes)
        };
        sleep(takes).await;
        let read = |value: Decimal| Reading {
            available: Available::Limited(Amount::new(value, Unit::Credits)),
            parts: Vec::new(),
            at: self.time(),
        };
        match answer {
            Answer::Credits(text) => Ok(read(text.parse().unwrap())),
            Answer::Draining { from, an_hour } => {
                let hours = self.began.elapsed().as_secs() / 3600;
                Ok(read(
                    Decimal::from(from) - Decimal::from(an_hour) * Decimal::from(hours),
                ))
            }
            Answer::Problem(problem) => Err(problem.into()),
            Answer::RetryAfter(seconds) => Err(Failure {
                retry_after: Some(Duration::from_secs(seconds)),
                ..Problem::RateLimited.into()
            }),
            Answer::Panic => panic!("a poll that breaks down, as the test wants it"),
        }
    }

    fn forget_key(&self, account: &AccountId) {
        self.played
            .lock()
            .unwrap()
            .keys_forgotten
            .push(account.to_string());
    }
}

impl Watched {
    /// Starts watching; the first answers are in when this returns.
    pub(crate) async fn start(accounts: impl IntoIterator<Item = Account>) -> Self {
        Self::start_as(accounts, Start::default()).await
    }

    pub(crate) async fn start_as(accounts: impl IntoIterator<Item = Account>, start: Start) -> Self {
        let script = Script {
            began: Instant::now(),
            start: start.now,
            played: Arc::default(),
        };
        {
            let mut played = script.played.lock().unwrap();
            played.otherwise = Some(start.answer);
            played.key = start.key;
            played.takes = start.answers_take;
        }
        let memory = Memory::default();
        memory.0.lock().unwrap().book.clone_from(&start.book);
        let person = Person(Arc::new(Mutex::new(Told {
            takes: Duration::ZERO,
            listens: true,
            deaf: HashSet::new(),
            refused: None,
            through: Vec::new(),
            alerts: Vec::new(),
            in_vain: 0,
        })));
        let dependencies = Dependencies {
            poller: script.clone(),
            clock: script.clone(),
            random: fastrand::Rng::with_seed(7),
            book: start.book,
            memory: memory.clone(),
            log: start.history,
            receivers: person.clone(),
        };
        let monitor = Monitor::start(
            settings(accounts, start.quiet_hours, start.channels),
            dependencies,
        );
        let watched = Self {
            monitor,
            script,
            person,
            memory,
        };
        sleep(Duration::from_millis(1)).await;
        watched
    }

    pub(crate) async fn set_accounts(&self, accounts: impl IntoIterator<Item = Account>) {
        self.monitor.set_settings(settings(accounts, None, None)).await;
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

    pub(crate) fn slow(&self, id: &str, time: Duration) {
        self.script
            .played
            .lock()
            .unwrap()
            .slow
            .insert(id.to_owned(), time);
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

    pub(crate) fn all(&self) -> State {
        self.monitor.state().borrow().clone()
    }

    pub(crate) fn state(&self, id: &str) -> AccountState {
        self.all()
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

    /// Lets go of the polls that are noted. Returns how many they were.
    pub(crate) fn forget_polls(&self) -> usize {
        std::mem::take(&mut self.script.played.lock().unwrap().polls).len()
    }

    /// Whether whoever is asked for anything breaks down.
    pub(crate) fn breaks_down(&self, breaks_down: bool) {
        self.script.played.lock().unwrap().breaks_down = breaks_down;
    }

    /// From now on accounts are read with this key.
    pub(crate) fn key_is(&self, key: u32) {
        self.script.played.lock().unwrap().key = key;
    }

    pub(crate) fn keys_forgotten(&self) -> Vec<String> {
        self.script.played.lock().unwrap().keys_forgotten.clone()
    }

    /// What is on the disk of what was told.
    pub(crate) fn book(&self) -> AlertBook {
        self.memory.0.lock().unwrap().book.clone()
    }

    /// How often that was written since the last look.
    pub(crate) fn writes(&self) -> usize {
        std::mem::take(&mut self.memory.0.lock().unwrap().writes)
    }

    pub(crate) fn disk_is_full(&self, is_full: bool) {
        self.memory.0.lock().unwrap().is_full = is_full;
    }

    /// Lets all alerts wait for so long.
    pub(crate) fn pause_for(&self, time: Duration) {
        self.monitor
            .pause(self.now() + SignedDuration::try_from(time).unwrap());
    }

    /// Whether anybody is there who can be told.
    pub(crate) fn person_listens(&self, listens: bool) {
        self.person.0.lock().unwrap().listens = listens;
    }

    /// Whether this channel gets through.
    pub(crate) fn channel_gets_through(&self, channel: &str, gets_through: bool) {
        let (channel, mut told) = (ChannelId::new(channel), self.person.0.lock().unwrap());
        if gets_through {
            told.deaf.remove(&channel);
        } else {
            told.deaf.insert(channel);
        }
    }

    /// No receiver takes what is about this account.
    pub(crate) fn refuse(&self, account: &str) {
        self.person.0.lock().unwrap().refused = Some(AccountId::new(account));
    }

    /// The rules told of through this channel since the last look.
    pub(crate) fn told_through(&self, channel: &str) -> Vec<Rule> {
        let mut told = self.person.0.lock().unwrap();
        let of = told
            .through
            .extract_if(.., |(through, _)| through.as_str() == channel);
        of.map(|(_, rule)| rule).collect()
    }

    /// How long it takes from now on until an alert has reached the person, or has not.
    pub(crate) fn telling_takes(&self, time: Duration) {
        self.person.0.lock().unwrap().takes = time;
    }

    /// How often somebody was to be told in vain since the last look.
    pub(crate) fn told_in_vain(&self) -> usize {
        std::mem::take(&mut self.person.0.lock().unwrap().in_vain)
    }

    fn take_told(&self) -> Vec<Vec<Alert>> {
        std::mem::take(&mut self.person.0.lock().unwrap().alerts)
    }

    /// The notifications since the last look, each with the accounts and rules that it tells of.
    pub(crate) fn notifications(&self) -> Vec<Vec<(String, Rule)>> {
        let of = |alert: &Alert| (alert.account.to_string(), alert.rule());
        let told = self.take_told();
        told.iter()
            .map(|alerts| alerts.iter().map(of).collect())
            .collect()
    }

    /// The news since the last look.
    pub(crate) fn news(&self) -> Vec<AlertKind> {
        let told = self.take_told().into_iter().flatten();
        told.map(|alert| alert.kind).collect()
    }

    /// The rules told of since the last look, whatever the account.
    pub(crate) fn alerts(&self) -> Vec<Rule> {
        self.notifications()
            .into_iter()
            .flatten()
            .map(|(_, rule)| rule)
            .collect()
    }
}

fn settings(
    accounts: impl IntoIterator<Item = Account>,
    quiet_hours: Option<QuietHours>,
    channels: Option<Vec<Channel>>,
) -> Settings {
    Settings {
        accounts: accounts.into_iter().collect(),
        general: General {
            quiet_hours,
            channels,
            ..General::default()
        },
        ..Settings::default()
    }
}
