use super::*;
use credit_tray_core::{
    Account, Amount, Reading, Unit,
    alerts::Snooze,
    forecast::{DaysLeft, Forecast},
    problem::{Failure, Problem},
    reading::{Available, Part, PartName},
};
use rust_decimal::Decimal;

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
        self
    }
}

fn rows(accounts: Vec<AccountState>) -> Rows {
    rows_as(r"{}", accounts)
}

/// With these choices in the settings.
fn rows_as(general: &str, accounts: Vec<AccountState>) -> Rows {
    let snapshot = Snapshot {
        accounts,
        paused_until: None,
    };
    drawn(&snapshot, general, &TimeZone::UTC)
}

fn drawn(snapshot: &Snapshot, general: &str, zone: &TimeZone) -> Rows {
    let general: General = serde_json::from_str(general).unwrap();
    let texts = &Texts::of(&general.appearance, "en");
    let now = now();
    Rows::new(snapshot, &general, &Moment { now, zone, texts })
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
}

fn lasting(days: &str) -> Forecast {
    let days: Decimal = days.parse().unwrap();
    Forecast {
        spend_per_day: Amount::new(Decimal::from(12), Unit::Credits),
        days_left: DaysLeft {
            soonest: days / Decimal::from(2),
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
        details.contains("Spends 12 credits a day | Likely to last 1.6 to 6.2 days"),
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
    let snapshot = Snapshot {
        accounts: vec![state],
        paused_until: Some("2026-11-21T08:00:00Z".parse().unwrap()),
    };
    let rows = drawn(&snapshot, "{}", &TimeZone::UTC);
    assert!(rows.paused && rows.accounts[0].snoozed);
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
    assert_eq!(rows.updated, "Updated at 08:58");
}

#[test]
fn times_follow_the_time_zone_and_name_the_day_when_it_is_not_today() {
    let snapshot = |at: &str| Snapshot {
        accounts: vec![account("kie", "kie.ai", None).read("1", at)],
        paused_until: None,
    };
    let updated = |at: &str, zone: &TimeZone| drawn(&snapshot(at), "{}", zone).updated;
    let tokyo = TimeZone::fixed(jiff::tz::offset(9));
    assert_eq!(updated(NOW, &tokyo), "Updated at 18:00");
    assert_eq!(
        updated("2026-11-18T23:30:00Z", &TimeZone::UTC),
        "Updated at 2026-11-18 23:30"
    );
}

#[test]
fn disabled_accounts_are_not_shown() {
    let mut off = account("kie", "kie.ai", None);
    off.account.enabled = false;
    let rows = rows(vec![off]);
    assert!(rows.accounts.is_empty());
    assert_eq!(rows.level, Level::Idle);
}

#[test]
fn the_icon_shows_the_worst() {
    let ok = || account("kie", "a", Some("10")).read("50", NOW);
    let low = || account("kie", "b", Some("10")).read("5", NOW);
    let out = || account("kie", "c", Some("10")).read("0", NOW);
    let rejected = || account("kie", "d", None).failed(Problem::KeyRejected);
    let hiccup = || ok().failed(Problem::Timeout);
    let lost = || {
        account("kie", "e", None)
            .read("50", "2026-11-20T08:00:00Z")
            .failed(Problem::Timeout)
    };

    assert_eq!(rows(vec![]).level, Level::Idle);
    assert_eq!(rows(vec![account("kie", "new", None)]).level, Level::Idle);
    assert_eq!(
        rows(vec![ok(), hiccup()]).level,
        Level::Ok,
        "one failed poll is no alarm"
    );
    assert_eq!(rows(vec![ok(), lost()]).level, Level::Error);
    assert_eq!(rows(vec![ok(), rejected()]).level, Level::Error);
    assert_eq!(rows(vec![rejected(), low()]).level, Level::Low);
    assert_eq!(rows(vec![low(), out(), rejected()]).level, Level::Out);
}

fn texts_of(rows: &Rows) -> Vec<&str> {
    rows.accounts.iter().map(|row| row.text.as_str()).collect()
}

fn ok_low_out() -> Vec<AccountState> {
    vec![
        account("kie", "ok", Some("10")).read("50", NOW),
        account("kie", "low", Some("10")).read("5", NOW),
        account("openrouter", "out", Some("10")).read("0", NOW),
    ]
}

#[test]
fn the_submenu_begins_with_what_credits_are_about_worth() {
    let rows = rows(vec![account("evolink", "Evo", None).read("1095.3996", NOW)]);
    assert_eq!(rows.accounts[0].details[0], "1,095.40 credits ≈ $16.11");
}

#[test]
fn the_most_urgent_may_come_first() {
    let rows = rows_as(r#"{"tray":{"order":"urgent"}}"#, ok_low_out());
    assert_eq!(
        texts_of(&rows),
        ["out — $0.00 · out", "low — 5 credits · low", "ok — 50 credits"]
    );
}

#[test]
fn accounts_that_are_fine_may_be_left_out_but_are_counted() {
    let only_low = r#"{"tray":{"onlyLow":true}}"#;
    let rows = rows_as(only_low, ok_low_out());
    assert_eq!(texts_of(&rows), ["low — 5 credits · low", "out — $0.00 · out"]);
    assert_eq!(rows.others.as_deref(), Some("1 more is fine"));

    let fine = rows_as(only_low, vec![account("kie", "ok", None).read("50", NOW)]);
    assert_eq!(fine.others.as_deref(), Some("All accounts are fine"));
    let unreadable = account("kie", "bad", None).failed(Problem::KeyRejected);
    assert_eq!(
        texts_of(&rows_as(only_low, vec![unreadable])),
        ["bad — key rejected"]
    );
}

#[test]
fn several_accounts_have_a_total_that_never_adds_what_has_no_rate() {
    let accounts = || {
        vec![
            account("openrouter", "OR", None).read("74.75", NOW),
            account("kie", "kie.ai", None).read("1000", NOW),
        ]
    };
    let total = |general: &str| rows_as(general, accounts()).total;
    assert_eq!(total("{}").as_deref(), Some("Total ≈ $79.75"));
    assert_eq!(
        total(r#"{"providers":{"kie":{"creditsPerUsd":null}}}"#).as_deref(),
        Some("Total $74.75, without 1")
    );
    assert_eq!(total(r#"{"tray":{"total":false}}"#), None);
    let one = accounts().into_iter().take(1).collect();
    assert_eq!(rows(one).total, None, "one account is its own total");
}

#[test]
fn the_text_beside_the_icon_is_what_was_chosen() {
    let text = |general: &str| rows_as(general, ok_low_out()).icon_text;
    assert_eq!(text("{}"), "");
    assert_eq!(text(r#"{"tray":{"iconText":"lowest"}}"#), "$0.00");
    assert_eq!(text(r#"{"tray":{"iconText":"total"}}"#), "≈ $0.28");
}

#[test]
fn numbers_are_written_as_was_chosen() {
    let german = r#"{"appearance":{"numbers":"de"}}"#;
    let rows = rows_as(
        german,
        vec![account("evolink", "Evo", None).read("1095.3996", NOW)],
    );
    assert_eq!(rows.accounts[0].text, "Evo — 1.095,40 credits");
}
