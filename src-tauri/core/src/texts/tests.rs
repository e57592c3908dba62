use jiff::{Timestamp, tz::TimeZone};

use super::*;
use crate::{
    AccountId, Amount, KeyOrigin, ProviderId, Unit,
    alerts::{Alert, AlertKind, Rules},
    problem::{ErrorCode, ProxyFault},
    worth::{Currency, Worth},
};

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
        rules: Rules::default(),
        channels: None,
    }
}

const PROXY_FAULTS: [ProxyFault; 9] = [
    ProxyFault::Silent,
    ProxyFault::AsksForPassword,
    ProxyFault::RefusesPassword,
    ProxyFault::PasswordMissing,
    ProxyFault::OtherProtocol,
    ProxyFault::NoTunnel,
    ProxyFault::NoWay,
    ProxyFault::NotTrusted,
    ProxyFault::NoTlsThrough,
];

fn every_problem() -> Vec<Problem> {
    let mut problems = vec![
        Problem::KeyMissing,
        Problem::EnvironmentKeyMissing("KIE_API_KEY".into()),
        Problem::KeychainUnavailable,
        Problem::NoKeychain,
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
    problems.extend(PROXY_FAULTS.map(|fault| Problem::Proxy {
        fault,
        address: "proxy.example:3128".into(),
    }));
    problems
}

fn is_whole(text: &str) -> bool {
    !text.is_empty() && !text.contains(['{', '}', '$']) && !text.starts_with("problem-")
}

#[test]
fn the_files_have_no_mistakes() {
    for source in [ENGLISH, SIMPLIFIED_CHINESE] {
        if let Err((_, errors)) = FluentResource::try_new(source.to_owned()) {
            panic!("{errors:?}");
        }
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
fn a_wrong_proxy_is_told_in_words_and_one_that_gives_no_connection_by_its_name() {
    for problem in [
        ProxyProblem::EmptyHost,
        ProxyProblem::BadHost,
        ProxyProblem::BadPort,
        ProxyProblem::EmptyUser,
        ProxyProblem::PasswordOfNobody,
        ProxyProblem::BadUser,
        ProxyProblem::PasswordTooLong,
    ] {
        let text = EN.proxy_problem(problem);
        assert!(
            is_whole(&text) && !text.starts_with("field-"),
            "{problem:?}: {text}"
        );
    }
    let mut told = std::collections::HashSet::new();
    for fault in PROXY_FAULTS {
        let address = "proxy.example:3128".into();
        let text = EN.problem(&Problem::Proxy { fault, address }, &account(ProviderId::Kie));
        assert!(text.contains("proxy.example:3128"), "{text}");
        let asks = matches!(
            fault,
            ProxyFault::AsksForPassword | ProxyFault::RefusesPassword | ProxyFault::PasswordMissing
        );
        assert_eq!(text.contains("password"), asks, "{text}");
        assert!(told.insert(text), "{fault:?} is told as another fault is");
    }
}

#[test]
fn a_code_is_the_same_word_in_scripts_and_in_texts() {
    for problem in every_problem() {
        let code: ErrorCode = problem.code();
        assert_eq!(serde_json::to_value(code).unwrap(), code.to_string());
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

fn credits(text: &str) -> Amount {
    Amount::new(text.parse().unwrap(), Unit::Credits)
}

fn alert(label: &str, kind: AlertKind) -> Alert {
    Alert {
        account: AccountId::new(label),
        provider: ProviderId::Kie,
        label: label.into(),
        since: Timestamp::UNIX_EPOCH,
        seen: None,
        kind,
    }
}

fn notification(texts: &Texts, alerts: &[Alert]) -> (String, String) {
    texts.notification(alerts, "2026-11-20T09:00:00Z".parse().unwrap(), &TimeZone::UTC)
}

fn told(alerts: &[Alert]) -> String {
    let (title, body) = notification(&EN, alerts);
    format!("{title} | {body}")
}

#[test]
fn a_notification_gives_account_amount_and_threshold() {
    let low_below = Some(credits("30"));
    let low = AlertKind::Low {
        available: Some(credits("29.5")),
        low_below,
    };
    assert_eq!(
        told(&[alert("Music", low)]),
        "Music is low | 29.50 credits left, below your threshold of 30 credits."
    );
    let out = |available, low_below| told(&[alert("Music", AlertKind::Out { available, low_below })]);
    assert_eq!(
        out(Some(credits("0")), low_below),
        "Music is out | 0 credits left. Your threshold is 30 credits."
    );
    assert_eq!(
        out(None, low_below),
        "Music is out | Nothing left, says kie.ai. Your threshold is 30 credits."
    );
    assert_eq!(out(None, None), "Music is out | Nothing left, says kie.ai.");
}

/// The window and the tray say the likely time, which is never shorter: so this says what may be.
#[test]
fn few_days_left_are_told_as_what_may_be() {
    let few_days = AlertKind::DaysLeft {
        available: credits("5"),
        days: "2.4".parse().unwrap(),
    };
    let chinese = Texts::new(Language::SimplifiedChinese, "zh-CN");
    assert_eq!(
        told(&[alert("Music", few_days.clone())]),
        "Music may run out soon | 5 credits left, which may run out in about 2 days."
    );
    assert_eq!(
        notification(&chinese, &[alert("Music", few_days)]),
        (
            "Music 可能快用完了".into(),
            "剩余 5 积分，可能只够用约 2 天。".into()
        )
    );
}

/// One of each kind, with and without what may be missing.
fn all_news() -> Vec<AlertKind> {
    let (available, low_below) = (Some(credits("5")), Some(credits("30")));
    let mut all = vec![
        AlertKind::DaysLeft {
            available: credits("5"),
            days: "2.4".parse().unwrap(),
        },
        AlertKind::SpentToday {
            spent: credits("80"),
            above: credits("50"),
            on: None,
        },
        AlertKind::SpentToday {
            spent: credits("80"),
            above: credits("50"),
            on: Some("2026-11-19".parse().unwrap()),
        },
        AlertKind::KeyRejected,
        AlertKind::NoReading {
            since: "2026-11-20T01:12:00Z".parse().unwrap(),
        },
        AlertKind::ToppedUp {
            added: credits("100"),
            available: credits("105"),
        },
    ];
    for available in [available, None] {
        all.push(AlertKind::Low { available, low_below });
        all.extend([low_below, None].map(|low_below| AlertKind::Out { available, low_below }));
    }
    all
}

#[test]
fn every_kind_of_news_has_words_in_every_language() {
    for texts in [&*EN, &Texts::new(Language::SimplifiedChinese, "zh-CN")] {
        for news in all_news() {
            let one = [alert("Music", news.clone())];
            let two = [alert("Music", news.clone()), alert("Speech", news)];
            for alerts in [&one[..], &two[..]] {
                let (title, body) = notification(texts, alerts);
                let text = format!("{title} | {body}");
                assert!(is_whole(&text) && !text.contains("alert-"), "{text}");
                for alert in alerts {
                    assert_eq!(text.matches(&alert.label).count(), 1, "{text}");
                }
                for line in [&title].into_iter().map(String::as_str).chain(body.lines()) {
                    assert!(line.matches(": ").count() <= 1, "{line}");
                    assert!(line.matches('：').count() <= 1, "{line}");
                }
            }
        }
    }
}

#[test]
fn what_is_wrong_is_said_with_what_to_do() {
    let told = |news| told(&[alert("Music", news)]);
    assert_eq!(
        told(AlertKind::KeyRejected),
        "Music: key rejected | kie.ai does not accept the key. Open Credit Tray to replace it."
    );
    let since = |at: &str| {
        told(AlertKind::NoReading {
            since: at.parse().unwrap(),
        })
    };
    assert_eq!(
        since("2026-11-20T01:12:00Z"),
        "Music: balance unavailable | No reading since 01:12. Open Credit Tray to see why."
    );
    assert_eq!(
        since("2026-11-19T21:30:00Z"),
        "Music: balance unavailable | No reading since 2026-11-19 21:30. Open Credit Tray to see why."
    );
}

#[test]
fn several_accounts_are_counted_and_named_each_on_a_line() {
    let low = AlertKind::Low {
        available: Some(credits("9")),
        low_below: Some(credits("10")),
    };
    let out = AlertKind::Out {
        available: None,
        low_below: None,
    };
    let (title, body) = notification(&EN, &[alert("A", low.clone()), alert("B", out)]);
    assert_eq!(title, "2 accounts need credit");
    assert_eq!(
        body,
        "A is low: 9 credits left\nB is out: nothing left, says its provider"
    );

    let alerts = [
        alert("A", low),
        alert("B", AlertKind::KeyRejected),
        alert("C", AlertKind::KeyRejected),
    ];
    let (title, body) = notification(&EN, &alerts);
    assert_eq!(title, "3 accounts need attention");
    assert_eq!(body, "A is low: 9 credits left\nB: key rejected\nC: key rejected");
}

#[test]
fn what_was_spent_before_midnight_is_told_with_its_day() {
    let spent = AlertKind::SpentToday {
        spent: credits("80"),
        above: credits("50"),
        on: Some("2026-11-19".parse().unwrap()),
    };
    assert_eq!(
        told(&[alert("A", spent)]),
        "A was over your daily limit | 80 credits spent on 2026-11-19. Your limit is 50 credits."
    );
}

#[test]
fn several_alerts_of_one_account_name_it_once() {
    let low = AlertKind::Low {
        available: Some(credits("9")),
        low_below: Some(credits("10")),
    };
    let spent = AlertKind::SpentToday {
        spent: credits("80"),
        above: credits("50"),
        on: None,
    };
    assert_eq!(
        told(&[alert("A", low), alert("A", spent)]),
        "A is low | 9 credits left, below your threshold of 10 credits.\n\
         80 credits spent since midnight. Your limit is 50 credits."
    );
}

#[test]
fn how_long_a_balance_lasts_is_told_in_the_unit_that_fits() {
    let lasts = |days: &str| EN.days(days.parse().unwrap());
    assert_eq!(lasts("0"), "less than an hour");
    assert_eq!(lasts("0.01"), "less than an hour");
    assert_eq!(lasts("0.03"), "about 1 hour");
    assert_eq!(lasts("1.5"), "about 36 hours");
    assert_eq!(lasts("0.2"), "about 5 hours");
    assert_eq!(lasts("1.6"), "about 2 days");
    assert_eq!(lasts("3.2"), "about 3 days");
    assert_eq!(lasts("900"), "over a year");
    assert_eq!(lasts("99999999999999999999999"), "over a year");
}

/// Names that are put together in the program, by how they begin.
const COMPOSED: [&str; 9] = [
    "alert-",
    "bad-response-",
    "chart-rule-",
    "cli-column-",
    "key-hint-",
    "money-",
    "part-",
    "problem-",
    "status-",
];

fn rust_sources() -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = String::new();
    let mut dirs = ["src", "../engine/src", "../cli/src", "../src"]
        .map(|dir| root.join(dir))
        .to_vec();
    while let Some(dir) = dirs.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("tests.rs")
            {
                sources += &std::fs::read_to_string(path).unwrap();
            }
        }
    }
    sources
}

/// The texts of the settings window have a test of their own, beside the window.
fn names_in(source: &'static str) -> impl Iterator<Item = &'static str> {
    let of_line = |line: &'static str| line.split_once(" =").map(|(name, _)| name);
    let is_name = |name: &&str| name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(' ');
    source
        .lines()
        .filter_map(of_line)
        .filter(is_name)
        .filter(|name| !name.starts_with("window-"))
}

#[test]
fn no_text_is_unused() {
    let sources = rust_sources();
    let is_used = |name: &&str| {
        COMPOSED.iter().any(|prefix| name.starts_with(prefix)) || sources.contains(&format!("\"{name}\""))
    };
    let unused: Vec<_> = names_in(ENGLISH).filter(|name| !is_used(name)).collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn no_text_is_missing() {
    let sources = rust_sources();
    let groups = [
        "alert-", "tray-", "field-", "command-", "notice-", "cli-", "status-", "age-", "lasts-", "amount-",
        "money-", "worth-", "chart-", "dialog-", "export-", "import-",
    ];
    let asked_for = sources.split('"').filter(|text| {
        let is_name = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        is_name && !text.ends_with('-') && groups.iter().any(|group| text.starts_with(group))
    });
    let missing: Vec<_> = asked_for.filter(|name| !EN.words.has_message(name)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn chinese_says_everything_that_english_says() {
    let (english, chinese): (Vec<_>, Vec<_>) = (
        names_in(ENGLISH).collect(),
        names_in(SIMPLIFIED_CHINESE).collect(),
    );
    let missing: Vec<_> = english.iter().filter(|name| !chinese.contains(name)).collect();
    let unknown: Vec<_> = chinese.iter().filter(|name| !english.contains(name)).collect();
    assert_eq!((missing, unknown), (Vec::new(), Vec::new()));
}

#[test]
fn a_notification_speaks_the_language_and_writes_numbers_as_was_chosen() {
    let low = AlertKind::Low {
        available: Some(credits("1029.5")),
        low_below: Some(credits("2000")),
    };
    let chinese = Texts::new(Language::SimplifiedChinese, "zh-CN");
    let (title, body) = notification(&chinese, &[alert("Music", low.clone())]);
    assert_eq!(title, "Music 余额偏低");
    assert_eq!(body, "剩余 1,029.50 积分，低于提醒阈值 2,000 积分。");

    let (_, body) = notification(&Texts::new(Language::English, "de"), &[alert("Music", low)]);
    assert_eq!(
        body,
        "1.029,50 credits left, below your threshold of 2.000 credits."
    );
}

#[test]
fn every_place_writes_numbers_its_own_way() {
    let written = |locale: &str| Texts::new(Language::English, locale).amount(credits("1234567.5"));
    assert_eq!(written("en"), "1,234,567.50 credits");
    assert_eq!(written("de"), "1.234.567,50 credits");
    assert_eq!(written("fr"), "1\u{202f}234\u{202f}567,50 credits");
    assert_eq!(written("de-CH"), "1'234'567.50 credits");
    assert_eq!(written("en-IN"), "12,34,567.50 credits");
    assert_eq!(written("no locale at all"), "1,234,567.50 credits");
    assert_eq!(written(""), "1,234,567.50 credits");
}

#[test]
fn worth_is_marked_as_an_approximation_unless_it_is_none() {
    let worth = |currency, is_approximate| {
        EN.worth(&Worth {
            value: "1234.567".parse().unwrap(),
            currency,
            is_approximate,
        })
    };
    assert_eq!(worth(Currency::Usd, true), "≈ $1,234.57");
    assert_eq!(worth(Currency::Usd, false), "$1,234.57");
    assert_eq!(worth(Currency::Jpy, true), "≈ JP¥1,235");
    for currency in Currency::ALL {
        let text = worth(currency, true);
        assert!(!text.contains(['{', '}']) && !text.contains("money-"), "{text}");
    }
}
