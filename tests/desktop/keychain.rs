//! The keychain, looked into with another program than the app.

use std::{
    fs,
    io::Write as _,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use credit_tray_simulator::{Provider, Simulator};
use futures_util::StreamExt as _;
use serde_json::json;
use tokio::time::sleep;
use zbus::{MatchRule, MessageStream, fdo::MonitoringProxy, message::Type, zvariant::ObjectPath};

use crate::{Desktop, holds, until};

/// Sooner than that the app tries a keychain again that did not answer.
const TRIED_AGAIN: Duration = Duration::from_secs(22);

impl Desktop {
    /// The secrets that are stored for Credit Tray.
    pub fn secrets(&self) -> Vec<String> {
        let mut search = self.command("secret-tool");
        let found = search
            .args(["search", "--all", "service", "credit-tray"])
            .output()
            .unwrap();
        let text = String::from_utf8(found.stdout).unwrap();
        let secrets = text.lines().filter_map(|line| line.strip_prefix("secret = "));
        secrets.map(str::to_owned).collect()
    }

    /// Stores a key as 0.1.0 did, for whatever server.
    fn stores_unbound(&self, account: &str, key: &str) {
        let mut store = self.command("secret-tool");
        store.args([
            "store",
            "--label",
            "Credit Tray",
            "service",
            "credit-tray",
            "username",
            account,
        ]);
        let mut storing = store.stdin(Stdio::piped()).spawn().unwrap();
        storing.stdin.take().unwrap().write_all(key.as_bytes()).unwrap();
        assert!(storing.wait().unwrap().success());
    }

    /// Locks the keychain, as a desktop does when somebody ends it.
    pub async fn locks_the_keychain(&self) {
        let collection = ObjectPath::try_from("/org/freedesktop/secrets/collection/login").unwrap();
        let collections = (vec![collection],);
        let locked = self.bus.call_method(
            Some("org.freedesktop.secrets"),
            "/org/freedesktop/secrets",
            Some("org.freedesktop.Secret.Service"),
            "Lock",
            &collections,
        );
        locked.await.unwrap();
    }

    /// Counts how often the keychain is told to ask for its password.
    async fn counts_questions(&self) -> Arc<AtomicUsize> {
        let address = self.places.bus_address();
        let bus = zbus::connection::Builder::address(address.as_str())
            .unwrap()
            .build();
        let bus = bus.await.unwrap();
        let asked = MatchRule::builder()
            .msg_type(Type::MethodCall)
            .interface("org.freedesktop.Secret.Prompt")
            .unwrap()
            .member("Prompt")
            .unwrap()
            .build();
        let monitoring = MonitoringProxy::new(&bus).await.unwrap();
        let mut messages = MessageStream::from(&bus);
        monitoring.become_monitor(&[asked], 0).await.unwrap();
        let count = Arc::<AtomicUsize>::default();
        let counted = count.clone();
        tokio::spawn(async move {
            let _bus = bus;
            while let Some(Ok(message)) = messages.next().await {
                let header = message.header();
                if header.member().is_some_and(|member| member.as_str() == "Prompt") {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        count
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keychain_asks_once_and_again_only_when_somebody_refreshes() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    let window = desktop.start_app_with_window(&["--settings"]).await;
    window.add_account(&desktop, Provider::Kie, kie.key()).await;
    window.press("Save").await;
    let tray = desktop.tray_of(window.app().await).await;
    tray.shows(&["kie.ai — 100 credits"]).await;
    tray.press(&["Quit"]).await;
    drop(window);

    desktop.locks_the_keychain().await;
    let questions = desktop.counts_questions().await;
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    let are = async |count: usize| {
        until("the keychain to ask", async || {
            let asked = questions.load(Ordering::Relaxed);
            holds(asked == count, asked)
        })
        .await;
    };
    are(1).await;
    sleep(TRIED_AGAIN).await;
    are(1).await;
    tray.press(&["Refresh now"]).await;
    are(2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_the_first_edition_is_found_and_belongs_to_its_server_and_folder_from_then_on() {
    let desktop = Desktop::start().await;
    let kie = desktop.account(Provider::Kie);
    desktop.stores_unbound("kie-1", kie.key());
    let settings = |base_url: &str| {
        let account = json!({
            "id": "kie-1", "provider": "kie", "label": "kie.ai", "baseUrl": base_url, "refreshEverySecs": 1,
        });
        json!({ "version": 1, "accounts": [account] }).to_string()
    };
    let folder = desktop.places.config_dir();
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("settings.json"),
        settings(&desktop.providers.base_url()),
    )
    .unwrap();
    let forged = desktop.places.all().join("forged");
    fs::create_dir(&forged).unwrap();
    let stranger = Simulator::start().await.unwrap();
    fs::write(forged.join("settings.json"), settings(&stranger.base_url())).unwrap();

    for _ in 0..2 {
        let app = desktop.start_app(&[]);
        let tray = app.tray().await;
        tray.shows(&["kie.ai — 100 credits"]).await;
        tray.press(&["Quit"]).await;
        assert_eq!(desktop.secrets(), [kie.key()]);
    }
    let app = desktop.start_app_in(&forged, &[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — no key"]).await;
    tray.press(&["Quit"]).await;
    fs::write(folder.join("settings.json"), settings(&stranger.base_url())).unwrap();
    let app = desktop.start_app(&[]);
    let tray = app.tray().await;
    tray.shows(&["kie.ai — 100 credits · no key"]).await;
    tray.press(&["Quit"]).await;
    assert_eq!(stranger.all_requests().len(), 0);
    assert_eq!(desktop.secrets(), [kie.key()]);
}
