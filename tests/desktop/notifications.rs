//! The notifications that were shown: what was asked of the notification server and accepted by it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use futures_util::StreamExt as _;
use tokio::task::JoinHandle;
use zbus::{
    MatchRule, Message, MessageStream,
    fdo::MonitoringProxy,
    message::{Header, Type},
    zvariant::OwnedValue,
};

use crate::{holds, until};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub title: String,
    pub body: String,
}

impl Notification {
    pub fn new(title: &str, body: &str) -> Self {
        Self {
            title: title.to_owned(),
            body: body.to_owned(),
        }
    }
}

/// How a notification was asked for besides its words.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its number at the notification server.
    pub id: u32,
    pub app_name: String,
    pub hints: HashMap<String, OwnedValue>,
    /// The ids of its buttons.
    pub buttons: Vec<String>,
}

/// The arguments of `org.freedesktop.Notifications.Notify`.
type Asked = (
    String,
    u32,
    String,
    String,
    String,
    Vec<String>,
    HashMap<String, OwnedValue>,
    i32,
);

#[derive(Default)]
struct Seen {
    /// By who asked, and the number of the message.
    asked: HashMap<(String, u32), (Notification, Details)>,
    shown: Vec<(Notification, Details)>,
}

/// Looks at the bus and takes part in nothing, so that it sees also what is closed at once.
pub struct Notifications {
    seen: Arc<Mutex<Seen>>,
    listening: JoinHandle<()>,
}

impl Notifications {
    pub async fn listen(bus_address: &str) -> Self {
        let bus = zbus::connection::Builder::address(bus_address).unwrap().build();
        let bus = bus.await.unwrap();
        let asked = MatchRule::builder()
            .msg_type(Type::MethodCall)
            .interface("org.freedesktop.Notifications")
            .unwrap()
            .member("Notify")
            .unwrap()
            .build();
        let answered = MatchRule::builder().msg_type(Type::MethodReturn).build();
        let monitoring = MonitoringProxy::new(&bus).await.unwrap();
        let mut messages = MessageStream::from(&bus);
        monitoring.become_monitor(&[asked, answered], 0).await.unwrap();

        let seen = Arc::<Mutex<Seen>>::default();
        let noted = seen.clone();
        let listening = tokio::spawn(async move {
            // A monitor must send nothing more; the connection ends with the task.
            let _bus = bus;
            while let Some(Ok(message)) = messages.next().await {
                noted.lock().unwrap().note(&message);
            }
        });
        Self { seen, listening }
    }

    /// All that were shown so far.
    pub fn so_far(&self) -> Vec<Notification> {
        let seen = self.seen.lock().unwrap();
        let words = seen.shown.iter().map(|(words, _)| words.clone());
        words.collect()
    }

    /// How the newest was asked for.
    pub fn newest(&self) -> Details {
        let seen = self.seen.lock().unwrap();
        let (_, details) = seen.shown.last().unwrap();
        details.clone()
    }

    /// Waits until these were shown, in this order, and no others.
    pub async fn are(&self, expected: &[Notification]) {
        self.among(|_| true, expected).await;
    }

    /// The same for those that say what is left, whatever else there was to tell.
    pub async fn about_balances_are(&self, expected: &[Notification]) {
        let is_about_balance = |title: &str| title.ends_with(" is low") || title.ends_with(" is out");
        self.among(|shown| is_about_balance(&shown.title), expected).await;
    }

    async fn among(&self, counts: impl Fn(&Notification) -> bool, expected: &[Notification]) {
        until(&format!("the notifications {expected:#?}"), async || {
            let mut shown = self.so_far();
            shown.retain(&counts);
            holds(shown == expected, &shown)
        })
        .await;
    }
}

impl Seen {
    fn note(&mut self, message: &Message) {
        let header = message.header();
        match header.message_type() {
            Type::MethodCall => {
                let (app_name, _, _, title, body, actions, hints, _) =
                    message.body().deserialize::<Asked>().unwrap();
                let details = Details {
                    id: 0,
                    app_name,
                    hints,
                    buttons: actions.into_iter().step_by(2).collect(),
                };
                let by = header.sender().unwrap().to_string();
                let number = header.primary().serial_num().get();
                self.asked
                    .insert((by, number), (Notification { title, body }, details));
            }
            Type::MethodReturn => {
                let asked = answered(&header).and_then(|question| self.asked.remove(&question));
                self.shown.extend(asked.map(|(words, details)| {
                    let id = message.body().deserialize().unwrap();
                    (words, Details { id, ..details })
                }));
            }
            _ => {}
        }
    }
}

fn answered(header: &Header<'_>) -> Option<(String, u32)> {
    Some((header.destination()?.to_string(), header.reply_serial()?.get()))
}

impl Drop for Notifications {
    fn drop(&mut self) {
        self.listening.abort();
    }
}
