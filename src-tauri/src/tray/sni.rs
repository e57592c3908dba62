//! The tray on Linux: a `StatusNotifierItem` with its menu over D-Bus, drawn by the desktop.
//!
//! It needs neither GTK nor a library of the system, and no picture is ever written to a file.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use credit_tray_core::tray::{
    MenuAction, Rows,
    menu::{Entry, Item, menu},
};
use ksni::{
    Handle, Icon, OfflineReason, Status, ToolTip, TrayMethods as _,
    menu::{MenuItem, StandardItem, SubMenu},
};
use tauri::{AppHandle, image::Image};
use tokio::{
    sync::Notify,
    time::{Instant, sleep, sleep_until},
};
use zbus::{Connection, fdo::DBusProxy, names::BusName};

use super::{
    OnAction, TrayInputs,
    icon::{SIZES, drawing},
    number,
};

/// How long after a panel has taken up the item it is told of the icon once more: xfce4-panel 4.18 asks
/// for it before it listens, and would show the one of the start until the next change.
const TELL_AGAIN: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(10)];

/// How soon a session bus that answered with an error is asked again.
const TRY_AGAIN: Duration = Duration::from_secs(20);

/// Puts the icon into the tray and keeps it up to date until the monitor ends.
pub(super) fn start(app: &AppHandle, inputs: TrayInputs, id: String, on_action: OnAction) {
    tauri::async_runtime::spawn(keep_up_to_date(app.clone(), inputs, id, on_action));
}

async fn keep_up_to_date(app: AppHandle, mut inputs: TrayInputs, id: String, on_action: OnAction) {
    let press = Arc::new(move |action| {
        let (on_action, app_inside) = (on_action.clone(), app.clone());
        // Menus do not wait for what a click sets off.
        let asked = app.run_on_main_thread(move || on_action(&app_inside, action));
        if let Err(error) = asked {
            tracing::error!(%error, "a click in the tray comes to nothing");
        }
    });
    let mut rows = inputs.rows();
    let item = TrayItem {
        id,
        icons: icons(&rows),
        rows: rows.clone(),
        press,
        is_shown: Arc::new(AtomicBool::new(true)),
        taken_up: Arc::new(Notify::new()),
    };
    let taken_up = item.taken_up.clone();
    let handle = item.join_tray().await;
    taken_up.notify_one();
    let mut tell_again: Vec<Instant> = Vec::new();
    loop {
        let next = tell_again.iter().min().copied();
        tokio::select! {
            changed = inputs.changed() => {
                if !changed {
                    break;
                }
                let now = inputs.rows();
                if now != rows {
                    rows = now.clone();
                    handle.update(|item| item.show(now)).await;
                }
            }
            () = taken_up.notified() => {
                let now = Instant::now();
                tell_again = TELL_AGAIN.map(|after| now + after).to_vec();
            }
            () = sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => {
                tell_again.retain(|moment| Some(*moment) != next);
                handle.update(TrayItem::tell_again).await;
            }
        }
    }
    handle.shutdown().await;
}

/// The item as the desktop sees it.
#[derive(Clone)]
struct TrayItem {
    id: String,
    icons: Vec<Icon>,
    rows: Rows,
    press: Arc<dyn Fn(MenuAction) + Send + Sync>,
    /// Whether a panel shows it.
    is_shown: Arc<AtomicBool>,
    /// A panel has just taken it up.
    taken_up: Arc<Notify>,
}

impl TrayItem {
    /// Shows the icon as soon as there is a place for it.
    async fn join_tray(self) -> Handle<Self> {
        loop {
            // Where no panel shows icons yet, it waits for one: see `watcher_offline`.
            match self.clone().assume_sni_available(true).spawn().await {
                Ok(handle) if !self.was_missed().await => return handle,
                // The panel came before anybody watched for it.
                Ok(handle) => handle.shutdown().await,
                Err(error) => {
                    tracing::warn!(%error, "no tray icon; trying again");
                    self.is_shown.store(false, Ordering::Relaxed);
                    sleep(TRY_AGAIN).await;
                }
            }
            self.is_shown.store(true, Ordering::Relaxed);
        }
    }

    /// Whether a panel shows icons, but not this one.
    async fn was_missed(&self) -> bool {
        if self.is_shown.load(Ordering::Relaxed) {
            return false;
        }
        let is_there = panel_is_there().await.unwrap_or_default();
        is_there && !self.is_shown.load(Ordering::Relaxed)
    }

    /// Has the panel look at the icon anew: another order of its sizes is another icon.
    fn tell_again(&mut self) {
        self.icons.rotate_left(1);
    }

    fn show(&mut self, rows: Rows) {
        if (rows.level, &rows.glance) != (self.rows.level, &self.rows.glance) {
            self.icons = icons(&rows);
        }
        self.rows = rows;
    }

    fn item(item: Item) -> MenuItem<Self> {
        let visible = item.is_visible;
        match item.entry {
            Entry::Separator => MenuItem::Separator,
            Entry::Told(text) => StandardItem {
                label: escaped(&text),
                enabled: false,
                visible,
                ..StandardItem::default()
            }
            .into(),
            Entry::Offered {
                text,
                action,
                is_enabled,
            } => StandardItem {
                label: escaped(&text),
                enabled: is_enabled,
                visible,
                activate: Box::new(move |tray: &mut Self| (tray.press)(action.clone())),
                ..StandardItem::default()
            }
            .into(),
            Entry::Submenu { text, mark, items } => SubMenu {
                label: escaped(&text),
                visible,
                icon_data: mark.map_or_else(Vec::new, |level| drawing(level).mark().to_vec()),
                submenu: items.into_iter().map(Self::item).collect(),
                ..SubMenu::default()
            }
            .into(),
        }
    }
}

impl ksni::Tray for TrayItem {
    fn id(&self) -> String {
        self.id.clone()
    }

    fn title(&self) -> String {
        super::TITLE.into()
    }

    fn status(&self) -> Status {
        if self.rows.needs_attention {
            Status::NeedsAttention
        } else {
            Status::Active
        }
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.icons.clone()
    }

    fn attention_icon_pixmap(&self) -> Vec<Icon> {
        self.icons.clone()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip {
            title: super::TITLE.into(),
            description: as_markup(&self.rows.sentence),
            ..ToolTip::default()
        }
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        menu(&self.rows).into_iter().map(Self::item).collect()
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        (self.press)(MenuAction::Open);
    }

    fn watcher_online(&self) {
        self.is_shown.store(true, Ordering::Relaxed);
        self.taken_up.notify_one();
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        tracing::info!(?reason, "no panel shows tray icons");
        self.is_shown.store(false, Ordering::Relaxed);
        true
    }
}

async fn panel_is_there() -> zbus::Result<bool> {
    let bus = DBusProxy::new(&Connection::session().await?).await?;
    let watcher = BusName::from_static_str("org.kde.StatusNotifierWatcher")?;
    Ok(bus.name_has_owner(watcher).await?)
}

/// The icon in the sizes that panels ask for.
fn icons(rows: &Rows) -> Vec<Icon> {
    let level = rows.level;
    let pictures = drawing(level).sizes.into_iter().zip(SIZES);
    let icon = |(png, size)| {
        let numbered = rows
            .glance
            .as_ref()
            .map(|glance| number::draw(&glance.compact, level, size));
        match numbered {
            Some(Ok(rgba)) => Some(pixmap(rgba, size)),
            _ => Some(pixmap(Image::from_bytes(png).ok()?.rgba().to_vec(), size)),
        }
    };
    pictures.filter_map(icon).collect()
}

/// D-Bus wants the alpha first.
fn pixmap(mut rgba: Vec<u8>, size: u16) -> Icon {
    for pixel in rgba.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    Icon {
        width: size.into(),
        height: size.into(),
        data: rgba,
    }
}

/// In a menu `_` marks the letter of a shortcut.
fn escaped(text: &str) -> String {
    text.replace('_', "__")
}

/// A tooltip is markup.
fn as_markup(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
