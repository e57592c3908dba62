//! When the network is back: `NetworkManager` says that it is connected, or logind that the computer woke up.
//! Each is optional; without them the accounts are tried again once a minute.
//!
//! ## Platform-specific
//! Linux. Elsewhere nobody is asked.

use std::time::Duration;

use credit_tray_engine::monitor::Monitor;
use futures_util::{FutureExt as _, StreamExt as _, future::join_all};
use tokio::time::sleep;
use zbus::{Connection, MatchRule, Message, MessageStream, message::Type, zvariant::Value};

/// How long to wait for a system bus that is not there.
const RECONNECT: Duration = Duration::from_secs(60);
/// Several signals come together: they are one return.
const TOGETHER: Duration = Duration::from_secs(1);
/// `NM_STATE_CONNECTED_GLOBAL` and `NM_CONNECTIVITY_FULL` of `NetworkManager`'s D-Bus interface.
const CONNECTED: u32 = 70;
const FULL: u32 = 4;

/// Tells the monitor, until the app ends.
pub async fn follow(monitor: Monitor) {
    loop {
        if let Err(error) = follow_bus(&monitor).await {
            tracing::info!(%error, "the system bus does not say when the network is back");
        }
        sleep(RECONNECT).await;
    }
}

async fn follow_bus(monitor: &Monitor) -> zbus::Result<()> {
    let bus = Connection::system().await?;
    let of_network = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender("org.freedesktop.NetworkManager")?
        .path("/org/freedesktop/NetworkManager")?
        .interface("org.freedesktop.DBus.Properties")?
        .member("PropertiesChanged")?
        .build();
    let of_sleep = MatchRule::builder()
        .msg_type(Type::Signal)
        .sender("org.freedesktop.login1")?
        .path("/org/freedesktop/login1")?
        .interface("org.freedesktop.login1.Manager")?
        .member("PrepareForSleep")?
        .build();
    let rules = [of_network, of_sleep].map(|rule| MessageStream::for_match_rule(rule, &bus, None));
    let streams = join_all(rules)
        .await
        .into_iter()
        .collect::<zbus::Result<Vec<_>>>()?;
    let mut signals = futures_util::stream::select_all(streams);
    while let Some(signal) = signals.next().await {
        if is_return(&signal?) {
            sleep(TOGETHER).await;
            while signals.next().now_or_never().is_some() {}
            tracing::info!("the network may be back");
            monitor.network_is_back();
        }
    }
    Ok(())
}

/// Whether this says that the network is there, or that the computer is awake again.
fn is_return(signal: &Message) -> bool {
    let header = signal.header();
    if header.member().is_some_and(|member| member == "PrepareForSleep") {
        return signal.body().deserialize::<bool>().is_ok_and(|sleeps| !sleeps);
    }
    let body = signal.body();
    let Ok((_, changed, _)) =
        body.deserialize::<(&str, std::collections::HashMap<&str, Value<'_>>, Vec<&str>)>()
    else {
        return false;
    };
    let is = |name: &str, wanted: u32| matches!(changed.get(name), Some(Value::U32(now)) if *now == wanted);
    let is_elsewhere =
        matches!(changed.get("PrimaryConnection"), Some(Value::ObjectPath(path)) if path.as_str() != "/");
    is("State", CONNECTED) || is("Connectivity", FULL) || is_elsewhere
}
