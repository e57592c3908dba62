//! The tray app where there is no display.
#![allow(
    clippy::unwrap_used,
    dead_code,
    missing_docs,
    unreachable_pub,
    reason = "a test that panics has failed, and says where; the bench can do more than is needed here"
)]

#[path = "check/bench.rs"]
mod bench;

use std::fs;

use bench::Bench;

#[tokio::test]
async fn without_a_display_the_tray_says_so_and_is_64() {
    let bench = Bench::new().await;
    let unreachable = [
        &[][..],
        &[("DISPLAY", ":9999")],
        &[
            ("WAYLAND_DISPLAY", "nowhere"),
            ("XDG_RUNTIME_DIR", "/nonexistent"),
        ],
        &[("DISPLAY", ":9999"), ("WAYLAND_DISPLAY", "/nonexistent/wayland")],
    ];
    for (variables, arguments) in unreachable
        .iter()
        .flat_map(|set| [(set, &[][..]), (set, &["--settings"])])
    {
        let outcome = bench.run_with(arguments, variables).await;
        assert_eq!(outcome.code, 64, "{variables:?}: {}", outcome.stderr);
        assert_eq!(
            (outcome.stdout.as_str(), outcome.stderr.as_str()),
            (
                "",
                "credit-tray: No display. `credit-tray check` works without one.\n"
            ),
            "{variables:?}"
        );
    }
    assert_eq!(
        fs::read_dir(bench.dir.path()).unwrap().count(),
        0,
        "nothing is written"
    );
}
