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
