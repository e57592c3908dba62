use super::*;
use crate::{AccountId, Amount, KeyOrigin, ProviderId, Unit, problem::ErrorCode};

fn account(provider: ProviderId) -> Account {
    Account {
        id: AccountId::new("a"),
        provider,
        label: "Music".into(),
        base_url: None,
        key: KeyOrigin::Keychain,
        low_below: None,
        refresh_every_secs: 300,
        enabled: true,
    }
}

fn every_problem() -> Vec<Problem> {
    let mut problems = vec![
        Problem::KeyMissing,
        Problem::EnvironmentKeyMissing("KIE_API_KEY".into()),
        Problem::KeychainUnavailable,
        Problem::KeyRejected,
        Problem::KeyNotPermitted,
        Problem::SubscriptionRequired,
        Problem::RateLimited,
        Problem::Maintenance,
        Problem::FeatureDisabled,
        Problem::Blocked,
        Problem::Offline,
        Problem::Timeout,
        Problem::Tls,
        Problem::ProviderError(404),
        Problem::ProviderError(500),
        Problem::UnnumberedProviderError,
    ];
    let bad = [
        BadResponse::Empty,
        BadResponse::Html,
        BadResponse::NotUtf8,
        BadResponse::NotDocumented,
        BadResponse::BrokenOff,
        BadResponse::TooLarge,
        BadResponse::Redirect,
        BadResponse::Field("data"),
    ];
    problems.extend(bad.map(Problem::BadResponse));
    problems
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && !text.contains(['{', '}', '$']) && !text.starts_with("problem-")
}

#[test]
fn the_file_has_no_mistakes() {
    if let Err((_, errors)) = FluentResource::try_new(ENGLISH.to_owned()) {
        panic!("{errors:?}");
    }
}

#[test]
fn every_problem_has_words_at_every_provider() {
    for provider in ProviderId::ALL {
        for problem in every_problem() {
            for text in [
                EN.problem(&problem, &account(provider)),
                EN.problem_in_short(&problem, &account(provider)),
            ] {
                assert!(is_whole(&text), "{problem:?}: {text}");
            }
        }
    }
}

#[test]
fn a_code_is_the_same_word_in_scripts_and_in_texts() {
    for problem in every_problem() {
        let code: ErrorCode = problem.code();
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}

#[test]
fn openrouter_is_told_which_key_it_needs() {
    let text = EN.problem_in_short(&Problem::KeyNotPermitted, &account(ProviderId::OpenRouter));
    assert_eq!(text, "needs a management key");
}

#[test]
fn ages_have_the_unit_that_fits() {
    let age = |seconds| EN.age(Duration::from_secs(seconds));
    assert_eq!(age(5), "5 s");
    assert_eq!(age(61), "1 min");
    assert_eq!(age(3 * 3600), "3 h");
    assert_eq!(age(86_400), "1 day");
    assert_eq!(age(3 * 86_400), "3 days");
}

#[test]
fn a_notification_gives_account_amount_and_threshold() {
    let credits = |text: &str| Amount::new(text.parse().unwrap(), Unit::Credits);
    let mut alert = Alert {
        account: AccountId::new("a"),
        provider: ProviderId::Kie,
        label: "Music".into(),
        kind: AlertKind::Low,
        available: Some(credits("29.5")),
        low_below: Some(credits("30")),
    };
    let text = |alert: &Alert| {
        let (title, body) = EN.alert(alert);
        format!("{title} | {body}")
    };
    assert_eq!(
        text(&alert),
        "Music is low | 29.50 credits left, below your threshold of 30 credits."
    );
    alert.kind = AlertKind::Out;
    alert.available = Some(credits("0"));
    assert_eq!(
        text(&alert),
        "Music is out | 0 credits left. Your threshold is 30 credits."
    );
    alert.available = None;
    assert_eq!(
        text(&alert),
        "Music is out | Nothing left, says kie.ai. Your threshold is 30 credits."
    );
    alert.low_below = None;
    assert_eq!(text(&alert), "Music is out | Nothing left, says kie.ai.");
}
