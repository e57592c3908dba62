//! `credit-tray-cli` runs where no desktop is installed.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

use std::process::Command;

#[test]
fn it_links_nothing_of_a_desktop() {
    let program = env!("CARGO_BIN_EXE_credit-tray-cli");
    let linked = Command::new("ldd").arg(program).output().unwrap();
    assert!(linked.status.success());
    let linked = String::from_utf8(linked.stdout).unwrap();
    let desktop = [
        "gtk", "gdk", "webkit", "glib", "cairo", "dbus", "X11", "wayland", "soup",
    ];
    let found: Vec<_> = linked
        .lines()
        .filter(|line| desktop.iter().any(|library| line.contains(library)))
        .collect();
    assert_eq!(found, Vec::<&str>::new(), "{linked}");
}
