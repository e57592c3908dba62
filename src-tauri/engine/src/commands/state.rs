//! The state of everything, as the settings window shows it.

use jiff::Timestamp;

use credit_tray_core::window::{Desktop, GeneralView, Parts, WindowState};

use crate::engine::Engine;

impl Engine {
    /// Gives the state of everything now and whenever it changes, until it is no longer wanted or
    /// the monitor has ended.
    pub async fn follow_state(&self, mut show: impl FnMut(&WindowState) -> Result<(), Gone>) {
        let mut accounts = self.monitor.state();
        let mut settings = self.settings.watch();
        let mut notices = self.notices.watch();
        let mut support = self.support.clone();
        let mut removed = self.removed.watch();
        loop {
            let general = settings.borrow_and_update().general.clone();
            let desktop = Desktop {
                locale: self.locale.system(),
                proxy_password_set: self.route.has_password(),
                starts_at_login: self.host.starts_at_login(),
            };
            let texts = self.locale.texts();
            let state = {
                let (all, notices) = (accounts.borrow_and_update(), notices.borrow_and_update());
                WindowState::new(Parts {
                    all: &all,
                    general: &general,
                    general_view: GeneralView::new(&general, &desktop, &all.undelivered, &texts),
                    has_tray: support.borrow_and_update().tray,
                    notices: notices.iter().map(|notice| notice.view(&texts)).collect(),
                    removed: removed.borrow_and_update().last(),
                    found_variable: &|provider| self.found_keys.variable(provider),
                    texts: &texts,
                    now: Timestamp::now(),
                })
            };
            if show(&state).is_err() {
                return;
            }
            let ended = tokio::select! {
                changed = accounts.changed() => changed.is_err(),
                changed = settings.changed() => changed.is_err(),
                changed = notices.changed() => changed.is_err(),
                changed = removed.changed() => changed.is_err(),
                // Where nothing changes nobody watches.
                Ok(()) = support.changed() => false,
            };
            if ended {
                return;
            }
        }
    }
}

/// Whoever was shown the state is there no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;
