//! The two programs that are compared.

use std::path::Path;

use super::figure::Samples;
use crate::{
    Desktop,
    app::{App, PROGRAM},
    window::SettingsWindow,
};

#[derive(Clone, Copy)]
pub enum Program {
    Ours,
    /// `tests/bench/smallest_app`.
    Smallest,
}

impl Program {
    /// In turn, so that both share whatever the machine does meanwhile.
    pub const BOTH: [Self; 2] = [Self::Ours, Self::Smallest];

    fn path(self) -> String {
        let path = match self {
            Self::Ours => PROGRAM.into(),
            // A package of its own, built into the same folder.
            Self::Smallest => Path::new(PROGRAM).with_file_name("smallest_app"),
        };
        assert!(path.exists(), "{} is not built: see `make bench`", path.display());
        path.to_str().unwrap().to_owned()
    }

    fn arguments(self, desktop: &Desktop) -> Vec<String> {
        let config_dir = desktop.places.config_dir();
        match self {
            Self::Ours => vec!["--config-dir".to_owned(), config_dir.to_str().unwrap().to_owned()],
            Self::Smallest => Vec::new(),
        }
    }

    /// Starts it without a window.
    pub fn start(self, desktop: &Desktop) -> App<'_> {
        let arguments = self.arguments(desktop);
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        desktop.start_program(&self.path(), &arguments)
    }

    /// Starts it with its window.
    pub async fn start_with_window(self, desktop: &Desktop) -> SettingsWindow<'_> {
        let arguments = self.arguments(desktop);
        let mut arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        arguments.push("--settings");
        desktop.start_with_window(&self.path(), &arguments).await
    }
}

/// The same thing, measured of both.
#[derive(Default)]
pub struct Both {
    pub ours: Samples,
    pub smallest: Samples,
}

impl Both {
    pub fn add(&mut self, program: Program, sample: f64) {
        match program {
            Program::Ours => self.ours.add(sample),
            Program::Smallest => self.smallest.add(sample),
        }
    }
}
