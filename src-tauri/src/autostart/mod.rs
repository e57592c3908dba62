//! Starting at login. Every system has its own way to do it, and the person may change it there, so it
//! is asked each time and is no setting of ours.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod xdg;

use std::{error::Error, io, path::PathBuf};

#[cfg(not(target_os = "linux"))]
use elsewhere::Entry;
use tauri::{AppHandle, Manager as _};
#[cfg(target_os = "linux")]
use xdg::Entry;

use credit_tray_engine::config_dir::ConfigDir;

/// Why starting at login was not changed.
pub type NotChanged = Box<dyn Error + Send + Sync>;

/// Whether the desktop starts this program at login, with the folder that it has now.
pub struct Autostart(Entry);

/// What is started at login.
#[derive(Clone, Debug)]
struct Start {
    /// The program, as the person started it.
    program: PathBuf,
    /// The folder it was started with; none for the platform's own.
    folder: Option<PathBuf>,
    /// Tells apps with different folders apart.
    instance: Option<String>,
}

impl Autostart {
    /// For this program, and what an earlier version of it has left with the desktop.
    pub fn new(app: &AppHandle, config_dir: &ConfigDir) -> io::Result<Self> {
        let instance = config_dir.instance();
        let start = Start {
            program: program(app)?,
            folder: instance.as_ref().map(|_| config_dir.path().to_owned()),
            instance,
        };
        let entry = Entry::new(start)?;
        if let Err(error) = entry.renew() {
            tracing::warn!(%error, "the start at login stays as an earlier version has left it");
        }
        Ok(Self(entry))
    }

    /// Lets the desktop start the app at login, or no longer.
    pub fn set(&self, on: bool) -> Result<(), NotChanged> {
        if on { self.0.write() } else { self.0.remove() }
    }

    /// Whether the desktop starts this program at login; none where that cannot be told.
    pub fn is_on(&self) -> Option<bool> {
        self.0
            .is_on()
            .inspect_err(|error| tracing::warn!(%error, "whether the app starts at login cannot be told"))
            .ok()
    }
}

/// An `AppImage` runs from a folder that is gone afterwards; what the person started is the image.
fn program(app: &AppHandle) -> io::Result<PathBuf> {
    #[cfg(target_os = "linux")]
    if let Some(image) = app.env().appimage {
        return Ok(image.into());
    }
    #[cfg(not(target_os = "linux"))]
    let _ = app;
    std::env::current_exe()
}
