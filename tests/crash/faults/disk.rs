//! A full disk, and a folder that may only be read: mounted where only the engine sees them.

use std::{
    fs::{self, File},
    io::{self, Write as _, stderr},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rusqlite::Connection;
use rust_decimal::Decimal;

use super::{Ground, change, changed, told};
use crate::life::{Life, PROGRAM};

/// A disk of 1 MiB with what is in the folder, and perhaps no space left on it.
const SMALL: &str = r#"
    cp -a "$1" "$1.kept" && mount -t tmpfs -o size=1m none "$1" && cp -a "$1.kept/." "$1" &&
    { [ "$3" = free ] || head -c 2m /dev/zero >"$1/filler" 2>/dev/null || true; } && exec "$2" "$1"
"#;

const READ_ONLY: &str = r#"
    mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" "$1"
"#;

/// Whether a test may mount something for a process of its own.
fn may_mount() -> bool {
    let tried = Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
        .stderr(Stdio::null())
        .status();
    let may = tried.is_ok_and(|status| status.success());
    if !may {
        // Not `eprint!`, which a test that succeeds keeps to itself.
        let _ = writeln!(stderr(), "not tested: nobody may mount anything on this computer");
    }
    may
}

fn begin(ground: &Ground, script: &str, disk: &str) -> Life {
    let mut program = Command::new("unshare");
    program.args(["-rm", "sh", "-c", script, "sh"]);
    program.args([ground.path(), Path::new(PROGRAM), Path::new(disk)]);
    Life::begin_as(program)
}

/// The folder as the engine sees it.
fn seen_by(life: &Life, ground: &Ground) -> PathBuf {
    let root = PathBuf::from(format!("/proc/{}/root", life.pid()));
    root.join(ground.path().strip_prefix("/").unwrap())
}

/// Writes until there is no more space.
fn fill(folder: &Path) {
    let mut filler = File::create(folder.join("filler")).unwrap();
    let full = io::copy(&mut io::repeat(0), &mut filler).unwrap_err();
    assert_eq!(full.kind(), io::ErrorKind::StorageFull);
}

/// What was read is in the history, once it can be.
fn is_in_history(folder: &Path, balance: u32) -> bool {
    let copy = tempfile::tempdir().unwrap();
    for name in ["history.sqlite3", "history.sqlite3-wal"] {
        let _ = fs::copy(folder.join(name), copy.path().join(name));
    }
    let history = Connection::open(copy.path().join("history.sqlite3")).unwrap();
    let asked = "SELECT count(*) FROM points WHERE amount = ?1";
    let count = history.query_row(asked, [Decimal::from(balance).to_string()], |row| row.get(0));
    count.is_ok_and(|count: i64| count > 0)
}

/// Nothing can be saved: that is said, nothing is lost, and the account is watched.
fn is_endured(ground: &Ground, life: &mut Life, folder: &Path) {
    life.state().expect("it starts");
    let before = changed(&folder.join("settings.json"));
    ground.goes_on(life, 901);
    let refused = change(life, 4_001).unwrap_err();
    assert!(
        refused.contains("could not be saved") || refused.contains("settings"),
        "{refused}"
    );
    assert_eq!(changed(&folder.join("settings.json")), before);
    ground.goes_on(life, 902);
    life.until("it is told", |state| !told(state).is_empty());
}

/// Everything can be saved again, and what waited is.
fn is_over(ground: &Ground, life: &mut Life, folder: &Path) {
    change(life, 4_002).unwrap();
    for name in ["settings.json", "settings.backup.json"] {
        assert_eq!(changed(&folder.join(name)), Some(4_002), "{name}");
    }
    ground.goes_on(life, 903);
    life.until("it is told no longer", |state| told(state).is_empty());
    for balance in [901, 902, 903] {
        assert!(is_in_history(folder, balance), "the reading of {balance} is lost");
    }
}

#[test]
fn a_disk_that_is_full_for_a_while_costs_nothing() {
    if !may_mount() {
        return;
    }
    let ground = Ground::new();
    let mut life = begin(&ground, SMALL, "free");
    life.state().expect("it starts");
    let folder = seen_by(&life, &ground);
    change(&mut life, 4_000).unwrap();
    fill(&folder);
    is_endured(&ground, &mut life, &folder);
    fs::remove_file(folder.join("filler")).unwrap();
    is_over(&ground, &mut life, &folder);
    life.kill();
}

#[test]
fn a_disk_that_is_full_at_the_start_costs_nothing() {
    if !may_mount() {
        return;
    }
    let ground = Ground::new();
    let mut life = begin(&ground, SMALL, "full");
    life.state().expect("it starts");
    let folder = seen_by(&life, &ground);
    is_endured(&ground, &mut life, &folder);
    fs::remove_file(folder.join("filler")).unwrap();
    is_over(&ground, &mut life, &folder);
    life.kill();
}

#[test]
fn a_folder_that_may_only_be_read_is_watched_all_the_same() {
    if !may_mount() {
        return;
    }
    let ground = Ground::new();
    let mut life = begin(&ground, READ_ONLY, "");
    life.state().expect("it starts");
    let folder = seen_by(&life, &ground);
    is_endured(&ground, &mut life, &folder);
    let mended = Command::new("nsenter")
        .args([
            "-U",
            "--preserve-credentials",
            "-m",
            "-t",
            &life.pid().to_string(),
        ])
        .args(["mount", "-o", "remount,bind,rw"])
        .arg(ground.path())
        .status();
    assert!(mended.unwrap().success());
    is_over(&ground, &mut life, &folder);
    life.kill();
}
