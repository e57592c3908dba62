//! Keys that are in the environment already, under the names that other programs look for. They are
//! offered, and used only when the person says so.

use std::env;

use credit_tray_core::{ApiKey, ProviderId};

/// The environment variables that hold a key, by provider.
#[derive(Clone, Debug, Default)]
pub struct FoundKeys(Vec<(ProviderId, &'static str)>);

impl FoundKeys {
    /// Looks into the environment of the process, which does not change.
    pub fn look() -> Self {
        Self::find(|name| env::var(name).ok())
    }

    fn find(value: impl Fn(&str) -> Option<String>) -> Self {
        let found = ProviderId::ALL.into_iter().filter_map(|provider| {
            let holds_its_key = |name: &&'static str| {
                let value = value(name).unwrap_or_default();
                ApiKey::from_typed(&value).is_some() && may_be_of(provider, name, value.trim())
            };
            let mut names = provider.profile().key_variables.iter().copied();
            Some((provider, names.find(holds_its_key)?))
        });
        Self(found.collect())
    }

    /// The variable that holds a key for this provider.
    pub fn variable(&self, provider: ProviderId) -> Option<&'static str> {
        let found = self.0.iter().find(|(found, _)| *found == provider);
        found.map(|(_, name)| *name)
    }

    /// The key in a variable that was found for this provider; none in any other.
    pub fn key(&self, provider: ProviderId, variable: &str) -> Option<ApiKey> {
        let name = self.variable(provider).filter(|name| *name == variable)?;
        ApiKey::from_typed(&env::var(name).ok()?)
    }
}

/// Programs for two providers look for their key in the same variable; one's keys begin with `sk_`
/// (`providers.md`, 11). A key is offered to its own provider alone.
fn may_be_of(provider: ProviderId, name: &str, value: &str) -> bool {
    name != "SUNO_API_KEY" || value.starts_with("sk_") == (provider == ProviderId::AiMusicApi)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[(&str, &str)]) -> FoundKeys {
        let variables: Vec<(String, String)> = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        FoundKeys::find(|name| {
            variables
                .iter()
                .find(|(set, _)| set == name)
                .map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn the_best_name_that_holds_a_key_is_offered() {
        let keys = found(&[
            ("OPENROUTER_API_KEY", "sk-or-1"),
            ("OPENROUTER_MANAGEMENT_KEY", "sk-or-2"),
            ("KIE_AI_API_KEY", "k"),
        ]);
        assert_eq!(
            keys.variable(ProviderId::OpenRouter),
            Some("OPENROUTER_MANAGEMENT_KEY")
        );
        assert_eq!(keys.variable(ProviderId::Kie), Some("KIE_AI_API_KEY"));
        assert_eq!(keys.variable(ProviderId::Evolink), None);
    }

    #[test]
    fn what_cannot_be_a_key_is_not_offered() {
        let keys = found(&[("KIE_API_KEY", "your key here"), ("EVOLINK_API_KEY", "")]);
        assert_eq!(keys.variable(ProviderId::Kie), None);
        assert_eq!(keys.variable(ProviderId::Evolink), None);
    }

    #[test]
    fn one_company_s_key_is_not_offered_to_another() {
        let of = |value| {
            let keys = found(&[("SUNO_API_KEY", value)]);
            [ProviderId::SunoApi, ProviderId::AiMusicApi].map(|provider| keys.variable(provider))
        };
        assert_eq!(of("3f9a"), [Some("SUNO_API_KEY"), None]);
        assert_eq!(of(" sk_3f9a"), [None, Some("SUNO_API_KEY")]);
    }

    #[test]
    fn only_a_variable_that_was_offered_is_read() {
        let keys = found(&[("KIE_API_KEY", "k")]);
        assert_eq!(keys.key(ProviderId::Kie, "HOME"), None);
        assert_eq!(keys.key(ProviderId::Evolink, "KIE_API_KEY"), None);
    }
}
