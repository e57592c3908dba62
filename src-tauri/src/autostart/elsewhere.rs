//! Starting at login on macOS (a launch agent) and Windows (a value of the registry's `Run`).

use std::io;

use auto_launch::{AutoLaunch, AutoLaunchBuilder, MacOSLaunchMode, WindowsEnableMode};

use super::{NotChanged, Start};

pub(super) struct Entry(AutoLaunch);

impl Entry {
    pub(super) fn new(start: Start) -> io::Result<Self> {
        let name = match &start.instance {
            None => "Credit Tray".to_owned(),
            Some(instance) => format!("Credit Tray {instance}"),
        };
        let mut arguments = Vec::new();
        if let Some(folder) = &start.folder {
            arguments.extend(["--config-dir".to_owned(), argument(&folder.to_string_lossy())]);
        }
        let launch = AutoLaunchBuilder::new()
            .set_app_name(&name)
            .set_app_path(&argument(&start.program.to_string_lossy()))
            .set_args(&arguments)
            .set_macos_launch_mode(MacOSLaunchMode::LaunchAgent)
            .set_windows_enable_mode(WindowsEnableMode::CurrentUser)
            .build();
        launch.map(Self).map_err(io::Error::other)
    }

    pub(super) fn write(&self) -> Result<(), NotChanged> {
        Ok(self.0.enable()?)
    }

    pub(super) fn remove(&self) -> Result<(), NotChanged> {
        match self.0.disable() {
            // Off already.
            Err(auto_launch::Error::Io(error)) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => Ok(removed?),
        }
    }

    /// Whether there is an entry of this name; what it starts is not looked at.
    pub(super) fn is_on(&self) -> Result<bool, NotChanged> {
        Ok(self.0.is_enabled()?)
    }

    /// An earlier version quoted nothing on Windows.
    pub(super) fn renew(&self) -> Result<(), NotChanged> {
        if cfg!(windows) && self.is_on()? {
            self.write()?;
        }
        Ok(())
    }
}

/// An argument as the system takes it. Windows keeps one line for all, which programs take apart by
/// the rules of `CommandLineToArgvW`; no path there has a quotation mark.
fn argument(path: &str) -> String {
    if cfg!(windows) {
        let last = path.len() - path.trim_end_matches('\\').len();
        format!("\"{path}{}\"", "\\".repeat(last))
    } else {
        path.to_owned()
    }
}
