//! Notifications on Linux, by the Desktop Notifications Specification: whoever owns
//! `org.freedesktop.Notifications` on the session bus shows them, and answers with their number.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use credit_tray_core::{
    State,
    alerts::AlertKey,
    notification::{Button, Notification},
};
use futures_util::StreamExt as _;
use tokio::{
    sync::{Notify, OnceCell},
    time::{sleep, timeout},
};
use zbus::{
    Connection, MatchRule, Message, MessageStream,
    fdo::{DBusProxy, Error as BusError, NameOwnerChangedStream},
    message::Type,
    names::{BusName, OwnedUniqueName, WellKnownName},
    proxy::CacheProperties,
    zvariant::Value,
};

use super::{NotShown, OnAction};

const SERVICE: WellKnownName<'static> =
    WellKnownName::from_static_str_unchecked("org.freedesktop.Notifications");

/// What the person reads as the sender.
const APP_NAME: &str = "Credit Tray";
/// The name of our desktop file, by which desktops find our icon and keep settings of ours.
const DESKTOP_ENTRY: &str = "dev.credittray.CreditTray";

/// A service that has not answered by then is hung, or waits for somebody.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait for a session bus that is not there.
const RECONNECT: Duration = Duration::from_secs(30);

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications",
    gen_blocking = false
)]
trait Notifications {
    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;

    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        app_name: &str,
        replaces_id: u32,
        app_icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        expire_timeout: i32,
    ) -> zbus::Result<u32>;

    fn close_notification(&self, id: u32) -> zbus::Result<()>;

    #[zbus(signal)]
    fn action_invoked(&self, id: u32, action_key: &str) -> zbus::Result<()>;

    #[zbus(signal)]
    fn notification_closed(&self, id: u32, reason: u32) -> zbus::Result<()>;
}

/// Names a notification: the service that shows it, and its number there. Another service begins
/// with the same numbers.
type Shown = (OwnedUniqueName, u32);

/// A notification on the screen.
struct OnScreen {
    buttons: Vec<Button>,
    about: Vec<AlertKey>,
    /// Whether it was seen that some of that is so; before, what is shown may be ahead of what is known.
    was_so: bool,
}

/// The desktop's notification service, whoever it is at the moment.
pub(super) struct Desktop {
    bus: OnceCell<Connection>,
    /// What is on the screen.
    shown: Mutex<HashMap<Shown, OnScreen>>,
    on_action: OnAction,
    back: Notify,
}

impl Desktop {
    #[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
    pub(super) fn start(_app: &tauri::AppHandle, on_action: OnAction) -> Result<Arc<Self>, NotShown> {
        let desktop = Arc::new(Self {
            bus: OnceCell::new(),
            shown: Mutex::default(),
            on_action,
            back: Notify::new(),
        });
        let connecting = desktop.clone();
        tauri::async_runtime::spawn(async move {
            while let Err(error) = connecting.bus().await {
                tracing::warn!(%error, "no session bus, so no notifications");
                sleep(RECONNECT).await;
            }
        });
        Ok(desktop)
    }

    /// Waits until a notification service has come, or has taken another's place.
    pub(super) async fn is_back(&self) {
        self.back.notified().await;
    }

    /// Shows a notification, however long the service takes: what waits there must not be sent twice.
    /// It ends with the service at the latest.
    pub(super) async fn show(self: &Arc<Self>, notification: Notification) -> Result<(), NotShown> {
        let shown = self.notify(&notification);
        tokio::pin!(shown);
        if let Ok(shown) = timeout(PATIENCE, &mut shown).await {
            return shown;
        }
        tracing::error!(title = notification.title, error = %NotShown::NoAnswer, "not shown yet");
        shown.await
    }

    async fn notify(self: &Arc<Self>, notification: &Notification) -> Result<(), NotShown> {
        let bus = self.bus().await?;
        let service = service(bus).await?;
        let proxy = proxy(bus, &service).await.map_err(refused)?;
        let abilities = proxy.get_capabilities().await.map_err(refused)?;
        let can = |ability: &str| abilities.iter().any(|one| one == ability);

        let mut body = notification.body.clone();
        // A server that knows links or pictures reads markup, whatever else it says.
        if ["body-markup", "body-hyperlinks", "body-images"]
            .into_iter()
            .any(can)
        {
            body = escaped(&body);
        }
        let buttons: &[Button] = if can("actions") {
            &notification.buttons
        } else {
            &[]
        };
        let actions: Vec<&str> = buttons
            .iter()
            .flat_map(|button| [button.id, button.text.as_str()])
            .collect();
        let hints = HashMap::from([
            ("desktop-entry", Value::from(DESKTOP_ENTRY)),
            ("urgency", Value::from(notification.urgency as u8)),
        ]);
        let title = &notification.title;
        let id = proxy.notify(APP_NAME, 0, "", title, &body, &actions, hints, -1);
        let id = id.await.map_err(refused)?;
        let on_screen = OnScreen {
            buttons: buttons.to_vec(),
            about: notification.about.clone(),
            was_so: false,
        };
        self.shown().insert((service, id), on_screen);
        Ok(())
    }

    /// The one connection: some services close what they show when its sender leaves, and answer to
    /// nobody else.
    async fn bus(self: &Arc<Self>) -> Result<&Connection, NotShown> {
        let connect = async || {
            let bus = Connection::session().await?;
            self.listen(&bus).await?;
            Ok(bus)
        };
        self.bus.get_or_try_init(connect).await.map_err(refused)
    }

    async fn listen(self: &Arc<Self>, bus: &Connection) -> zbus::Result<()> {
        let dbus = DBusProxy::new(bus).await?;
        let owners = dbus
            .receive_name_owner_changed_with_args(&[(0, SERVICE.as_str())])
            .await?;
        // One stream for both signals: that a notification was closed follows at once on what was
        // pressed, and must not overtake it.
        let signals = MatchRule::builder()
            .msg_type(Type::Signal)
            .interface("org.freedesktop.Notifications")?
            .path("/org/freedesktop/Notifications")?
            .build();
        let mut signals = MessageStream::for_match_rule(signals, bus, None).await?;
        let desktop = self.clone();
        tauri::async_runtime::spawn(async move {
            while let Some(signal) = signals.next().await {
                if let Ok(signal) = signal {
                    desktop.take(&signal);
                }
            }
        });
        tauri::async_runtime::spawn(self.clone().follow(owners));
        Ok(())
    }

    /// A service that has come can show what could not be shown before; what another showed is gone.
    async fn follow(self: Arc<Self>, mut owners: NameOwnerChangedStream) {
        while let Some(changed) = owners.next().await {
            let Ok(args) = changed.args() else { continue };
            let owner: Option<OwnedUniqueName> =
                args.new_owner().as_ref().map(|owner| owner.to_owned().into());
            self.shown()
                .retain(|(service, _), _| owner.as_ref() == Some(service));
            if owner.is_some() {
                self.back.notify_one();
            }
        }
    }

    /// Only what the service itself says of what it shows is believed: its name is part of what is
    /// looked up.
    fn take(self: &Arc<Self>, signal: &Message) {
        let Some(sender) = signal.header().sender().map(|sender| sender.to_owned().into()) else {
            return;
        };
        if let Some(closed) = NotificationClosed::from_message(signal.clone()) {
            if let Ok(args) = closed.args() {
                self.shown().remove(&(sender, args.id));
            }
        } else if let Some(invoked) = ActionInvoked::from_message(signal.clone())
            && let Ok(args) = invoked.args()
        {
            self.pressed(sender, args.id, args.action_key);
        }
    }

    fn pressed(self: &Arc<Self>, service: OwnedUniqueName, id: u32, button: &str) {
        let answered = self.shown().remove(&(service.clone(), id));
        let buttons = answered.iter().flat_map(|answered| &answered.buttons);
        let pressed = buttons.into_iter().find(|one| one.id == button);
        let Some(pressed) = pressed else { return };
        for action in &pressed.actions {
            (self.on_action)(action.clone());
        }
        tauri::async_runtime::spawn(self.clone().close(service, id));
    }

    /// Takes from the screen what was so and is not any more.
    pub(super) fn withdraw(self: &Arc<Self>, state: &State) {
        let mut over = Vec::new();
        self.shown().retain(|shown, notification| {
            let is_so = notification.about.iter().any(|key| state.fires(key));
            let is_over = notification.was_so && !is_so;
            notification.was_so |= is_so;
            if is_over {
                over.push(shown.clone());
            }
            !is_over
        });
        for (service, id) in over {
            tauri::async_runtime::spawn(self.clone().close(service, id));
        }
    }

    /// Takes a notification from the screen; some services leave there what was answered.
    async fn close(self: Arc<Self>, service: OwnedUniqueName, id: u32) {
        let Some(bus) = self.bus.get() else { return };
        let close = async {
            let proxy = proxy(bus, &service).await?;
            proxy.close_notification(id).await
        };
        // Most services have closed it already, and say so with an error.
        if let Err(error) = close.await {
            tracing::debug!(%error, id, "a notification was closed before");
        }
    }

    fn shown(&self) -> MutexGuard<'_, HashMap<Shown, OnScreen>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whoever shows notifications now, started if it has to be.
async fn service(bus: &Connection) -> Result<OwnedUniqueName, NotShown> {
    let dbus = DBusProxy::new(bus).await.map_err(refused)?;
    let name = BusName::from(SERVICE);
    match dbus.get_name_owner(name.clone()).await {
        Err(BusError::NameHasNoOwner(_)) => {}
        owner => return owner.map_err(|error| refused(error.into())),
    }
    match dbus.start_service_by_name(SERVICE, 0).await {
        Err(BusError::ServiceUnknown(_)) => return Err(NotShown::NoService),
        started => started.map_err(|error| refused(error.into()))?,
    };
    let owner = dbus.get_name_owner(name).await;
    owner.map_err(|error| refused(error.into()))
}

/// This service and no other, whoever has its name meanwhile.
async fn proxy<'a>(bus: &Connection, service: &'a OwnedUniqueName) -> zbus::Result<NotificationsProxy<'a>> {
    let proxy = NotificationsProxy::builder(bus).destination(service)?;
    proxy.cache_properties(CacheProperties::No).build().await
}

fn refused(error: zbus::Error) -> NotShown {
    NotShown::Refused(Box::new(error))
}

/// A label may hold what a service takes for markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
