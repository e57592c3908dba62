//! The keychain, looked into with another program than the app.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use credit_tray_simulator::Provider;
use futures_util::StreamExt as _;
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

    /// The secret that is stored for this account.
    pub fn secret_of(&self, account: &str) -> Option<String> {
        let mut lookup = self.command("secret-tool");
        lookup.args(["lookup", "service", "credit-tray", "username", account]);
        let secret = String::from_utf8(lookup.output().unwrap().stdout).unwrap();
        (!secret.is_empty()).then(|| secret.trim_end_matches('\n').to_owned())
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
