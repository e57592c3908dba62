//! Thousands of random accounts' lives: falls, recoveries, flapping, errors, sleep, snoozes, pauses,
//! restarts and nobody to tell, in any order.

use std::time::Duration;

use credit_tray_core::{
    AccountId,
    alerts::{Rule, Snooze},
    problem::{BadResponse, Problem},
};
use jiff::SignedDuration;
use tokio::time::sleep;

use crate::watched::{Answer, Start, Watched, account};

const LIVES: usize = 10_000;
const HOUR: Duration = Duration::from_secs(3600);

/// What happens to an account next.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Reading(&'static str),
    /// An outage, a wrong reply, or another of [`errors`], by its place there.
    Error(usize),
    Restart,
    Sleep,
    ClockSetBack,
    Pause,
    Resume,
    Snooze,
    /// Nobody is there to be told, such as while no notification server runs.
    Deaf,
    Hears,
}

/// What must be told, worked out from the readings alone, without the engine's ideas: which of the
/// two things is true, what the person knows, and whether telling is held up.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what holds an alert up, each by itself"
)]
struct Expected {
    low: Truth,
    out: Truth,
    paused: bool,
    snoozed: bool,
    deaf: bool,
    fresh: bool,
    count: usize,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Truth {
    #[default]
    Not,
    Untold,
    Known,
}

impl Truth {
    fn becomes(&mut self, truth: Option<bool>) {
        match truth {
            Some(true) if *self == Self::Not => *self = Self::Untold,
            Some(false) => *self = Self::Not,
            _ => {}
        }
    }
}

impl Expected {
    /// Below 10 is low, and 10.5 is a recovery from both; in between nothing changes.
    fn read(&mut self, credits: f64) {
        let recovered = (credits >= 10.5).then_some(false);
        self.low
            .becomes(if credits < 10.0 { Some(true) } else { recovered });
        self.out
            .becomes(if credits <= 0.0 { Some(true) } else { recovered });
        self.fresh = true;
    }

    fn told_now(&mut self) -> Vec<Rule> {
        if self.paused || self.snoozed || self.deaf || !self.fresh {
            return Vec::new();
        }
        let mut told = Vec::new();
        if self.out == Truth::Untold {
            self.out = Truth::Known;
            told.push(Rule::Out);
        }
        if self.low == Truth::Untold {
            self.low = Truth::Known;
            if self.out == Truth::Not {
                told.push(Rule::Low);
            }
        }
        self.count += told.len();
        told
    }

    fn snooze(&mut self) {
        self.snoozed = true;
        for truth in [&mut self.low, &mut self.out] {
            if *truth == Truth::Known {
                *truth = Truth::Untold;
            }
        }
    }
}

fn errors() -> [Problem; 6] {
    [
        Problem::Offline,
        Problem::Timeout,
        Problem::ProviderError(500),
        Problem::RateLimited,
        BadResponse::Html.into(),
        BadResponse::Field("data").into(),
    ]
}

fn any_life(random: &mut fastrand::Rng) -> Vec<Happens> {
    use Happens::{ClockSetBack, Deaf, Error, Hears, Pause, Reading, Restart, Resume, Sleep, Snooze};
    let shapes: [&[&str]; 5] = [
        &["100", "50", "10", "9.9999", "5", "0.0001", "0", "-3"],
        &["10", "9.9", "10.2", "9.5", "10.4999", "10.5"],
        &["0", "0.01", "-0.5", "0.3"],
        &["100", "5"],
        &["100", "99", "98", "97"],
    ];
    let shape = shapes[random.usize(..shapes.len())];
    (0..random.usize(1..40))
        .map(|_| match random.u8(0..22) {
            0..11 => Reading(shape[random.usize(..shape.len())]),
            11..14 => Error(random.usize(..errors().len())),
            14 => Restart,
            15 => Sleep,
            16 => ClockSetBack,
            17 => Pause,
            18 => Resume,
            19 => Snooze,
            20 => Deaf,
            _ => Hears,
        })
        .collect()
}

async fn live(life: &[Happens], number: usize) -> usize {
    let unread = Answer::Problem(Problem::Offline);
    let start = Start {
        answer: unread.clone(),
        ..Start::default()
    };
    let mut watched = Watched::start_as([account("a", 60)], start).await;
    let mut expected = Expected::default();
    for happens in life {
        match happens {
            Happens::Reading(credits) => {
                watched.then("a", Answer::Credits(credits));
                expected.read(credits.parse().unwrap());
            }
            Happens::Error(which) => watched.then("a", Answer::Problem(errors()[*which].clone())),
            Happens::Restart => {
                let start = Start {
                    book: watched.book(),
                    now: watched.now(),
                    answer: unread.clone(),
                    ..Start::default()
                };
                watched = Watched::start_as([account("a", 60)], start).await;
                watched.person_listens(!expected.deaf);
                expected.fresh = false;
            }
            Happens::Sleep => {
                watched.then("a", unread.clone());
                watched.computer_sleeps_for(3 * HOUR);
                sleep(Duration::from_secs(21)).await;
                expected.fresh = false;
                (expected.snoozed, expected.paused) = (false, false);
            }
            Happens::ClockSetBack => watched.clock_is_set_back_by(Duration::from_secs(7)),
            Happens::Pause | Happens::Resume => {
                expected.paused = matches!(happens, Happens::Pause);
                if expected.paused {
                    watched.pause_for(2 * HOUR);
                } else {
                    watched.monitor().resume();
                }
            }
            Happens::Deaf | Happens::Hears => {
                expected.deaf = matches!(happens, Happens::Deaf);
                watched.person_listens(!expected.deaf);
                watched.monitor().deliver();
            }
            Happens::Snooze => {
                let end = watched.now() + SignedDuration::from_hours(2);
                watched.monitor().snooze(AccountId::new("a"), Snooze::Until(end));
                expected.snooze();
            }
        }
        watched.monitor().refresh(None).await;
        let must_be_told = expected.told_now();
        assert_eq!(
            watched.alerts(),
            must_be_told,
            "life {number}: {life:?} at {happens:?}"
        );
    }
    expected.count
}

#[tokio::test(start_paused = true)]
async fn every_true_crossing_is_told_exactly_once_in_ten_thousand_lives() {
    let mut random = fastrand::Rng::with_seed(20_261_120);
    let (mut told, mut events) = (0, 0);
    for number in 0..LIVES {
        let life = any_life(&mut random);
        told += live(&life, number).await;
        events += life.len();
    }
    #[expect(
        clippy::print_stdout,
        reason = "the figures are what somebody runs this test to see"
    )]
    {
        println!(
            "{LIVES} lives, {events} events, {told} alerts: each exactly once, none missing, none without cause"
        );
    }
    assert!(told > LIVES, "the lives are too quiet to prove anything");
}
