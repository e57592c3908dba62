//! Recognizes a key, here and after a restart, without keeping anything that tells it.

use std::hash::{BuildHasher as _, RandomState};

use ring::hmac;

use credit_tray_core::{Account, ApiKey, key_mark::KeyMark};

/// Makes marks with the secret of a config folder.
#[derive(Clone, Debug)]
pub struct KeyMarker(hmac::Key);

impl KeyMarker {
    /// One whose marks mean nothing to who does not know this secret.
    pub fn new(secret: &str) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()))
    }

    /// The mark of this key where it is sent for this account.
    pub fn mark(&self, account: &Account, key: &ApiKey) -> KeyMark {
        let mut context = hmac::Context::with_key(&self.0);
        for part in [account.provider.as_str(), &account.host().server(), key.expose()] {
            context.update(part.as_bytes());
            context.update(b"\n");
        }
        let tag = context.sign();
        let mark = tag.as_ref().iter().take(8);
        KeyMark(mark.fold(0, |mark, byte| (mark << 8) | u64::from(*byte)))
    }
}

/// A secret that nobody has had before, from the randomness that the system gives to the standard library.
pub fn fresh_secret() -> String {
    let half = || RandomState::new().hash_one(());
    format!("{:016x}{:016x}", half(), half())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_recognized_where_provider_server_and_secret_are_the_same() {
        let account = |url: Option<&str>| -> Account {
            serde_json::from_value(serde_json::json!({
                "id": "a", "provider": "kie", "label": "A", "baseUrl": url,
            }))
            .unwrap()
        };
        let key = |text: &str| ApiKey::from_typed(text).unwrap();
        let mark = |secret: &str, url, text| KeyMarker::new(secret).mark(&account(url), &key(text));
        let first = mark("s", None, "sk-1");
        assert_eq!(first, mark("s", Some("https://api.kie.ai/v2"), "sk-1"));
        for other in [
            mark("s", None, "sk-2"),
            mark("s", Some("https://relay.example"), "sk-1"),
            mark("other", None, "sk-1"),
        ] {
            assert_ne!(first, other);
        }
    }
}
