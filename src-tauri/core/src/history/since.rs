//! From when on: as a person writes it.

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::start_of;

/// The text is not a time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither a time such as 7d, 24h or 2w nor a date such as 2026-11-01")]
pub struct SinceError(String);

/// Reads `24h`, `7d`, `2w` as so long before now, and `2026-11-01` as the start of that UTC day.
///
/// A day is 24 hours. What would be before the first moment there is means: from the start.
pub fn parse_since(text: &str, now: Timestamp) -> Result<Timestamp, SinceError> {
    let wrong = || SinceError(text.to_owned());
    let hours_each = match text.as_bytes().last() {
        Some(b'h') => 1,
        Some(b'd') => 24,
        Some(b'w') => 7 * 24,
        _ => {
            // jiff alone would also take a date with a time and ignore the time.
            let is_date = text.len() == "2026-11-01".len();
            let date = is_date.then(|| text.parse::<Date>().ok()).flatten();
            return date.map(start_of).ok_or_else(wrong);
        }
    };
    let digits = &text[..text.len() - 1];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong());
    }
    // Digits only: what does not fit is too many of them.
    let hours = digits
        .parse::<i64>()
        .unwrap_or(i64::MAX)
        .saturating_mul(hours_each);
    let ago = SignedDuration::try_from_hours(hours).unwrap_or(SignedDuration::MAX);
    Ok(now.saturating_sub(ago).unwrap_or(Timestamp::MIN))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn since(text: &str) -> Result<String, String> {
        let now = "2026-11-20T09:00:00Z".parse().unwrap();
        parse_since(text, now)
            .map(|at| at.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn spans_and_dates_are_understood() {
        assert_eq!(since("24h").unwrap(), "2026-11-19T09:00:00Z");
        assert_eq!(since("7d").unwrap(), "2026-11-13T09:00:00Z");
        assert_eq!(since("2w").unwrap(), "2026-11-06T09:00:00Z");
        assert_eq!(since("0d").unwrap(), "2026-11-20T09:00:00Z");
        assert_eq!(since("2026-11-01").unwrap(), "2026-11-01T00:00:00Z");
        assert_eq!(
            since("99999999999999999999999w").unwrap(),
            Timestamp::MIN.to_string()
        );
    }

    #[test]
    fn anything_else_is_refused_in_words() {
        for text in [
            "",
            "d",
            "7",
            "7 d",
            "-7d",
            "+7d",
            "1.5d",
            "7D",
            "7m",
            "yesterday",
            "2026-11-31",
            "2026-1-1",
            "20261101",
            "2026-11-01T00:00",
            "01.11.2026",
            "7d7d",
            "é",
            "７d",
            "éd",
        ] {
            let error = since(text).unwrap_err();
            assert!(
                error.starts_with(&format!("{text:?} is neither")) && error.contains("7d, 24h"),
                "{error}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "\\PC{0,12}|[0-9]{0,30}[hdw]|[-0-9]{10}") {
            let now = Timestamp::UNIX_EPOCH;
            if let Ok(since) = parse_since(&text, now) {
                let is_date = text.parse::<Date>().is_ok();
                prop_assert!(is_date || since <= now);
            }
        }
    }
}
