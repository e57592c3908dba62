//! Size and place of the window, remembered from one opening to the next.

use std::{path::Path, sync::Arc};

use credit_tray_engine::durable_file;
use serde::{Deserialize, Serialize};
use tauri::{AppHandle, PhysicalPosition, Runtime, WebviewWindowBuilder, Window, Wry};
use tauri_plugin_store::{Store, StoreBuilder};

const KEY: &str = "window";

/// Where the window stood when it was closed.
pub(super) struct Place {
    store: Option<Arc<Store<Wry>>>,
    frame: Option<Frame>,
}

/// In logical pixels, so that it means the same on a screen of another density.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
struct Frame {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

impl Place {
    /// As it was the last time; the usual one where nothing is known.
    pub(super) fn remembered(app: &AppHandle, file: &Path) -> Self {
        // The plugin makes files that all can read, and leaves those that are there as they are.
        if !file.exists()
            && let Err(error) = durable_file::write(file, b"{}")
        {
            tracing::warn!(%error, "size and place of the window cannot be kept");
        }
        let store = StoreBuilder::new(app, file).disable_auto_save().build();
        let store = store
            .inspect_err(|error| tracing::warn!(%error, "size and place of the window are not remembered"))
            .ok();
        let frame = store.as_ref().and_then(|store| store.get(KEY));
        Self {
            store,
            frame: frame.and_then(|frame| serde_json::from_value(frame).ok()),
        }
    }

    /// Puts a new window there, if there still is a screen.
    pub(super) fn put<'a, R: Runtime, M: tauri::Manager<R>>(
        &self,
        app: &AppHandle,
        window: WebviewWindowBuilder<'a, R, M>,
    ) -> WebviewWindowBuilder<'a, R, M> {
        let Some(frame) = self.frame else {
            return window.inner_size(560.0, 680.0);
        };
        let window = window.inner_size(frame.width, frame.height);
        if is_on_a_screen(app, &frame) {
            window.position(frame.x, frame.y)
        } else {
            window
        }
    }

    /// Remembers where this window stands.
    pub(super) fn remember(&self, window: &Window) {
        let Some(store) = &self.store else { return };
        let saved = frame_of(window).map(|frame| {
            if let Some(frame) = frame {
                store.set(KEY, serde_json::json!(frame));
            }
            store.save()
        });
        match saved {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "size and place of the window are not remembered"),
            Err(error) => tracing::warn!(%error, "size and place of the window are not known"),
        }
    }
}

/// None for a window that is not as large as the person made it.
fn frame_of(window: &Window) -> tauri::Result<Option<Frame>> {
    if window.is_maximized()? || window.is_minimized()? || window.is_fullscreen()? {
        return Ok(None);
    }
    let scale = window.scale_factor()?;
    let size = window.inner_size()?.to_logical(scale);
    let at = window.outer_position()?.to_logical(scale);
    Ok(Some(Frame {
        x: at.x,
        y: at.y,
        width: size.width,
        height: size.height,
    }))
}

/// Whether enough of its title bar to take hold of is on some screen.
fn is_on_a_screen(app: &AppHandle, frame: &Frame) -> bool {
    let screens = app.available_monitors().unwrap_or_default();
    screens.iter().any(|screen| {
        let scale = screen.scale_factor();
        let at: PhysicalPosition<i32> = *screen.position();
        let (at, size) = (
            at.to_logical::<f64>(scale),
            screen.size().to_logical::<f64>(scale),
        );
        frame.x + frame.width > at.x + 100.0
            && frame.x < at.x + size.width - 100.0
            && frame.y >= at.y
            && frame.y < at.y + size.height - 50.0
    })
}
