use credit_tray_core::{forecast::forecast, settings::Settings};
use credit_tray_engine::history::FILE_NAME;
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::*;

/// Every eleventh hour of a week, so every day and many hours of it.
fn moments() -> impl Iterator<Item = Zoned> {
    let monday: Timestamp = "2026-11-16T00:30:00Z".parse().unwrap();
    (0..16).map(move |step| (monday + SignedDuration::from_hours(11 * step)).to_zoned(TimeZone::UTC))
}

#[test]
fn whenever_it_is_shown_every_account_has_a_past_that_leads_to_what_is_left() {
    for now in moments() {
        for account in ACCOUNTS {
            let past = account.past(&now);
            let (first, last) = (past.first().unwrap(), past.last().unwrap());
            assert_eq!(last.amount.value(), account.left.normalize(), "{}", account.id);
            assert_eq!(last.at, now.timestamp());
            assert!(now.timestamp().duration_since(first.at) >= SignedDuration::from_hours(27 * 24));
            assert!(past.iter().all(|point| point.amount.value().is_sign_positive()));
        }
    }
}

#[test]
fn whenever_it_is_shown_every_account_has_days_left_that_differ() {
    for now in moments() {
        let mut days: Vec<_> = ACCOUNTS
            .iter()
            .map(|account| {
                let forecast = forecast(&account.past(&now), now.timestamp());
                forecast
                    .unwrap_or_else(|| panic!("{} at {now}", account.id))
                    .days_left
                    .likely
            })
            .collect();
        days.sort();
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{now}: {days:?}");
    }
}

#[tokio::test]
async fn what_the_providers_say_continues_the_history_and_only_one_account_is_near_its_threshold() {
    let simulator = Simulator::start().await.unwrap();
    for account in ACCOUNTS {
        account.open_at(&simulator);
        let balance = simulator.account(account.provider, &account.key()).balance();
        assert!(account.left - balance.spendable() < account.low_below / rust_decimal::dec!(20));
    }
    let near = |account: &&Account| account.left < account.low_below * rust_decimal::dec!(2);
    let near: Vec<_> = ACCOUNTS.iter().filter(near).map(|account| account.id).collect();
    assert_eq!(near, ["kie-video"]);
}

#[test]
fn the_app_understands_what_is_written() {
    let config_dir = tempfile::tempdir().unwrap();
    let now = Zoned::now();
    write_history(config_dir.path(), &now).unwrap();
    write_settings(config_dir.path(), "http://127.0.0.1:8000").unwrap();

    let text = fs::read_to_string(config_dir.path().join(settings_file::FILE_NAME)).unwrap();
    let settings = Settings::from_json(&text).unwrap();
    assert!(config_dir.path().join(FILE_NAME).is_file());
    let history = History::read_only(config_dir.path()).unwrap().unwrap();
    for account in settings.accounts {
        let since = now.timestamp() - SignedDuration::from_hours(29 * 24);
        let points = history.points(&account.id, since).unwrap();
        assert!(points.len() > 4000, "{}: {}", account.id, points.len());
    }
}
