use super::*;
use crate::{
    Account, Amount, Reading, Unit,
    alerts::Snooze,
    forecast::{DaysLeft, Forecast},
    problem::{Failure, Problem},
    reading::{Available, Part, PartName},
    settings::Settings,
};
use rust_decimal::Decimal;

mod all;

const NOW: &str = "2026-11-20T09:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn account(provider: &str, label: &str, low_below: Option<&str>) -> AccountState {
    let account: Account = serde_json::from_value(serde_json::json!({
        "id": label, "provider": provider, "label": label, "lowBelow": low_below,
    }))
    .unwrap();
    AccountState::unread(account)
}

trait Given {
    fn read(self, value: &str, at: &str) -> Self;
    fn exhausted(self) -> Self;
    fn failed(self, problem: Problem) -> Self;
}

impl Given for AccountState {
    fn read(mut self, value: &str, at: &str) -> Self {
        let unit = self.account.provider.profile().unit;
        let amount = Amount::new(value.parse::<Decimal>().unwrap(), unit);
        self.reading = Some(Reading {
            available: Available::Limited(amount),
            parts: Vec::new(),
            at: at.parse().unwrap(),
        });
        self
    }

    fn exhausted(mut self) -> Self {
        self.reading = Some(Reading {
            available: Available::Exhausted,
            parts: Vec::new(),
            at: now(),
        });
        self
    }

    fn failed(mut self, problem: Problem) -> Self {
        self.failure = Some(Failure::from(problem));
        self.tried_at = Some(now());
        self
    }
}

fn rows(accounts: Vec<AccountState>) -> Rows {
    rows_as(r"{}", accounts)
}

/// With these choices in the settings.
fn rows_as(general: &str, accounts: Vec<AccountState>) -> Rows {
    let all = State {
        accounts,
        ..State::default()
    };
    drawn(&all, general, &TimeZone::UTC)
}

fn drawn(all: &State, general: &str, zone: &TimeZone) -> Rows {
    let general: General = serde_json::from_str(general).unwrap();
    let texts = &Texts::of(&general.appearance, "en");
    let now = now();
    Rows::new(all, &general, &Viewer { now, zone, texts })
}

fn row(state: AccountState) -> String {
    rows(vec![state]).accounts[0].text.clone()
}

#[test]
fn a_row_says_label_and_amount() {
    assert_eq!(
        row(account("openrouter", "Main", None).read("74.75", NOW)),
        "Main — $74.75"
    );
    assert_eq!(
        row(account("evolink", "Evo", None).read("1095.3996", NOW)),
        "Evo — 1,095.40 credits"
    );
    assert_eq!(
        row(account("sunoapi", "Suno", None).read("100", NOW)),
        "Suno — 100 credits"
    );
}

#[test]
fn low_and_out_are_said_in_words() {
    assert_eq!(
        row(account("kie", "kie.ai", Some("30")).read("29.5", NOW)),
        "kie.ai — 29.50 credits · low"
    );
    assert_eq!(
        row(account("kie", "kie.ai", Some("30")).read("0", NOW)),
        "kie.ai — 0 credits · out"
    );
    assert_eq!(
        row(account("openrouter", "OR", None).read("-3.2", NOW)),
        "OR — -$3.20 · out"
    );
    assert_eq!(row(account("kie", "kie.ai", None).exhausted()), "kie.ai — out");
}

#[test]
fn an_error_never_looks_like_a_balance() {
    assert_eq!(
        row(account("kie", "kie.ai", Some("30")).failed(Problem::KeyRejected)),
        "kie.ai — key rejected"
    );
    assert_eq!(row(account("kie", "kie.ai", None)), "kie.ai — checking…");
}

#[test]
fn a_stale_reading_says_its_age() {
    let stale = account("kie", "kie.ai", None)
        .read("35.95", "2026-11-20T08:48:00Z")
        .failed(Problem::Timeout);
    assert_eq!(row(stale), "kie.ai — 35.95 credits · 12 min old");

    let slept_through = account("kie", "kie.ai", None).read("35.95", "2026-11-20T06:00:00Z");
    assert_eq!(row(slept_through), "kie.ai — 35.95 credits · 3 h old");

    let fresh = account("kie", "kie.ai", None).read("35.95", "2026-11-20T08:58:00Z");
    assert_eq!(row(fresh), "kie.ai — 35.95 credits");

    let just_now = account("kie", "kie.ai", None)
        .read("35.95", "2026-11-20T08:59:10Z")
        .failed(Problem::Timeout);
    assert_eq!(row(just_now), "kie.ai — 35.95 credits", "seconds are noise");
}

#[test]
fn what_only_the_person_can_mend_is_in_the_row_beside_the_balance() {
    let known = || account("openrouter", "OpenRouter", Some("10")).read("74.73", NOW);
    let rejected = known().failed(Problem::KeyRejected);
    assert_eq!(row(rejected.clone()), "OpenRouter — $74.73 · key rejected");
    assert_eq!(rows(vec![rejected.clone()]).accounts[0].level, Level::NeedsKey);
    let old = rejected.read("74.73", "2026-11-20T08:48:00Z");
    assert_eq!(row(old), "OpenRouter — $74.73 · key rejected · 12 min old");
    let unset = known().failed(Problem::EnvironmentKeyMissing("OR_KEY".into()));
    assert_eq!(row(unset), "OpenRouter — $74.73 · no key in OR_KEY");
    let locked = known().failed(Problem::KeychainUnavailable);
    assert_eq!(row(locked), "OpenRouter — $74.73 · keychain does not answer");
    let busy = known().failed(Problem::ProviderError(500));
    assert_eq!(row(busy), "OpenRouter — $74.73", "it is tried again by itself");

    let low = account("kie", "kie.ai", Some("30"))
        .read("12.5", NOW)
        .failed(Problem::KeyRejected);
    assert_eq!(row(low), "kie.ai — 12.50 credits · low · key rejected");
}

#[test]
fn a_key_that_is_needed_can_be_given_from_the_row() {
    let action = |problem| {
        let state = account("kie", "kie.ai", None).failed(problem);
        rows(vec![state]).accounts[0].key_action.clone()
    };
    assert_eq!(action(Problem::KeyRejected).as_deref(), Some("Replace key…"));
    assert_eq!(action(Problem::KeyMissing).as_deref(), Some("Add key…"));
    assert_eq!(action(Problem::Timeout), None);
    assert_eq!(action(Problem::KeychainUnavailable), None);
}

#[test]
fn without_a_network_one_line_tells_from_when_all_balances_are() {
    let lost = |label: &str, at: &str| {
        account("kie", label, None)
            .read("50", at)
            .failed(Problem::Offline)
    };
    let unset = account("kie", "unset", None).failed(Problem::KeyMissing);
    let gone = rows(vec![
        lost("a", "2026-11-20T08:30:00Z"),
        lost("b", "2026-11-20T08:32:00Z"),
        lost("earlier", "2026-11-20T05:00:00Z"),
        unset,
    ]);
    assert_eq!(
        gone.updated.as_deref().unwrap(),
        "No connection. Balances from 08:32"
    );
    assert_eq!(
        texts_of(&gone),
        [
            "a — 50 credits",
            "b — 50 credits",
            "earlier — 50 credits · 4 h old",
            "unset — no key"
        ]
    );

    let one = rows(vec![
        lost("a", "2026-11-20T08:30:00Z"),
        account("kie", "b", None).read("50", "2026-11-20T08:32:00Z"),
    ]);
    assert_eq!(
        one.updated.as_deref().unwrap(),
        "Updated at 08:32, except 1 account"
    );
    assert_eq!(one.accounts[0].text, "a — 50 credits · 30 min old");

    let never = rows(vec![account("kie", "a", None).failed(Problem::Offline)]);
    assert_eq!(
        never.updated.as_deref().unwrap(),
        "No connection. Last tried at 09:00"
    );
    assert_eq!(never.accounts[0].text, "a — no connection");
}

#[test]
fn not_updated_yet_is_never_said_of_checks_that_failed() {
    let updated = |state| rows(vec![state]).updated.unwrap();
    let failed = account("kie", "kie.ai", None).failed(Problem::KeyRejected);
    assert_eq!(updated(failed.clone()), "Last tried at 09:00");
    assert_eq!(
        rows(vec![failed]).accounts[0].details,
        ["Tried at 09:00: key rejected"]
    );
    assert_eq!(updated(account("kie", "kie.ai", None)), "Not updated yet");
}

#[test]
fn updated_is_said_only_of_those_that_were() {
    let read = || account("kie", "kie.ai", None).read("50", "2026-11-20T08:32:00Z");
    let failed = || read().failed(Problem::Timeout);
    let updated = |states| rows(states).updated.unwrap();
    assert_eq!(updated(vec![read(), read()]), "Updated at 08:32");
    assert_eq!(
        updated(vec![read(), failed(), failed()]),
        "Updated at 08:32, except 2 accounts"
    );
    assert_eq!(
        updated(vec![failed(), failed()]),
        "Check failed. Balances from 08:32"
    );
}

fn lasting(days: &str) -> Forecast {
    let days: Decimal = days.parse().unwrap();
    Forecast {
        spend_per_day: Amount::new(Decimal::from(12), Unit::Credits),
        days_left: DaysLeft {
            soonest: days / Decimal::from(2),
            cautious: days / Decimal::from(2),
            likely: days,
            latest: Some(days * Decimal::from(2)),
        },
    }
}

#[test]
fn a_row_says_how_long_the_balance_is_likely_to_last() {
    let mut state = account("kie", "kie.ai", Some("30")).read("35.95", NOW);
    state.forecast = Some(lasting("3.1"));
    assert_eq!(row(state.clone()), "kie.ai — 35.95 credits · about 3 days");
    let details = rows(vec![state.clone()]).accounts[0].details.join(" | ");
    assert!(
        details.contains("Averages 12 credits a day | Likely to last 2 to 6 days"),
        "{details}"
    );

    let low = state.clone().read("29", NOW);
    assert_eq!(row(low), "kie.ai — 29 credits · low · about 3 days");
    let out = state.clone().read("0", NOW);
    assert_eq!(
        row(out),
        "kie.ai — 0 credits · out",
        "what is out lasts no longer"
    );
    let details = rows(vec![state.clone().read("0", NOW)]).accounts[0]
        .details
        .join(" | ");
    assert!(
        !details.contains("a day") && !details.contains("last"),
        "{details}"
    );
    let from_before = state
        .failed(Problem::Timeout)
        .read("35.95", "2026-11-20T08:48:00Z");
    assert_eq!(
        row(from_before),
        "kie.ai — 35.95 credits · 12 min old",
        "an old balance has no future"
    );
}

#[test]
fn snoozed_and_paused_are_shown() {
    let mut state = account("kie", "kie.ai", Some("30")).read("29", NOW);
    state.snoozed = Some(Snooze::UntilToppedUp);
    assert_eq!(row(state.clone()), "kie.ai — 29 credits · low · snoozed");
    let all = State {
        accounts: vec![state],
        paused_until: Some("2026-11-21T08:00:00Z".parse().unwrap()),
        ..State::default()
    };
    let rows = drawn(&all, "{}", &TimeZone::UTC);
    assert_eq!(rows.pause, "Resume alerts (paused until 08:00)");
    assert!(rows.accounts[0].snoozed);
    assert!(!rows.accounts[0].needs_credit, "no alert waits for a top-up");
    let told = rows.accounts[0].details.last();
    assert_eq!(told.unwrap(), "Alerts snoozed until topped up");
}

#[test]
fn the_submenu_tells_the_parts_and_when_it_was_read() {
    let mut state = account("openrouter", "Main", Some("10")).read("74.75", "2026-11-20T08:58:00Z");
    let usd = |value: &str| Amount::new(value.parse().unwrap(), Unit::Usd);
    state.reading.as_mut().unwrap().parts = vec![
        Part {
            name: PartName::Purchased,
            amount: usd("100.5"),
        },
        Part {
            name: PartName::Used,
            amount: usd("25.75"),
        },
    ];
    let rows = rows(vec![state]);
    assert_eq!(
        rows.accounts[0].details,
        [
            "Purchased: $100.50",
            "Used: $25.75",
            "Warns below $10.00",
            "Read at 08:58"
        ],
    );
    assert_eq!(rows.updated.as_deref().unwrap(), "Updated at 08:58");
}

#[test]
fn times_follow_the_time_zone_and_name_the_day_when_it_is_not_today() {
    let all = |at: &str| State {
        accounts: vec![account("kie", "kie.ai", None).read("1", at)],
        ..State::default()
    };
    let updated = |at: &str, zone: &TimeZone| drawn(&all(at), "{}", zone).updated.unwrap();
    let tokyo = TimeZone::fixed(jiff::tz::offset(9));
    assert_eq!(updated(NOW, &tokyo), "Updated at 18:00");
    assert_eq!(
        updated("2026-11-18T23:30:00Z", &TimeZone::UTC),
        "Updated at 2026-11-18 23:30"
    );
}

fn texts_of(rows: &Rows) -> Vec<&str> {
    rows.accounts.iter().map(|row| row.text.as_str()).collect()
}
