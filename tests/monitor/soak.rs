//! A year of life in a minute or two: `make soak`.

use std::{fs, time::Duration};

use tokio::time::sleep;

use crate::{
    HOUR,
    watched::{Answer, Watched, account},
};

const WEEK: Duration = Duration::from_secs(7 * 24 * 3600);
const COUNT: usize = 20;
/// What a forecast looks back on is full by then.
const WARM_UP_WEEKS: usize = 9;
const POLLS: usize = 1_000_000;

/// What this process holds in memory, in KiB.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.unwrap().trim().trim_end_matches(" kB").parse().unwrap()
}

#[tokio::test(start_paused = true)]
#[ignore = "takes minutes: make soak"]
#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
async fn a_million_polls_need_no_more_memory_than_the_first_weeks() {
    let ids: Vec<_> = (0..COUNT).map(|n| format!("a{n}")).collect();
    let watched = Watched::start(ids.iter().map(|id| account(id, 600))).await;
    for (id, an_hour) in ids.iter().zip(1..) {
        watched.then(
            id,
            Answer::Draining {
                from: 4_000_000,
                an_hour,
            },
        );
    }
    let (mut polls, mut weeks, mut warm) = (0, 0, 0);
    while polls < POLLS {
        sleep(WEEK).await;
        polls += watched.forget_polls();
        weeks += 1;
        if weeks % 13 == 0 {
            // As people do in that time.
            watched.computer_sleeps_for(8 * HOUR);
            watched.monitor().refresh(None).await;
        }
        if weeks == WARM_UP_WEEKS {
            warm = memory();
        }
    }
    let end = memory();
    println!(
        "{polls} polls of {COUNT} accounts in {weeks} weeks: {warm} KiB after {WARM_UP_WEEKS} weeks, {end} KiB at the end"
    );
    assert!(end * 100 <= warm * 105, "{warm} KiB have become {end} KiB");
}
