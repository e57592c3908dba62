//! One life: accounts, the app that watches them, and whom it tells.

use std::{collections::BTreeMap, time::Duration};

use credit_tray_core::{
    Account, AccountId,
    alerts::QuietHours,
    problem::Problem,
    settings::{General, Settings},
};
use credit_tray_engine::monitor::Monitor;
use jiff::{SignedDuration, civil::Time, tz::TimeZone};
use proptest::prelude::*;
use rust_decimal::Decimal;
use tokio::{
    task::yield_now,
    time::{sleep, timeout},
};

use super::{
    event::{Event, HOUR, Which},
    seen::Seen,
    silence::Silence,
    world::{Happening, World},
};
use crate::{truths::Person, watched::account};

/// When lives begin: on any day, and before the clocks change.
const BEGINNINGS: [(&str, &str); 5] = [
    ("2026-11-20T09:00:00Z", "UTC"),
    ("2026-03-28T17:00:00Z", "Europe/Berlin"),
    ("2026-10-24T17:00:00Z", "Europe/Berlin"),
    ("2026-03-28T12:00:00Z", "Asia/Beirut"),
    ("2026-10-31T20:00:00Z", "America/New_York"),
];

/// By then what is due was told: the clock is looked at twice a minute, and alerts of one round wait for
/// each other for a few seconds.
const SETTLED: Duration = Duration::from_secs(7);

/// A second and a bit, so that an answer does not come at the very moment in which something is told:
/// nobody could say which was first.
const ODD: Duration = Duration::from_millis(1013);

pub(crate) struct Life {
    pub(super) world: World,
    monitor: Option<Monitor>,
    pub(super) person: Person,
    /// The accounts in the order in which they are shown.
    pub(super) shown: Vec<Which>,
    /// What the person knew as the disk became full: so much is kept.
    kept: Option<Kept>,
}

struct Kept {
    paused: Silence,
    accounts: BTreeMap<AccountId, Seen>,
}

pub(super) fn id(which: Which) -> AccountId {
    AccountId::new(["a", "b", "c"][which])
}

pub(super) fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(super) fn new_account(which: Which) -> Account {
    let mut account = account(id(which).as_str(), 300);
    // What is on by default, with hours that a life is long enough for.
    account.rules.no_reading_for_hours = Some(2);
    account
}

impl Life {
    pub(crate) fn begin(beginning: usize) -> Self {
        let (start, zone) = BEGINNINGS[beginning % BEGINNINGS.len()];
        let world = World::new(start.parse().unwrap(), TimeZone::get(zone).unwrap());
        let shown = vec![0, 1];
        let seen = |which: &Which| (id(*which), Seen::new(new_account(*which)));
        let person = Person {
            hears: true,
            quiet_hours: None,
            paused: Silence::NONE,
            accounts: shown.iter().map(seen).collect(),
        };
        let mut life = Self {
            world,
            monitor: None,
            person,
            shown,
            kept: None,
        };
        life.start();
        life
    }

    fn start(&mut self) {
        self.monitor = Some(self.world.start_app(self.settings()));
    }

    pub(super) fn monitor(&self) -> &Monitor {
        self.monitor.as_ref().unwrap()
    }

    pub(super) fn settings(&self) -> Settings {
        Settings {
            accounts: self
                .shown
                .iter()
                .map(|which| self.seen(*which).account.clone())
                .collect(),
            general: General {
                quiet_hours: self.person.quiet_hours,
                ..General::default()
            },
            ..Settings::default()
        }
    }

    pub(super) fn seen(&self, which: Which) -> &Seen {
        &self.person.accounts[&id(which)]
    }

    pub(super) fn seen_mut(&mut self, which: Which) -> &mut Seen {
        self.person.accounts.get_mut(&id(which)).unwrap()
    }

    fn all(&mut self) -> impl Iterator<Item = &mut Seen> {
        self.person.accounts.values_mut()
    }

    /// Something happens, a poll follows, and then nothing may be missing.
    pub(crate) async fn goes_on(&mut self, event: Event) -> Result<(), TestCaseError> {
        self.catches_up().await?;
        if let Event::Meanwhile(which, amount) = event {
            self.serves(which, Ok(decimal(amount)));
            let _ = timeout(ODD, self.monitor().refresh(None)).await;
            // Of two readings in one second the history keeps the later one only.
            sleep(ODD).await;
            return self.catches_up().await;
        }
        self.happens(event).await?;
        self.monitor().refresh(None).await;
        let (_, telling_takes) = self.world.delays();
        sleep(SETTLED + telling_takes).await;
        self.catches_up().await?;
        self.person.was_not_failed(&self.world.moment())
    }

    /// Lets the app finish what it has to do at this moment, and the person hear it.
    async fn catches_up(&mut self) -> Result<(), TestCaseError> {
        for _ in 0..10 {
            yield_now().await;
        }
        for happening in self.world.happened() {
            match happening {
                Happening::Looked {
                    account,
                    saw,
                    wallet,
                    at,
                } => {
                    let seen = self.person.accounts.get_mut(&account).unwrap();
                    seen.time_passes(&at);
                    seen.looks(&saw, wallet, &at);
                }
                Happening::Sent(alerts, at) => {
                    self.all().for_each(|seen| seen.time_passes(&at));
                    for alert in &alerts {
                        self.person.is_told(alert, &at)?;
                        let seen = self.person.accounts.get_mut(&alert.account).unwrap();
                        seen.is_sent(&alert.kind, alert.rule());
                    }
                }
                Happening::Arrived { alerts, was_heard } => {
                    for alert in &alerts {
                        let seen = self.person.accounts.get_mut(&alert.account).unwrap();
                        seen.arrives(alert.rule(), was_heard);
                    }
                }
            }
        }
        let now = self.world.moment();
        self.all().for_each(|seen| seen.time_passes(&now));
        Ok(())
    }

    async fn happens(&mut self, event: Event) -> Result<(), TestCaseError> {
        match event {
            Event::Hour => sleep(HOUR).await,
            Event::Holds(which, amount) => self.serves(which, Ok(decimal(amount))),
            Event::Fails(which) => self.serves(which, Err(Problem::Offline)),
            Event::Meanwhile(..) => unreachable!("it does not wait for the end"),
            Event::Rejects(which) => self.serves(which, Err(Problem::KeyRejected)),
            Event::HasNoKey(which) => self.serves(which, Err(Problem::KeyMissing)),
            Event::SpendsForDays(which) => self.spends_for_days(which).await?,
            Event::Restart(hours) => self.restart(hours).await?,
            Event::Sleep(hours) => self.sleep(hours).await,
            Event::ClockBack(seconds) => {
                self.world
                    .clock_goes(-SignedDuration::from_secs(i64::from(seconds)));
                self.person.paused.may_end();
                self.all().for_each(Seen::clock_goes_back);
            }
            Event::Travels(zone) => {
                self.world.zone_is(TimeZone::get(zone).unwrap());
                self.all().for_each(Seen::is_elsewhere);
            }
            Event::DiskFills | Event::DiskIsFree => self.disk(matches!(event, Event::DiskFills)).await,
            Event::AnswersTake(seconds) => self.world.answers_take(ODD * seconds),
            Event::TellingTakes(seconds) => self.world.telling_takes(ODD * seconds),
            Event::Deaf | Event::Hears => {
                self.person.hears = matches!(event, Event::Hears);
                self.world.somebody_hears(self.person.hears);
                self.monitor().deliver();
            }
            Event::Pause => {
                let end = self.world.clock() + SignedDuration::from_hours(2);
                self.monitor().pause(end);
                self.person.paused = Silence::until(end);
            }
            Event::Resume => {
                self.monitor().resume();
                self.person.paused = Silence::NONE;
            }
            Event::Quiet(from, out_breaks_through) => {
                let time = |hour: i8| Time::new(hour % 24, 0, 0, 0).unwrap();
                self.person.quiet_hours = Some(QuietHours {
                    from: time(from),
                    to: time(from + 9),
                    out_breaks_through,
                });
                self.saves_settings().await;
            }
            Event::NoQuiet => {
                self.person.quiet_hours = None;
                self.saves_settings().await;
            }
            Event::Bring(which) => {
                self.brings(which);
                self.saves_settings().await;
            }
            Event::Import(threshold) => self.imports(decimal(threshold)).await,
            Event::Snooze(which)
            | Event::SnoozeUntilToppedUp(which)
            | Event::EndSnooze(which)
            | Event::Off(which)
            | Event::On(which)
            | Event::Remove(which)
            | Event::Threshold(which, _)
            | Event::Wants(which, _)
            | Event::Moves(which, _)
            | Event::OtherKey(which, _)
            | Event::SameWallet(which) => {
                if self.shown.contains(&which) {
                    self.is_changed(which, event).await;
                }
            }
        }
        Ok(())
    }

    fn serves(&self, which: Which, holds: Result<Decimal, Problem>) {
        self.world.serve(&id(which), |served| served.holds = holds);
    }

    async fn spends_for_days(&mut self, which: Which) -> Result<(), TestCaseError> {
        let Ok(holds) = self.world.served(&id(which)).holds else {
            return Ok(());
        };
        for part in 1..=12_i64 {
            self.sleep(4).await;
            self.serves(which, Ok(holds - holds.abs() * Decimal::new(5 * part, 2)));
            self.monitor().refresh(None).await;
            sleep(SETTLED).await;
            self.catches_up().await?;
        }
        Ok(())
    }

    async fn sleep(&mut self, hours: u32) {
        self.world.forget_questions(None);
        self.world
            .clock_goes(SignedDuration::from_hours(i64::from(hours)));
        self.all().for_each(Seen::is_out_of_sight);
        sleep(Duration::from_secs(31)).await;
    }

    async fn restart(&mut self, hours: u32) -> Result<(), TestCaseError> {
        self.monitor = None;
        self.catches_up().await?;
        self.world.forget_questions(None);
        self.world
            .clock_goes(SignedDuration::from_hours(i64::from(hours)));
        self.all().for_each(Seen::app_ends);
        if let Some(kept) = &self.kept {
            self.person.paused.or(kept.paused);
            for (id, seen) in &mut self.person.accounts {
                let nothing = || Seen::new(seen.account.clone());
                let kept = kept.accounts.get(id).filter(|kept| kept.is_there).cloned();
                seen.only_remembers(&kept.unwrap_or_else(nothing));
            }
        }
        // An account that was gone as the app ended is a new one when it comes back, with its past readings.
        for which in 0..3 {
            if let Some(seen) = self
                .person
                .accounts
                .get_mut(&id(which))
                .filter(|seen| !seen.is_there)
            {
                let before = seen.clone();
                seen.is_forgotten(new_account(which));
                if self.kept.is_some() {
                    seen.may_be_remembered(&before);
                }
            }
        }
        self.start();
        Ok(())
    }

    async fn disk(&mut self, is_full: bool) {
        // Nothing waits to be written now.
        sleep(Duration::from_secs(31)).await;
        self.world.disk_is_full(is_full);
        if !is_full {
            sleep(Duration::from_secs(31)).await;
            self.kept = None;
        } else if self.kept.is_none() {
            self.kept = Some(Kept {
                paused: self.person.paused,
                accounts: self.person.accounts.clone(),
            });
        }
    }
}
