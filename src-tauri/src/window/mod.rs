//! The settings window, in a process of its own.
//!
//! `WebKit` never leaves a process that it has been in, and Tauri shows a page in the first incognito
//! window of a process only. So the same program is started once more for each opening
//! ([`page`] is what runs there) and ends when the window is closed: every opening is a first one,
//! what `WebKit` took is given back, stored keys never share a process with a page, and a web view
//! that crashes takes nothing with it. The two speak [`protocol`] over the child's standard input
//! and output, so there is no socket to protect, and the end of either is seen by the other.

pub mod page;
pub mod protocol;

use std::{
    io,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde::Serialize;
use tauri::{AppHandle, Manager as _};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    process::{Child, ChildStdin, ChildStdout},
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::sleep,
};

use credit_tray_engine::{commands::state::Gone, engine::Engine, question::as_json};

use crate::error::Error;
use protocol::{Beginning, FromWindow, Target, ToWindow};

/// How often the folder of a window that was closed is removed until it is gone.
const REMOVALS: u32 = 20;
const BETWEEN_REMOVALS: Duration = Duration::from_millis(250);

/// How long the end of the app waits for its window to be gone.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(2);

/// The settings window, open or not.
#[derive(Default)]
pub struct SettingsWindow {
    open: Mutex<Option<Open>>,
    /// How many windows there are of which something is left; one that closes and one that opens may
    /// overlap.
    shown: AtomicUsize,
    /// Somebody asked for it before the app was ready.
    wanted: AtomicBool,
}

/// The way to a window that is open.
struct Open {
    to: UnboundedSender<ToWindow>,
    unsaved: Arc<AtomicBool>,
    asked_to_close: bool,
}

/// Opens the settings window, or brings it to the front, and shows this if anything is named.
pub fn open(app: &AppHandle, target: Option<Target>) {
    let window = app.state::<SettingsWindow>();
    window.wanted.store(true, Ordering::SeqCst);
    // The app has only just been started; whoever started it once more sees its window soon.
    if app.try_state::<Arc<Engine>>().is_none() {
        return;
    }
    window.wanted.store(false, Ordering::SeqCst);
    let mut open = window.open.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(open) = &*open
        && open.to.send(ToWindow::Show(target.clone())).is_ok()
    {
        return;
    }
    let (to, messages) = unbounded_channel();
    // Where the window opens: it has nothing to forget yet.
    let _ = to.send(ToWindow::Show(target));
    let unsaved = Arc::new(AtomicBool::new(false));
    *open = Some(Open {
        to: to.clone(),
        unsaved: unsaved.clone(),
        asked_to_close: false,
    });
    window.shown.fetch_add(1, Ordering::Relaxed);
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        if let Err(error) = show(&app, to, messages, &unsaved).await {
            tracing::error!(%error, "the settings window cannot be shown");
        }
        app.state::<Arc<Engine>>().end_transfer();
        app.state::<SettingsWindow>()
            .shown
            .fetch_sub(1, Ordering::Relaxed);
    });
}

/// Whether somebody asked for the window before the app was ready.
pub fn is_wanted(app: &AppHandle) -> bool {
    app.state::<SettingsWindow>().wanted.load(Ordering::SeqCst)
}

/// Ends the app, once the person has agreed to lose what is not saved in the window. Asked a second
/// time it ends whatever the window says.
pub fn quit(app: &AppHandle) {
    let window = app.state::<SettingsWindow>();
    let mut open = window.open.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(open) = &mut *open
        && open.unsaved.load(Ordering::Relaxed)
        && !open.asked_to_close
        && open.to.send(ToWindow::Close).is_ok()
    {
        open.asked_to_close = true;
        return;
    }
    app.exit(0);
}

/// Closes the window before the app ends, and waits until nothing is left of it.
pub fn end(app: &AppHandle) {
    let Some(window) = app.try_state::<SettingsWindow>() else {
        return;
    };
    if let Some(open) = window.open.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // One that has gone by itself is only waited for.
        let _ = open.to.send(ToWindow::End);
    }
    let began = Instant::now();
    while window.shown.load(Ordering::Relaxed) > 0 && began.elapsed() < PATIENCE_AT_THE_END {
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Shows the window until it is closed.
async fn show(
    app: &AppHandle,
    to: UnboundedSender<ToWindow>,
    messages: UnboundedReceiver<ToWindow>,
    unsaved: &AtomicBool,
) -> Result<(), Error> {
    let engine = app.state::<Arc<Engine>>();
    let scratch = Scratch::new().map_err(Error::WindowNotOpened)?;
    let mut child = start().map_err(Error::WindowNotOpened)?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::WindowNotOpened(io::ErrorKind::BrokenPipe.into()));
    };
    let theme = engine.settings.current().general.appearance.theme;
    let beginning = Beginning {
        theme,
        remembered: engine.config_dir.path().join("window.json"),
        scratch: scratch.0.path().to_owned(),
    };
    let follow = async {
        let mut worn = theme;
        engine
            .follow_state(|state| {
                let theme = state.general.appearance.theme;
                if theme != worn {
                    worn = theme;
                    to.send(ToWindow::Theme(theme)).map_err(|_| Gone)?;
                }
                to.send(ToWindow::State(as_json(state))).map_err(|_| Gone)
            })
            .await;
    };
    tokio::select! {
        () = listen(app, stdout, &to, unsaved) => {}
        () = async { tokio::join!(write(stdin, beginning, messages), follow); } => {}
    }
    // It has closed its end, or does as it sees ours closed.
    ended(&mut child).await;
    scratch.remove().await;
    Ok(())
}

/// The program, once more. Linux keeps the one that runs even where an update took its place.
fn start() -> io::Result<Child> {
    #[cfg(target_os = "linux")]
    let program = Path::new("/proc/self/exe");
    #[cfg(not(target_os = "linux"))]
    let program = &std::env::current_exe()?;
    let mut command = tokio::process::Command::new(program);
    #[cfg(unix)]
    command.arg0("credit-tray");
    command
        .arg(page::ARGUMENT)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
}

/// A folder for what the web view writes, in memory where the system has a place for that: nothing
/// typed is to be found on the disk.
struct Scratch(TempDir);

const SCRATCH: &str = "credit-tray-window-";

impl Scratch {
    fn new() -> io::Result<Self> {
        let in_memory = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
        let parent = in_memory
            .filter(|path| path.is_dir())
            .unwrap_or_else(std::env::temp_dir);
        Self::sweep(&parent);
        let own = format!("{SCRATCH}{}-", std::process::id());
        let folder = tempfile::Builder::new().prefix(&own).tempdir_in(parent)?;
        Ok(Self(folder))
    }

    /// Removes what apps have left that were killed.
    fn sweep(parent: &Path) {
        for entry in parent.read_dir().into_iter().flatten().filter_map(Result::ok) {
            let name = entry.file_name();
            let owner = name.to_str().and_then(|name| name.strip_prefix(SCRATCH));
            let owner = owner.and_then(|rest| rest.split_once('-')).map(|(pid, _)| pid);
            if owner.is_some_and(has_ended)
                && let Err(error) = std::fs::remove_dir_all(entry.path())
            {
                tracing::warn!(%error, path = %entry.path().display(), "an earlier window left this behind");
            }
        }
    }

    /// `WebKit`'s processes end a little later than the one that started them, and write until then.
    async fn remove(self) {
        let path = self.0.keep();
        for _ in 0..REMOVALS {
            sleep(BETWEEN_REMOVALS).await;
            match tokio::fs::remove_dir_all(&path).await {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    tracing::debug!(%error, "the web view still writes");
                }
                _ if !path.exists() => return,
                _ => {}
            }
        }
        tracing::warn!(path = %path.display(), "left behind by the web view");
    }
}

/// Whether there is no such process any more. Where that cannot be told, it may be there.
fn has_ended(pid: &str) -> bool {
    cfg!(target_os = "linux")
        && pid.parse::<u32>().is_ok()
        && Path::new("/proc/self").exists()
        && !Path::new("/proc").join(pid).exists()
}

async fn write(mut stdin: ChildStdin, beginning: Beginning, mut messages: UnboundedReceiver<ToWindow>) {
    let mut line = as_line(&beginning);
    loop {
        if stdin.write_all(&line).await.is_err() {
            return;
        }
        let Some(message) = messages.recv().await else {
            return;
        };
        line = as_line(&message);
    }
}

/// Answers the window until it is gone.
async fn listen(app: &AppHandle, stdout: ChildStdout, to: &UnboundedSender<ToWindow>, unsaved: &AtomicBool) {
    let mut lines = BufReader::new(stdout).lines();
    loop {
        let line = match lines.next_line().await {
            Ok(Some(line)) => line,
            Ok(None) => return,
            Err(error) => {
                tracing::error!(%error, "the settings window cannot be heard");
                return;
            }
        };
        match serde_json::from_str(&line) {
            Ok(FromWindow::Ask { id, question }) => {
                let (app, to) = (app.clone(), to.clone());
                tauri::async_runtime::spawn(async move {
                    let engine = app.state::<Arc<Engine>>();
                    let (done, value) = match engine.answer(question).await {
                        Ok(value) => (true, value),
                        Err(error) => (false, as_json(&error)),
                    };
                    // A window that was closed meanwhile needs no answer.
                    let _ = to.send(ToWindow::Answer { id, done, value });
                });
            }
            Ok(FromWindow::Unsaved(is_unsaved)) => {
                unsaved.store(is_unsaved, Ordering::Relaxed);
                let window = app.state::<SettingsWindow>();
                if let Some(open) = &mut *window.open.lock().unwrap_or_else(PoisonError::into_inner) {
                    open.asked_to_close = false;
                }
            }
            Ok(FromWindow::Closing) => {
                let window = app.state::<SettingsWindow>();
                let mut open = window.open.lock().unwrap_or_else(PoisonError::into_inner);
                open.take_if(|open| open.to.same_channel(to));
            }
            Ok(FromWindow::Quit) => app.exit(0),
            // Never the line itself: it may hold a key.
            Err(error) => tracing::error!(%error, "the settings window was not understood"),
        }
    }
}

async fn ended(child: &mut Child) {
    match child.wait().await {
        Ok(status) if status.success() => {}
        Ok(status) => tracing::error!(%status, "the settings window has ended by itself"),
        Err(error) => tracing::error!(%error, "the end of the settings window was missed"),
    }
}

fn as_line(message: &impl Serialize) -> Vec<u8> {
    let mut line = as_json(message).get().as_bytes().to_vec();
    line.push(b'\n');
    line
}
