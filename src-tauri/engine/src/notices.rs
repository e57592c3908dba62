//! Notices: things that the person must be told once, in the settings window.

use credit_tray_core::{delivery::Undelivered, texts::Texts, window};
use tokio::sync::watch;

/// The notices that have not been dismissed yet.
#[derive(Clone, Debug)]
pub struct Notices(watch::Sender<Vec<Notice>>);

/// A notice. Its words are found as it is shown, in the language of that moment.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which, among all.
    pub id: String,
    says: Says,
}

#[derive(Clone, Debug)]
enum Says {
    Text {
        text: &'static str,
        arguments: Vec<(&'static str, String)>,
    },
    Undelivered(Vec<Undelivered>),
}

impl Notice {
    /// The notice in this language.
    pub fn view(&self, texts: &Texts) -> window::Notice {
        let text = match &self.says {
            Says::Text { text, arguments } => {
                let arguments: Vec<_> = arguments
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                texts.get(text, &arguments)
            }
            Says::Undelivered(undelivered) => texts.undelivered(undelivered),
        };
        window::Notice {
            id: self.id.clone(),
            text,
        }
    }
}

impl Default for Notices {
    fn default() -> Self {
        Self(watch::Sender::new(Vec::new()))
    }
}

impl Notices {
    /// Adds a notice of this text; a second one of the same id takes the first one's place.
    pub fn add(&self, id: &str, text: &'static str, arguments: &[(&'static str, &str)]) {
        let arguments = arguments.iter().map(|(name, value)| (*name, (*value).to_owned()));
        let arguments = arguments.collect();
        self.put(id, Says::Text { text, arguments });
    }

    pub(crate) fn add_undelivered(&self, id: &str, undelivered: Vec<Undelivered>) {
        self.put(id, Says::Undelivered(undelivered));
    }

    fn put(&self, id: &str, says: Says) {
        self.0.send_modify(|notices| {
            notices.retain(|notice| notice.id != id);
            notices.push(Notice { id: id.into(), says });
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
