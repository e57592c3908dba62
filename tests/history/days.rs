//! What becomes of readings that are older than a month.

use super::*;

fn days_ago(days: i64, value: i64) -> Point {
    Point {
        at: now() - (days * 24).hours(),
        amount: Amount::new(value.into(), Unit::Usd),
    }
}

#[test]
fn a_month_later_a_day_is_its_figures() {
    let dir = new_dir();
    let history = open(dir.path());
    let old = [
        days_ago(40, 9),
        Point {
            at: days_ago(40, 0).at + 1.hour(),
            ..days_ago(0, 4)
        },
    ];
    record(&history, &old);
    assert_eq!(all_points(&history), old, "nothing newer is known yet");

    record(&history, &[days_ago(0, 5), days_ago(-1, 6)]);
    assert_eq!(all_points(&history), [days_ago(0, 5), days_ago(-1, 6)]);
    let known = |since| history.readings(&account(), since).unwrap();
    let all = [old[0], old[1], days_ago(0, 5), days_ago(-1, 6)];
    assert_eq!(known(Timestamp::MIN), all);
    assert_eq!(
        known(old[1].at),
        all[1..],
        "the later reading of a day that began before"
    );
    assert_eq!(known(now()), all[2..]);
    let days = all_days(&history);
    let figures: Vec<_> = days
        .iter()
        .map(|day| (day.first, day.last, day.min, day.max))
        .collect();
    assert_eq!(figures[0], (old[0], old[1], old[1].amount, old[0].amount));
    assert_eq!(days.len(), 3, "{days:?}");
    let recent = history.days(&account(), days[1].date).unwrap();
    assert_eq!(recent, days[1..]);

    let late = Point {
        at: old[0].at - 1.hour(),
        amount: Amount::new(Decimal::new(-5, 1), Unit::Usd),
    };
    record(&history, &[late]);
    let with_late = Day {
        first: late,
        min: late.amount,
        ..days[0]
    };
    assert_eq!(all_days(&history)[0], with_late);
    history.close();
    let again = open(dir.path());
    assert_eq!(all_days(&again), [with_late, days[1], days[2]]);
    assert_eq!(all_points(&again), [days_ago(0, 5), days_ago(-1, 6)]);
}

#[test]
fn a_forgotten_account_leaves_neither_readings_nor_days() {
    let dir = new_dir();
    let history = open(dir.path());
    let other = AccountId::new("other");
    record(&history, &[days_ago(40, 9), days_ago(0, 5), days_ago(-1, 4)]);
    history.record(&other, days_ago(0, 1));
    assert_eq!(all_days(&history).len(), 3);
    record(&history, &[days_ago(-1, 3)]);
    history.forget(&account());
    assert!(all_points(&history).is_empty() && all_days(&history).is_empty());
    history.close();
    assert_eq!(open(dir.path()).accounts().unwrap(), [other]);
}

#[test]
fn an_account_of_which_only_days_are_left_is_still_known() {
    let dir = new_dir();
    let history = open(dir.path());
    record(&history, &[days_ago(40, 9)]);
    history.record(&AccountId::new("other"), days_ago(-1, 1));
    assert!(all_points(&history).is_empty());
    assert!(history.accounts().unwrap().contains(&account()));
}
