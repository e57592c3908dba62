//! The screen as a person sees it: windows by their titles, and the keyboard.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    time::Duration,
};

use tauri::image::Image;
use tokio::time::sleep;

use crate::{Desktop, until};

/// A window without text has not more colours than this.
const BLANK: usize = 8;

pub struct Screen<'d>(pub &'d Desktop);

impl Screen<'_> {
    /// The windows of this process whose title begins with `Credit Tray`.
    fn windows(&self, pid: u32) -> Vec<String> {
        self.windows_named(pid, "^Credit Tray")
    }

    fn windows_named(&self, pid: u32, pattern: &str) -> Vec<String> {
        let mut search = self.0.command("xdotool");
        search.args(["search", "--all", "--onlyvisible", "--pid", &pid.to_string()]);
        let found = search.args(["--name", pattern]).output().unwrap();
        let ids = String::from_utf8(found.stdout).unwrap();
        ids.lines().map(str::to_owned).collect()
    }

    pub fn shows_window(&self, pid: u32) -> bool {
        !self.windows(pid).is_empty()
    }

    /// Waits until there is one window and something is drawn in it.
    pub async fn window_opens(&self, pid: u32) {
        until("the window", async || match &self.windows(pid)[..] {
            [window] if self.colours(window) > BLANK => Ok(()),
            [_] => Err("a blank window".to_owned()),
            windows => Err(format!("{} windows", windows.len())),
        })
        .await;
    }

    fn colours(&self, window: &str) -> usize {
        let path = self.0.places.all().join("tmp/window.png");
        let _ = self
            .0
            .command("import")
            .args(["-window", window])
            .arg(&path)
            .status();
        // A window that has gone in the meantime leaves no picture.
        let picture = Image::from_path(&path);
        picture.map_or(0, |picture| {
            picture.rgba().chunks(4).collect::<HashSet<_>>().len()
        })
    }

    /// Closes the window from the keyboard.
    pub async fn close_window(&self, pid: u32) {
        until("the window to close", async || {
            let Some(window) = self.windows(pid).pop() else {
                return Ok(());
            };
            // The window manager brings it to the front and answers the keys.
            let mut keys = self.0.command("xdotool");
            let pressed = keys.args(["windowactivate", &window, "key", "--clearmodifiers", "alt+F4"]);
            Err(format!("{:?}", pressed.output().unwrap()))
        })
        .await;
    }

    /// Answers a file dialog of this process with a path, from the keyboard.
    pub async fn answer_file_dialog(&self, pid: u32, path: &Path) {
        let dialog = until("the file dialog", async || {
            let dialogs = self.dialogs(pid);
            dialogs.last().cloned().ok_or_else(|| "no dialog".to_owned())
        })
        .await;
        let path = path.to_str().unwrap();
        until("the file dialog to close", async || {
            if !self.dialogs(pid).contains(&dialog) {
                return Ok(());
            }
            let keys = |arguments: &[&str]| {
                let mut xdotool = self.0.command("xdotool");
                xdotool
                    .args(["windowactivate", "--sync", &dialog])
                    .args(arguments);
                let _ = xdotool.output().unwrap();
            };
            // A dialog that opens a file asks for a path only then; one that saves begins with a name.
            keys(&["key", "--clearmodifiers", "ctrl+l"]);
            sleep(Duration::from_millis(500)).await;
            keys(&["key", "--clearmodifiers", "ctrl+a"]);
            keys(&["type", "--delay", "40", path]);
            sleep(Duration::from_millis(500)).await;
            keys(&["key", "Return"]);
            sleep(Duration::from_millis(500)).await;
            Err("it is open".to_owned())
        })
        .await;
    }

    /// The file dialogs of this process.
    fn dialogs(&self, pid: u32) -> Vec<String> {
        self.windows_named(pid, "^(Export|Import) settings$")
    }

    /// Keeps a picture of the screen under this name. Returns where it is.
    pub fn picture(&self, name: &str) -> PathBuf {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
        let _ = self
            .0
            .command("import")
            .args(["-window", "root"])
            .arg(&path)
            .status();
        path
    }
}
