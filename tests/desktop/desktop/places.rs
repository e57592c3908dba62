//! The folders of one desktop, and the environment that leads there.

use std::{
    env, fs,
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _, symlink},
    path::{Path, PathBuf},
};

use credit_tray_simulator::Provider;
use tempfile::TempDir;

use super::process::Variables;

/// All that the desktop and the app write is below one folder.
pub struct Places(TempDir);

impl Places {
    pub fn new() -> Self {
        // A short name: sockets are in there, and the system has little room for theirs.
        let dir = tempfile::Builder::new().prefix("ct-").tempdir().unwrap();
        for name in ["home", "run", "tmp", "logs", "services"] {
            fs::DirBuilder::new()
                .mode(0o700)
                .create(dir.path().join(name))
                .unwrap();
        }
        let places = Self(dir);
        places.configure_bus();
        places
    }

    pub fn all(&self) -> &Path {
        self.0.path()
    }

    pub fn config_dir(&self) -> PathBuf {
        self.all().join("home/.config/credit-tray")
    }

    pub fn keyrings(&self) -> PathBuf {
        self.all().join("home/.local/share/keyrings")
    }

    pub fn log(&self, name: &str) -> PathBuf {
        self.all().join("logs").join(name)
    }

    pub fn bus_config(&self) -> PathBuf {
        self.all().join("bus.conf")
    }

    /// dunst lets a person choose a notification's button in a menu that another program shows. Here
    /// that program is one that always chooses Snooze. Another program is told of each notification.
    pub fn notification_config(&self) -> PathBuf {
        let (path, script) = (self.all().join("dunstrc"), self.all().join("seen.sh"));
        let config = format!(
            "[global]\nmarkup = full\ndmenu = /bin/grep --max-count=1 Snooze\n\
             [all]\nsummary = \"*\"\nscript = {}\n",
            script.display()
        );
        fs::write(&path, config).unwrap();
        let fields = r#""$DUNST_SUMMARY|$DUNST_URGENCY|$DUNST_APP_NAME|$DUNST_DESKTOP_ENTRY""#;
        let seen = self.notifications_seen();
        let text = format!("#!/bin/sh\nprintf '%s\\n' {fields} >> {}\n", seen.display());
        fs::write(&script, text).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o700)).unwrap();
        path
    }

    /// A line for each notification, as the server understood it.
    pub fn notifications_seen(&self) -> PathBuf {
        self.log("notifications-seen")
    }

    pub fn bus_address(&self) -> String {
        format!("unix:path={}", self.path("run/bus"))
    }

    /// Tells the processes of this desktop from all others.
    pub fn mark(&self) -> String {
        format!("XDG_RUNTIME_DIR={}", self.path("run"))
    }

    pub fn variables(&self, display: Option<&str>) -> Variables {
        let set = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut variables = vec![
            set("PATH", &env::var("PATH").unwrap_or_default()),
            set("LANG", "C.UTF-8"),
            set("TZ", "UTC"),
            set("HOME", &self.path("home")),
            set("TMPDIR", &self.path("tmp")),
            set("XDG_RUNTIME_DIR", &self.path("run")),
            set("XDG_CONFIG_HOME", &self.path("home/.config")),
            set("XDG_DATA_HOME", &self.path("home/.local/share")),
            set("XDG_CACHE_HOME", &self.path("home/.cache")),
            set("XDG_STATE_HOME", &self.path("home/.local/state")),
            set("XDG_SESSION_TYPE", "x11"),
            set("DBUS_SESSION_BUS_ADDRESS", &self.bus_address()),
            set("GDK_BACKEND", "x11"),
            set("LIBGL_ALWAYS_SOFTWARE", "1"),
        ];
        variables.extend(display.map(|display| set("DISPLAY", display)));
        variables.extend(Provider::ALL.map(|provider| (key_variable(provider), key(provider))));
        variables
    }

    fn path(&self, relative: &str) -> String {
        self.all().join(relative).display().to_string()
    }

    /// The bus starts nothing by itself but the panel's own settings and what screen readers use:
    /// above all no keychain.
    fn configure_bus(&self) {
        for service in ["org.xfce.Xfconf.service", "org.a11y.Bus.service"] {
            symlink(
                Path::new("/usr/share/dbus-1/services").join(service),
                self.all().join("services").join(service),
            )
            .unwrap();
        }
        let config = format!(
            r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
                <type>session</type>
                <listen>{}</listen>
                <auth>EXTERNAL</auth>
                <servicedir>{}</servicedir>
                <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/>
                    <allow eavesdrop="true"/>
                    <allow own="*"/>
                </policy>
            </busconfig>"#,
            self.bus_address(),
            self.path("services"),
        );
        fs::write(self.bus_config(), config).unwrap();
    }
}

/// The variable that holds the key for this provider, where settings do not use the keychain.
pub fn key_variable(provider: Provider) -> String {
    let name = provider.to_string().to_uppercase().replace('-', "_");
    format!("TEST_KEY_{name}")
}

pub fn key(provider: Provider) -> String {
    format!("sk-test-{provider}")
}
