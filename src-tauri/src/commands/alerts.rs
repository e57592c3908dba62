//! Snoozes, pauses, quiet hours, and a notification to try.

use credit_tray_core::{
    AccountId,
    alerts::{QuietHours, SnoozeFor},
};
use jiff::{Timestamp, tz::TimeZone};
use tauri::{AppHandle, State};

use super::{Backend, CommandResult};
use crate::{error::Error, notifier};

/// Lets an account's alerts wait; `null` ends a snooze.
///
/// # Errors
/// The account does not exist any more.
#[tauri::command]
pub async fn snooze(
    backend: State<'_, Backend>,
    id: AccountId,
    duration: Option<SnoozeFor>,
) -> CommandResult<()> {
    backend.answer(backend.account(&id))?;
    match duration {
        Some(duration) => {
            let snooze = duration.from(Timestamp::now(), &TimeZone::system());
            backend.monitor.snooze(id, snooze);
        }
        None => backend.monitor.wake(id),
    }
    Ok(())
}

/// Lets all alerts wait until they are resumed.
///
/// # Errors
/// Never.
#[tauri::command]
pub async fn pause_alerts(backend: State<'_, Backend>, paused: bool) -> CommandResult<()> {
    backend.monitor.pause(paused);
    Ok(())
}

/// Chooses when nobody is to be disturbed; `null` for never.
///
/// # Errors
/// The settings could not be stored.
#[tauri::command]
pub async fn set_quiet_hours(
    backend: State<'_, Backend>,
    quiet_hours: Option<QuietHours>,
) -> CommandResult<()> {
    let changed = backend.change_general(|general| {
        general.quiet_hours = quiet_hours;
        Ok(())
    });
    backend.answer(changed.await)
}

/// Shows a notification, so that the person can see whether any arrive.
///
/// # Errors
/// It could not be handed to the desktop.
#[tauri::command]
pub async fn send_test_notification(app: AppHandle, backend: State<'_, Backend>) -> CommandResult<()> {
    let shown = notifier::show_test(&app, &backend.locale.texts());
    backend.answer(shown.map_err(Error::NotNotified))
}
