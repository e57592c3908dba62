//! How everything looks and speaks.

use icu_locale_core::{Locale, locale};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How everything looks and speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct Appearance {
    /// Light or dark.
    pub theme: Theme,
    /// The language of all words.
    pub language: LanguageChoice,
    /// How numbers are written.
    pub numbers: NumberFormat,
}

/// Light, dark, or as the desktop has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "bindings.ts")]
pub enum Theme {
    /// As the desktop has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The language the person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "bindings.ts")]
pub enum LanguageChoice {
    /// The system's, or English where there are no texts in it.
    #[default]
    #[serde(rename = "system")]
    System,
    /// English.
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    SimplifiedChinese,
}

/// A language that there are texts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    SimplifiedChinese,
}

impl LanguageChoice {
    /// The language to speak where the system speaks this one, such as `de-AT`.
    pub fn language(self, system: &str) -> Language {
        match self {
            Self::English => Language::English,
            Self::SimplifiedChinese => Language::SimplifiedChinese,
            Self::System => {
                let mut parts = system.split(['-', '_']);
                let is_chinese = parts.next().is_some_and(|part| part.eq_ignore_ascii_case("zh"));
                // Where traditional characters are read, English is the politer choice.
                let is_traditional = |part: &str| {
                    ["Hant", "TW", "HK", "MO"]
                        .iter()
                        .any(|traditional| part.eq_ignore_ascii_case(traditional))
                };
                if is_chinese && !parts.any(is_traditional) {
                    Language::SimplifiedChinese
                } else {
                    Language::English
                }
            }
        }
    }
}

/// The system's locale as BCP 47 has it; `en` where it is none, such as `C`.
pub fn known_locale(system: &str) -> String {
    let locale = Locale::try_from_str(system).unwrap_or(locale!("en"));
    locale.to_string()
}

/// How numbers are written: as the system does it, or as people in one place do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export_to = "bindings.ts")]
pub enum NumberFormat {
    /// As the system does it.
    #[default]
    #[serde(rename = "system")]
    System,
    /// 1,234.56
    #[serde(rename = "en")]
    English,
    /// 1.234,56
    #[serde(rename = "de")]
    German,
    /// 1 234,56
    #[serde(rename = "fr")]
    French,
    /// 1'234.56
    #[serde(rename = "de-CH")]
    Swiss,
    /// 12,34,567.89
    #[serde(rename = "en-IN")]
    Indian,
}

impl NumberFormat {
    /// The locale (BCP 47) whose numbers these are, where this is the system's.
    pub fn locale(self, system: &str) -> &str {
        match self {
            Self::System => system,
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Swiss => "de-CH",
            Self::Indian => "en-IN",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_without_a_language_is_taken_for_english() {
        for none in ["", "C", "POSIX", "C.UTF-8", "not a locale"] {
            assert_eq!(known_locale(none), "en", "{none}");
        }
        assert_eq!(known_locale("de-AT"), "de-AT");
        assert_eq!(known_locale("zh-hans-cn"), "zh-Hans-CN");
    }

    #[test]
    fn the_systems_language_is_spoken_where_there_are_texts_in_it() {
        for chinese in ["zh", "zh-CN", "zh_SG", "ZH-Hans-SG"] {
            assert_eq!(
                LanguageChoice::System.language(chinese),
                Language::SimplifiedChinese
            );
        }
        for other in ["en-GB", "de-AT", "C", "", "zha", "zh_TW", "zh-HK", "zh-hant"] {
            assert_eq!(LanguageChoice::System.language(other), Language::English);
        }
        assert_eq!(LanguageChoice::English.language("zh-CN"), Language::English);
    }
}
