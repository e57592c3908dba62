//! The tray: snapshot → rows (pure) → native menu and icon.

#[cfg(target_os = "linux")]
mod gtk_titles;
pub mod host;
mod icon;
mod menu;
mod rows;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use credit_tray_core::{Snapshot, snapshot::Level};
use jiff::{Timestamp, tz::TimeZone};
use tauri::{
    AppHandle, Wry,
    tray::{TrayIcon, TrayIconBuilder},
};
use tokio::{sync::watch, time::timeout};

pub use menu::MenuAction;
use menu::NativeMenu;
pub use rows::{AccountRow, Rows};

/// Ages are told in minutes, so that is how often rows with an age are looked at again.
const AGES_CHANGE: Duration = Duration::from_secs(60);

struct Tray {
    icon: TrayIcon<Wry>,
    menu: NativeMenu,
    shown: Rows,
}

/// Puts the icon into the tray and keeps it up to date until the monitor ends.
///
/// # Errors
/// The toolkit refuses.
pub fn start(
    app: &AppHandle,
    mut snapshot: watch::Receiver<Snapshot>,
    on_action: impl Fn(&AppHandle, MenuAction) + Send + Sync + 'static,
) -> tauri::Result<()> {
    let rows = current_rows(&mut snapshot);
    let menu = NativeMenu::new(app, &rows)?;
    // A name of its own for each process: two apps with one name overwrite each other's icon file.
    let icon = TrayIconBuilder::with_id(format!("credit-tray-{}", std::process::id()))
        .icon(icon::icon(rows.level))
        .title("")
        .tooltip("Credit Tray")
        .menu(&menu.menu())
        .on_menu_event(move |app, event| {
            if let Some(action) = MenuAction::from_id(event.id().as_ref()) {
                on_action(app, action);
            }
        })
        .build(app)?;
    let tray = Arc::new(Mutex::new(Tray {
        icon,
        menu,
        shown: rows,
    }));
    tauri::async_runtime::spawn(keep_up_to_date(app.clone(), tray, snapshot));
    Ok(())
}

async fn keep_up_to_date(app: AppHandle, tray: Arc<Mutex<Tray>>, mut snapshot: watch::Receiver<Snapshot>) {
    loop {
        let changed = snapshot.changed();
        if let Ok(Err(_)) = timeout(AGES_CHANGE, changed).await {
            return;
        }
        let rows = current_rows(&mut snapshot);
        let (app_inside, tray) = (app.clone(), tray.clone());
        let shown = app.run_on_main_thread(move || {
            let mut tray = tray.lock().unwrap_or_else(PoisonError::into_inner);
            if let Err(error) = tray.show(&app_inside, rows) {
                tracing::error!(%error, "the tray cannot be drawn");
            }
        });
        if shown.is_err() {
            return;
        }
    }
}

fn current_rows(snapshot: &mut watch::Receiver<Snapshot>) -> Rows {
    Rows::new(
        &snapshot.borrow_and_update(),
        Timestamp::now(),
        &TimeZone::system(),
    )
}

impl Tray {
    /// Rows change in place; the menu is built anew only when rows come or go, because an open
    /// menu would close.
    fn show(&mut self, app: &AppHandle, rows: Rows) -> tauri::Result<()> {
        if self.menu.fits(&rows) {
            self.menu.show(app, &self.shown, &rows)?;
        } else {
            self.menu = NativeMenu::new(app, &rows)?;
            self.icon.set_menu(Some(self.menu.menu()))?;
        }
        if rows.level != self.shown.level {
            self.show_level(rows.level)?;
        }
        self.shown = rows;
        Ok(())
    }

    fn show_level(&self, level: Level) -> tauri::Result<()> {
        self.icon.set_icon(Some(icon::icon(level)))
    }
}
