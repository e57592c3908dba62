//! The smallest Tauri tray app, the yardstick of the budgets: an icon, a menu of three rows, and no
//! window. With `--settings` also a window that shows one line of text.

use std::{env, process};

use tauri::{
    App, RunEvent, WebviewUrl, WebviewWindowBuilder,
    menu::{Menu, MenuItem, PredefinedMenuItem},
    tray::TrayIconBuilder,
};

fn main() -> tauri::Result<()> {
    let app = tauri::Builder::default()
        .setup(|app| Ok(set_up(app)?))
        .build(tauri::generate_context!())?;
    app.run(|_, event| {
        // Closing the window leaves the tray, as in the app it is compared with.
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
        }
    });
    Ok(())
}

fn set_up(app: &App) -> tauri::Result<()> {
    let title = MenuItem::new(app, "Smallest App", false, None::<&str>)?;
    let separator = PredefinedMenuItem::separator(app)?;
    let quit = MenuItem::with_id(app, "quit", "Quit", true, None::<&str>)?;
    TrayIconBuilder::with_id(format!("smallest-app-{}", process::id()))
        .icon(tauri::include_image!("../../../icons/tray/ok.png"))
        .tooltip("Smallest App")
        .menu(&Menu::with_items(app, &[&title, &separator, &quit])?)
        .on_menu_event(|app, event| {
            if event.id().as_ref() == "quit" {
                app.exit(0);
            }
        })
        .build(app)?;
    if env::args().any(|argument| argument == "--settings") {
        WebviewWindowBuilder::new(app, "settings", WebviewUrl::default())
            .title("Smallest App")
            .inner_size(560.0, 680.0)
            .build()?;
    }
    Ok(())
}
