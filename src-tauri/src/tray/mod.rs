//! The tray: snapshot → rows (pure) → native menu and icon.

mod action;
#[cfg(target_os = "linux")]
mod gtk_titles;
mod icon;
mod labels;
mod menu;
mod rows;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use credit_tray_core::{Snapshot, settings::Settings};
use jiff::{Timestamp, tz::TimeZone};
use tauri::{
    AppHandle, Wry,
    tray::{TrayIcon, TrayIconBuilder},
};
use tokio::{sync::watch, time::sleep};

pub use action::MenuAction;
pub use labels::Labels;
use menu::NativeMenu;
pub use rows::{AccountRow, Moment, Rows};

use crate::locale::Locale;

/// Ages are told in minutes, so that is how often rows with an age are looked at again.
const AGES_CHANGE: Duration = Duration::from_secs(60);

struct Tray {
    icon: TrayIcon<Wry>,
    menu: NativeMenu,
    shown: Rows,
}

/// What the tray draws: the accounts, what the person chose to see of them, and in which language.
#[derive(Clone)]
pub struct Drawn {
    /// The accounts.
    pub snapshot: watch::Receiver<Snapshot>,
    /// What the person chose.
    pub settings: watch::Receiver<Settings>,
    /// The language.
    pub locale: Locale,
}

impl Drawn {
    fn rows(&mut self) -> Rows {
        let general = self.settings.borrow_and_update().general.clone();
        let moment = Moment {
            now: Timestamp::now(),
            zone: &TimeZone::system(),
            texts: &self.locale.texts(),
        };
        Rows::new(&self.snapshot.borrow_and_update(), &general, &moment)
    }

    /// Waits until something is to be drawn anew; false when the monitor has ended.
    async fn changed(&mut self) -> bool {
        tokio::select! {
            changed = self.snapshot.changed() => changed.is_ok(),
            changed = self.settings.changed() => changed.is_ok(),
            () = sleep(AGES_CHANGE) => true,
        }
    }
}

/// Puts the icon into the tray and keeps it up to date until the monitor ends.
///
/// # Errors
/// The toolkit refuses.
pub fn start(
    app: &AppHandle,
    mut drawn: Drawn,
    on_action: impl Fn(&AppHandle, MenuAction) + Send + Sync + 'static,
) -> tauri::Result<()> {
    let rows = drawn.rows();
    let menu = NativeMenu::new(app, &rows)?;
    // A name of its own for each process: two apps with one name overwrite each other's icon file.
    let icon = TrayIconBuilder::with_id(format!("credit-tray-{}", std::process::id()))
        .icon(icon::icon(rows.level))
        .title(&rows.icon_text)
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
    tauri::async_runtime::spawn(keep_up_to_date(app.clone(), tray, drawn));
    Ok(())
}

async fn keep_up_to_date(app: AppHandle, tray: Arc<Mutex<Tray>>, mut drawn: Drawn) {
    while drawn.changed().await {
        let rows = drawn.rows();
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

impl Tray {
    /// Rows change in place; the menu is built anew only when rows come or go or the language
    /// changes, because an open menu would close.
    fn show(&mut self, app: &AppHandle, rows: Rows) -> tauri::Result<()> {
        if self.menu.fits(&self.shown, &rows) {
            self.menu.show(app, &self.shown, &rows)?;
        } else {
            self.menu = NativeMenu::new(app, &rows)?;
            self.icon.set_menu(Some(self.menu.menu()))?;
        }
        if rows.level != self.shown.level {
            self.icon.set_icon(Some(icon::icon(rows.level)))?;
        }
        if rows.icon_text != self.shown.icon_text {
            self.icon.set_title(Some(&rows.icon_text))?;
        }
        self.shown = rows;
        Ok(())
    }
}
