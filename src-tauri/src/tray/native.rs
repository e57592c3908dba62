//! The tray on macOS and Windows: Tauri's, whose menu items stay the same while their text changes.

use std::sync::{Arc, Mutex, PoisonError};

use credit_tray_core::{
    state::Level,
    tray::{
        MenuAction, Rows,
        menu::{Entry, Item, menu},
    },
};
use tauri::{
    AppHandle, Wry,
    image::Image,
    menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu},
    tray::{TrayIcon, TrayIconBuilder},
};

use super::{OnAction, TrayInputs, icon::drawing};

struct Tray {
    icon: TrayIcon<Wry>,
    menu: Menu<Wry>,
    places: Vec<Place>,
    shown: Rows,
}

/// One place of the menu: what stands there, and what was drawn for it.
struct Place {
    item: Item,
    native: Native,
}

enum Native {
    Line(MenuItem<Wry>),
    Separator(PredefinedMenuItem<Wry>),
    Submenu(Submenu<Wry>, Vec<Place>),
}

/// Puts the icon into the tray and keeps it up to date until the monitor ends.
pub(super) fn start(
    app: &AppHandle,
    mut inputs: TrayInputs,
    id: String,
    on_action: OnAction,
) -> tauri::Result<()> {
    let rows = inputs.rows();
    let (menu, places) = whole_menu(app, &rows)?;
    let icon = TrayIconBuilder::with_id(id)
        .icon(Image::from_bytes(drawing(rows.level).large)?)
        .title(beside(&rows))
        .tooltip(pointed_at(&rows))
        .menu(&menu)
        .on_menu_event(move |app, event| {
            if let Some(action) = MenuAction::from_id(event.id().as_ref()) {
                on_action(app, action);
            }
        })
        .build(app)?;
    let tray = Arc::new(Mutex::new(Tray {
        icon,
        menu,
        places,
        shown: rows,
    }));
    tauri::async_runtime::spawn(keep_up_to_date(app.clone(), tray, inputs));
    Ok(())
}

async fn keep_up_to_date(app: AppHandle, tray: Arc<Mutex<Tray>>, mut inputs: TrayInputs) {
    while inputs.changed().await {
        let rows = inputs.rows();
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

fn whole_menu(app: &AppHandle, rows: &Rows) -> tauri::Result<(Menu<Wry>, Vec<Place>)> {
    let places = places(app, menu(rows))?;
    let native = Menu::new(app)?;
    for place in places.iter().filter(|place| place.item.is_visible) {
        native.append(place.native.item())?;
    }
    Ok((native, places))
}

fn places(app: &AppHandle, items: Vec<Item>) -> tauri::Result<Vec<Place>> {
    items.into_iter().map(|item| Place::new(app, item)).collect()
}

/// What stands beside the icon.
fn beside(rows: &Rows) -> &str {
    rows.glance.as_ref().map_or("", |glance| &glance.text)
}

fn pointed_at(rows: &Rows) -> String {
    format!("{}: {}", super::TITLE, rows.sentence)
}

impl Tray {
    /// The menu is made anew only when rows come or go, because an open menu would close.
    fn show(&mut self, app: &AppHandle, rows: Rows) -> tauri::Result<()> {
        let items = menu(&rows);
        let kept = items.len() == self.places.len()
            && self
                .places
                .iter()
                .zip(&items)
                .all(|(place, item)| place.fits(item));
        if kept {
            show_all(app, &self.menu, &mut self.places, items)?;
        } else {
            (self.menu, self.places) = whole_menu(app, &rows)?;
            self.icon.set_menu(Some(self.menu.clone()))?;
        }
        if rows.level != self.shown.level {
            self.icon
                .set_icon(Some(Image::from_bytes(drawing(rows.level).large)?))?;
        }
        if rows.glance != self.shown.glance {
            self.icon.set_title(Some(beside(&rows)))?;
        }
        if rows.sentence != self.shown.sentence {
            self.icon.set_tooltip(Some(pointed_at(&rows)))?;
        }
        self.shown = rows;
        Ok(())
    }
}

/// A menu, or one inside another.
trait Places {
    fn put(&self, item: &dyn IsMenuItem<Wry>, position: usize) -> tauri::Result<()>;
    fn take(&self, item: &dyn IsMenuItem<Wry>) -> tauri::Result<()>;
}

impl Places for Menu<Wry> {
    fn put(&self, item: &dyn IsMenuItem<Wry>, position: usize) -> tauri::Result<()> {
        self.insert(item, position)
    }

    fn take(&self, item: &dyn IsMenuItem<Wry>) -> tauri::Result<()> {
        self.remove(item)
    }
}

impl Places for Submenu<Wry> {
    fn put(&self, item: &dyn IsMenuItem<Wry>, position: usize) -> tauri::Result<()> {
        self.insert(item, position)
    }

    fn take(&self, item: &dyn IsMenuItem<Wry>) -> tauri::Result<()> {
        self.remove(item)
    }
}

fn show_all(
    app: &AppHandle,
    native: &dyn Places,
    places: &mut [Place],
    items: Vec<Item>,
) -> tauri::Result<()> {
    let mut position = 0;
    for (place, item) in places.iter_mut().zip(items) {
        match (place.item.is_visible, item.is_visible) {
            (false, true) => native.put(place.native.item(), position)?,
            (true, false) => native.take(place.native.item())?,
            _ => {}
        }
        position += usize::from(item.is_visible);
        place.show(app, item)?;
    }
    Ok(())
}

impl Place {
    fn new(app: &AppHandle, item: Item) -> tauri::Result<Self> {
        let native = match &item.entry {
            Entry::Separator => Native::Separator(PredefinedMenuItem::separator(app)?),
            Entry::Told(text) => Native::Line(MenuItem::new(app, escaped(text), false, None::<&str>)?),
            Entry::Offered {
                text,
                action,
                is_enabled,
            } => {
                let text = escaped(text);
                Native::Line(MenuItem::with_id(
                    app,
                    action.to_id(),
                    text,
                    *is_enabled,
                    None::<&str>,
                )?)
            }
            Entry::Submenu { text, mark, items } => {
                let submenu = Submenu::new(app, escaped(text), true)?;
                submenu.set_icon(picture(*mark)?)?;
                let places = places(app, items.clone())?;
                for place in places.iter().filter(|place| place.item.is_visible) {
                    submenu.append(place.native.item())?;
                }
                Native::Submenu(submenu, places)
            }
        };
        Ok(Self { item, native })
    }

    /// Whether this item can stand here without a new native one: an item's action never changes.
    fn fits(&self, item: &Item) -> bool {
        match (&self.native, &self.item.entry, &item.entry) {
            (_, Entry::Separator, Entry::Separator) | (_, Entry::Told(_), Entry::Told(_)) => true,
            (_, Entry::Offered { action: before, .. }, Entry::Offered { action: after, .. }) => {
                before == after
            }
            (Native::Submenu(_, places), Entry::Submenu { .. }, Entry::Submenu { items, .. }) => {
                places.len() == items.len() && places.iter().zip(items).all(|(place, item)| place.fits(item))
            }
            _ => false,
        }
    }

    /// Shows another item that [fits](Self::fits).
    fn show(&mut self, app: &AppHandle, item: Item) -> tauri::Result<()> {
        if self.item == item {
            return Ok(());
        }
        match (&mut self.native, &self.item.entry, &item.entry) {
            (Native::Line(line), _, Entry::Told(text)) => line.set_text(escaped(text))?,
            (Native::Line(line), _, Entry::Offered { text, is_enabled, .. }) => {
                line.set_text(escaped(text))?;
                line.set_enabled(*is_enabled)?;
            }
            (
                Native::Submenu(submenu, places),
                Entry::Submenu { mark: before, .. },
                Entry::Submenu { text, mark, items },
            ) => {
                submenu.set_text(escaped(text))?;
                if before != mark {
                    submenu.set_icon(picture(*mark)?)?;
                }
                show_all(app, submenu, places, items.clone())?;
            }
            _ => {}
        }
        self.item = item;
        Ok(())
    }
}

impl Native {
    fn item(&self) -> &dyn IsMenuItem<Wry> {
        match self {
            Self::Line(item) => item,
            Self::Separator(item) => item,
            Self::Submenu(item, _) => item,
        }
    }
}

fn picture(mark: Option<Level>) -> tauri::Result<Option<Image<'static>>> {
    mark.map(|level| Image::from_bytes(drawing(level).mark()))
        .transpose()
}

/// Menus take `&` for the mark of a shortcut key; a label may hold one that is meant.
fn escaped(text: &str) -> String {
    text.replace('&', "&&")
}
