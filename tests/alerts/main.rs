//! The book of alerts alone, driven as the monitor drives it.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

use credit_tray_core::{
    Account, AccountId, Amount, Unit,
    alerts::{Alert, AlertBook, AlertKind, Event, Moment, Observation, QuietHours, Rule, Snooze},
    channel::Channel,
    problem::ErrorCode,
    reading::Available,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

struct World {
    account: Account,
    book: AlertBook,
    seen: Option<Observation>,
    has_failed: bool,
    now: Timestamp,
    quiet_hours: Option<QuietHours>,
}

impl World {
    fn new(low_below: Option<&str>) -> Self {
        let account = serde_json::json!({
            "id": "a", "provider": "kie", "label": "A", "lowBelow": low_below, "refreshEverySecs": 60,
        });
        Self {
            account: serde_json::from_value(account).unwrap(),
            book: AlertBook::default(),
            seen: None,
            has_failed: false,
            now: "2026-11-20T12:00:00Z".parse().unwrap(),
            quiet_hours: None,
        }
    }

    fn id(&self) -> AccountId {
        self.account.id.clone()
    }

    fn pass(&mut self, minutes: i64) {
        self.now += SignedDuration::from_mins(minutes);
    }

    fn it_is(&mut self, moment: &str) {
        self.now = moment.parse().unwrap();
    }

    fn look(&self, credits: &str) -> Observation {
        Observation {
            available: Available::Limited(Amount::new(credits.parse().unwrap(), Unit::Credits)),
            days_left: None,
            spent_today: None,
            topped_up: None,
            today: self.now.to_zoned(TimeZone::UTC).date(),
            at: self.now,
        }
    }

    fn sees(&mut self, seen: Observation) -> Vec<Rule> {
        self.seen = Some(seen.clone());
        self.book.note(&self.account, &Event::Read(seen), self.now);
        self.tell()
    }

    fn reads(&mut self, credits: &str) -> Vec<Rule> {
        self.pass(1);
        self.sees(self.look(credits))
    }

    fn is_topped_up(&mut self, credits: &str, added: &str) -> Vec<Rule> {
        self.pass(60);
        self.sees(Observation {
            topped_up: Some(added.parse().unwrap()),
            ..self.look(credits)
        })
    }

    fn fails(&mut self, code: ErrorCode) -> Vec<Rule> {
        self.pass(1);
        let is_first = !std::mem::replace(&mut self.has_failed, true);
        let event = Event::Failed { code, is_first };
        self.book.note(&self.account, &event, self.now);
        self.tell()
    }

    fn tell(&mut self) -> Vec<Rule> {
        self.tell_all().iter().map(Alert::rule).collect()
    }

    fn tell_all(&mut self) -> Vec<Alert> {
        let moment = Moment {
            now: self.now,
            local: self.now.to_zoned(TimeZone::UTC).datetime(),
            quiet_hours: self.quiet_hours,
        };
        let (seen, desktop) = (self.seen.as_ref(), Channel::desktop());
        self.book.settle([&self.account], |_| seen, self.now);
        let told = self
            .book
            .take_due(&desktop, [&self.account], |_| seen, &moment, usize::MAX);
        for alert in &told {
            self.book
                .heard(&alert.key(), &desktop, std::slice::from_ref(desktop.id()));
        }
        told
    }
}

fn nights() -> Option<QuietHours> {
    serde_json::from_str(r#"{"from":"22:00","to":"07:00"}"#).unwrap()
}

/// The commonest life of a prepaid account: empty, topped up by exactly the threshold, spent again.
#[test]
fn an_account_that_is_emptied_a_second_time_is_told_of_a_second_time() {
    let mut world = World::new(Some("10"));
    assert_eq!(world.reads("0"), [Rule::Out]);
    assert_eq!(world.is_topped_up("10", "10"), []);
    let falls = ["8", "5", "2", "0.1", "0", "-1"];
    let told: Vec<_> = falls
        .into_iter()
        .flat_map(|credits| world.reads(credits))
        .collect();
    assert_eq!(told, [Rule::Low, Rule::Out]);
}

#[test]
fn an_account_whose_purchases_are_smaller_than_its_threshold_is_told_of_each_time_it_is_empty() {
    let mut world = World::new(Some("100"));
    assert_eq!(world.reads("0"), [Rule::Out]);
    for _ in 0..10 {
        assert_eq!(world.is_topped_up("90", "90"), []);
        let falls = ["60", "30", "0"];
        let told: Vec<_> = falls
            .into_iter()
            .flat_map(|credits| world.reads(credits))
            .collect();
        assert_eq!(told, [Rule::Out]);
    }
}

#[test]
fn nobody_is_told_in_the_morning_that_an_account_is_out_which_has_credit() {
    let mut world = World::new(Some("10"));
    world.quiet_hours = nights();
    world.it_is("2026-11-20T23:00:00Z");
    assert_eq!(world.reads("0"), []);
    assert_eq!(world.is_topped_up("10.2", "10.2"), []);
    world.it_is("2026-11-21T07:01:00Z");
    assert_eq!(world.reads("10.2"), []);
}

#[test]
fn nobody_is_told_that_an_account_is_below_a_threshold_above_which_it_is() {
    for wait in ["quiet hours", "pause", "snooze"] {
        let mut world = World::new(Some("10"));
        world.it_is("2026-11-20T23:00:00Z");
        let end = world.now + SignedDuration::from_hours(1);
        match wait {
            "quiet hours" => world.quiet_hours = nights(),
            "pause" => world.book.pause(Some(end)),
            _ => world.book.snooze(&world.id(), Snooze::Until(end)),
        }
        assert_eq!(world.reads("9.9"), []);
        assert_eq!(world.reads("10.4"), []);
        world.it_is("2026-11-21T07:01:00Z");
        assert_eq!(world.reads("10.4"), [], "after {wait}");
    }
}

#[test]
fn few_days_left_are_not_lost_behind_a_low_that_nobody_was_told_of() {
    let mut world = World::new(Some("100"));
    world.account.rules.days_left_below = Some(3);
    world.quiet_hours = nights();
    let one_day = |world: &World, credits: &str| Observation {
        days_left: Some("1".parse().unwrap()),
        ..world.look(credits)
    };
    world.it_is("2026-11-20T23:00:00Z");
    assert_eq!(world.sees(one_day(&world, "90")), []);
    world.pass(60);
    assert_eq!(world.sees(one_day(&world, "110")), []);
    world.it_is("2026-11-21T07:01:00Z");
    assert_eq!(world.sees(one_day(&world, "106")), [Rule::DaysLeft]);
}

#[test]
fn what_was_spent_before_midnight_is_told_in_the_morning_with_its_day() {
    let mut world = World::new(None);
    world.account.rules.spent_today_above = Some("50".parse().unwrap());
    world.quiet_hours = nights();
    let spent = |world: &mut World, moment: &str, spent: &str| {
        world.it_is(moment);
        let seen = Observation {
            spent_today: Some(spent.parse().unwrap()),
            ..world.look("100")
        };
        world.sees(seen)
    };
    assert_eq!(spent(&mut world, "2026-11-20T23:00:00Z", "80"), []);
    assert_eq!(spent(&mut world, "2026-11-21T01:00:00Z", "0"), []);
    world.it_is("2026-11-21T07:01:00Z");
    let told = world.tell_all();
    let on = Some("2026-11-20".parse().unwrap());
    assert!(
        matches!(&told[..], [Alert { kind: AlertKind::SpentToday { spent, on: day, .. }, .. }]
            if *day == on && spent.value().to_string() == "80"),
        "{told:?}"
    );
    assert_eq!(spent(&mut world, "2026-11-21T08:00:00Z", "10"), []);
    assert_eq!(
        spent(&mut world, "2026-11-21T09:00:00Z", "60"),
        [Rule::SpentToday]
    );
    assert_eq!(spent(&mut world, "2026-11-21T10:00:00Z", "70"), []);
    assert_eq!(
        spent(&mut world, "2026-11-22T12:00:00Z", "10"),
        [],
        "that is known"
    );
}

#[test]
fn a_revoked_key_is_told_of_also_where_every_other_reply_is_lost() {
    let mut world = World::new(Some("10"));
    world.reads("100");
    let mut told = Vec::new();
    for _ in 0..100 {
        told.extend(world.fails(ErrorCode::KeyRejected));
        told.extend(world.fails(ErrorCode::Timeout));
    }
    assert_eq!(told, [Rule::KeyRejected]);
}

#[test]
fn a_second_key_that_is_rejected_too_is_told_of() {
    let mut world = World::new(Some("10"));
    let twice = |world: &mut World| {
        let mut told = world.fails(ErrorCode::KeyRejected);
        told.extend(world.fails(ErrorCode::KeyRejected));
        told
    };
    assert_eq!(twice(&mut world), [Rule::KeyRejected]);
    world.book.key_changed(&world.id(), true);
    assert_eq!(twice(&mut world), [Rule::KeyRejected]);
}

#[test]
fn a_snooze_that_is_taken_back_tells_nothing_that_was_told_before() {
    let mut world = World::new(Some("10"));
    assert_eq!(world.reads("5"), [Rule::Low]);
    let end = world.now + SignedDuration::from_hours(1);
    world.book.snooze(&world.id(), Snooze::Until(end));
    world.book.end_snooze(&world.id());
    assert_eq!(world.tell(), []);
}

#[test]
fn a_snooze_that_ends_tells_again_what_still_holds() {
    let mut world = World::new(Some("10"));
    assert_eq!(world.reads("5"), [Rule::Low]);
    let end = world.now + SignedDuration::from_hours(1);
    world.book.snooze(&world.id(), Snooze::Until(end));
    assert_eq!(world.reads("5"), []);
    world.pass(60);
    assert_eq!(world.tell(), [Rule::Low]);
    assert_eq!(world.tell(), []);
}

#[test]
fn days_left_is_armed_again_by_a_top_up_after_which_nothing_can_be_forecast() {
    let mut world = World::new(None);
    world.account.rules.days_left_below = Some(3);
    let lasts = |world: &World, days: &str, credits: &str| Observation {
        days_left: Some(days.parse().unwrap()),
        ..world.look(credits)
    };
    assert_eq!(world.sees(lasts(&world, "2", "100")), [Rule::DaysLeft]);
    assert_eq!(world.is_topped_up("100000", "99900"), []);
    world.pass(60 * 24 * 60);
    assert_eq!(world.reads("100000"), []);
    world.pass(60 * 24);
    assert_eq!(world.sees(lasts(&world, "1", "20000")), [Rule::DaysLeft]);
}

#[test]
fn one_rule_that_a_newer_version_knows_does_not_make_everything_forgotten() {
    let mut world = World::new(Some("10"));
    assert_eq!(world.reads("5"), [Rule::Low]);
    world.book.snooze(&world.id(), Snooze::UntilToppedUp);
    let mut json = serde_json::to_value(&world.book).unwrap();
    json["accounts"]["a"]["rules"]["weeklySpend"] = "told".into();
    json["accounts"]["b"] = serde_json::json!({ "rules": { "low": "shouted" } });
    let book: AlertBook = serde_json::from_value(json).unwrap();
    let id = world.id();
    assert_eq!(book.snoozed(&id, world.now), Some(Snooze::UntilToppedUp));
    assert_eq!(book.alerts(&id), world.book.alerts(&id));
}
