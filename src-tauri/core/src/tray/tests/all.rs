//! What is said of all accounts together, and the menu as a whole.

use super::super::menu::{Entry, Item, menu};
use super::*;
use crate::{
    Channel,
    delivery::{DeliveryProblem, Undelivered},
};

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

#[test]
fn a_line_tells_that_alerts_do_not_get_through() {
    let mut all = State {
        accounts: ok_low_out(),
        ..State::default()
    };
    let told = |all: &State| {
        let items = menu(&drawn(all, "{}", &TimeZone::UTC)).into_iter();
        let lines = items
            .filter(|item| item.is_visible)
            .filter_map(|item| match item.entry {
                Entry::Told(text) => text
                    .strip_prefix("Alerts aren’t getting through: ")
                    .map(str::to_owned),
                _ => None,
            });
        lines.collect::<Vec<_>>()
    };
    assert_eq!(told(&all), [""; 0]);
    let undelivered = |channel, problem| Undelivered {
        channel,
        since: now(),
        problem: Some(problem),
        waiting: 1,
        failed: 0,
    };
    all.undelivered
        .push(undelivered(Channel::desktop(), DeliveryProblem::NoService));
    assert_eq!(told(&all), ["the desktop"]);
    let phone = serde_json::json!({ "kind": "ntfy", "id": "phone", "url": "https://ntfy.example/mine" });
    let phone = serde_json::from_value(phone).unwrap();
    all.undelivered
        .push(undelivered(phone, DeliveryProblem::Status(500)));
    assert_eq!(told(&all), ["the desktop, ntfy (ntfy.example/mine)"]);
}
