//! Wrong usage, and settings that cannot be used.

use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt as _, fs::symlink},
    time::Duration,
};

use credit_tray_simulator::Provider;
use rust_decimal::dec;
use rustix::fs::{CWD, FileType, mknodat};
use tokio::time::timeout;

use crate::bench::Bench;

#[tokio::test]
async fn wrong_usage_is_64() {
    let bench = Bench::new().await;
    for wrong in [
        &["check", "--frobnicate"][..],
        &["chek"],
        &["check", "--json", "now"],
        &["--config-dir"],
    ] {
        let outcome = bench.run(wrong).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{wrong:?}");
        assert!(outcome.stderr.contains("--help"), "{}", outcome.stderr);
    }
    assert_eq!(bench.run(&["--help"]).await.code, 0);
}

#[tokio::test]
async fn an_argument_that_is_no_text_is_64() {
    let bench = Bench::new().await;
    let no_text = OsStr::from_bytes(b"ch\xffck");
    for wrong in [&[no_text][..], &[OsStr::new("check"), no_text]] {
        let outcome = bench.run(wrong).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{wrong:?}");
        assert!(outcome.stderr.contains("--help"), "{}", outcome.stderr);
    }
}

#[tokio::test]
async fn settings_that_are_none_are_64_and_left_alone() {
    let bench = Bench::new().await;
    let wrong = [
        (r#"{"version":1,"accounts":[{"#.to_owned(), "line 1"),
        (r#"{"version":9,"accounts":[]}"#.to_owned(), "version"),
        (
            r#"{"version":1,"accounts":[],"colour":"red"}"#.to_owned(),
            "colour",
        ),
        (
            r#"{"version":1,"accounts":[],"general":{"refreshEverySecs":5}}"#.to_owned(),
            "general.refreshEverySecs",
        ),
    ];
    for (settings, field) in wrong {
        fs::write(bench.settings_path(), &settings).unwrap();
        for command in ["check", "history"] {
            let outcome = bench.run(&[command, "--json"]).await;
            assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{settings}");
            assert!(outcome.stderr.contains(field), "{field} in {}", outcome.stderr);
            assert!(outcome.stderr.contains("settings.json"), "{}", outcome.stderr);
        }
        assert_eq!(fs::read_to_string(bench.settings_path()).unwrap(), settings);
    }
    assert_eq!(
        fs::read_dir(bench.dir.path()).unwrap().count(),
        1,
        "nothing else is written"
    );
}

#[tokio::test]
async fn what_is_no_file_is_64_and_is_not_waited_for() {
    let bench = Bench::new().await;
    let path = bench.settings_path();
    symlink(bench.dir.path().join("nowhere"), &path).unwrap();
    let outcome = bench.run(&["check"]).await;
    assert_eq!(outcome.code, 64, "a link that leads nowhere: {}", outcome.stderr);
    fs::remove_file(&path).unwrap();
    mknodat(CWD, &path, FileType::Fifo, 0o600.into(), 0).unwrap();
    let outcome = timeout(Duration::from_secs(10), bench.run(&["check"]))
        .await
        .unwrap();
    assert_eq!(outcome.code, 64, "a pipe: {}", outcome.stderr);
}

#[tokio::test]
async fn a_folder_that_does_not_exist_is_wrong_usage_and_is_not_made() {
    let bench = Bench::new().await;
    let missing = bench.dir.path().join("mistyped").join("folder");
    let missing = missing.to_str().unwrap();
    for command in ["check", "history"] {
        let outcome = bench.run(&[command, "--config-dir", missing]).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{command}");
        assert!(outcome.stderr.contains(missing), "{}", outcome.stderr);
    }
    assert_eq!(fs::read_dir(bench.dir.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn the_platforms_own_folder_may_be_missing() {
    let bench = Bench::new().await;
    for command in ["check", "history"] {
        let outcome = bench.run_without_folder(&[command]).await;
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        assert!(outcome.stdout.starts_with("No "), "{}", outcome.stdout);
        assert_eq!(outcome.stderr, "");
    }
    assert_eq!(fs::read_dir(bench.dir.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn help_shows_examples_and_where_the_settings_are() {
    let bench = Bench::new().await;
    let help = bench.run(&["--help"]).await.stdout;
    for part in ["credit-tray check --json", "settings.json", "--config-dir"] {
        assert!(help.contains(part), "{part} in {help}");
    }
    let help = bench.run(&["history", "--help"]).await.stdout;
    assert!(help.contains("Start of the period"), "{help}");
}

#[tokio::test]
async fn a_reader_that_has_left_changes_nothing() {
    let mut bench = Bench::new().await;
    let kie = bench.add("kie", Provider::Kie, |account| account["lowBelow"] = "30".into());
    kie.set_balance(dec!(3));
    bench.check(&[]).await;
    for (command, code) in [("check", 1), ("history", 0), ("--help", 0)] {
        let outcome = bench.run_into_closed_pipe(&[command]).await;
        assert_eq!((outcome.code, outcome.stderr.as_str()), (code, ""), "{command}");
    }
}

#[tokio::test]
async fn what_cannot_be_printed_is_no_statement_about_an_account() {
    let mut bench = Bench::new().await;
    let _ = bench.add("kie", Provider::Kie, |_| ());
    bench.check(&[]).await;
    let outcome = bench.run_into("/dev/full", &["check"]).await;
    assert_eq!(outcome.code, 2, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("print"), "{}", outcome.stderr);
}

#[tokio::test]
async fn a_key_in_the_wrong_place_is_not_said_back() {
    let mut bench = Bench::new().await;
    let _ = bench.add("kie", Provider::Kie, |_| ());
    bench.check(&[]).await;
    let key = "sk-hushA7d1f0e2c9b8a7d1f0e2c9b8a";
    let in_a_variable = format!("{key}=1");
    for wrong in [
        &[key][..],
        &["check", key],
        &["check", "--account", key],
        &["history", "--account", key],
        &["history", "--since", key],
        &["check", "--config-dir", key],
        &[&in_a_variable],
        &["--sk-hushA7d1f0e2c9b8a7d1f0e2c9b8a"],
    ] {
        // That no key is printed is looked at wherever the command runs.
        assert_eq!(bench.run(wrong).await.code, 64, "{wrong:?}");
    }
}
