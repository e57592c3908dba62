//! Watching the state of all accounts, and asking for a newer one.

use std::sync::PoisonError;

use credit_tray_core::AccountId;
use jiff::Timestamp;
use tauri::{AppHandle, Manager as _, State, ipc::Channel};

use super::{Backend, CommandResult, view::WindowState};

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
        let mut notices = backend.notices.watch();
        loop {
            let state = WindowState::new(
                &snapshot.borrow_and_update(),
                notices.borrow_and_update().clone(),
                backend.settings.current().general.quiet_hours,
                Timestamp::now(),
            );
            if on_state.send(state).is_err() {
                return;
            }
            let ended = tokio::select! {
                changed = snapshot.changed() => changed.is_err(),
                changed = notices.changed() => changed.is_err(),
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
