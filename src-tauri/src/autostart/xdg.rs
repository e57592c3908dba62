//! Starting at login on Linux: an entry in the `autostart` folder, by the Desktop Application Autostart
//! and the Desktop Entry Specifications.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use credit_tray_engine::durable_file;
use gio::{DesktopAppInfo, glib, prelude::AppInfoExt as _};

use super::{NotChanged, Start};

const GROUP: &str = "Desktop Entry";
/// The name of our desktop file.
const ID: &str = "dev.credittray.CreditTray";
const COMMENT: &str = "What is left on every prepaid AI API account, in the tray";

/// The entry of one program with one folder.
pub(super) struct Entry {
    dir: PathBuf,
    start: Start,
}

impl Entry {
    pub(super) fn new(start: Start) -> io::Result<Self> {
        let none = || io::Error::new(io::ErrorKind::NotFound, "there is no folder for configuration");
        let dir = dirs::config_dir().ok_or_else(none)?.join("autostart");
        Ok(Self { dir, start })
    }

    fn path(&self) -> PathBuf {
        let name = match &self.start.instance {
            None => format!("{ID}.desktop"),
            Some(instance) => format!("{ID}.{instance}.desktop"),
        };
        self.dir.join(name)
    }

    pub(super) fn write(&self) -> Result<(), NotChanged> {
        Ok(durable_file::write(&self.path(), self.start.entry()?.as_bytes())?)
    }

    pub(super) fn remove(&self) -> Result<(), NotChanged> {
        match fs::remove_file(self.path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Asks the library that desktops ask, so that an entry which they would not start is off.
    pub(super) fn is_on(&self) -> Result<bool, NotChanged> {
        let path = self.path();
        if !path.try_exists()? {
            return Ok(false);
        }
        Ok(DesktopAppInfo::from_filename(path).is_some_and(|entry| self.is_ours(&entry)))
    }

    fn is_ours(&self, entry: &DesktopAppInfo) -> bool {
        let enabled = "X-GNOME-Autostart-enabled";
        let is_on = !entry.is_hidden() && (!entry.has_key(enabled) || entry.boolean(enabled));
        let command = entry
            .commandline()
            .and_then(|line| glib::shell_parse_argv(line).ok());
        is_on && command.is_some_and(|command| command == self.start.command_line())
    }

    /// Puts an entry in the place of what an earlier version wrote. It quoted nothing, and desktops
    /// stumble over every blank in it.
    pub(super) fn renew(&self) -> Result<(), NotChanged> {
        let Some((path, earlier)) = self.earlier()? else {
            return Ok(());
        };
        let is_off = |line: &str| line == "Hidden=true" || line == "X-GNOME-Autostart-enabled=false";
        if !earlier.lines().any(is_off) && !self.path().try_exists()? {
            self.write()?;
        }
        Ok(fs::remove_file(path)?)
    }

    fn earlier(&self) -> io::Result<Option<(PathBuf, String)>> {
        let files = match fs::read_dir(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            files => files?,
        };
        for file in files {
            let path = file?.path();
            if self.may_be_earlier(&path)
                && let Ok(text) = fs::read_to_string(&path)
                && self.is_earlier(&text)
            {
                return Ok(Some((path, text)));
            }
        }
        Ok(None)
    }

    fn may_be_earlier(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match self.start.instance {
            None => name == "Credit Tray.desktop",
            Some(_) => name.starts_with("Credit Tray dir") && name.ends_with(".desktop"),
        }
    }

    fn is_earlier(&self, text: &str) -> bool {
        let folder = self.start.folder.as_ref();
        let end = folder.map_or(String::new(), |folder| {
            format!(" --config-dir {}", folder.display())
        });
        let mut lines = text.lines();
        lines.any(|line| line.starts_with("Exec=") && line.trim_end().ends_with(&end))
    }
}

impl Start {
    fn command_line(&self) -> Vec<OsString> {
        let mut line = vec![self.program.clone().into_os_string()];
        if self.program.to_string_lossy().contains('%') {
            // GLib looks for a program before it takes `%%` for `%`.
            line.insert(0, "env".into());
        }
        if let Some(folder) = &self.folder {
            line.extend(["--config-dir".into(), folder.clone().into_os_string()]);
        }
        // What is `%%` in an entry; GLib leaves it so until it launches.
        for argument in &mut line {
            if let Some(text) = argument.to_str() {
                *argument = text.replace('%', "%%").into();
            }
        }
        line
    }

    fn name(&self) -> String {
        let folder = self.folder.as_ref().and_then(|folder| folder.file_name());
        match folder {
            None => "Credit Tray".to_owned(),
            Some(folder) => format!("Credit Tray ({})", folder.display()),
        }
    }

    fn entry(&self) -> Result<String, NotChanged> {
        let is_text = |text: OsString| {
            text.into_string()
                .map_err(|text| format!("{} is not UTF-8", text.display()))
        };
        let command = self.command_line().into_iter().map(is_text);
        let command = command.collect::<Result<Vec<_>, _>>()?;
        let quoted: Vec<_> = command.iter().map(|argument| quoted(argument)).collect();

        let entry = glib::KeyFile::new();
        entry.set_string(GROUP, "Type", "Application");
        entry.set_string(GROUP, "Name", &self.name());
        entry.set_string(GROUP, "Comment", COMMENT);
        entry.set_string(GROUP, "Icon", ID);
        entry.set_string(GROUP, "Exec", &quoted.join(" "));
        entry.set_string(GROUP, "TryExec", &is_text(self.program.clone().into())?);
        entry.set_string(GROUP, "StartupWMClass", "credit-tray");
        entry.set_boolean(GROUP, "StartupNotify", false);
        entry.set_boolean(GROUP, "Terminal", false);
        entry.set_boolean(GROUP, "X-GNOME-Autostart-enabled", true);
        Ok(entry.to_data().to_string())
    }
}

/// An argument of `Exec`, quoted as the specification says. `%` is doubled already.
fn quoted(argument: &str) -> String {
    let mut quoted = String::from('"');
    for letter in argument.chars() {
        if matches!(letter, '"' | '`' | '$' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
    }
    quoted + "\""
}

#[cfg(test)]
mod tests;
