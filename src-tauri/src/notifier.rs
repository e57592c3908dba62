//! Alerts become desktop notifications, with buttons where the desktop has them.

use credit_tray_core::{
    AccountId,
    alerts::{Alert, SnoozeFor},
    texts::Texts,
};
use tauri::AppHandle;
use tauri_plugin_notification::{Action, ActionPerformed, ActionType, NotificationExt as _};
use tokio::sync::mpsc;

use crate::{locale::Locale, tray::MenuAction};

/// Notifications about one account have both buttons, those about several only Snooze: a button
/// can open one page.
const ABOUT_ONE: &str = "about-one";
const ABOUT_SEVERAL: &str = "about-several";
const TOP_UP: &str = "top-up";
const SNOOZE: &str = "snooze";
/// What a notification carries with it: the ids of its accounts.
const ACCOUNTS: &str = "accounts";

/// Passes on which buttons of notifications are pressed.
///
/// # Errors
/// The plugin refuses.
pub fn listen(
    app: &AppHandle,
    on_action: impl Fn(&AppHandle, MenuAction) + Send + Sync + 'static,
) -> Result<(), tauri_plugin_notification::Error> {
    let notification = app.notification();
    let app = app.clone();
    notification.on_action(move |performed| {
        for action in asked_for(performed) {
            on_action(&app, action);
        }
    })
}

/// Shows every alert until the monitor ends; those that come together in one notification.
pub async fn show_all(app: AppHandle, locale: Locale, mut alerts: mpsc::UnboundedReceiver<Vec<Alert>>) {
    while let Some(alerts) = alerts.recv().await {
        let shown = show(&app, &alerts, &locale.texts());
        for alert in &alerts {
            match &shown {
                Ok(()) => tracing::info!(account = %alert.account, rule = ?alert.rule(), "told"),
                Err(error) => tracing::error!(account = %alert.account, %error, "not told"),
            }
        }
    }
}

/// Shows what a warning will look like.
///
/// # Errors
/// The notification could not be handed over. Whether a desktop shows it nobody can tell.
pub fn show_test(app: &AppHandle, texts: &Texts) -> Result<(), tauri_plugin_notification::Error> {
    let notification = app.notification().builder();
    let notification = notification.title(texts.get("alert-test-title", &[]));
    notification.body(texts.get("alert-test-body", &[])).show()
}

fn show(app: &AppHandle, alerts: &[Alert], texts: &Texts) -> Result<(), tauri_plugin_notification::Error> {
    let (title, body) = texts.notification(alerts);
    let accounts = accounts_of(alerts);
    let buttons = if accounts.len() == 1 {
        ABOUT_ONE
    } else {
        ABOUT_SEVERAL
    };
    // Each time, because the language may be another by now.
    offer_buttons(app, texts)?;
    let notification = app.notification().builder().title(title).body(body);
    notification
        .action_type_id(buttons)
        .extra(ACCOUNTS, accounts)
        .show()
}

/// Lets notifications have buttons.
///
/// ## Platform-specific
/// Linux: on notification services that announce actions, such as GNOME's, KDE's and dunst.
fn offer_buttons(app: &AppHandle, texts: &Texts) -> Result<(), tauri_plugin_notification::Error> {
    let button = |id, text| Action::builder(id, texts.get(text, &[])).build();
    let top_up = || button(TOP_UP, "alert-button-top-up");
    let snooze = || button(SNOOZE, "alert-button-snooze");
    app.notification().register_action_types(vec![
        ActionType::builder(ABOUT_ONE)
            .actions(vec![top_up(), snooze()])
            .build(),
        ActionType::builder(ABOUT_SEVERAL).actions(vec![snooze()]).build(),
    ])
}

fn accounts_of(alerts: &[Alert]) -> Vec<AccountId> {
    let mut accounts: Vec<_> = alerts.iter().map(|alert| alert.account.clone()).collect();
    accounts.dedup();
    accounts
}

fn asked_for(performed: &ActionPerformed) -> Vec<MenuAction> {
    let extra = performed
        .notification()
        .and_then(|notification| notification.extra().get(ACCOUNTS));
    let accounts: Vec<AccountId> = extra
        .and_then(|accounts| serde_json::from_value(accounts.clone()).ok())
        .unwrap_or_default();
    let action = |account| match performed.action_id() {
        TOP_UP => Some(MenuAction::TopUp(account)),
        SNOOZE => Some(MenuAction::Snooze(account, SnoozeFor::Hour)),
        // A click on the notification itself: whoever is warned wants to see more.
        "tap" => Some(MenuAction::Open),
        _ => None,
    };
    let mut actions: Vec<_> = accounts.into_iter().filter_map(action).collect();
    actions.dedup();
    actions
}
