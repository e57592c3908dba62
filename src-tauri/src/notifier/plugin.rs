//! Notifications on macOS and Windows, through Tauri's plugin.
//!
//! ## Platform-specific
//! Neither says whether a notification was shown: the plugin hands it over and hears nothing more. What
//! was handed over counts as told.

use std::{collections::BTreeMap, future, sync::Arc};

use tauri::AppHandle;
use tauri_plugin_notification::{Action, ActionPerformed, ActionType, NotificationExt as _};

use super::{NotShown, OnAction};
use credit_tray_core::{
    State,
    notification::{Button, DEFAULT, Notification},
    tray::MenuAction,
};

/// The kind of notification whose buttons are those of the newest.
const KIND: &str = "alert";
/// What a notification carries with it: what its buttons do, by their ids.
const BUTTONS: &str = "buttons";

/// The desktop, as the plugin reaches it.
pub(super) struct Desktop(AppHandle);

impl Desktop {
    pub(super) fn start(app: &AppHandle, on_action: OnAction) -> Result<Arc<Self>, NotShown> {
        let listening = app.notification().on_action(move |performed| {
            asked_for(performed).into_iter().for_each(&on_action);
        });
        listening.map_err(refused)?;
        Ok(Arc::new(Self(app.clone())))
    }

    /// Never: nobody says when it was away.
    pub(super) async fn is_back(&self) {
        future::pending::<()>().await;
    }

    /// Nothing: what was handed over is out of our hands.
    pub(super) fn withdraw(&self, _state: &State) {}

    /// # Errors
    /// It could not be handed over.
    #[expect(clippy::unused_async, reason = "on Linux it takes time")]
    pub(super) async fn show(&self, notification: Notification) -> Result<(), NotShown> {
        let Notification {
            title, body, buttons, ..
        } = notification;
        let plugin = self.0.notification();
        let actions = buttons.iter().filter(|button| button.id != DEFAULT);
        let actions = actions.map(|button| Action::builder(button.id, &button.text).build());
        let kind = ActionType::builder(KIND).actions(actions.collect()).build();
        plugin.register_action_types(vec![kind]).map_err(refused)?;
        let ids = |button: &Button| -> Vec<String> { button.actions.iter().map(MenuAction::to_id).collect() };
        let meaning: BTreeMap<_, _> = buttons.iter().map(|button| (button.id, ids(button))).collect();
        let notification = plugin.builder().title(title).body(body);
        let notification = notification.action_type_id(KIND).extra(BUTTONS, meaning);
        notification.show().map_err(refused)
    }
}

fn asked_for(performed: &ActionPerformed) -> Vec<MenuAction> {
    let buttons = performed
        .notification()
        .and_then(|notification| notification.extra().get(BUTTONS));
    let mut buttons: BTreeMap<String, Vec<String>> = buttons
        .and_then(|buttons| serde_json::from_value(buttons.clone()).ok())
        .unwrap_or_default();
    let pressed = match performed.action_id() {
        "tap" => DEFAULT,
        other => other,
    };
    let actions = buttons.remove(pressed).unwrap_or_default();
    actions.iter().filter_map(|id| MenuAction::from_id(id)).collect()
}

fn refused(error: tauri_plugin_notification::Error) -> NotShown {
    NotShown::Refused(Box::new(error))
}
