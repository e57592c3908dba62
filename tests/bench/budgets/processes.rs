//! What processes use, as the kernel counts it.

use std::{
    fs,
    time::{SystemTime, UNIX_EPOCH},
};

use crate::proc;

/// In `/proc` there are a hundred in a second, whatever the kernel's own clock does.
const TICKS_PER_SECOND: f64 = 100.0;

/// Fields of `/proc/PID/stat`, counted as [`proc::stat`] returns them.
const USER_TIME: usize = 11;
const SYSTEM_TIME: usize = 12;
const START_TIME: usize = 19;

/// In MiB.
pub struct Memory {
    /// Its own pages, and its share of those that others use too.
    pub proportional: f64,
    /// What would be free again if it ended, and is in no file.
    pub private_dirty: f64,
}

/// Of a process and all that it has started.
pub fn memory(pid: u32) -> Memory {
    let rollups = family(pid).into_iter().map(|pid| {
        // One that has ended in the meantime uses nothing.
        fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default()
    });
    let rollups: Vec<_> = rollups.collect();
    let sum = |name: &str| {
        let lines = rollups.iter().flat_map(|rollup| rollup.lines());
        let kibibytes = lines.filter_map(|line| {
            let amount = line.strip_prefix(name)?.trim().strip_suffix(" kB")?;
            amount.parse::<f64>().ok()
        });
        kibibytes.sum::<f64>() / 1024.0
    };
    Memory {
        proportional: sum("Pss:"),
        private_dirty: sum("Private_Dirty:"),
    }
}

/// The processor time that a process and all that it has started have used so far.
pub fn ticks(pid: u32) -> f64 {
    let fields = family(pid).into_iter().filter_map(proc::stat);
    let used = fields.map(|(_, fields)| number(&fields[USER_TIME]) + number(&fields[SYSTEM_TIME]));
    used.sum()
}

/// When a process was started, in milliseconds since 1970; exact to ten.
pub fn started_at(pid: u32) -> f64 {
    let uptime = fs::read_to_string("/proc/uptime").unwrap();
    let uptime = number(uptime.split(' ').next().unwrap());
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs_f64();
    let (_, fields) = proc::stat(pid).unwrap();
    let started = number(&fields[START_TIME]) / TICKS_PER_SECOND;
    (now - uptime + started) * 1000.0
}

fn family(pid: u32) -> Vec<u32> {
    let descendants = proc::descendants(pid).into_iter().map(|(pid, _)| pid);
    [pid].into_iter().chain(descendants).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}
