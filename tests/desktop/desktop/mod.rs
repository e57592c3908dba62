//! A desktop of the test's own: screen, window manager, session bus, panel, notification server
//! and keychain, and the five providers, simulated. Everything ends with it.

mod places;
mod process;

use std::{fs, process::Command, thread};

use credit_tray_simulator::Simulator;
use tokio::sync::{Semaphore, SemaphorePermit};
use zbus::{Connection, fdo::DBusProxy, names::BusName};

pub use places::{Places, key, key_variable};
pub use process::{Process, Variables};

use crate::{holds, notifications::Notifications, proc, screen::Screen, until};

/// More at a time only make each other slow.
static ROOM: Semaphore = Semaphore::const_new(2);

/// What is on a desktop besides the screen and the window manager.
#[derive(Clone, Copy)]
pub struct Equipment {
    pub panel: bool,
    pub keychain: bool,
    pub notifications: bool,
}

impl Equipment {
    pub const ALL: Self = Self {
        panel: true,
        keychain: true,
        notifications: true,
    };
}

pub struct Desktop {
    pub providers: Simulator,
    pub places: Places,
    pub notifications: Notifications,
    pub bus: Connection,
    variables: Variables,
    /// The later ones use the earlier ones.
    processes: Vec<Process>,
    _room: SemaphorePermit<'static>,
}

impl Desktop {
    pub async fn start() -> Self {
        Self::with(Equipment::ALL).await
    }

    pub async fn with(equipment: Equipment) -> Self {
        let room = ROOM.acquire().await.unwrap();
        let places = Places::new();
        let bare = places.variables(None);
        let (bus_daemon, bus) = start_bus(&places, &bare).await;
        let (x_server, display) = start_screen(&places, &bare).await;
        let variables = places.variables(Some(&display));
        let notifications = Notifications::listen(&places.bus_address()).await;

        let mut desktop = Self {
            providers: Simulator::start().await.unwrap(),
            places,
            notifications,
            bus,
            variables,
            processes: vec![bus_daemon, x_server],
            _room: room,
        };
        desktop.run("openbox", &[], "");
        if equipment.notifications {
            let config = desktop.places.notification_config();
            desktop.run("dunst", &["-conf", config.to_str().unwrap()], "");
        }
        if equipment.panel {
            desktop.run("xfce4-panel", &["--disable-wm-check"], "");
        }
        if equipment.keychain {
            let arguments = ["--foreground", "--unlock", "--components=secrets"];
            desktop.run(
                "gnome-keyring-daemon",
                &arguments,
                "password of the login keyring",
            );
        }
        desktop.is_ready(equipment).await;
        desktop
    }

    async fn is_ready(&self, equipment: Equipment) {
        let services = [
            (equipment.notifications, "org.freedesktop.Notifications"),
            (equipment.panel, "org.kde.StatusNotifierWatcher"),
            (equipment.keychain, "org.freedesktop.secrets"),
        ];
        for (_, service) in services.into_iter().filter(|(wanted, _)| *wanted) {
            self.has_service(service).await;
        }
        for (wanted, service) in services {
            assert_eq!(wanted, self.answers(service).await, "{service}");
        }
    }

    /// Starts the notification server that was not there.
    pub async fn starts_to_show_notifications(&self) -> Process {
        let config = self.places.notification_config();
        let server = self.launch("dunst", &["-conf", config.to_str().unwrap()], &[]);
        self.has_service("org.freedesktop.Notifications").await;
        server
    }

    /// Waits until somebody answers under this name.
    pub async fn has_service(&self, name: &str) {
        until(name, async || holds(self.answers(name).await, "nobody answers")).await;
    }

    /// Waits until nobody answers under this name any more.
    pub async fn lacks_service(&self, name: &str) {
        until(&format!("no {name}"), async || {
            holds(!self.answers(name).await, "it is there")
        })
        .await;
    }

    async fn answers(&self, name: &str) -> bool {
        let bus = DBusProxy::new(&self.bus).await.unwrap();
        bus.name_has_owner(BusName::try_from(name).unwrap())
            .await
            .unwrap()
    }

    fn run(&mut self, program: &str, arguments: &[&str], stdin: &str) {
        let log = self.places.log(program);
        let process = Process::start(program, arguments, &log, stdin, &self.variables);
        self.processes.push(process);
    }

    /// Starts a program on this desktop, with these variables besides the desktop's own.
    pub fn launch(&self, program: &str, arguments: &[&str], more: &[(&str, &str)]) -> Process {
        let name = program.rsplit('/').next().unwrap();
        let more = more
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let variables: Variables = self.variables.iter().cloned().chain(more).collect();
        Process::start(program, arguments, &self.places.log(name), "", &variables)
    }

    /// Runs a program on this desktop to its end.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.variables.iter().cloned());
        command
    }

    pub fn screen(&self) -> Screen<'_> {
        Screen(self)
    }

    /// For whoever has to find out why a test failed.
    fn tell_what_was_there(&self) {
        let logs = [
            self.places.all().join("logs"),
            self.places.config_dir().join("logs"),
        ];
        let files = logs.iter().filter_map(|dir| fs::read_dir(dir).ok()).flatten();
        for path in files.filter_map(|file| Some(file.ok()?.path())) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            eprintln!("--- {}\n{text}", path.display());
        }
        eprintln!("--- notifications\n{:#?}", self.notifications.so_far());
        let test = thread::current().name().unwrap_or("test").replace("::", "-");
        eprintln!("--- screen: {}", self.screen().picture(&test).display());
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        if thread::panicking() {
            self.tell_what_was_there();
        }
        while let Some(mut process) = self.processes.pop() {
            process.end_politely();
        }
        // What has left its process group still carries the mark.
        for pid in proc::with_variable(&self.places.mark()) {
            proc::kill(pid);
        }
    }
}

async fn start_bus(places: &Places, variables: &Variables) -> (Process, Connection) {
    let config = format!("--config-file={}", places.bus_config().display());
    let daemon = Process::start(
        "dbus-daemon",
        &[&config, "--nofork", "--nopidfile"],
        &places.log("dbus-daemon"),
        "",
        variables,
    );
    let address = places.bus_address();
    let connect = async || {
        let connection = zbus::connection::Builder::address(address.as_str())?;
        connection.build().await
    };
    let bus = until("the session bus", async || {
        connect().await.map_err(|e| e.to_string())
    })
    .await;
    (daemon, bus)
}

async fn start_screen(places: &Places, variables: &Variables) -> (Process, String) {
    let number = places.log("display");
    let arguments = [
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1280x800x24",
        "-nolisten",
        "tcp",
    ];
    let server = Process::start("Xvfb", &arguments, &number, "", variables);
    let display = until("the screen", async || {
        let said = fs::read_to_string(&number).unwrap();
        let number = said.lines().find_map(|line| line.trim().parse::<u32>().ok());
        number.map(|number| format!(":{number}")).ok_or(said)
    });
    let display = display.await;
    (server, display)
}
