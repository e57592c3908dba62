//! The app, started as a person starts it.

use std::path::Path;

use crate::{Desktop, desktop::Process, proc, tray::TrayItem, until};

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_credit-tray");

/// A running app.
pub struct App<'d> {
    desktop: &'d Desktop,
    process: Process,
}

impl Desktop {
    /// Starts the app with the settings of this desktop.
    pub fn start_app(&self, arguments: &[&str]) -> App<'_> {
        self.start_app_in(&self.places.config_dir(), arguments)
    }

    /// Starts the app with the settings in this folder.
    pub fn start_app_in(&self, config_dir: &Path, arguments: &[&str]) -> App<'_> {
        let config_dir = config_dir.to_str().unwrap();
        let arguments = [&["--config-dir", config_dir], arguments].concat();
        self.start_program(PROGRAM, &arguments)
    }

    /// Starts a program that lives in the tray as the app does.
    pub fn start_program(&self, program: &str, arguments: &[&str]) -> App<'_> {
        App {
            desktop: self,
            process: self.launch(program, arguments, &[]),
        }
    }

    /// The one process that runs this program, whoever has started it.
    pub async fn running(&self, program: &str) -> u32 {
        until(&format!("one {program}"), async || {
            let running = proc::running(Path::new(program), &self.places.mark());
            if let [pid] = running[..] {
                Ok(pid)
            } else {
                Err(format!("{running:?}"))
            }
        })
        .await
    }
}

impl App<'_> {
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    pub fn is_running(&self) -> bool {
        proc::is_running(self.pid())
    }

    pub async fn tray(&self) -> TrayItem {
        self.desktop.tray_of(self.pid()).await
    }

    pub async fn window_opens(&self) {
        self.desktop.screen().window_opens(self.pid()).await;
    }

    pub fn shows_window(&self) -> bool {
        self.desktop.screen().shows_window(self.pid())
    }

    pub async fn close_window(&self) {
        self.desktop.screen().close_window(self.pid()).await;
    }

    pub fn desktop(&self) -> &Desktop {
        self.desktop
    }

    /// Its own processes beside the main one: those of the window.
    pub fn helpers(&self) -> Vec<(u32, String)> {
        proc::descendants(self.pid())
    }

    /// Waits for its end.
    pub async fn exit_code(mut self) -> Option<i32> {
        self.process.exit_code().await
    }

    /// Quits it from the menu.
    pub async fn quit(self) {
        self.tray().await.press(&["Quit"]).await;
        assert_eq!(self.exit_code().await, Some(0));
    }
}
