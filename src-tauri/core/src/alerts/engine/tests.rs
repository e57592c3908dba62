use proptest::prelude::*;

use super::*;
use crate::{
    Amount, Unit,
    alerts::{Delivery, Rules},
    channel::ChannelId,
};

fn account(low_below: Option<&str>, rules: Rules) -> Account {
    let mut account: Account = serde_json::from_value(serde_json::json!({
        "id": "a", "provider": "kie", "label": "A", "lowBelow": low_below,
    }))
    .unwrap();
    account.rules = rules;
    account
}

fn seen(available: &str) -> Observation {
    Observation {
        available: Available::Limited(Amount::new(available.parse().unwrap(), Unit::Credits)),
        days_left: None,
        spent_today: None,
        topped_up: None,
        today: "2026-11-20".parse().unwrap(),
        at: at(0),
    }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + seconds).unwrap()
}

/// An account's life, event by event; whatever becomes due is told at once.
struct Life {
    account: Account,
    state: AccountAlerts,
    now: i64,
}

impl Life {
    fn new(low_below: Option<&str>, rules: Rules) -> Self {
        Self {
            account: account(low_below, rules),
            state: AccountAlerts::default(),
            now: 0,
        }
    }

    /// What becomes due by this.
    fn on(&mut self, event: &Event) -> Vec<Rule> {
        self.now += 60;
        self.state = step(
            std::mem::take(&mut self.state),
            event,
            &self.account,
            at(self.now),
        );
        let desktop = ChannelId::desktop();
        let mut due = Vec::new();
        for (rule, firing) in &mut self.state.rules {
            if firing.delivery(&desktop).is_none() {
                firing.set(&desktop, Delivery::Told);
                due.push(*rule);
            }
        }
        due
    }

    fn reads(&mut self, available: &str) -> Vec<Rule> {
        self.on(&Event::Read(seen(available)))
    }

    fn sees(&mut self, change: impl FnOnce(&mut Observation)) -> Vec<Rule> {
        let mut seen = seen("100");
        change(&mut seen);
        self.on(&Event::Read(seen))
    }

    fn fails(&mut self, code: ErrorCode) -> Vec<Rule> {
        self.on(&Event::Failed {
            code,
            is_first: false,
        })
    }
}

#[test]
fn a_balance_that_trembles_around_its_threshold_is_told_once() {
    let mut life = Life::new(Some("30"), Rules::default());
    assert_eq!(life.reads("30"), []);
    assert_eq!(life.reads("29.99"), [Rule::Low]);
    for trembling in ["30", "29.5", "31", "29", "31.49", "29.9"] {
        assert_eq!(life.reads(trembling), [], "{trembling}");
    }
    assert_eq!(life.reads("31.5"), [], "a twentieth above is a recovery");
    assert_eq!(life.reads("29"), [Rule::Low]);
}

#[test]
fn a_first_reading_that_is_low_is_news() {
    assert_eq!(Life::new(Some("30"), Rules::default()).reads("5"), [Rule::Low]);
}

#[test]
fn out_is_told_once_until_the_account_is_usable_again() {
    let mut life = Life::new(Some("30"), Rules::default());
    assert_eq!(life.reads("10"), [Rule::Low]);
    assert_eq!(life.reads("0"), [Rule::Out]);
    assert_eq!(life.reads("0.01"), []);
    assert_eq!(life.reads("-1"), []);
    assert_eq!(life.reads("200"), []);
    assert_eq!(life.reads("0"), [Rule::Out, Rule::Low]);

    let mut without_threshold = Life::new(None, Rules::default());
    assert_eq!(without_threshold.reads("0"), [Rule::Out]);
    assert_eq!(without_threshold.reads("0.5"), []);
    assert_eq!(without_threshold.reads("0"), [], "trembling around zero");
    assert_eq!(without_threshold.reads("50"), []);
    assert_eq!(without_threshold.reads("0"), [Rule::Out]);
}

#[test]
fn an_error_changes_nothing_about_the_balance() {
    let mut life = Life::new(Some("30"), Rules::default());
    life.reads("5");
    for code in [
        ErrorCode::Timeout,
        ErrorCode::Offline,
        ErrorCode::BadResponse,
        ErrorCode::RateLimited,
    ] {
        assert_eq!(life.fails(code), []);
        assert_eq!(life.reads("5"), []);
    }
}

#[test]
fn a_changed_threshold_counts_at_once() {
    let mut life = Life::new(Some("30"), Rules::default());
    assert_eq!(life.reads("20.5"), [Rule::Low]);
    life.account.low_below = Some("20".parse().unwrap());
    assert_eq!(life.reads("20.5"), []);
    assert_eq!(life.reads("19"), [Rule::Low], "the new threshold is another one");
    life.account.low_below = None;
    assert_eq!(life.reads("1"), []);
    life.account.low_below = Some("5".parse().unwrap());
    assert_eq!(life.reads("1"), [Rule::Low]);
}

#[test]
fn a_rule_that_is_off_says_nothing() {
    let off = Rules {
        low: false,
        out: false,
        key_rejected: false,
        ..Rules::default()
    };
    let mut life = Life::new(Some("30"), off);
    assert_eq!(life.reads("5"), []);
    assert_eq!(life.reads("0"), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), []);
}

#[test]
fn few_days_left_are_told_and_told_again_only_after_many() {
    let rules = Rules {
        days_left_below: Some(4),
        ..Rules::default()
    };
    let mut life = Life::new(None, rules);
    let mut lasts = |days: Option<&str>| {
        let days = days.map(|days| days.parse().unwrap());
        life.sees(|seen| seen.days_left = days)
    };
    assert_eq!(lasts(None), []);
    assert_eq!(lasts(Some("4")), []);
    assert_eq!(lasts(Some("3.9")), [Rule::DaysLeft]);
    assert_eq!(lasts(Some("4.5")), []);
    assert_eq!(lasts(None), [], "not knowing is no recovery");
    assert_eq!(lasts(Some("3")), []);
    assert_eq!(lasts(Some("7.9")), [], "an estimate trembles");
    assert_eq!(lasts(Some("3")), []);
    assert_eq!(lasts(Some("8")), []);
    assert_eq!(lasts(Some("3")), [Rule::DaysLeft]);
}

proptest! {
    #[test]
    fn few_days_left_are_told_again_only_after_a_top_up_or_clearly_more(
        looks in prop::collection::vec((prop::option::of(0_i64..12), prop::bool::weighted(0.1)), 1..40),
    ) {
        let rules = Rules { days_left_below: Some(3), ..Rules::default() };
        let mut life = Life::new(None, rules);
        let mut may_be_told = true;
        for (days, is_topped_up) in looks {
            may_be_told |= is_topped_up || days.is_some_and(|days| days >= 6);
            let told = life.sees(|seen| {
                seen.days_left = days.map(Decimal::from);
                seen.topped_up = is_topped_up.then_some(Decimal::TEN);
            });
            prop_assert_eq!(!told.is_empty(), may_be_told && days.is_some_and(|days| days < 3));
            may_be_told &= told.is_empty();
        }
    }
}

#[test]
fn what_is_spent_in_a_day_is_told_once_a_day() {
    let rules = Rules {
        spent_today_above: Some("50".parse().unwrap()),
        ..Rules::default()
    };
    let mut life = Life::new(None, rules);
    let mut spent = |spent: &str, today: &str| {
        life.sees(|seen| {
            seen.spent_today = Some(spent.parse().unwrap());
            seen.today = today.parse().unwrap();
        })
    };
    assert_eq!(spent("50", "2026-11-20"), []);
    assert_eq!(spent("51", "2026-11-20"), [Rule::SpentToday]);
    assert_eq!(spent("40", "2026-11-20"), [], "a refund");
    assert_eq!(spent("60", "2026-11-20"), []);
    assert_eq!(spent("1", "2026-11-21"), []);
    assert_eq!(spent("70", "2026-11-21"), [Rule::SpentToday]);
    assert_eq!(
        spent("80", "2026-11-22"),
        [Rule::SpentToday],
        "another day, told at once"
    );
}

#[test]
fn what_is_given_back_before_anybody_was_told_was_not_spent() {
    let rules = Rules {
        spent_today_above: Some("50".parse().unwrap()),
        ..Rules::default()
    };
    let mut life = Life::new(None, rules);
    let noticed = |life: &mut Life, spent: &str| {
        let seen = Observation {
            spent_today: Some(spent.parse().unwrap()),
            ..seen("100")
        };
        life.state.read(&seen, &life.account, at(0));
        life.state.rules.contains_key(&Rule::SpentToday)
    };
    assert!(noticed(&mut life, "60"));
    assert!(
        !noticed(&mut life, "0"),
        "nobody was told meanwhile, as in quiet hours"
    );
}

#[test]
fn who_was_told_that_one_limit_is_passed_is_told_of_a_higher_one_that_day_too() {
    let rules = |above: &str| Rules {
        spent_today_above: Some(above.parse().unwrap()),
        ..Rules::default()
    };
    let mut life = Life::new(None, rules("50"));
    let spent =
        |life: &mut Life, spent: &str| life.sees(|seen| seen.spent_today = Some(spent.parse().unwrap()));
    assert_eq!(spent(&mut life, "60"), [Rule::SpentToday]);
    life.account.rules = rules("100");
    assert_eq!(spent(&mut life, "70"), []);
    assert_eq!(spent(&mut life, "110"), [Rule::SpentToday]);
    life.account.rules = rules("105");
    assert_eq!(
        spent(&mut life, "120"),
        [],
        "above that one, too, which they know"
    );
}

#[test]
fn what_was_added_is_not_told_to_who_does_not_want_to_know_any_more() {
    let wanted = |topped_up| Rules {
        topped_up,
        ..Rules::default()
    };
    let mut life = Life::new(None, wanted(true));
    let added = Observation {
        topped_up: Some("90".parse().unwrap()),
        ..seen("100")
    };
    life.state.read(&added, &life.account, at(0));
    assert!(life.state.rules.contains_key(&Rule::ToppedUp));
    life.account.rules = wanted(false);
    life.state.reconsider(&added, &life.account, at(0));
    assert_eq!(life.state.rules.get(&Rule::ToppedUp), None);
    assert_eq!(life.state.topped_up, None);
}

#[test]
fn one_rejection_may_be_a_hiccup_and_two_are_not() {
    let mut life = Life::new(None, Rules::default());
    assert_eq!(life.fails(ErrorCode::KeyRejected), []);
    assert_eq!(life.reads("100"), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), [Rule::KeyRejected]);
    assert_eq!(life.fails(ErrorCode::Timeout), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), [], "told already");
    assert_eq!(life.reads("100"), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), []);
    assert_eq!(life.fails(ErrorCode::KeyRejected), [Rule::KeyRejected]);
}

#[test]
fn hours_without_a_reading_count_only_while_somebody_looked() {
    let rules = Rules {
        no_reading_for_hours: Some(2),
        ..Rules::default()
    };
    let mut life = Life::new(None, rules);
    let offline = |is_first| Event::Failed {
        code: ErrorCode::Offline,
        is_first,
    };
    assert_eq!(life.on(&offline(true)), []);
    life.now += 3600;
    assert_eq!(life.on(&offline(false)), []);
    life.now += 3600;
    assert_eq!(life.on(&offline(false)), [Rule::NoReading]);
    life.now += 9 * 3600;
    assert_eq!(life.on(&offline(false)), []);

    life.reads("100");
    assert_eq!(life.on(&offline(false)), []);
    life.now += 8 * 3600;
    assert_eq!(life.on(&offline(true)), [], "the computer slept; nobody looked");
    life.now -= 20 * 3600;
    assert_eq!(life.on(&offline(false)), [], "a clock set back");
    life.now += 7200;
    assert_eq!(life.on(&offline(false)), [Rule::NoReading]);
}

#[test]
fn who_wants_to_know_of_longer_times_only_is_not_told_of_a_shorter_one_that_waited() {
    let within = |hours| Rules {
        no_reading_for_hours: Some(hours),
        ..Rules::default()
    };
    let mut life = Life::new(None, within(2));
    let offline = Event::Failed {
        code: ErrorCode::Offline,
        is_first: false,
    };
    let fails_at = |life: &mut Life, hours: i64| {
        let before = std::mem::take(&mut life.state);
        life.state = step(before, &offline, &life.account, at(hours * 3600));
        life.state.rules.contains_key(&Rule::NoReading)
    };
    assert!(!fails_at(&mut life, 0));
    assert!(fails_at(&mut life, 2));
    life.account.rules = within(24);
    assert!(
        !fails_at(&mut life, 3),
        "nobody was told meanwhile, as in quiet hours"
    );
    assert!(fails_at(&mut life, 24));
}

#[test]
fn what_waits_for_a_person_counts_also_while_nobody_looked() {
    let mut life = Life::new(None, Rules::default());
    let fails = |code, is_first| Event::Failed { code, is_first };
    assert_eq!(life.on(&fails(ErrorCode::KeyMissing, true)), []);
    life.now += 20 * 3600;
    assert_eq!(life.on(&fails(ErrorCode::KeyMissing, true)), []);
    life.now += 5 * 3600;
    assert_eq!(life.on(&fails(ErrorCode::KeyMissing, true)), [Rule::NoReading]);
}

#[test]
fn added_credit_is_told_if_wanted() {
    let rules = Rules {
        topped_up: true,
        ..Rules::default()
    };
    let mut life = Life::new(None, rules);
    let mut added = |added: Option<&str>| {
        let added = added.map(|added| added.parse().unwrap());
        life.sees(|seen| seen.topped_up = added)
    };
    assert_eq!(added(None), []);
    assert_eq!(added(Some("100")), [Rule::ToppedUp]);
    assert_eq!(added(None), []);
    assert_eq!(added(Some("50")), [Rule::ToppedUp]);
    assert_eq!(added(Some("50")), [Rule::ToppedUp]);
}

#[test]
fn a_key_without_a_cap_is_never_low() {
    let mut life = Life::new(Some("30"), Rules::default());
    life.reads("5");
    assert_eq!(life.sees(|seen| seen.available = Available::Unlimited), []);
    assert_eq!(life.reads("5"), [Rule::Low]);
    assert_eq!(
        life.sees(|seen| seen.available = Available::Exhausted),
        [Rule::Out]
    );
}

#[test]
fn no_amount_is_too_large_to_be_decided_on() {
    let largest = Decimal::MAX.to_string();
    let mut life = Life::new(
        Some(&largest),
        Rules {
            days_left_below: Some(u32::MAX),
            topped_up: true,
            ..Rules::default()
        },
    );
    assert_eq!(life.reads("1"), [Rule::Low]);
    assert_eq!(life.reads(&largest), []);
    for _ in 0..2 {
        life.sees(|seen| {
            seen.available = Available::Limited(Amount::new(Decimal::MAX, Unit::Credits));
            seen.days_left = Some(Decimal::MAX);
            seen.topped_up = Some(Decimal::MAX);
        });
    }
}
