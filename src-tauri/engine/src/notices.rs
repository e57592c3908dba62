//! Notices: things that the person must be told once, in the settings window.

use credit_tray_core::window::Notice;
use tokio::sync::watch;

/// The notices that have not been dismissed yet.
#[derive(Clone, Debug)]
pub struct Notices(watch::Sender<Vec<Notice>>);

impl Default for Notices {
    fn default() -> Self {
        Self(watch::Sender::new(Vec::new()))
    }
}

impl Notices {
    /// Adds a notice; a second one of the same id takes the first one's place.
    pub fn add(&self, id: &str, text: String) {
        self.0.send_modify(|notices| {
            notices.retain(|notice| notice.id != id);
            notices.push(Notice { id: id.into(), text });
        });
    }

    /// Takes a notice away.
    pub fn dismiss(&self, id: &str) {
        self.0
            .send_modify(|notices| notices.retain(|notice| notice.id != id));
    }

    /// The notices, now and whenever they change.
    pub fn watch(&self) -> watch::Receiver<Vec<Notice>> {
        self.0.subscribe()
    }
}
