//! Thousands of random accounts' lives: falls, recoveries, errors and restarts in any order.

use credit_tray_core::{
    alerts::{AlertKind, ToldAccounts},
    problem::Problem,
};

use crate::watched::{Answer, Watched, account};

/// What happens to an account next.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Reading(&'static str),
    Error,
    Restart,
}

/// What must be told, worked out from the readings alone: below 10 once and at 0 once, until 10 is
/// reached again.
#[derive(Default)]
struct Expected {
    low_is_old: bool,
    out_is_old: bool,
}

impl Expected {
    fn alert(&mut self, credits: f64) -> Option<AlertKind> {
        if credits >= 10.0 {
            *self = Self::default();
            return None;
        }
        let (kind, is_old) = if credits <= 0.0 {
            (AlertKind::Out, self.out_is_old)
        } else {
            (AlertKind::Low, self.low_is_old)
        };
        self.low_is_old = true;
        self.out_is_old |= credits <= 0.0;
        (!is_old).then_some(kind)
    }
}

fn any_life(random: &mut fastrand::Rng) -> Vec<Happens> {
    let readings = ["100", "10", "9.9999", "5", "0.0001", "0", "-3"];
    (0..random.usize(1..30))
        .map(|_| match random.u8(0..10) {
            0..6 => Happens::Reading(readings[random.usize(..readings.len())]),
            6..9 => Happens::Error,
            _ => Happens::Restart,
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn one_alert_a_crossing_in_three_thousand_lives() {
    let mut random = fastrand::Rng::with_seed(20_261_120);
    let mut told_in_all = 0;
    for number in 0..3000 {
        let life = any_life(&mut random);
        let unread = Answer::Problem(Problem::Offline);
        let mut watched =
            Watched::start_having_told([account("a", 60)], ToldAccounts::new(), unread.clone()).await;
        let mut expected = Expected::default();
        for happens in &life {
            let must_be_told = match happens {
                Happens::Reading(credits) => {
                    watched.then("a", Answer::Credits(credits));
                    expected.alert(credits.parse().unwrap())
                }
                Happens::Error => {
                    watched.then("a", Answer::Problem(Problem::ProviderError(500)));
                    None
                }
                Happens::Restart => {
                    let told = watched.told();
                    watched = Watched::start_having_told([account("a", 60)], told, unread.clone()).await;
                    None
                }
            };
            watched.monitor().refresh(None).await;
            let told = watched.alerts();
            assert_eq!(
                told,
                Vec::from_iter(must_be_told),
                "life {number}: {life:?} at {happens:?}"
            );
            told_in_all += told.len();
        }
    }
    assert!(
        told_in_all > 5000,
        "only {told_in_all} alerts: the lives are too quiet to prove anything"
    );
}
