//! What a person may rightly expect of alerts, said of readings alone. Nothing here knows how the
//! engine decides.
//!
//! 1. What is told is true by the last reading, and gives its figure.
//! 2. What is true, can be seen and is not known already is told within one poll, or as soon as what
//!    held it up has ended. Known is what was told and is not clearly over since.
//! 3. Nothing is told twice unless it was untrue in between, or the person asked for it anew: by
//!    another threshold, or by a snooze.

use std::{collections::BTreeSet, time::Duration};

use credit_tray_core::{
    Account, AccountId,
    alerts::{Alert, AlertKind, Rule, Snooze},
    problem::Problem,
};
use jiff::{SignedDuration, Timestamp};
use proptest::{
    prelude::*,
    sample::select,
    test_runner::{FileFailurePersistence, RngAlgorithm, TestRng, TestRunner},
};
use rust_decimal::{Decimal, dec};
use tokio::time::sleep;

use crate::watched::{Answer, Start, Watched, account};

const HOUR: Duration = Duration::from_secs(3600);

/// What happens next.
#[derive(Clone, Copy, Debug)]
enum Event {
    Holds(&'static str),
    Fails,
    Restart,
    Sleep,
    Pause,
    Resume,
    Snooze,
    EndSnooze,
    Off,
    On,
    Threshold(&'static str),
    /// Nobody is there to be told, such as while no notification server runs.
    Deaf,
    Hears,
    Hour,
    ClockBack,
    /// Somebody enters the key of another wallet.
    OtherKey,
}

fn any_event() -> impl Strategy<Value = Event> {
    use Event::{
        ClockBack, Deaf, EndSnooze, Fails, Hears, Holds, Hour, Off, On, OtherKey, Pause, Restart, Resume,
        Sleep, Snooze, Threshold,
    };
    let amounts = [
        "0", "-3", "0.3", "5", "9.9", "10", "10.2", "10.6", "12", "20", "30", "100",
    ];
    prop_oneof![
        12 => select(amounts.to_vec()).prop_map(Holds),
        2 => Just(Fails),
        3 => select(vec!["10", "20", "5"]).prop_map(Threshold),
        14 => select(vec![
            Restart, Sleep, Pause, Resume, Snooze, EndSnooze, Off, On, Deaf, Hears, Hour, ClockBack, OtherKey,
        ]),
    ]
}

/// How bad it is: enough, low, out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Trouble {
    #[default]
    None,
    Low,
    Out,
}

/// A person who reads every alert and remembers what they were told.
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the person")]
struct Person {
    threshold: Decimal,
    is_on: bool,
    hears: bool,
    paused_until: Timestamp,
    snoozed_until: Timestamp,
    /// The last reading since somebody looked.
    reading: Option<Decimal>,
    /// Whether the last purchase has to fill it from nothing.
    was_empty: bool,
    knows: Trouble,
    /// What may not be told again yet.
    told: BTreeSet<Rule>,
    /// They have entered another key, and nothing was read with it yet.
    has_new_key: bool,
}

impl Person {
    fn new() -> Self {
        Self {
            threshold: dec!(10),
            is_on: true,
            hears: true,
            paused_until: Timestamp::MIN,
            snoozed_until: Timestamp::MIN,
            reading: None,
            was_empty: false,
            knows: Trouble::None,
            told: BTreeSet::new(),
            has_new_key: false,
        }
    }

    fn sees(&mut self, reading: Decimal) {
        if std::mem::take(&mut self.has_new_key) {
            self.was_empty = false;
            self.knows = Trouble::None;
            self.told.clear();
        }
        self.reading = Some(reading);
        if reading > Decimal::ZERO {
            self.told.remove(&Rule::Out);
        }
        if reading >= self.threshold {
            self.told.remove(&Rule::Low);
        }
        let is_well = reading >= self.threshold * dec!(1.2);
        let is_refilled = self.was_empty && reading >= self.threshold;
        if is_well || is_refilled {
            self.knows = Trouble::None;
            self.was_empty = false;
        } else if reading >= self.threshold / dec!(2) {
            self.knows = self.knows.min(Trouble::Low);
            self.was_empty = false;
        }
        self.was_empty |= reading <= Decimal::ZERO;
    }

    /// Who snoozes an alert asks to be told again when the snooze ends.
    fn snooze_may_end(&mut self, now: Timestamp) {
        if self.snoozed_until > Timestamp::MIN && self.snoozed_until <= now {
            self.snoozed_until = Timestamp::MIN;
            self.knows = Trouble::None;
            self.told.clear();
        }
    }

    fn trouble(&self) -> Trouble {
        match self.reading {
            Some(reading) if reading <= Decimal::ZERO => Trouble::Out,
            Some(reading) if reading < self.threshold => Trouble::Low,
            _ => Trouble::None,
        }
    }

    fn can_be_told(&self, now: Timestamp) -> bool {
        self.is_on && self.hears && self.paused_until <= now && self.snoozed_until <= now
    }

    fn is_told(&mut self, alert: &Alert, now: Timestamp) -> Result<(), TestCaseError> {
        let (AlertKind::Low { available, .. } | AlertKind::Out { available, .. }) = &alert.kind else {
            return Err(TestCaseError::fail("nobody asked for this rule"));
        };
        let figure = available.map(|amount| amount.value());
        prop_assert!(self.can_be_told(now), "told although silenced");
        prop_assert_eq!(figure, self.reading, "not the figure of the last reading");
        let (is_true, now_known) = match alert.rule() {
            Rule::Out => (self.trouble() == Trouble::Out, Trouble::Out),
            _ => (self.trouble() >= Trouble::Low, Trouble::Low),
        };
        prop_assert!(is_true, "untrue: {:?} of {:?}", alert.kind, self.reading);
        prop_assert!(self.told.insert(alert.rule()), "told twice: {:?}", alert.rule());
        self.knows = self.knows.max(now_known);
        Ok(())
    }

    fn was_not_failed(&self, now: Timestamp) -> Result<(), TestCaseError> {
        let (trouble, knows) = (self.trouble(), self.knows);
        prop_assert!(
            !self.can_be_told(now) || trouble <= knows,
            "is {trouble:?} at {:?}, and they know of {knows:?}",
            self.reading
        );
        Ok(())
    }
}

/// An account, an app that watches it, and whom it tells.
struct Life {
    watched: Watched,
    person: Person,
    holds: Option<&'static str>,
    key: u32,
}

impl Life {
    async fn begin() -> Self {
        let start = Start {
            answer: Answer::Problem(Problem::Offline),
            ..Start::default()
        };
        Self {
            watched: Watched::start_as([account("a", 60)], start).await,
            person: Person::new(),
            holds: None,
            key: 1,
        }
    }

    fn account(&self) -> Account {
        let mut account = account("a", 60);
        account.low_below = Some(self.person.threshold);
        account.enabled = self.person.is_on;
        account
    }

    async fn goes_on(&mut self, event: Event) -> Result<(), TestCaseError> {
        let id = || AccountId::new("a");
        let two_hours = SignedDuration::from_hours(2);
        match event {
            Event::Holds(amount) => self.holds = Some(amount),
            Event::Fails => self.holds = None,
            Event::Restart => {
                let start = Start {
                    book: self.watched.book(),
                    now: self.watched.now(),
                    answer: Answer::Problem(Problem::Offline),
                    key: self.key,
                    ..Start::default()
                };
                self.watched = Watched::start_as([self.account()], start).await;
                self.watched.person_listens(self.person.hears);
                self.person.reading = None;
            }
            Event::Sleep => {
                self.answers(None);
                self.watched.computer_sleeps_for(3 * HOUR);
                sleep(Duration::from_secs(61)).await;
                self.person.reading = None;
            }
            Event::Pause => {
                self.watched.pause_for(2 * HOUR);
                self.person.paused_until = self.watched.now() + two_hours;
            }
            Event::Resume => {
                self.watched.monitor().resume();
                self.person.paused_until = Timestamp::MIN;
            }
            Event::Snooze => {
                let end = self.watched.now() + two_hours;
                self.watched.monitor().snooze(id(), Snooze::Until(end));
                self.person.snoozed_until = end;
            }
            Event::EndSnooze => {
                self.watched.monitor().end_snooze(id());
                self.person.snoozed_until = Timestamp::MIN;
            }
            Event::Off | Event::On => {
                let is_on = matches!(event, Event::On);
                if is_on != self.person.is_on {
                    self.person.reading = None;
                }
                self.person.is_on = is_on;
                self.watched.set_accounts([self.account()]).await;
            }
            Event::Threshold(threshold) => {
                self.person.threshold = threshold.parse().unwrap();
                self.person.told.remove(&Rule::Low);
                self.watched.set_accounts([self.account()]).await;
            }
            Event::Deaf | Event::Hears => {
                self.person.hears = matches!(event, Event::Hears);
                self.watched.person_listens(self.person.hears);
                self.watched.monitor().deliver();
            }
            Event::Hour => {
                self.answers(self.holds);
                sleep(HOUR).await;
            }
            Event::OtherKey => {
                self.key += 1;
                self.watched.key_is(self.key);
                self.watched.monitor().key_changed(id(), false);
                self.person.has_new_key = true;
                self.person.reading = None;
            }
            Event::ClockBack => self.watched.clock_is_set_back_by(Duration::from_secs(7)),
        }
        self.person.snooze_may_end(self.watched.now());
        self.answers(self.holds);
        if let (Some(holds), true) = (self.holds, self.person.is_on) {
            self.person.sees(holds.parse().unwrap());
        }
        self.watched.monitor().refresh(None).await;
        sleep(Duration::from_secs(7)).await;
        let now = self.watched.now();
        for alert in self.watched.told() {
            self.person.is_told(&alert, now)?;
        }
        self.person.was_not_failed(now)
    }

    fn answers(&self, holds: Option<&'static str>) {
        let answer = holds.map_or(Answer::Problem(Problem::Offline), Answer::Credits);
        self.watched.then("a", answer);
    }
}

async fn live(life: &[Event]) -> Result<(), TestCaseError> {
    let mut lived = Life::begin().await;
    for event in life {
        lived.goes_on(*event).await?;
    }
    Ok(())
}

fn lives(runner: &mut TestRunner) {
    let life = prop::collection::vec(any_event(), 1..30);
    let lived = runner.run(&life, |life| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(live(&life))
    });
    if let Err(failure) = lived {
        panic!("{failure}");
    }
}

#[test]
fn what_is_told_is_true_and_what_is_true_is_told_once() {
    let config = ProptestConfig::with_cases(2_000);
    let same_each_time = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    lives(&mut TestRunner::new_with_rng(config, same_each_time));
}

/// `make lives`: other lives each time. What fails is kept in `tests/proptest-regressions`.
#[test]
#[ignore = "takes ten minutes"]
fn a_hundred_thousand_other_lives() {
    let kept = FileFailurePersistence::WithSource("proptest-regressions");
    lives(&mut TestRunner::new(ProptestConfig {
        cases: 100_000,
        source_file: Some(file!()),
        failure_persistence: Some(Box::new(kept)),
        ..ProptestConfig::default()
    }));
}
