use super::*;
use crate::{amount::parse_decimal, texts::EN};
use serde_json::json;

fn point(at: &str, amount: &str, unit: Unit) -> Point {
    Point {
        at: at.parse().unwrap(),
        amount: Amount::new(parse_decimal(amount).unwrap(), unit),
    }
}

/// A day that is compacted and one in detail, under an id that CSV has to quote.
fn report(since: &str) -> HistoryReport {
    let old = point("2026-10-01T08:00:00Z", "1095.400000000000000001", Unit::Credits);
    let later = point("2026-10-01T20:00:00Z", "1000", Unit::Credits);
    let first = point("2026-11-20T09:00:00.5Z", "-0.30", Unit::Credits);
    let last = point("2026-11-20T10:00:00Z", "12", Unit::Credits);
    let day = |first: Point, last: Point, min: Point, max: Point| Day {
        date: first.at.to_string()[..10].parse().unwrap(),
        first,
        last,
        min: min.amount,
        max: max.amount,
    };
    HistoryReport {
        since: since.parse().unwrap(),
        accounts: vec![AccountHistory {
            id: AccountId::new("my \"kie\", main"),
            label: "kie.ai".into(),
            points: vec![first, last],
            days: vec![day(old, later, later, old), day(first, last, first, last)],
            spent: vec![
                Some(Amount::new(
                    parse_decimal("95.400000000000000001").unwrap(),
                    Unit::Credits,
                )),
                None,
            ],
        }],
    }
}

#[test]
fn the_table_has_a_row_a_day() {
    assert_eq!(
        report("2026-01-01T00:00:00Z").rows(&EN),
        [
            [
                "kie.ai",
                "my \"kie\", main",
                "2026-10-01",
                "95.40 credits",
                "1,000 credits"
            ],
            ["kie.ai", "my \"kie\", main", "2026-11-20", "—", "12 credits"],
        ]
    );
}

#[test]
fn json_is_as_documented_and_exact() {
    let json: serde_json::Value =
        serde_json::from_str(&report("2026-01-01T00:00:00Z").to_json().unwrap()).unwrap();
    assert_eq!(
        json,
        json!({ "version": 1, "accounts": [{
            "id": "my \"kie\", main", "label": "kie.ai",
            "points": [
                { "at": "2026-11-20T09:00:00.5Z", "amount": "-0.3", "unit": "credits" },
                { "at": "2026-11-20T10:00:00Z", "amount": "12", "unit": "credits" },
            ],
            "days": [
                { "date": "2026-10-01", "first": "1095.400000000000000001", "last": "1000",
                  "min": "1000", "max": "1095.400000000000000001",
                  "spent": "95.400000000000000001", "unit": "credits" },
                { "date": "2026-11-20", "first": "-0.3", "last": "12", "min": "-0.3", "max": "12", "spent": null, "unit": "credits" },
            ],
        }] })
    );
}

#[test]
fn csv_quotes_as_rfc_4180_says_and_has_each_known_reading_once() {
    let text = |since| String::from_utf8(report(since).to_csv().unwrap()).unwrap();
    let id = r#""my ""kie"", main""#;
    let recent =
        format!("{id},2026-11-20T09:00:00.5Z,-0.3,credits\r\n{id},2026-11-20T10:00:00Z,12,credits\r\n");
    let second_of_old = format!("{id},2026-10-01T20:00:00Z,1000,credits\r\n");
    let first_of_old = format!("{id},2026-10-01T08:00:00Z,1095.400000000000000001,credits\r\n");
    let header = "account,at,amount,unit\r\n";
    assert_eq!(
        text("2026-01-01T00:00:00Z"),
        format!("{header}{first_of_old}{second_of_old}{recent}")
    );
    assert_eq!(
        text("2026-10-01T20:00:00Z"),
        format!("{header}{second_of_old}{recent}")
    );
    assert_eq!(text("2026-11-01T00:00:00Z"), format!("{header}{recent}"));
    assert_eq!(text("2026-12-01T00:00:00Z"), header);
}

#[test]
fn nothing_known_is_an_empty_report() {
    let empty = HistoryReport {
        since: Timestamp::UNIX_EPOCH,
        accounts: Vec::new(),
    };
    assert!(empty.rows(&EN).is_empty());
    assert_eq!(empty.to_csv().unwrap(), b"account,at,amount,unit\r\n");
    let json: serde_json::Value = serde_json::from_str(&empty.to_json().unwrap()).unwrap();
    assert_eq!(json, json!({ "version": 1, "accounts": [] }));
}

#[test]
fn what_was_spent_is_told_by_day_and_a_top_up_is_no_negative_spend() {
    let points = [
        point("2026-11-18T00:00:00Z", "100", Unit::Usd),
        point("2026-11-19T00:00:00Z", "90", Unit::Usd),
        point("2026-11-19T12:00:00Z", "85", Unit::Usd),
        point("2026-11-19T13:00:00Z", "185", Unit::Usd),
        point("2026-11-20T00:00:00Z", "184", Unit::Usd),
        point("2026-11-20T10:00:00Z", "150", Unit::Usd),
    ];
    let day = |from: usize, to: usize| Day {
        date: points[from].at.to_string()[..10].parse().unwrap(),
        first: points[from],
        last: points[to],
        min: points[to].amount,
        max: points[from].amount,
    };
    let days = [day(0, 0), day(1, 3), day(4, 5)];
    let now = "2026-11-20T11:00:00Z".parse().unwrap();
    let spent = |days: &[Day]| {
        AccountHistory::spent_on(days, &known_readings(&points, days, Timestamp::MIN), now)
            .into_iter()
            .map(|spent| spent.map(|spent| EN.amount(spent)))
            .collect::<Vec<_>>()
    };
    let dollars = |text: &str| Some(text.to_owned());
    assert_eq!(
        spent(&days),
        [dollars("$10.00"), dollars("$6.00"), dollars("$34.00")]
    );
    // A period that begins with a day knows what came before it.
    assert_eq!(spent(&days[2..]), [dollars("$34.00")]);
}

proptest::proptest! {
    #[test]
    fn no_day_has_negative_spend(values in proptest::collection::vec((0_i64..40, -500_i64..500), 1..60)) {
        let mut values = values;
        values.sort_by_key(|(hour, _)| *hour);
        values.dedup_by_key(|(hour, _)| *hour);
        let points: Vec<Point> = values
            .iter()
            .map(|(hour, cents)| Point {
                at: Timestamp::from_second(hour * 5 * 3600).unwrap(),
                amount: Amount::new(rust_decimal::Decimal::new(*cents, 2), Unit::Usd),
            })
            .collect();
        let mut days = crate::history::day::Days::default();
        for point in &points {
            days.add_point(*point);
        }
        let days = days.into_vec();
        let now = Timestamp::from_second(40 * 5 * 3600).unwrap();
        let spent = AccountHistory::spent_on(&days, &known_readings(&points, &days, Timestamp::MIN), now);
        proptest::prop_assert_eq!(spent.len(), days.len());
        for amount in spent.into_iter().flatten() {
            proptest::prop_assert!(!amount.value().is_sign_negative(), "{:?}", amount);
        }
    }
}
