//! What the app under test finds outside of itself: servers, a clock, a disk, and somebody to tell.
//! It outlives every restart, and writes down in order what an account was seen to hold and what was
//! told.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use credit_tray_core::{
    Account, AccountId, Amount, Channel, Reading, Unit,
    alerts::{Alert, AlertBook, Rule},
    delivery::DeliveryProblem,
    history::Point,
    key_mark::KeyMark,
    problem::{Failure, Problem},
    reading::Available,
    settings::Settings,
};
use credit_tray_engine::{
    alert_file::{AlertFile, AlertMemory},
    monitor::{Clock, Deliver, Dependencies, Monitor, ReadingLog},
    poller::Poll,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use rust_decimal::Decimal;
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

/// What was to be seen from outside, in the order in which it happened.
#[derive(Clone, Debug)]
pub(crate) enum Happening {
    /// Somebody looked, and this is what was there to be seen.
    Looked {
        account: AccountId,
        saw: Result<Decimal, Problem>,
        wallet: Wallet,
        at: Moment,
    },
    /// These were handed over to be told.
    Sent(Vec<Alert>, Moment),
    /// What was handed over first of what is still on its way has come to its end.
    Arrived { alerts: Vec<Alert>, was_heard: bool },
}

/// Whose money it is: at which server, and in which of its wallets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Wallet {
    pub(crate) is_elsewhere: bool,
    pub(crate) number: u32,
}

/// A moment by the clock of the computer, and by one that stands still while the computer sleeps.
#[derive(Clone, Debug)]
pub(crate) struct Moment {
    pub(crate) clock: Timestamp,
    pub(crate) zone: TimeZone,
    pub(crate) awake: Duration,
}

/// An account as its server knows it.
#[derive(Clone, Debug)]
pub(crate) struct Served {
    pub(crate) holds: Result<Decimal, Problem>,
    pub(crate) wallet: Wallet,
    pub(crate) key: u32,
    /// How often that what was asked before ceased to matter.
    epoch: u32,
}

#[derive(Clone)]
pub(crate) struct World(Arc<Mutex<Inner>>);

struct Inner {
    began: Instant,
    start: Timestamp,
    clock_ahead: SignedDuration,
    zone: TimeZone,
    served: HashMap<AccountId, Served>,
    answers_take: Duration,
    telling_takes: Duration,
    somebody_hears: bool,
    happened: Vec<Happening>,
    disk: Disk,
    /// What is kept of the past: as in the history, per wallet.
    past: HashMap<AccountId, Vec<Point>>,
}

/// Holds what was last written. It goes through the real file at each start: to write that each time
/// would take the most time of a life and show no more.
struct Disk {
    folder: TempDir,
    written: Option<AlertBook>,
    is_full: bool,
}

impl World {
    pub(crate) fn new(start: Timestamp, zone: TimeZone) -> Self {
        Self(Arc::new(Mutex::new(Inner {
            began: Instant::now(),
            start,
            clock_ahead: SignedDuration::ZERO,
            zone,
            served: HashMap::new(),
            answers_take: Duration::ZERO,
            telling_takes: Duration::ZERO,
            somebody_hears: true,
            happened: Vec::new(),
            disk: Disk {
                folder: tempfile::tempdir().unwrap(),
                written: None,
                is_full: false,
            },
            past: HashMap::new(),
        })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap()
    }

    /// Starts the app on what is on the disk.
    pub(crate) fn start_app(&self, settings: Settings) -> Monitor {
        let book = {
            let inner = self.inner();
            let mut file = AlertFile::in_dir(inner.disk.folder.path());
            if let Some(written) = &inner.disk.written {
                file.remember(written).unwrap();
            }
            AlertFile::in_dir(inner.disk.folder.path()).recall(inner.now(), &inner.zone)
        };
        Monitor::start(
            settings,
            Dependencies {
                poller: self.clone(),
                clock: self.clone(),
                random: fastrand::Rng::with_seed(7),
                book,
                memory: self.clone(),
                log: self.clone(),
                receivers: self.clone(),
            },
        )
    }

    pub(crate) fn moment(&self) -> Moment {
        self.inner().moment()
    }

    pub(crate) fn clock(&self) -> Timestamp {
        self.inner().now()
    }

    /// The computer sleeps, or is off, or its clock is set.
    pub(crate) fn clock_goes(&self, by: SignedDuration) {
        self.inner().clock_ahead += by;
    }

    pub(crate) fn zone_is(&self, zone: TimeZone) {
        self.inner().zone = zone;
    }

    pub(crate) fn serve(&self, id: &AccountId, change: impl FnOnce(&mut Served)) {
        change(self.inner().served(id));
    }

    pub(crate) fn served(&self, id: &AccountId) -> Served {
        self.inner().served(id).clone()
    }

    /// What this account, or any, was asked before says nothing any more.
    pub(crate) fn forget_questions(&self, only: Option<&AccountId>) {
        for (id, served) in &mut self.inner().served {
            served.epoch += u32::from(only.is_none_or(|only| only == id));
        }
    }

    pub(crate) fn answers_take(&self, time: Duration) {
        self.inner().answers_take = time;
    }

    pub(crate) fn telling_takes(&self, time: Duration) {
        self.inner().telling_takes = time;
    }

    /// How long an answer and an alert take at present.
    pub(crate) fn delays(&self) -> (Duration, Duration) {
        let inner = self.inner();
        (inner.answers_take, inner.telling_takes)
    }

    pub(crate) fn somebody_hears(&self, hears: bool) {
        self.inner().somebody_hears = hears;
    }

    pub(crate) fn disk_is_full(&self, is_full: bool) {
        self.inner().disk.is_full = is_full;
    }

    /// The readings that are kept of the wallet that an account shows.
    pub(crate) fn past(&self, id: &AccountId) -> Vec<Point> {
        self.inner().past.get(id).cloned().unwrap_or_default()
    }

    /// What has happened since the last look.
    pub(crate) fn happened(&self) -> Vec<Happening> {
        std::mem::take(&mut self.inner().happened)
    }
}

impl Inner {
    fn now(&self) -> Timestamp {
        self.start + self.began.elapsed() + self.clock_ahead
    }

    fn moment(&self) -> Moment {
        Moment {
            clock: self.now(),
            zone: self.zone.clone(),
            awake: self.began.elapsed(),
        }
    }

    fn served(&mut self, id: &AccountId) -> &mut Served {
        self.served.entry(id.clone()).or_insert_with(|| Served {
            holds: Err(Problem::Offline),
            wallet: Wallet::default(),
            key: 1,
            epoch: 0,
        })
    }
}

impl Clock for World {
    fn now(&self) -> Timestamp {
        self.inner().now()
    }

    fn zone(&self) -> TimeZone {
        self.inner().zone.clone()
    }
}

impl Poll for World {
    fn key_mark(&self, account: &Account) -> Option<KeyMark> {
        let mut mark = DefaultHasher::new();
        (account.host().server(), self.inner().served(&account.id).key).hash(&mut mark);
        Some(KeyMark(mark.finish()))
    }

    async fn poll(&self, account: Account) -> Result<Reading, Failure> {
        let (served, takes) = {
            let mut inner = self.inner();
            (inner.served(&account.id).clone(), inner.answers_take)
        };
        if !takes.is_zero() {
            // No two answers come at the same moment: nobody could say which was first.
            let letter = account.id.as_str().bytes().next().unwrap_or_default();
            sleep(takes + Duration::from_millis(letter.into())).await;
        }
        let mut inner = self.inner();
        let at = inner.moment();
        let clock = at.clock;
        if inner.served(&account.id).epoch == served.epoch {
            inner.happened.push(Happening::Looked {
                account: account.id,
                saw: served.holds.clone(),
                wallet: served.wallet,
                at,
            });
        }
        Ok(Reading {
            available: Available::Limited(Amount::new(served.holds?, Unit::Credits)),
            parts: Vec::new(),
            at: clock,
        })
    }

    fn forget_key(&self, _account: &AccountId) {}
}

impl AlertMemory for World {
    fn remember(&mut self, book: &AlertBook) -> io::Result<()> {
        let mut inner = self.inner();
        if inner.disk.is_full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        inner.disk.written = Some(book.clone());
        Ok(())
    }
}

impl ReadingLog for World {
    fn recent(&self, account: &AccountId, since: Timestamp) -> Vec<Point> {
        let mut past = self.past(account);
        past.retain(|point| point.at >= since);
        past
    }

    fn record(&self, account: &AccountId, point: Point) {
        self.inner().past.entry(account.clone()).or_default().push(point);
    }

    fn begin_wallet(&self, account: &AccountId, _at: Timestamp) {
        self.inner().past.remove(account);
    }

    fn told(&self, _account: &AccountId, _at: Timestamp, _rule: Rule) {}
}

impl Deliver for World {
    async fn deliver(&self, _: Channel, alerts: Vec<Alert>) -> Result<(), DeliveryProblem> {
        let takes = {
            let mut inner = self.inner();
            let at = inner.moment();
            inner.happened.push(Happening::Sent(alerts.clone(), at));
            inner.telling_takes
        };
        if !takes.is_zero() {
            sleep(takes).await;
        }
        let mut inner = self.inner();
        let was_heard = inner.somebody_hears;
        inner.happened.push(Happening::Arrived { alerts, was_heard });
        if was_heard {
            Ok(())
        } else {
            Err(DeliveryProblem::NoService)
        }
    }
}
