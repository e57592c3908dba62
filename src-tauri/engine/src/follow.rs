//! What the engine follows while it runs: edits of the settings, and how its polling task fares.

use std::sync::Arc;

use credit_tray_core::{
    delivery::{DeliveryProblem, Undelivered},
    settings::Settings,
};
use tokio::time::{Duration, MissedTickBehavior, interval};

use crate::{
    engine::{Engine, tell_what_cannot_be_used},
    error::Error,
    settings_store::Edit,
};

/// How often the settings are looked at for what somebody else has written into them.
const LOOK: Duration = Duration::from_secs(5);

/// The notice about an edit of the settings that cannot be used.
const EDIT_NOTICE: &str = "notice-settings-edit";

/// The notice about alerts that do not get through.
const UNDELIVERED: &str = "undelivered";

impl Engine {
    /// Tells of what the polling task cannot do.
    pub(crate) async fn tell_of_trouble(self: Arc<Self>) {
        let mut state = self.monitor.state();
        let (mut broke_down_at, mut not_kept, mut undelivered) = (None, None, Vec::new());
        while state.changed().await.is_ok() {
            let now = state.borrow_and_update();
            if now.broke_down_at != broke_down_at {
                broke_down_at = now.broke_down_at;
                self.notices.add("broke-down", "notice-broke-down", &[]);
            }
            if now.alerts_not_kept != not_kept {
                not_kept.clone_from(&now.alerts_not_kept);
                self.tell_while("notice-alerts-not-kept", not_kept.as_deref());
            }
            if now.undelivered != undelivered {
                let before = std::mem::replace(&mut undelivered, now.undelivered.clone());
                self.tell_of_undelivered(before, undelivered.clone());
            }
        }
    }

    /// One notice while alerts do not get through some channels. One that was dismissed comes again when
    /// there is something else to say.
    fn tell_of_undelivered(&self, before: Vec<Undelivered>, now: Vec<Undelivered>) {
        // A desktop without anybody who shows notifications is told of already.
        let is_news = |undelivered: &Undelivered| undelivered.problem != Some(DeliveryProblem::NoService);
        let [before, now] = [before, now].map(|mut all| {
            all.retain(is_news);
            all
        });
        let texts = self.locale.texts();
        if now.is_empty() {
            self.notices.dismiss(UNDELIVERED);
        } else if before.is_empty() || texts.undelivered(&before) != texts.undelivered(&now) {
            self.notices.add_undelivered(UNDELIVERED, now);
        }
    }

    /// Tells while the history cannot be written.
    pub(crate) async fn tell_of_history(self: Arc<Self>) {
        let mut unwritten = self.history.unwritten();
        unwritten.mark_changed();
        while unwritten.changed().await.is_ok() {
            let error = unwritten.borrow_and_update().clone();
            self.tell_while("notice-history-unwritten", error.as_deref());
        }
    }

    /// A notice of this text, which stands while there is this error.
    fn tell_while(&self, text: &'static str, error: Option<&str>) {
        let Some(error) = error else {
            return self.notices.dismiss(text);
        };
        tracing::warn!(error, "{text}");
        self.notices.add(text, text, &[("error", error)]);
    }

    /// Takes up what somebody else writes into the settings while the engine runs.
    pub(crate) async fn follow_edits(self: Arc<Self>) {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut told = None;
        loop {
            looks.tick().await;
            let before = self.settings.current();
            let engine = self.clone();
            let looked = tokio::task::spawn_blocking(move || engine.settings.take_up_edit()).await;
            let wrong = match looked.unwrap_or_else(|error| Err(error.into())) {
                Ok(Edit::None) => None,
                Ok(Edit::Taken(settings)) => {
                    tracing::info!("the settings were changed from outside");
                    if let Err(error) = self.follow_settings(&before, settings).await {
                        tracing::warn!(%error, "the proxy cannot be used as it was edited");
                    }
                    None
                }
                Ok(Edit::Restored) => {
                    tracing::warn!("the settings were taken away, and are written again");
                    self.notices.add("settings", "notice-settings-restored", &[]);
                    None
                }
                Ok(Edit::NotUnderstood(error)) => Some(error.to_string()),
                Err(error) => Some(error.to_string()),
            };
            if wrong != told {
                self.tell_while(EDIT_NOTICE, wrong.as_deref());
                told = wrong;
            }
        }
    }

    /// The one road by which settings reach those who follow them, whoever has changed them.
    pub(crate) async fn follow_settings(&self, before: &Settings, settings: Settings) -> Result<(), Error> {
        self.notices.dismiss(EDIT_NOTICE);
        if settings.unusable != before.unusable {
            for account in &before.unusable {
                self.notices.dismiss(&account.id());
            }
            tell_what_cannot_be_used(&settings.unusable, &self.notices);
        }
        let is_another_proxy = settings.general.proxy != before.general.proxy;
        self.monitor.set_settings(settings).await;
        if is_another_proxy {
            self.follow_proxy().await?;
        }
        Ok(())
    }
}
