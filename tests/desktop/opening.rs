//! The settings window opens as often as it is asked for, and leaves nothing behind. The app runs as
//! everyone runs it: what is in the window is read as a screen reader reads it.

use std::{
    io::Read as _,
    time::{Duration, Instant},
};

use credit_tray_simulator::Provider;
use serde_json::json;

use crate::{Desktop, app::App, holds, proc, until};

const OPENINGS: usize = 10;

#[tokio::test(flavor = "multi_thread")]
async fn the_window_opens_ten_times_and_leaves_nothing_behind() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let screen_reader = desktop.screen_reader().await;
    let app = desktop.start_app(&["--settings"]);
    let tray = app.tray().await;

    for opening in 0..OPENINGS {
        match opening {
            0 => {}
            n if n % 2 == 0 => tray.press(&["Open Credit Tray"]).await,
            _ => {
                let second = desktop.start_app(&["--settings"]);
                assert_eq!(second.exit_code().await, Some(0));
            }
        }
        app.window_opens().await;
        screen_reader.reads(&app, "kie.ai").await;
        app.close_window().await;
        nothing_is_left_of_the_window(&app).await;
    }
    assert!(app.is_running());
    app.quit().await;
}

/// Whatever would run in the page if a stranger's text became a part of it.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_leads_nowhere_and_asks_nobody() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let stranger = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    stranger.set_nonblocking(true).unwrap();
    let address = format!("http://{}/?stolen", stranger.local_addr().unwrap());
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.says("kie.ai").await;
    let own = window.client.current_url().await.unwrap();
    for attempt in [
        "location.href = arguments[0]",
        "window.open(arguments[0])",
        "fetch(arguments[0]).catch(() => {})",
        "new Image().src = arguments[0]",
        "navigator.sendBeacon(arguments[0])",
        "const form = document.createElement('form'); form.action = arguments[0]; document.body.append(form); form.submit()",
        "const frame = document.createElement('iframe'); frame.src = arguments[0]; document.body.append(frame)",
        "const base = document.createElement('base'); base.href = arguments[0]; document.head.append(base)",
        "const link = document.createElement('a'); link.href = arguments[0]; document.body.append(link); link.click()",
        "const refresh = document.createElement('meta'); refresh.httpEquiv = 'refresh'; refresh.content = `0;url=${arguments[0]}`; document.head.append(refresh)",
    ] {
        // A page that is refused something may say so with an error.
        let _ = window.client.execute(attempt, vec![json!(address)]).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        // WebKit may connect ahead of a link that it does not follow then.
        if let Ok((connection, _)) = stranger.accept() {
            connection.set_nonblocking(true).unwrap();
            let asked = (&connection).read(&mut [0; 1]);
            assert!(!matches!(asked, Ok(1)), "it was asked by {attempt}");
        }
        assert_eq!(window.client.current_url().await.unwrap(), own, "{attempt}");
    }
    window.says("kie.ai").await;
    window.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_breaks_down_leaves_no_picture_of_its_memory() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let app = desktop.start_app(&["--settings"]);
    app.window_opens().await;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", app.pid())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size"));
    let sizes: Vec<_> = core.unwrap().split_whitespace().skip(4).collect();
    assert_eq!(sizes, ["0", "0", "bytes"]);
    app.quit().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_that_was_closed_and_asked_for_at_once_comes_back() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let screen_reader = desktop.screen_reader().await;
    let app = desktop.start_app(&["--settings"]);
    let tray = app.tray().await;
    for _ in 0..5 {
        app.window_opens().await;
        app.close_window().await;
        tray.press(&["Open Credit Tray"]).await;
    }
    app.window_opens().await;
    screen_reader.reads(&app, "kie.ai").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_comes_back_where_it_was_and_as_large() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let mut app = desktop.start_app(&["--settings"]);
    app.window_opens().await;
    desktop.screen().put_window(app.pid(), [300, 120, 640, 500]).await;
    let frame = desktop.screen().window_frame(app.pid());
    app.close_window().await;
    app.quit().await;

    for _ in 0..2 {
        app = desktop.start_app(&["--settings"]);
        comes_back(&desktop, &app, frame).await;
        app.close_window().await;
        app.quit().await;
    }

    app = desktop.start_app(&["--settings"]);
    comes_back(&desktop, &app, frame).await;
    desktop.screen().put_window(app.pid(), [200, 80, 600, 560]).await;
    let frame = desktop.screen().window_frame(app.pid());
    app.quit().await;
    app = desktop.start_app(&["--settings"]);
    comes_back(&desktop, &app, frame).await;
}

async fn comes_back(desktop: &Desktop, app: &App<'_>, frame: Option<[u32; 4]>) {
    app.window_opens().await;
    until("the same frame", async || {
        let seen = desktop.screen().window_frame(app.pid());
        holds(seen == frame, (seen, frame))
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_cannot_be_read_or_is_off_the_screen_is_no_place() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let remembered = desktop.places.config_dir().join("window.json");
    let far_off = json!({ "window": { "x": 9000.0, "y": -4000.0, "width": 500.0, "height": 500.0 } });
    for text in ["{ not json", &far_off.to_string()] {
        std::fs::write(&remembered, text).unwrap();
        let app = desktop.start_app(&["--settings"]);
        app.window_opens().await;
        let [x, y, ..] = desktop.screen().window_frame(app.pid()).unwrap();
        assert!(x < 1200 && y < 700, "{x} {y}");
        app.close_window().await;
        app.quit().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_typed_and_not_saved_is_asked_for_before_the_window_closes() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let screen_reader = desktop.screen_reader().await;
    let app = desktop.start_app(&["--settings"]);
    app.window_opens().await;
    screen_reader.reads(&app, "kie.ai").await;

    let screen = desktop.screen();
    for _ in 0..2 {
        screen.press(app.pid(), &["ctrl+n"]).await;
        screen_reader.reads(&app, "Add account").await;
        screen.press(app.pid(), &["s", "k", "1"]).await;
        screen.press(app.pid(), &["alt+F4"]).await;
        screen_reader.reads(&app, "Discard your changes?").await;
        screen.press(app.pid(), &["Escape"]).await;
        screen_reader.no_longer_reads(&app, "Discard your changes?").await;
        screen.press(app.pid(), &["alt+F4"]).await;
        screen_reader.reads(&app, "Discard your changes?").await;
        screen.press(app.pid(), &["Tab", "Return"]).await;
        nothing_is_left_of_the_window(&app).await;
        assert!(app.is_running());
        app.tray().await.press(&["Open Credit Tray"]).await;
        app.window_opens().await;
        screen_reader.reads(&app, "kie.ai").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn quit_asks_each_time_while_something_is_not_saved() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let screen_reader = desktop.screen_reader().await;
    let app = desktop.start_app(&["--settings"]);
    let tray = app.tray().await;
    app.window_opens().await;
    screen_reader.reads(&app, "kie.ai").await;
    let screen = desktop.screen();
    screen.press(app.pid(), &["ctrl+n"]).await;
    screen_reader.reads(&app, "Add account").await;
    screen.press(app.pid(), &["s", "k", "1"]).await;

    for _ in 0..3 {
        tray.press(&["Quit"]).await;
        screen_reader.reads(&app, "Discard your changes?").await;
        screen.press(app.pid(), &["Escape"]).await;
        screen_reader.no_longer_reads(&app, "Discard your changes?").await;
        assert!(app.is_running());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_ends_with_its_window_open_leaves_nothing_behind() {
    let desktop = Desktop::start().await;
    let _kie = desktop.account(Provider::Kie);
    desktop.write_settings(&[desktop.watched(Provider::Kie, None)]);
    let app = desktop.start_app(&["--settings"]);
    app.window_opens().await;
    app.quit().await;
    assert_eq!(scratch(&desktop), [""; 0]);

    // One that is killed cannot tidy up; the next one does.
    let killed = desktop.start_app(&["--settings"]);
    killed.window_opens().await;
    proc::kill(killed.pid());
    killed.exit_code().await;
    assert_eq!(scratch(&desktop).len(), 1);
    let next = desktop.start_app(&["--settings"]);
    next.window_opens().await;
    next.close_window().await;
    nothing_is_left_of_the_window(&next).await;
    next.quit().await;
}

/// Not its process, and none of `WebKit`'s.
async fn nothing_is_left_of_the_window(app: &App<'_>) {
    let closed = Instant::now();
    until("what the window used to be gone", async || {
        let processes = app.helpers();
        let files = scratch(app.desktop());
        assert!(
            closed.elapsed() < Duration::from_secs(8),
            "{processes:?} {files:?}"
        );
        holds(processes.is_empty() && files.is_empty(), (processes, files))
    })
    .await;
}

/// The folders for what the web view writes.
fn scratch(desktop: &Desktop) -> Vec<String> {
    let entries = std::fs::read_dir(desktop.places.all().join("run")).unwrap();
    let names = entries.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    names
        .filter(|name| name.starts_with("credit-tray-window"))
        .collect()
}
