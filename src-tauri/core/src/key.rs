//! An API key: a secret that shows itself to nobody.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

/// A provider's API key.
///
/// Prints as `<redacted>`, cannot be serialized, and is wiped from memory when dropped. Only the
/// HTTP client and the keychain look inside.
#[derive(Clone)]
pub struct ApiKey(SecretString);

impl ApiKey {
    /// Cleans what a person pasted (blanks, quotes, a leading `Bearer`) and takes it as a key.
    ///
    /// `None` when nothing is left, or when it holds characters that no HTTP header can carry.
    #[must_use]
    pub fn from_typed(typed: &str) -> Option<Self> {
        let mut key = typed;
        loop {
            let shorter = strip_bearer(key.trim().trim_matches(['"', '\'', '`', '“', '”', '‘', '’']));
            if shorter == key {
                break;
            }
            key = shorter;
        }
        let only_the_scheme = key.eq_ignore_ascii_case("bearer");
        let can_be_sent =
            !key.is_empty() && !only_the_scheme && key.bytes().all(|byte| byte.is_ascii_graphic());
        can_be_sent.then(|| Self(key.into()))
    }

    /// The key itself, for the keychain and the Authorization header only.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

fn strip_bearer(text: &str) -> &str {
    match text.split_at_checked("bearer ".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer ") => rest,
        _ => text,
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<redacted>")
    }
}

impl PartialEq for ApiKey {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for ApiKey {}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(typed: &str) -> Option<String> {
        ApiKey::from_typed(typed).map(|key| key.expose().to_owned())
    }

    #[test]
    fn a_key_redacts_itself() {
        let key = ApiKey::from_typed("sk-or-v1-secret").unwrap();
        for text in [
            format!("{key:?}"),
            format!("{:#?}", Some(&key)),
            format!("{:?}", [key]),
        ] {
            assert!(text.contains("<redacted>"));
            assert!(!text.contains("secret") && !text.contains("sk-"));
        }
    }

    #[test]
    fn what_was_pasted_is_cleaned() {
        for typed in [
            "sk-1",
            " sk-1\n",
            "\"sk-1\"",
            "'sk-1' ",
            "Bearer sk-1",
            "bearer  sk-1",
            "\"Bearer sk-1\"",
            "“sk-1”",
            "Bearer \"sk-1\"",
        ] {
            assert_eq!(cleaned(typed).as_deref(), Some("sk-1"), "{typed:?}");
        }
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        for typed in [
            "",
            "  ",
            "\"\"",
            "Bearer ",
            "sk 1",
            "sk\n1",
            "ключ",
            "sk-1\u{200b}",
        ] {
            assert_eq!(cleaned(typed), None, "{typed:?}");
        }
    }
}
