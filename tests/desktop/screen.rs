//! The screen as a person sees it: windows by their titles, and the keyboard.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    time::Duration,
};

use tauri::image::Image;
use tokio::time::sleep;

use crate::{Desktop, proc, until};

/// A window without text has not more colours than this.
const BLANK: usize = 8;

pub struct Screen<'d>(pub &'d Desktop);

impl Screen<'_> {
    /// The windows of this app whose title begins with `Credit Tray`. A process that it has started
    /// shows them.
    fn windows(&self, pid: u32) -> Vec<String> {
        self.windows_named(pid, "^Credit Tray")
    }

    fn windows_named(&self, pid: u32, pattern: &str) -> Vec<String> {
        let children = proc::descendants(pid).into_iter().map(|(child, _)| child);
        let of_process = |pid: u32| {
            let mut search = self.0.command("xdotool");
            search.args(["search", "--all", "--onlyvisible", "--pid", &pid.to_string()]);
            let found = search.args(["--name", pattern]).output().unwrap();
            let ids = String::from_utf8(found.stdout).unwrap();
            ids.lines().map(str::to_owned).collect::<Vec<_>>()
        };
        children.chain([pid]).flat_map(of_process).collect()
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
        let path = self.picture_of(window);
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
            self.press_in(&window, &["alt+F4"]);
            Err("it is open".to_owned())
        })
        .await;
    }

    /// Presses keys in the window, one after another.
    pub async fn press(&self, pid: u32, keys: &[&str]) {
        let window = until("a window", async || {
            self.windows(pid).pop().ok_or_else(|| "none".to_owned())
        });
        self.press_in(&window.await, keys);
    }

    fn press_in(&self, window: &str, keys: &[&str]) {
        let mut xdotool = self.0.command("xdotool");
        xdotool.args(["windowactivate", "--sync", window, "key", "--clearmodifiers"]);
        xdotool.args(keys);
        // A window that has gone meanwhile hears nothing; whoever waits for something sees it.
        let _ = xdotool.output().unwrap();
    }

    /// Moves and resizes the window, as a person would with the mouse.
    pub async fn put_window(&self, pid: u32, [x, y, width, height]: [u32; 4]) {
        let window = until("a window", async || {
            self.windows(pid).pop().ok_or_else(|| "none".to_owned())
        })
        .await;
        let mut xdotool = self.0.command("xdotool");
        let (at, size) = (
            [x, y].map(|n| n.to_string()),
            [width, height].map(|n| n.to_string()),
        );
        xdotool.arg("windowmove").arg(&window).args(&at);
        xdotool.arg("windowsize").arg(&window).args(&size);
        assert!(xdotool.status().unwrap().success());
        // The frame around it moves it a little.
        until("the window to be so large", async || {
            let seen = self.window_frame(pid);
            let is_large = seen.is_some_and(|[.., w, h]| [w, h] == [width, height]);
            crate::holds(is_large, seen)
        })
        .await;
    }

    /// Where the page of the window is, and how large.
    pub fn window_frame(&self, pid: u32) -> Option<[u32; 4]> {
        let window = self.windows(pid).pop()?;
        let mut xdotool = self.0.command("xdotool");
        let said = xdotool
            .args(["getwindowgeometry", "--shell", &window])
            .output()
            .ok()?;
        let said = String::from_utf8(said.stdout).ok()?;
        let field = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(name))?;
            line.parse().ok()
        };
        Some([field("X=")?, field("Y=")?, field("WIDTH=")?, field("HEIGHT=")?])
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

    /// Waits until the tray icon of this level is drawn. Returns where.
    pub async fn icon_place(&self, level: &str) -> (u32, u32) {
        let colour: [u8; 3] = match level {
            "ok" => [0x17, 0x8a, 0x47],
            "low" => [0xf5, 0xb3, 0x01],
            _ => panic!("which colour is {level}?"),
        };
        until(&format!("the icon {level} on the screen"), async || {
            let picture = Image::from_path(self.picture_of("root")).map_err(|error| error.to_string())?;
            let width = usize::try_from(picture.width()).unwrap();
            let pixels = picture.rgba().chunks(4).enumerate();
            let places: Vec<_> = pixels
                .filter(|(_, pixel)| pixel[..3] == colour)
                .map(|(index, _)| (index % width, index / width))
                .collect();
            let middle = |sum: usize| u32::try_from(sum / places.len()).unwrap();
            if places.len() < 20 {
                return Err(format!("{} pixels", places.len()));
            }
            let sum = |place: fn(&(usize, usize)) -> usize| middle(places.iter().map(place).sum());
            Ok((sum(|place| place.0), sum(|place| place.1)))
        })
        .await
    }

    /// Clicks there with this button: 1 is the left one, 3 the right one.
    pub fn click(&self, x: u32, y: u32, button: u32) {
        let mut mouse = self.0.command("xdotool");
        let there = ["mousemove", &x.to_string(), &y.to_string()];
        let click = ["click", &button.to_string()];
        assert!(mouse.args(there).args(click).status().unwrap().success());
    }

    /// Every window that is shown, whoever's it is, with its width and height.
    pub fn all_windows(&self) -> Vec<(String, u32, u32)> {
        let mut search = self.0.command("xdotool");
        let found = search.args(["search", "--onlyvisible", "--name", ".*"]).output();
        let ids = String::from_utf8(found.unwrap().stdout).unwrap();
        let sized = |id: &str| {
            let mut geometry = self.0.command("xdotool");
            let said = geometry
                .args(["getwindowgeometry", "--shell", id])
                .output()
                .unwrap();
            let said = String::from_utf8(said.stdout).unwrap();
            let number = |name: &str| {
                said.lines()
                    .find_map(|line| line.strip_prefix(name)?.parse().ok())
            };
            Some((id.to_owned(), number("WIDTH=")?, number("HEIGHT=")?))
        };
        ids.lines().filter_map(sized).collect()
    }

    /// A picture of this window, made now.
    pub fn picture_of(&self, window: &str) -> PathBuf {
        let path = self.0.places.all().join("tmp/window.png");
        let _ = self
            .0
            .command("import")
            .args(["-window", window])
            .arg(&path)
            .status();
        path
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
