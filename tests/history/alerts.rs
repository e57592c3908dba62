//! What the person was told, as long as a chart shows it.

use super::*;

const RULES: [Rule; 7] = [
    Rule::Out,
    Rule::Low,
    Rule::DaysLeft,
    Rule::SpentToday,
    Rule::KeyRejected,
    Rule::NoReading,
    Rule::ToppedUp,
];

fn hours_ago(hours: i64, rule: Rule) -> ToldAlert {
    ToldAlert {
        at: now() - hours.hours(),
        rule,
    }
}

fn tell(history: &History, alerts: &[ToldAlert]) {
    for alert in alerts {
        history.record_alert(&account(), alert.at, alert.rule);
    }
}

fn reading(at: Timestamp) -> Point {
    Point { at, ..nth(0) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_alert_comes_back_exactly_and_once(
        told in prop::collection::btree_map(any::<i64>(), prop::sample::select(RULES.to_vec()), 1..40),
        since in any::<i64>(),
    ) {
        let dir = new_dir();
        let history = open(dir.path());
        let at = |nanosecond: i64| Timestamp::from_nanosecond(nanosecond.into()).unwrap();
        let told: Vec<_> = told.into_iter().map(|(nanosecond, rule)| ToldAlert { at: at(nanosecond), rule }).collect();
        tell(&history, &told);
        tell(&history, &told);
        prop_assert_eq!(&all_alerts(&history), &told);
        let later: Vec<_> = told.iter().copied().filter(|alert| alert.at >= at(since)).collect();
        prop_assert_eq!(history.alerts(&account(), at(since)).unwrap(), later);
        prop_assert!(history.alerts(&AccountId::new("other"), Timestamp::MIN).unwrap().is_empty());
    }
}

#[test]
fn alerts_outlive_a_restart_and_more_than_one_may_be_told_at_once() {
    let dir = new_dir();
    let at_once = RULES.map(|rule| ToldAlert { at: now(), rule });
    tell(&open(dir.path()), &at_once);
    let alerts = all_alerts(&open(dir.path()));
    assert_eq!(alerts.len(), at_once.len());
    assert!(at_once.iter().all(|alert| alerts.contains(alert)));
}

#[test]
fn a_forgotten_account_leaves_no_alert() {
    let dir = new_dir();
    let history = open(dir.path());
    let other = AccountId::new("other");
    tell(&history, &[hours_ago(1, Rule::Low)]);
    history.record_alert(&other, now(), Rule::Out);
    history.forget(&account());
    assert!(all_alerts(&history).is_empty());
    assert_eq!(
        history.alerts(&other, Timestamp::MIN).unwrap(),
        [hours_ago(0, Rule::Out)]
    );
}

#[test]
fn alerts_are_kept_for_a_hundred_days() {
    let dir = new_dir();
    let history = open(dir.path());
    let (old, at_border, new) = (
        hours_ago(100 * 24 + 1, Rule::Low),
        hours_ago(100 * 24, Rule::Out),
        hours_ago(1, Rule::Low),
    );
    tell(&history, &[old, at_border, new]);
    record(&history, &[reading(now())]);
    assert_eq!(all_alerts(&history), [old, at_border, new], "of the same day");
    history.close();

    let history = open(dir.path());
    assert_eq!(all_alerts(&history), [at_border, new]);
    record(&history, &[reading(now() + 24.hours())]);
    assert_eq!(all_alerts(&history), [new]);
}

#[test]
fn a_clock_that_runs_ahead_costs_no_alert() {
    let dir = new_dir();
    let history = open(dir.path());
    let alert = hours_ago(1, Rule::Low);
    tell(&history, &[alert]);
    record(&history, &[reading(now())]);
    history.close();
    let ahead = History::open(dir.path(), "2099-01-01T00:00:00Z".parse().unwrap()).history;
    assert_eq!(all_alerts(&ahead), [alert]);
}

#[test]
fn an_alert_under_an_impossible_clock_costs_no_other_change() {
    let dir = new_dir();
    let history = open(dir.path());
    let impossible = ToldAlert {
        at: "2300-01-01T00:00:00Z".parse().unwrap(),
        rule: Rule::Out,
    };
    tell(&history, &[impossible, hours_ago(1, Rule::Low)]);
    record(&history, &[reading(now())]);
    assert_eq!(all_alerts(&history), [hours_ago(1, Rule::Low)]);
    assert_eq!(all_points(&history), [reading(now())]);
}

#[test]
fn a_rule_that_nobody_knows_is_damage() {
    let dir = new_dir();
    tell(&open(dir.path()), &[hours_ago(1, Rule::Low)]);
    let foreign = rusqlite::Connection::open(file(dir.path())).unwrap();
    foreign.execute("UPDATE alerts SET rule = 'weather'", []).unwrap();
    foreign.close().unwrap();
    let alerts = open(dir.path()).alerts(&account(), Timestamp::MIN);
    assert!(
        matches!(&alerts, Err(HistoryError::Damaged(what)) if what.contains("weather")),
        "{alerts:?}"
    );
}
