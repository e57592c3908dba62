//! The titles of submenus on Linux.
//!
//! There `Submenu::set_text` changes nothing: muda 0.20 builds the item of a submenu from a box
//! with an icon and a label, and then sets the text of the item itself, which GTK ignores where
//! the label is not the item's own child. So the label is looked up and set here; the panel hears
//! of it like of any other label. Once muda does it by itself, nothing is found here any more.

use gtk::prelude::*;

/// Changes the title of the submenu at this place of the tray menu. On the main thread only.
pub(super) fn change(place: usize, before: &str, title: &str) {
    for menu in menus() {
        let label = menu.children().get(place).and_then(boxed_label);
        if let Some(label) = label.filter(|label| label.text() == before) {
            // An underscore marks a shortcut key; a label may hold one that is meant.
            label.set_label(&title.replace('_', "__"));
        }
    }
}

/// Every menu lives in a window of its own, shown or not.
fn menus() -> impl Iterator<Item = gtk::Menu> {
    gtk::Window::list_toplevels()
        .into_iter()
        .filter_map(|window| window.downcast::<gtk::Bin>().ok()?.child()?.downcast().ok())
}

fn boxed_label(item: &gtk::Widget) -> Option<gtk::Label> {
    let inside = item.downcast_ref::<gtk::Bin>()?.child()?;
    let parts = inside.downcast::<gtk::Box>().ok()?.children();
    parts.into_iter().find_map(|part| part.downcast().ok())
}
