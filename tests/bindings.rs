//! The TypeScript bindings are what the Rust types say. `make bindings` writes them anew.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

use std::{env, fs, path::Path};

use credit_tray::window::protocol::Target;
use credit_tray_core::window::{ChartView, TestOutcome, WindowState};
use credit_tray_engine::{command::Command, commands::transfer::ImportFileView, error::CommandError};
use ts_rs::{Config, TS};

const COMMITTED: &str = "ui/src/backend/bindings.ts";

fn generated() -> String {
    let dir = tempfile::tempdir().unwrap();
    let config = Config::new().with_out_dir(dir.path()).with_large_int("number");
    WindowState::export_all(&config).unwrap();
    Command::export_all(&config).unwrap();
    Target::export_all(&config).unwrap();
    CommandError::export_all(&config).unwrap();
    TestOutcome::export_all(&config).unwrap();
    ChartView::export_all(&config).unwrap();
    ImportFileView::export_all(&config).unwrap();
    fs::read_to_string(dir.path().join("bindings.ts")).unwrap()
}

#[test]
fn the_committed_bindings_are_what_the_rust_types_say() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(COMMITTED);
    let generated = generated();
    if env::var_os("WRITE_BINDINGS").is_some() {
        fs::write(&committed, &generated).unwrap();
    }
    let is_the_same = fs::read_to_string(&committed).unwrap() == generated;
    assert!(is_the_same, "{COMMITTED} is out of date: run `make bindings`");
}
