//! The tray as the desktop's panel sees it: a `StatusNotifierItem` and its menu, over D-Bus.

use std::{collections::HashMap, path::Path};

use tauri::image::Image;
use zbus::{
    Connection, Proxy,
    zvariant::{OwnedValue, Value},
};

use crate::{Desktop, holds, until};

/// A row of the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: i32,
    pub text: String,
    pub enabled: bool,
    pub is_separator: bool,
    /// Whether a picture stands before the text.
    pub is_marked: bool,
    pub submenu: Vec<Row>,
}

/// As `com.canonical.dbusmenu` sends a row: its id, its properties, its rows.
type Sent = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

impl From<Sent> for Row {
    fn from((id, properties, rows): Sent) -> Self {
        let text = |name: &str| {
            let value = properties
                .get(name)
                .and_then(|value| <&str>::try_from(value).ok());
            value.unwrap_or_default().to_owned()
        };
        let is = |name: &str| properties.get(name).map(|value| bool::try_from(value).unwrap());
        let submenu = rows.into_iter().map(|row| Sent::try_from(row).unwrap());
        Self {
            id,
            text: without_mnemonic(&text("label")),
            enabled: is("enabled").unwrap_or(true),
            is_separator: text("type") == "separator",
            is_marked: properties.contains_key("icon-data"),
            submenu: visible(submenu),
        }
    }
}

/// The rows that the desktop shows; others only keep a place free.
fn visible(rows: impl Iterator<Item = Sent>) -> Vec<Row> {
    let is_visible = |(_, properties, _): &Sent| {
        let visible = properties
            .get("visible")
            .map(|value| bool::try_from(value).unwrap());
        visible.unwrap_or(true)
    };
    rows.filter(is_visible).map(Row::from).collect()
}

/// `_` marks the letter of a shortcut, and `__` is an underscore.
fn without_mnemonic(label: &str) -> String {
    let parts: Vec<_> = label.split("__").map(|part| part.replace('_', "")).collect();
    parts.join("_")
}

impl Row {
    pub fn texts(&self) -> Vec<&str> {
        texts(&self.submenu)
    }
}

/// What stands in the rows; a separator is a dash.
pub fn texts(rows: &[Row]) -> Vec<&str> {
    let mut texts = Vec::new();
    for row in rows {
        texts.push(if row.is_separator { "-" } else { &row.text });
    }
    texts
}

/// The tray icon of one app.
pub struct TrayItem {
    item: Proxy<'static>,
    pub menu: Proxy<'static>,
}

impl Desktop {
    /// Waits until the panel knows the icon of this process.
    pub async fn tray_of(&self, pid: u32) -> TrayItem {
        until("the tray icon", async || {
            let items = registered(&self.bus).await.map_err(|error| error.to_string())?;
            for item in &items {
                let (owner, path) = owner_and_path(item);
                if pid_of(&self.bus, owner).await == Ok(pid) {
                    return TrayItem::new(&self.bus, owner, path)
                        .await
                        .map_err(|error| error.to_string());
                }
            }
            Err(format!("{items:?}"))
        })
        .await
    }
}

/// An item as the watcher names it: `:1.42/org/ayatana/NotificationItem/name`, or only its owner.
pub fn owner_and_path(item: &str) -> (&str, &str) {
    match item.find('/') {
        Some(begin) => item.split_at(begin),
        None => (item, "/StatusNotifierItem"),
    }
}

async fn registered(bus: &Connection) -> zbus::Result<Vec<String>> {
    let watcher = Proxy::new(
        bus,
        "org.kde.StatusNotifierWatcher",
        "/StatusNotifierWatcher",
        "org.kde.StatusNotifierWatcher",
    );
    watcher.await?.get_property("RegisteredStatusNotifierItems").await
}

pub async fn pid_of(bus: &Connection, name: &str) -> zbus::fdo::Result<u32> {
    let bus = zbus::fdo::DBusProxy::new(bus).await?;
    bus.get_connection_unix_process_id(name.try_into().unwrap()).await
}

impl TrayItem {
    async fn new(bus: &Connection, owner: &str, path: &str) -> zbus::Result<Self> {
        let owner = owner.to_owned();
        let item = Proxy::new(bus, owner.clone(), path.to_owned(), "org.kde.StatusNotifierItem").await?;
        let menu: zbus::zvariant::OwnedObjectPath = item.get_property("Menu").await?;
        let menu = Proxy::new(bus, owner, menu, "com.canonical.dbusmenu").await?;
        Ok(Self { item, menu })
    }

    async fn layout(&self) -> zbus::Result<(u32, Vec<Row>)> {
        let no_names: [&str; 0] = [];
        let (revision, root): (u32, Sent) = self.menu.call("GetLayout", &(0, -1, &no_names[..])).await?;
        Ok((revision, Row::from(root).submenu))
    }

    pub async fn rows(&self) -> Vec<Row> {
        self.layout().await.unwrap().1
    }

    /// It grows whenever rows come, go or move, and the panel then draws the menu anew.
    pub async fn revision(&self) -> u32 {
        self.layout().await.unwrap().0
    }

    /// The rows above the first separator.
    pub async fn accounts(&self) -> Vec<Row> {
        let rows = self.rows().await;
        rows.into_iter().take_while(|row| !row.is_separator).collect()
    }

    /// Waits until the accounts' rows say this.
    pub async fn shows(&self, expected: &[&str]) -> Vec<Row> {
        until(&format!("the rows {expected:?}"), async || {
            let rows = self.accounts().await;
            if texts(&rows) == expected {
                Ok(rows)
            } else {
                Err(format!("{rows:#?}"))
            }
        })
        .await
    }

    /// Waits for an account's row that looks like this.
    pub async fn has_row(&self, what: &str, looks_right: impl Fn(&Row) -> bool) -> Row {
        until(what, async || {
            let rows = self.accounts().await;
            let found = rows.iter().find(|row| looks_right(row)).cloned();
            found.ok_or_else(|| format!("{rows:#?}"))
        })
        .await
    }

    /// Clicks on a row. It is found by its words, a row in a submenu by the beginning of the row
    /// that opens it and its own words.
    pub async fn press(&self, way: &[&str]) {
        let mut rows = self.rows().await;
        let mut pressed = None;
        for text in way {
            let found = rows.iter().find(|row| row.text.starts_with(text));
            let row = found
                .unwrap_or_else(|| panic!("no row {text:?} in {rows:#?}"))
                .clone();
            rows = row.submenu;
            pressed = Some(row.id);
        }
        let event = (pressed.unwrap(), "clicked", Value::from(""), 0_u32);
        // Who is asked to quit may be gone before it answers.
        self.menu.call_noreply("Event", &event).await.unwrap();
    }

    /// Waits until the icon is the one for this level, pixel by pixel.
    pub async fn icon_is(&self, level: &str) {
        let drawn = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("icons/tray/{level}-32.png"));
        let expected = Image::from_path(drawn).unwrap();
        until(&format!("the icon {level}"), async || {
            let shown = self.icon(32).await.map_err(|error| error.to_string())?;
            holds(shown == expected.rgba(), "another picture")
        })
        .await;
    }

    /// The icon of this size, as red, green, blue and alpha.
    pub async fn icon(&self, size: i32) -> zbus::Result<Vec<u8>> {
        let sizes = Vec::<(i32, i32, Vec<u8>)>::try_from(self.property("IconPixmap").await?)?;
        let icon = sizes.into_iter().find(|(width, ..)| *width == size);
        let (_, _, mut argb) = icon.unwrap_or_else(|| panic!("no icon of {size}"));
        for pixel in argb.chunks_exact_mut(4) {
            pixel.rotate_left(1);
        }
        Ok(argb)
    }

    /// A property that is a text.
    pub async fn text(&self, name: &str) -> String {
        String::try_from(self.property(name).await.unwrap()).unwrap()
    }

    /// The title and the text that are shown to whoever points at the icon.
    pub async fn tooltip(&self) -> (String, String) {
        type Sent = (String, Vec<(i32, i32, Vec<u8>)>, String, String);
        let tooltip = self.property("ToolTip").await.unwrap();
        let (_, _, title, text) = Sent::try_from(tooltip).unwrap();
        (title, text)
    }

    /// Clicks on the icon.
    pub async fn activate(&self) {
        self.item.call_noreply("Activate", &(0, 0)).await.unwrap();
    }

    async fn property(&self, name: &str) -> zbus::Result<OwnedValue> {
        // Asked for anew each time: the item tells of changes in its own way, not by properties.
        let properties = zbus::fdo::PropertiesProxy::builder(self.item.connection())
            .destination(self.item.destination())?
            .path(self.item.path())?
            .build()
            .await?;
        let interface = "org.kde.StatusNotifierItem".try_into()?;
        Ok(properties.get(interface, name).await?)
    }
}
