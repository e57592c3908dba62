use super::menu::{Entry, Item, menu};
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

#[test]
fn disabled_accounts_are_not_shown() {
    let mut off = account("kie", "kie.ai", None);
    off.account.enabled = false;
    let rows = rows(vec![off]);
    assert!(rows.accounts.is_empty());
    assert_eq!(rows.level, Level::Idle);
    assert_eq!(rows.others.as_deref(), Some("All accounts are turned off"));
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
    assert_eq!(rows(vec![lost(), rejected()]).level, Level::NeedsKey);
    assert_eq!(rows(vec![low(), rejected()]).level, Level::NeedsKey);
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
fn of_two_that_are_low_the_one_with_the_smaller_share_left_is_more_urgent() {
    let low = |label, left| account("kie", label, Some("6000")).read(left, NOW);
    let accounts = vec![low("ten", "500"), low("one", "50"), low("five", "250")];
    let rows = rows_as(r#"{"tray":{"order":"urgent","iconText":"lowest"}}"#, accounts);
    assert_eq!(
        texts_of(&rows),
        [
            "one — 50 credits · low",
            "five — 250 credits · low",
            "ten — 500 credits · low"
        ]
    );
    assert_eq!(rows.glance.unwrap().compact, "50");
    assert_eq!(rows.sentence, "one is low: 50 credits, and 2 more");
}

#[test]
fn a_rejected_key_is_more_than_low() {
    let low = account("kie", "kie.ai", Some("30")).read("12.5", NOW);
    let rejected = low.clone().failed(Problem::KeyRejected);
    assert_eq!(rows(vec![low]).level, Level::Low);
    assert_eq!(rows(vec![rejected]).level, Level::NeedsKey);
}

#[test]
fn accounts_that_are_fine_may_be_left_out_but_are_counted() {
    let only_low = r#"{"tray":{"onlyLow":true}}"#;
    let rows = rows_as(only_low, ok_low_out());
    assert_eq!(texts_of(&rows), ["low — 5 credits · low", "out — $0.00 · out"]);
    assert_eq!(rows.others.as_deref(), Some("1 more is fine"));

    let fine = rows_as(only_low, vec![account("kie", "ok", None).read("50", NOW)]);
    assert_eq!(fine.others.as_deref(), Some("All accounts are fine"));
    let unread = rows_as(only_low, vec![account("kie", "new", None)]);
    assert_eq!(unread.others.as_deref(), Some("Checking accounts…"));
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
        Some("Total $74.75 (1 not counted)")
    );
    assert_eq!(total(r#"{"tray":{"total":false}}"#), None);
    let one = accounts().into_iter().take(1).collect();
    assert_eq!(rows(one).total, None, "one account is its own total");
}

#[test]
fn the_text_beside_the_icon_is_what_was_chosen() {
    let glance = |general: &str| {
        let glance = rows_as(general, ok_low_out()).glance?;
        Some((glance.text, glance.compact))
    };
    let shown = |text: &str, compact: &str| Some((text.to_owned(), compact.to_owned()));
    assert_eq!(glance("{}"), None);
    assert_eq!(glance(r#"{"tray":{"iconText":"lowest"}}"#), shown("$0.00", "$0"));
    assert_eq!(
        glance(r#"{"tray":{"iconText":"total"}}"#),
        shown("≈ $0.28", "$0.3")
    );
}

#[test]
fn one_sentence_tells_which_account_needs_attention_and_how_much_is_left() {
    let sentence = |accounts| {
        let rows = rows(accounts);
        (rows.sentence, rows.needs_attention)
    };
    let says = |text: &str, needs_attention| (text.to_owned(), needs_attention);
    let ok = || account("kie", "ok", Some("10")).read("50", NOW);
    let low = || account("kie", "kie.ai", Some("30")).read("12.5", NOW);
    let rejected = || ok().failed(Problem::KeyRejected);
    let lost = || {
        account("kie", "lost", None)
            .read("50", "2026-11-20T08:00:00Z")
            .failed(Problem::Timeout)
    };
    assert_eq!(sentence(vec![ok()]), says("All accounts are fine", false));
    assert_eq!(
        sentence(vec![ok(), low()]),
        says("kie.ai is low: 12.50 credits", true)
    );
    assert_eq!(
        sentence(vec![rejected(), low(), lost()]),
        says("ok: key rejected, and 2 more", true)
    );
    assert_eq!(
        sentence(ok_low_out()),
        says("out is out: $0.00, and 1 more", true)
    );
    assert_eq!(
        sentence(vec![account("kie", "kie.ai", None).exhausted()]),
        says("kie.ai is out", true)
    );
    assert_eq!(sentence(vec![ok(), rejected()]), says("ok: key rejected", true));
    assert_eq!(
        sentence(vec![lost()]),
        says("lost: no answer in time", false),
        "nobody can do anything about it"
    );
    assert_eq!(sentence(vec![]), says("No accounts yet", false));
    assert_eq!(
        sentence(vec![ok(), account("kie", "new", None)]),
        says("Checking accounts…", false)
    );
}

/// So many accounts with enough on them, and after each tenth one that is low.
fn many(count: usize) -> Vec<AccountState> {
    let state = |index: usize| {
        let amount = if index % 10 == 9 { "5" } else { "50" };
        account("kie", &format!("account {index}"), Some("10")).read(amount, NOW)
    };
    (0..count).map(state).collect()
}

#[test]
fn of_many_accounts_those_that_need_attention_come_first_and_the_rest_is_one_row() {
    let twelve = rows(many(12));
    assert_eq!((twelve.accounts.len(), twelve.more.len()), (12, 0));
    assert_eq!(twelve.accounts[0].text, "account 0 — 50 credits");

    let forty = rows(many(40));
    let first: Vec<_> = texts_of(&forty).into_iter().take(5).collect();
    assert_eq!(
        first,
        [
            "account 9 — 5 credits · low",
            "account 19 — 5 credits · low",
            "account 29 — 5 credits · low",
            "account 39 — 5 credits · low",
            "account 0 — 50 credits"
        ]
    );
    assert_eq!((forty.accounts.len(), forty.more.len()), (12, 28));
    assert_eq!(forty.more_text, "28 more are fine");
    assert_eq!(forty.others, None);

    let all_out = many(40).into_iter().map(|state| state.read("0", NOW));
    assert_eq!(rows(all_out.collect()).more_text, "28 more accounts");
}

#[test]
fn the_shape_of_the_menu_depends_only_on_which_accounts_are_watched() {
    fn shape(items: &[Item]) -> Vec<usize> {
        let inside = |item: &Item| match &item.entry {
            Entry::Submenu { items, .. } => shape(items),
            _ => Vec::new(),
        };
        let all = items.iter().flat_map(inside);
        std::iter::once(items.len()).chain(all).collect()
    }
    for general in ["{}", r#"{"tray":{"onlyLow":true}}"#] {
        for count in [1, 12, 40] {
            let of = |accounts: Vec<AccountState>| shape(&menu(&rows_as(general, accounts)));
            let fine = of(many(count)
                .into_iter()
                .map(|state| state.read("50", NOW))
                .collect());
            assert_eq!(of(many(count)), fine, "some are low");
            let lost = many(count).into_iter().map(|state| {
                let mut state = state.failed(Problem::KeyRejected);
                state.forecast = Some(lasting("3"));
                state.snoozed = Some(Snooze::UntilToppedUp);
                state
            });
            assert_eq!(of(lost.collect()), fine, "all are told much of");
        }
    }
}

#[test]
fn a_long_label_is_cut() {
    let long = "W".repeat(60);
    let row = row(account("kie", &long, None).read("50", NOW));
    assert_eq!(row, format!("{}… — 50 credits", "W".repeat(31)));
    let whole = "Exactly thirty-two characters ok";
    assert_eq!(whole.chars().count(), 32);
    let fits = rows(vec![account("kie", whole, None)]).accounts[0].text.clone();
    assert!(fits.starts_with(whole), "{fits}");
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

#[test]
fn an_account_that_cannot_be_used_has_a_row_that_says_why() {
    let settings = Settings::from_json(
        r#"{"version":1,"accounts":[
            {"id":"a","provider":"kie","label":"Music","lowBelow":10},
            {"id":"b","provider":"kie","label":"Off","lowBelow":10,"enabled":false}]}"#,
    )
    .unwrap();
    let all = State {
        unusable: settings.unusable,
        ..State::default()
    };
    let rows = drawn(&all, "{}", &TimeZone::UTC);
    let texts: Vec<_> = rows.accounts.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(texts, ["Music — can’t be used: check lowBelow in settings.json"]);
    assert_eq!(
        rows.sentence,
        "Music: can’t be used: check lowBelow in settings.json"
    );
    assert_eq!((rows.level, rows.others), (Level::Error, None));
    assert!(rows.needs_attention);
}
