//! The network, as `NetworkManager` and logind tell of it on a system bus of the test's own.

use std::collections::HashMap;

use credit_tray_simulator::{Provider, Simulator};
use serde_json::json;
use tokio::net::TcpListener;
use zbus::{Connection, connection::Builder, zvariant::Value};

use crate::{Desktop, app::PROGRAM, desktop::Process, holds, settings::write_settings_text, until};

/// A system bus, and somebody on it who tells what `NetworkManager` and logind would.
struct SystemBus {
    address: String,
    speaker: Connection,
    _daemon: Process,
}

impl SystemBus {
    async fn start(desktop: &Desktop) -> Self {
        let address = format!("unix:path={}", desktop.places.all().join("system-bus").display());
        let arguments = ["--session", "--nofork", "--nopidfile", "--address", &address];
        let daemon = desktop.launch("dbus-daemon", &arguments, &[]);
        let connect =
            async || -> zbus::Result<Connection> { Builder::address(address.as_str())?.build().await };
        let speaker = until("the system bus", async || {
            connect().await.map_err(|error| error.to_string())
        })
        .await;
        for name in ["org.freedesktop.NetworkManager", "org.freedesktop.login1"] {
            speaker.request_name(name).await.unwrap();
        }
        Self {
            address,
            speaker,
            _daemon: daemon,
        }
    }

    async fn network_is(&self, state: u32) {
        let changed = HashMap::from([("State", Value::U32(state))]);
        let body = ("org.freedesktop.NetworkManager", changed, [""; 0].as_slice());
        let path = "/org/freedesktop/NetworkManager";
        let signal = self.speaker.emit_signal(
            None::<&str>,
            path,
            "org.freedesktop.DBus.Properties",
            "PropertiesChanged",
            &body,
        );
        signal.await.unwrap();
    }

    async fn computer_wakes(&self) {
        let path = "/org/freedesktop/login1";
        let signal = self.speaker.emit_signal(
            None::<&str>,
            path,
            "org.freedesktop.login1.Manager",
            "PrepareForSleep",
            &(false,),
        );
        signal.await.unwrap();
    }
}

/// A port at which nobody is yet.
async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    listener.local_addr().unwrap().port()
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_fresh_as_soon_as_the_network_is_back() {
    for wakes in [false, true] {
        let desktop = Desktop::start().await;
        let system_bus = SystemBus::start(&desktop).await;
        let port = free_port().await;
        let account = json!({
            "id": "kie-1", "provider": "kie", "label": "kie.ai", "refreshEverySecs": 300,
            "baseUrl": format!("http://127.0.0.1:{port}"), "key": { "from": "env", "name": "KIE_TEST_KEY" },
        });
        let settings = json!({ "version": 1, "accounts": [account] });
        write_settings_text(&desktop.places.config_dir(), &settings.to_string());
        let variables = [
            ("DBUS_SYSTEM_BUS_ADDRESS", system_bus.address.as_str()),
            ("KIE_TEST_KEY", "key-of-kie"),
        ];
        let app = desktop.launch(PROGRAM, &[], &variables);
        let tray = desktop.tray_of(app.id()).await;
        tray.shows(&["kie.ai — no connection"]).await;

        let provider = Simulator::start_on(port).await.unwrap();
        provider.account(Provider::Kie, "key-of-kie");
        let asked = async || provider.all_requests().len();
        // It is the signal, and not the next try after a quarter of a minute.
        system_bus.network_is(20).await;
        if wakes {
            system_bus.computer_wakes().await;
        } else {
            system_bus.network_is(70).await;
        }
        let began = std::time::Instant::now();
        until("a request", async || holds(asked().await > 0, "nobody asks")).await;
        assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
        tray.shows(&["kie.ai — 100 credits"]).await;
    }
}
