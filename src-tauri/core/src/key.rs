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
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// Letters and digits in a row that no name, and nearly every key, has.
const KEY_LIKE: usize = 24;

/// Whether a text that should be something else looks like a key: `sk-` or `sk_` at its beginning,
/// or 24 and more letters and digits in a row, both among them.
pub fn looks_like_key(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    text.starts_with("sk-") || text.starts_with("sk_") || runs(text).any(is_key_like)
}

/// The text with everything in it that looks like a key taken out, for messages that repeat what
/// somebody typed.
pub fn without_keys(text: &str) -> String {
    let can_be_in_a_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = can_be_in_a_key(first);
        let end = rest.find(|c| can_be_in_a_key(c) != is_word).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        clean.push_str(if is_word && looks_like_key(part) {
            "…"
        } else {
            part
        });
        rest = after;
    }
    clean
}

/// The letters and digits that stand in a row.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
}

fn is_key_like(run: &str) -> bool {
    run.len() >= KEY_LIKE
        && run.contains(|c: char| c.is_ascii_digit())
        && run.contains(|c: char| c.is_ascii_alphabetic())
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

    #[test]
    fn what_looks_like_a_key_is_told_from_names() {
        for key in [
            "sk-1",
            "sk_live",
            "\"sk-or-v1-0f\"",
            "--sk-1",
            "0123456789abcdef01234567",
            "Music 0123456789abcdef01234567",
            "abcdefghijklmnopqrstuvw1",
        ] {
            assert!(looks_like_key(key), "{key}");
            let clean = without_keys(&format!("‘{key}’"));
            assert!(!clean.contains("0123456789"), "{key}");
        }
        for name in [
            "",
            "My music",
            "task-1",
            "desk_2",
            "SK_KEY",
            "OPENROUTER_API_KEY",
            "kie-5f0c2a91",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            "abcdefghijklmnopqrstuvwxyz",
            "012345678901234567890123456789",
            "https://relay.example:8443/v1",
        ] {
            assert!(!looks_like_key(name), "{name}");
            assert_eq!(without_keys(name), name);
        }
    }

    #[test]
    fn a_key_is_taken_out_of_a_message() {
        assert_eq!(
            without_keys("unknown field `sk-or-v1-1d`, expected `id`"),
            "unknown field `…`, expected `id`"
        );
        assert_eq!(without_keys("'--0123456789abcdef01234567=1'"), "'…=1'");
    }

    proptest::proptest! {
        #[test]
        fn no_message_shows_eight_characters_of_a_key(
            before in ".{0,12}", key in "(sk-|sk_)[A-Za-z0-9_-]{8,40}", after in "[ '\"`,:=/].{0,12}"
        ) {
            let clean = without_keys(&format!("{before} {key}{after}"));
            let eight: Vec<char> = key.chars().collect();
            for part in eight.windows(8) {
                let part: String = part.iter().collect();
                proptest::prop_assert!(before.contains(&part) || after.contains(&part) || !clean.contains(&part), "{}", clean);
            }
        }
    }
}
