//! Watching the state of all accounts, and asking for a newer one.

use std::sync::PoisonError;

use credit_tray_core::AccountId;
use jiff::Timestamp;
use tauri::{AppHandle, Manager as _, State, ipc::Channel};

use super::{
    Backend, CommandResult, system,
    view::{Desktop, GeneralView, Parts, WindowState},
};
use crate::removed::RemovedView;

/// Sends the state of everything now and whenever it changes, until the window is closed.
#[tauri::command]
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tauri hands commands their arguments by value"
)]
pub fn watch_state(backend: State<'_, Backend>, app: AppHandle, on_state: Channel<WindowState>) {
    let watching = tauri::async_runtime::spawn(async move {
        let backend = app.state::<Backend>();
        let mut snapshot = backend.monitor.snapshot();
        let mut settings = backend.settings.watch();
        let mut notices = backend.notices.watch();
        let mut removed = backend.removed.watch();
        loop {
            let general = settings.borrow_and_update().general.clone();
            let desktop = Desktop {
                locale: backend.locale.system(),
                proxy_password_set: backend.route.has_password(),
                starts_at_login: system::starts_at_login(&app),
            };
            let state = WindowState::new(Parts {
                snapshot: &snapshot.borrow_and_update(),
                general: &general,
                general_view: GeneralView::new(&general, &desktop),
                notices: notices.borrow_and_update().clone(),
                removed: removed.borrow_and_update().as_ref().map(RemovedView::from),
                found_keys: &backend.found_keys,
                texts: &backend.locale.texts(),
                now: Timestamp::now(),
            });
            if on_state.send(state).is_err() {
                return;
            }
            let ended = tokio::select! {
                changed = snapshot.changed() => changed.is_err(),
                changed = settings.changed() => changed.is_err(),
                changed = notices.changed() => changed.is_err(),
                changed = removed.changed() => changed.is_err(),
            };
            if ended {
                return;
            }
        }
    });
    backend.watch_instead(Some(watching));
}

/// Reads one account, or all, now. Returns when the answers are in.
///
/// # Errors
/// Never: a failed poll is part of the state.
#[tauri::command]
pub async fn refresh(backend: State<'_, Backend>, id: Option<String>) -> CommandResult<()> {
    backend.monitor.refresh(id.map(AccountId::new)).await;
    Ok(())
}

/// Takes a notice away.
#[tauri::command]
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tauri hands commands their arguments by value"
)]
pub fn dismiss_notice(backend: State<'_, Backend>, id: &str) {
    backend.notices.dismiss(id);
}

impl Backend {
    /// Puts this in the place of what kept an earlier window, or an earlier page of it, up to date.
    pub fn watch_instead(&self, watching: Option<tauri::async_runtime::JoinHandle<()>>) {
        let mut slot = self.watching.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(earlier) = std::mem::replace(&mut *slot, watching) {
            earlier.abort();
        }
    }
}
