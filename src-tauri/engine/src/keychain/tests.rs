use std::cell::LazyCell;

use credit_tray_core::{
    Account, KeyOrigin,
    proxy::{Proxy, ProxyServer},
};
use keyring_core::mock;

use super::*;
use crate::keys::KeyPlace;

thread_local! {
    /// One keychain for each test.
    static KEYCHAIN: LazyCell<Arc<mock::Store>> = LazyCell::new(|| mock::Store::new().unwrap());
}

#[expect(clippy::unnecessary_wraps, reason = "as keychains are opened")]
fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    Ok(KEYCHAIN.with(|store| Arc::<mock::Store>::clone(store)))
}

fn of_folder(folder: &str, is_own: bool) -> Keychain {
    Keychain {
        open,
        folder: folder.to_owned(),
        may_be_unbound: is_own,
        looking: Mutex::new(()),
        may_ask: AtomicBool::new(true),
    }
}

/// The name of the same account's key, asked at this address.
fn asked_at(base_url: &str) -> KeyName {
    let account = serde_json::json!({
        "id": "kie-1", "provider": "kie", "label": "kie", "baseUrl": base_url,
    });
    let account: Account = serde_json::from_value(account).unwrap();
    assert_eq!(account.key, KeyOrigin::Keychain);
    KeyPlace::of_account(&account).name
}

fn found(keychain: &Keychain, name: &KeyName) -> Option<String> {
    keychain.get(name, true).unwrap()
}

/// As 0.1.0 stored it.
fn store_unbound(user: &str, secret: &str) {
    open()
        .unwrap()
        .build(SERVICE, user, None)
        .unwrap()
        .set_password(secret)
        .unwrap();
}

#[test]
fn a_key_is_found_for_its_server_and_in_its_folder_alone() {
    let mine = of_folder("/home/me/.config/credit-tray", true);
    let (kie, relay) = (asked_at("https://api.kie.ai"), asked_at("https://relay.example"));
    mine.set(&kie, "sk-1").unwrap();
    assert_eq!(found(&mine, &kie).as_deref(), Some("sk-1"));
    assert_eq!(
        found(&mine, &asked_at("https://api.kie.ai/v2")).as_deref(),
        Some("sk-1")
    );
    for stranger in [
        relay.clone(),
        asked_at("https://api.kie.ai:8443"),
        asked_at("http://localhost"),
    ] {
        assert_eq!(found(&mine, &stranger), None);
    }
    for other in [
        of_folder("/tmp/forged", false),
        of_folder("/mnt/.config/credit-tray", true),
    ] {
        assert_eq!(found(&other, &kie), None);
        other.set(&kie, "sk-2").unwrap();
        other.delete(&kie).unwrap();
    }
    assert_eq!(
        found(&mine, &kie).as_deref(),
        Some("sk-1"),
        "it is no other folder's to delete"
    );
}

#[test]
fn a_key_of_the_first_edition_is_bound_once_and_by_the_platforms_own_folder_only() {
    let (mine, other) = (of_folder("/mine", true), of_folder("/other", false));
    let (kie, relay) = (asked_at("https://api.kie.ai"), asked_at("https://relay.example"));
    store_unbound("kie-1", "sk-1");
    assert_eq!(found(&other, &kie), None);
    assert_eq!(
        mine.get(&kie, false).unwrap().as_deref(),
        Some("sk-1"),
        "who only reads binds nothing"
    );
    assert_eq!(found(&mine, &kie).as_deref(), Some("sk-1"));
    assert_eq!(found(&mine, &relay), None);
    assert_eq!(found(&mine, &kie).as_deref(), Some("sk-1"));
    mine.delete(&kie).unwrap();
    assert_eq!(found(&mine, &kie), None, "nothing of it comes back");
}

#[test]
fn a_key_that_is_entered_anew_leaves_none_of_the_first_edition_behind() {
    let mine = of_folder("/mine", true);
    store_unbound("kie-1", "sk-old");
    let kie = asked_at("https://api.kie.ai");
    mine.set(&kie, "sk-new").unwrap();
    mine.delete(&kie).unwrap();
    assert_eq!(found(&mine, &kie), None);
}

#[test]
fn a_password_of_a_proxy_is_sent_to_no_other_and_not_in_clear() {
    let mine = of_folder("/mine", true);
    let server = |host: &str| ProxyServer {
        host: host.into(),
        port: 8080,
        user: Some("me".into()),
    };
    let name = |proxy: &Proxy| KeyName::of_proxy(proxy).unwrap();
    let encrypted = Proxy::Https(server("proxy.example"));
    mine.set(&name(&encrypted), "secret").unwrap();
    for other in [
        Proxy::Http(server("proxy.example")),
        Proxy::Socks5(server("proxy.example")),
        Proxy::Https(server("elsewhere.example")),
    ] {
        assert_eq!(found(&mine, &name(&other)), None);
    }
    assert_eq!(found(&mine, &name(&encrypted)).as_deref(), Some("secret"));
}

/// The dialog of a locked keychain, to which an account's look has led.
#[test]
fn the_password_of_a_proxy_is_waited_for_while_somebody_is_asked_for_another() {
    let mine = of_folder("/mine", true);
    let name = asked_at("https://proxy.example");
    mine.set(&name, "secret").unwrap();
    std::thread::scope(|scope| {
        let (asked, is_asked) = std::sync::mpsc::channel();
        let mine = &mine;
        scope.spawn(move || {
            let _turn = mine.turn();
            asked.send(()).unwrap();
            sleep(PATIENCE + Duration::from_millis(300));
        });
        is_asked.recv().unwrap();
        assert_eq!(mine.get(&name, true), Err(Problem::KeychainUnavailable));
        assert_eq!(mine.get_patiently(&name, true), Ok(Some("secret".to_owned())));
    });
}
