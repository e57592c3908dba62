//! All words that a person reads, and how numbers are written for them.
//!
//! The words are in one file per language, `texts/*.ftl` (Project Fluent), which the settings
//! window reads too.

mod alert;
mod clock;
mod compact;
mod delivery;
mod import;
mod lasting;
mod number;
mod transfer;

use std::{sync::LazyLock, time::Duration};

pub use clock::{clock_time, clock_time_to_come};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use icu_decimal::DecimalFormatter;
use serde::Serialize;
use unic_langid::{LanguageIdentifier, langid};

use crate::{
    Account, BaseUrlProblem,
    appearance::{Appearance, Language},
    problem::{BadResponse, Problem},
    proxy::{LONGEST_CREDENTIAL, ProxyProblem},
    reading::{PartName, Status},
    settings::{AccountProblem, GeneralProblem, LONGEST_LABEL, SHORTEST_INTERVAL_SECS, UnusableAccount},
};

/// The texts of one language, with numbers as one place writes them.
pub struct Texts {
    words: &'static Words,
    /// None where this system's data lacks the locale; then digits are not grouped.
    numbers: Option<DecimalFormatter>,
}

type Words = FluentBundle<FluentResource>;

/// A name in a text, and what to put there.
pub type Argument<'a> = (&'static str, &'a str);

const ENGLISH: &str = include_str!("../../texts/en.ftl");
const SIMPLIFIED_CHINESE: &str = include_str!("../../texts/zh-CN.ftl");

static ENGLISH_WORDS: LazyLock<Words> = LazyLock::new(|| words(langid!("en"), &[ENGLISH]));
/// What is not translated yet is said in English; a test finds it.
static CHINESE_WORDS: LazyLock<Words> =
    LazyLock::new(|| words(langid!("zh-CN"), &[ENGLISH, SIMPLIFIED_CHINESE]));

/// English, for the command line and wherever nobody has chosen anything.
pub static EN: LazyLock<Texts> = LazyLock::new(|| Texts::new(Language::English, "en"));

fn words(language: LanguageIdentifier, sources: &[&str]) -> Words {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    for source in sources {
        // A file with a mistake in it still gives its other texts; a test finds the mistake.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

impl Texts {
    /// The texts of this language, with numbers as this locale (BCP 47) writes them.
    pub fn new(language: Language, numbers: &str) -> Self {
        let words = match language {
            Language::English => &*ENGLISH_WORDS,
            Language::SimplifiedChinese => &*CHINESE_WORDS,
        };
        Self {
            words,
            numbers: number::formatter(numbers),
        }
    }

    /// The texts as the person chose them, on a system of this locale.
    pub fn of(appearance: &Appearance, system: &str) -> Self {
        let numbers = appearance.numbers.locale(system);
        Self::new(appearance.language.language(system), numbers)
    }

    /// The text of this name, such as `tray-quit` or `problem-tls.short`, with its arguments in
    /// place. A text that is missing shows its own name.
    pub fn get(&self, name: &str, arguments: &[Argument<'_>]) -> String {
        let arguments = arguments
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(*value)));
        self.format(name, &arguments.collect())
    }

    /// The text of a variant among those that begin with this.
    fn named(&self, beginning: &str, variant: impl Serialize) -> String {
        self.get(&format!("{beginning}{}", kebab(variant)), &[])
    }

    fn format(&self, name: &str, arguments: &FluentArgs<'_>) -> String {
        let (message, attribute) = match name.split_once('.') {
            Some((message, attribute)) => (message, Some(attribute)),
            None => (name, None),
        };
        let pattern = self
            .words
            .get_message(message)
            .and_then(|message| match attribute {
                Some(attribute) => Some(message.get_attribute(attribute)?.value()),
                None => message.value(),
            });
        let Some(pattern) = pattern else {
            return name.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.words.format_pattern(pattern, Some(arguments), &mut errors);
        if !errors.is_empty() {
            tracing::warn!(name, ?errors, "a text lacks an argument");
        }
        text.into_owned()
    }

    /// What went wrong, and what to do next.
    pub fn problem(&self, problem: &Problem, account: &Account) -> String {
        self.problem_text(problem, account, "")
    }

    /// What went wrong, in a few words.
    pub fn problem_in_short(&self, problem: &Problem, account: &Account) -> String {
        self.problem_text(problem, account, ".short")
    }

    /// What is wrong with an account that cannot be used, and what to do next.
    pub fn unusable(&self, account: &UnusableAccount) -> String {
        let error = account.problem.to_string();
        self.get("problem-settings-invalid", &[("error", &error)])
    }

    /// What is wrong with an account that cannot be used, in a few words.
    pub fn unusable_in_short(&self, account: &UnusableAccount) -> String {
        match account.problem.field.as_str() {
            "" => self.get("problem-settings-invalid-entry", &[]),
            field => self.get("problem-settings-invalid.short", &[("field", field)]),
        }
    }

    fn problem_text(&self, problem: &Problem, account: &Account, attribute: &str) -> String {
        let (number, detail, name);
        let profile = account.provider.profile();
        let host = account.host().server();
        let mut arguments = vec![("provider", profile.name), ("host", host.as_str())];
        let mut text = format!("problem-{}", kebab(problem.code()));
        match problem {
            Problem::EnvironmentKeyMissing(variable) => {
                text = "problem-environment-key-missing".into();
                name = variable.clone();
                arguments.push(("name", &name));
            }
            Problem::NoKeychain => text = "problem-no-keychain".into(),
            Problem::Proxy { fault, address } => {
                text = format!("problem-proxy-{}", kebab(fault));
                name = address.clone();
                arguments.push(("proxy", &name));
            }
            Problem::KeyNotPermitted => {
                let special = format!("{text}-{}", profile.slug);
                if self.words.has_message(&special) {
                    text = special;
                }
            }
            Problem::UnnumberedProviderError => text = "problem-unnumbered-provider-error".into(),
            Problem::ProviderError(404) => text.push_str("-404"),
            Problem::ProviderError(code) => {
                number = code.to_string();
                arguments.push(("number", &number));
            }
            Problem::BadResponse(bad) => {
                detail = self.bad_response(*bad);
                arguments.push(("detail", &detail));
            }
            _ => {}
        }
        self.get(&format!("{text}{attribute}"), &arguments)
    }

    fn bad_response(&self, bad: BadResponse) -> String {
        match bad {
            BadResponse::Field(field) => self.get("bad-response-field", &[("field", field)]),
            other => self.named("bad-response-", other),
        }
    }

    /// What a part is called.
    pub fn part(&self, name: PartName) -> String {
        self.named("part-", name)
    }

    /// The word for a status.
    pub fn status(&self, status: Status) -> String {
        self.named("status-", status)
    }

    /// How long something has been, in the largest unit that fits.
    pub fn age(&self, age: Duration) -> String {
        let seconds = age.as_secs();
        let (name, count) = match seconds {
            0..60 => ("age-seconds", seconds),
            60..3600 => ("age-minutes", seconds / 60),
            3600..86_400 => ("age-hours", seconds / 3600),
            _ => ("age-days", seconds / 86_400),
        };
        self.count(name, count)
    }

    /// A text with a number in it, in the right plural.
    pub fn count(&self, name: &str, count: u64) -> String {
        self.count_with(name, count, &[])
    }

    /// The same with other arguments beside the number.
    pub fn count_with(&self, name: &str, count: u64, arguments: &[Argument<'_>]) -> String {
        let count = [("count", FluentValue::from(count))];
        let others = arguments
            .iter()
            .map(|(name, value)| (*name, FluentValue::from(*value)));
        self.format(name, &count.into_iter().chain(others).collect())
    }

    /// What is wrong with a field that the person typed.
    pub fn account_problem(&self, problem: AccountProblem) -> String {
        let longest = LONGEST_LABEL.to_string();
        let shortest = (SHORTEST_INTERVAL_SECS / 60).to_string();
        let name = match problem {
            AccountProblem::BadId | AccountProblem::DuplicateId => "field-id",
            AccountProblem::EmptyLabel => "field-label-empty",
            AccountProblem::BadLabel => "field-label-long",
            AccountProblem::DeceptiveLabel => "field-label-invisible",
            AccountProblem::BadEnvironmentName => "field-environment-name",
            AccountProblem::LooksLikeKey(_) => "field-looks-like-key",
            AccountProblem::NegativeThreshold => "field-threshold-negative",
            AccountProblem::ThresholdNotANumber => "field-threshold-number",
            AccountProblem::IntervalTooShort => "field-interval-short",
            AccountProblem::IntervalTooLong => "field-interval-long",
            AccountProblem::RuleBelowOne => "field-rule",
            AccountProblem::BaseUrl(BaseUrlProblem::NotAUrl) => "field-base-url",
            AccountProblem::BaseUrl(BaseUrlProblem::NotEncrypted) => "field-base-url-plain",
            AccountProblem::BaseUrl(BaseUrlProblem::Decorated) => "field-base-url-decorated",
            AccountProblem::KeyMissing => "field-key-missing",
            AccountProblem::KeyOfOtherHost => "field-key-other-host",
            AccountProblem::VariableOfOtherHost => "field-variable-other-host",
            AccountProblem::KeyNotUsable => "field-key-unusable",
        };
        self.get(name, &[("longest", &longest), ("shortest", &shortest)])
    }

    /// What is wrong with a choice that belongs to no account.
    pub fn general_problem(&self, problem: GeneralProblem) -> String {
        let shortest = (SHORTEST_INTERVAL_SECS / 60).to_string();
        let name = match problem {
            GeneralProblem::RateNotPositive(_) | GeneralProblem::RateNotANumber(_) => "field-rate",
            GeneralProblem::ExchangeNotPositive | GeneralProblem::ExchangeNotANumber => "field-exchange",
            GeneralProblem::ThresholdNegative(_) => "field-threshold-negative",
            GeneralProblem::ThresholdNotANumber(_) => "field-threshold-number",
            GeneralProblem::IntervalTooShort => "field-interval-short",
            GeneralProblem::IntervalTooLong => "field-interval-long",
            GeneralProblem::Proxy(problem) => return self.proxy_problem(problem),
            GeneralProblem::Channel { problem, .. } => return self.channel_problem(problem),
        };
        self.get(name, &[("shortest", &shortest)])
    }

    /// What is wrong with a field of the proxy that the person typed.
    pub fn proxy_problem(&self, problem: ProxyProblem) -> String {
        let longest = LONGEST_CREDENTIAL.to_string();
        let name = match problem {
            ProxyProblem::EmptyHost => "field-proxy-host-empty",
            ProxyProblem::BadHost => "field-proxy-host",
            ProxyProblem::BadPort => "field-proxy-port",
            ProxyProblem::EmptyUser => "field-proxy-user-empty",
            ProxyProblem::PasswordOfNobody => "field-proxy-password-of-nobody",
            ProxyProblem::BadUser => "field-proxy-user",
            ProxyProblem::PasswordTooLong => "field-proxy-password",
        };
        self.get(name, &[("longest", &longest)])
    }
}

/// The name of a variant as texts are named: `key_missing` and `keyMissing` are `key-missing`. Empty
/// for a variant that holds something.
fn kebab(variant: impl Serialize) -> String {
    let name = serde_json::to_value(variant).unwrap_or_default();
    let mut kebab = String::new();
    let mut after_small = false;
    for letter in name.as_str().unwrap_or_default().chars() {
        if after_small && letter.is_ascii_uppercase() {
            kebab.push('-');
        }
        after_small = letter.is_ascii_lowercase();
        kebab.push(match letter {
            '_' | ' ' => '-',
            letter => letter.to_ascii_lowercase(),
        });
    }
    kebab
}

#[cfg(test)]
mod tests;
