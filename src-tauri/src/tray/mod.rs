//! The tray: what the core makes of the state, as this desktop draws it.

mod icon;
#[cfg(not(target_os = "linux"))]
mod native;
#[cfg(target_os = "linux")]
mod number;
#[cfg(target_os = "linux")]
mod sni;

use std::{sync::Arc, time::Duration};

use credit_tray_core::{
    State,
    settings::Settings,
    tray::{MenuAction, Rows, Viewer},
};
use jiff::{Timestamp, tz::TimeZone};
use tauri::AppHandle;
use tokio::{sync::watch, time::sleep};

use credit_tray_engine::{config_dir::ConfigDir, locale::Locale};

/// What the icon is called.
const TITLE: &str = "Credit Tray";

/// Ages are told in minutes, so that is how often rows with an age are looked at again.
const AGES_CHANGE: Duration = Duration::from_secs(60);

/// What takes up a click.
type OnAction = Arc<dyn Fn(&AppHandle, MenuAction) + Send + Sync>;

/// What the tray draws: the accounts, what the person chose to see of them, and in which language.
#[derive(Clone)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct TrayInputs {
    pub state: watch::Receiver<State>,
    pub settings: watch::Receiver<Settings>,
    pub locale: Locale,
}

impl TrayInputs {
    fn rows(&mut self) -> Rows {
        let general = self.settings.borrow_and_update().general.clone();
        let viewer = Viewer {
            now: Timestamp::now(),
            zone: &TimeZone::system(),
            texts: &self.locale.texts(),
        };
        Rows::new(&self.state.borrow_and_update(), &general, &viewer)
    }

    /// Waits until something is to be drawn anew; false when the monitor has ended.
    async fn changed(&mut self) -> bool {
        tokio::select! {
            changed = self.state.changed() => changed.is_ok(),
            changed = self.settings.changed() => changed.is_ok(),
            () = sleep(AGES_CHANGE) => true,
        }
    }
}

/// Puts the icon into the tray and keeps it up to date until the monitor ends. Where no panel
/// shows icons it waits for one.
pub fn start(
    app: &AppHandle,
    config_dir: &ConfigDir,
    inputs: TrayInputs,
    on_action: impl Fn(&AppHandle, MenuAction) + Send + Sync + 'static,
) -> tauri::Result<()> {
    let on_action: OnAction = Arc::new(on_action);
    let id = id(config_dir);
    #[cfg(target_os = "linux")]
    sni::start(app, inputs, id, on_action);
    #[cfg(not(target_os = "linux"))]
    native::start(app, inputs, id, on_action)?;
    Ok(())
}

/// The same at every start, so that a panel puts the icon where the person wants it; another for an
/// app with another folder.
fn id(config_dir: &ConfigDir) -> String {
    match config_dir.instance() {
        None => "credit-tray".into(),
        Some(instance) => format!("credit-tray-{instance}"),
    }
}
