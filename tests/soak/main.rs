//! A hundred thousand polls of the engine as it is released, over real sockets: `make soak`. What it needs
//! after the first of them it must not outgrow.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a test that cannot go on panics and says where; the figures are what it is for"
)]

#[path = "../faults/engine.rs"]
#[expect(dead_code, reason = "the faults ask it for more")]
mod engine;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use credit_tray_simulator::{Provider, Simulator};
use engine::Engine;
use serde_json::json;
use tokio::time::sleep;

const COUNT: usize = 400;
const POLLS: usize = 100_000;
const WARM_UP: usize = 20_000;
/// Every reading of the last two days is kept for the forecast, in so many bytes; older ones are thinned out.
/// What a year of that needs, the million polls with held time say.
const READING: usize = 40;
/// One that hangs is ended.
const LONGEST: Duration = Duration::from_secs(900);

/// What a process holds.
#[derive(Debug)]
struct Holds {
    memory_kib: u64,
    files: usize,
    threads: usize,
    on_disk: usize,
}

impl Holds {
    fn look(process: u32, folder: &Path) -> Self {
        let of_process = |name: &str| format!("/proc/{process}/{name}");
        let count = |path: &Path| fs::read_dir(path).unwrap().count();
        let rollup = fs::read_to_string(of_process("smaps_rollup")).unwrap();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        Self {
            memory_kib: line.unwrap().trim().trim_end_matches(" kB").parse().unwrap(),
            files: count(Path::new(&of_process("fd"))),
            threads: count(Path::new(&of_process("task"))),
            on_disk: count(folder),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes minutes: make soak"]
async fn a_hundred_thousand_polls_leave_nothing_behind() {
    let simulator = Simulator::start().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let providers = Provider::ALL.iter().cycle().take(COUNT);
    let accounts = providers.enumerate().map(|(number, provider)| {
        json!({
            "id": format!("a{number}"), "provider": provider.id(), "label": format!("account {number}"),
            "baseUrl": simulator.base_url(), "refreshEverySecs": 1, "lowBelow": "1",
            "key": { "from": "env", "name": "KEY_OF_THE_SOAK" },
        })
    });
    let settings = json!({ "version": 1, "accounts": accounts.collect::<Vec<_>>() });
    for provider in Provider::ALL {
        simulator.account(provider, "key-of-the-soak");
    }
    let variables = [("KEY_OF_THE_SOAK", "key-of-the-soak".to_owned())];
    let engine = Engine::start(folder.path(), &settings, &variables).await;

    let (began, mut polls, mut warm) = (Instant::now(), 0, None);
    while polls < POLLS {
        assert!(began.elapsed() < LONGEST, "{polls} polls in {LONGEST:?}");
        sleep(Duration::from_secs(1)).await;
        // Two requests of OpenRouter are one poll.
        let requests = simulator.all_requests();
        let second = |path: &str| path.ends_with("/key");
        polls += requests.iter().filter(|request| !second(&request.path)).count();
        simulator.forget_requests();
        if warm.is_none() && polls >= WARM_UP {
            warm = Some(Holds::look(engine.process(), folder.path()));
        }
    }
    let warm = warm.unwrap();
    let readings_kib = ((polls - WARM_UP) * READING).div_ceil(1024) as u64;
    let (warm, end) = (warm, Holds::look(engine.process(), folder.path()));
    println!(
        "{polls} polls of {COUNT} accounts in {:.0?}\n{warm:?} after {WARM_UP}\n{end:?} at the end",
        began.elapsed()
    );
    assert!((end.memory_kib - readings_kib.min(end.memory_kib)) * 100 <= warm.memory_kib * 105);
    assert!(end.files <= warm.files + 8, "sockets come and go");
    assert!(end.threads <= warm.threads);
    assert!(end.on_disk <= warm.on_disk);
}
