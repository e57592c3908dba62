//! Keys in what somebody typed, and whether one of them was repeated.

/// What is left of a key that still gives it away.
const TELLING: usize = 8;

/// Every word of the text that is a key by its beginning, as `sk-or-v1-1f2e3d4c` is.
pub fn keys_in(text: &str) -> Vec<String> {
    let keys = words(text).map(|word| word.trim_start_matches(['-', '_']));
    keys.filter(|word| is_key(word)).map(str::to_owned).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_of_key(c))
}

fn is_key(word: &str) -> bool {
    let Some(rest) = word.strip_prefix("sk-").or_else(|| word.strip_prefix("sk_")) else {
        return false;
    };
    rest.len() >= TELLING
}

fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Fails if what is said repeats a telling piece of a key. Not one that was typed elsewhere too, as a name
/// may be; nor one with fewer than two digits or without letters, which may be a word or a number.
///
/// # Panics
/// A piece was repeated: that is the finding.
pub fn assert_silent(said: &str, keys: &[String], typed: &str) {
    for key in keys {
        let others = words(typed).filter(|word| word.trim_start_matches(['-', '_']) != key);
        let elsewhere = others.collect::<Vec<_>>().join(" ");
        for piece in key.as_bytes().windows(TELLING) {
            let digits = piece.iter().filter(|byte| byte.is_ascii_digit()).count();
            let is_telling = digits > 1 && piece.iter().any(u8::is_ascii_alphabetic);
            let piece = String::from_utf8_lossy(piece);
            let is_repeated = is_telling && said.contains(&*piece) && !elsewhere.contains(&*piece);
            assert!(!is_repeated, "{piece:?} of {key:?} is repeated in {said:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_by_its_beginning() {
        assert_eq!(
            keys_in(r#"{"a":"sk-12345678","task-12345678":1,"b":"--sk_abcdefgh"}"#),
            ["sk-12345678", "sk_abcdefgh"]
        );
    }

    #[test]
    fn what_stands_within_another_word_may_be_said() {
        let typed = r#"{"lowBelsk-1234567890ow":"sk-1234567890"}"#;
        assert_silent("unknown field `lowBelsk-1234567890ow`", &keys_in(typed), typed);
    }

    #[test]
    #[should_panic(expected = "is repeated")]
    fn a_piece_of_a_key_is_noticed() {
        let typed = "sk-1234567890";
        assert_silent("no 23456789 here", &keys_in(typed), typed);
    }
}
