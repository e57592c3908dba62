//! Processes, as `/proc` shows them.

use std::{fs, path::Path};

use rustix::process::{Pid, Signal, kill_process};

struct Entry {
    pid: u32,
    parent: u32,
    name: String,
}

/// The name of a process, and the fields of its `/proc/PID/stat` from the third one on.
pub fn stat(pid: u32) -> Option<(String, Vec<String>)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in parentheses and may hold any character.
    let (before, after) = stat.rsplit_once(')')?;
    let (_, name) = before.split_once('(')?;
    let fields = after.split_whitespace().map(str::to_owned).collect();
    Some((name.to_owned(), fields))
}

fn entry(pid: u32) -> Option<Entry> {
    let (name, fields) = stat(pid)?;
    let [state, parent, ..] = &fields[..] else {
        return None;
    };
    let parent = parent.parse().ok()?;
    // A zombie has ended; only its parent has not looked yet.
    (state != "Z" && state != "X").then_some(Entry { pid, parent, name })
}

fn all() -> Vec<Entry> {
    let names = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let pids = names.filter_map(|name| name.file_name().to_str()?.parse().ok());
    pids.filter_map(entry).collect()
}

pub fn is_running(pid: u32) -> bool {
    entry(pid).is_some()
}

/// The pids and names of the children, their children and so on.
pub fn descendants(of: u32) -> Vec<(u32, String)> {
    let all = all();
    let mut ancestors = vec![of];
    let mut found = Vec::new();
    while let Some(parent) = ancestors.pop() {
        for child in all.iter().filter(|entry| entry.parent == parent) {
            ancestors.push(child.pid);
            found.push((child.pid, child.name.clone()));
        }
    }
    found
}

/// The processes that run this program with this variable in their environment, but for those that
/// it has started itself.
pub fn running(program: &Path, variable: &str) -> Vec<u32> {
    let runs = |pid: &u32| fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| exe == program);
    let all: Vec<u32> = with_variable(variable).into_iter().filter(runs).collect();
    let by_itself = |pid: &u32| entry(*pid).is_some_and(|entry| !all.contains(&entry.parent));
    all.iter().copied().filter(by_itself).collect()
}

/// The processes with this variable (`NAME=value`) in their environment.
pub fn with_variable(variable: &str) -> Vec<u32> {
    let has = |pid: u32| {
        let environment = fs::read(format!("/proc/{pid}/environ")).unwrap_or_default();
        let mut variables = environment.split(|byte| *byte == 0);
        variables.any(|found| found == variable.as_bytes())
    };
    let pids = all().into_iter().map(|entry| entry.pid);
    pids.filter(|pid| has(*pid)).collect()
}

pub fn kill(pid: u32) {
    let pid = i32::try_from(pid).ok().and_then(Pid::from_raw);
    // One that has ended in the meantime is what was wanted.
    let _ = pid.map(|pid| kill_process(pid, Signal::KILL));
}
