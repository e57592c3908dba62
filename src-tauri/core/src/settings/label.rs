//! What a label may look like: it stands in the tray, in notifications and in the window beside an amount.

use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};

/// Whether there is anything to see in it. Some characters, such as U+200B, are nothing but a width of zero.
pub(crate) fn can_be_seen(label: &str) -> bool {
    let unseen = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    label.chars().any(|c| !c.is_whitespace() && !unseen.contains(c))
}

/// Whether a character breaks the line, or turns the order of what stands beside it: with such a label a row
/// reads as another one, with another amount.
pub(crate) fn deceives(c: char) -> bool {
    let breaks_the_line = c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    breaks_the_line || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_can_see_is_no_label() {
        for label in [
            "",
            "  ",
            "\u{200B}",
            "\u{FEFF}",
            "\u{3164}",
            "\u{200B} \u{2060}\u{AD}",
        ] {
            assert!(!can_be_seen(label), "{label:?}");
        }
        for label in ["a", "音乐", "👩\u{200D}💻", "\u{200F}שלום"] {
            assert!(can_be_seen(label), "{label:?}");
            assert!(!label.contains(deceives), "{label:?}");
        }
    }

    #[test]
    fn what_turns_the_row_around_is_no_part_of_a_label() {
        for label in [
            "a\nb",
            "a\u{2028}b",
            "00.001$ \u{202E}elbaT",
            "\u{2066}a",
            "\u{7}",
        ] {
            assert!(label.contains(deceives), "{label:?}");
        }
    }
}
