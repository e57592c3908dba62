//! Hundreds of accounts cost no more than hundreds of polls: they are drawn and written together.

use std::time::Duration;

use credit_tray_core::problem::Problem;
use tokio::time::{sleep, timeout};

use crate::{
    SECOND,
    watched::{Answer, Watched, account},
};

const COUNT: u32 = 200;

fn id(n: u32) -> String {
    format!("a{n}")
}

/// Answers come in over ten seconds, one after another.
async fn many() -> Watched {
    let watched = Watched::start((0..COUNT).map(|n| account(&id(n), 60))).await;
    for n in 0..COUNT {
        watched.slow(&id(n), n * Duration::from_millis(50));
    }
    sleep(SECOND).await;
    watched
}

/// How often something else is shown within this time.
async fn shown_within(time: Duration, watched: &Watched) -> usize {
    let mut state = watched.monitor().state();
    let mut shown = 0;
    let count = async {
        while state.changed().await.is_ok() {
            shown += 1;
        }
    };
    timeout(time, count).await.unwrap_err();
    shown
}

#[tokio::test(start_paused = true)]
async fn answers_that_come_in_one_after_another_are_shown_a_few_times_a_second() {
    let watched = many().await;
    for n in 0..COUNT {
        watched.next(&id(n), [Answer::Credits("42")]);
    }
    let (shown, ()) = tokio::join!(
        shown_within(10 * SECOND, &watched),
        watched.monitor().refresh(None),
    );
    assert!((30..=42).contains(&shown), "shown {shown} times in ten seconds");
    let all = watched.all().accounts;
    assert!(
        all.iter().all(|state| !state.polling),
        "a refresh ends with what is shown"
    );
}

#[tokio::test(start_paused = true)]
async fn a_network_that_is_away_is_written_down_a_few_times_and_not_for_every_account() {
    let watched = many().await;
    for n in 0..COUNT {
        watched.then(&id(n), Answer::Problem(Problem::Offline));
    }
    let _ = watched.writes();
    watched.monitor().refresh(None).await;
    let writes = watched.writes();
    assert!((1..=42).contains(&writes), "{writes} writes in ten seconds");
    let kept = serde_json::to_string(&watched.book()).unwrap();
    assert_eq!(kept.matches("failingSince").count(), 200);
}
