//! Nobody who answers can have us wait longer than an hour, and who asks for less is heeded.
//!
//! The input is the header, or the time of the answer in seconds, a line break, and the header.
#![no_main]

use credit_tray_core::{ProviderId, providers::Reply};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

const AN_HOUR: u64 = 60 * 60;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (now, header) = text.split_once('\n').unwrap_or(("1795165200", text));
    let Some((now, received_at)) = now
        .parse()
        .ok()
        .and_then(|now| Some((now, Timestamp::from_second(now).ok()?)))
    else {
        return;
    };
    let expected = seconds(header).or_else(|| until_date(header, now));
    for provider in ProviderId::ALL {
        let reply = |retry_after: Option<&str>, body: String| {
            Ok(Reply {
                status: 503,
                retry_after: retry_after.map(str::to_owned),
                body: body.into_bytes(),
                received_at,
            })
        };
        let requests = provider.profile().requests.iter();
        let replies: Vec<_> = requests.map(|_| reply(Some(header), String::new())).collect();
        let failure = (provider.profile().read)(&replies).expect_err("an error is no balance");
        let waits = failure.retry_after.map(|wait| wait.as_secs_f64());
        if let Some(waits) = waits {
            assert!(
                (0.0..=3600.0).contains(&waits),
                "{provider} waits {waits} s for {header:?}"
            );
        }
        if let Some(expected) = expected {
            assert_eq!(
                failure.retry_after.map(|wait| wait.as_secs()),
                Some(expected),
                "{provider}, {header:?}"
            );
        }

        // One provider writes it into the body.
        let suggestion = serde_json::json!({ "error": { "fallback_suggestion": header } }).to_string();
        let requests = provider.profile().requests.iter();
        let replies: Vec<_> = requests.map(|_| reply(None, suggestion.clone())).collect();
        let failure = (provider.profile().read)(&replies).expect_err("an error is no balance");
        let waits = failure.retry_after.map_or(0, |wait| wait.as_secs());
        assert!(waits <= AN_HOUR, "{provider} waits {waits} s for {header:?}");
    }
});

/// A number of seconds, an hour at most.
fn seconds(header: &str) -> Option<u64> {
    let digits = header.trim_matches([' ', '\t']);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    let is_long = significant.len() > 4;
    Some(if is_long {
        AN_HOUR
    } else {
        significant.parse().unwrap_or(0).min(AN_HOUR)
    })
}

/// A date as RFC 9110 has it, `Fri, 20 Nov 2026 09:01:30 GMT`, in seconds from now.
fn until_date(header: &str, now: i64) -> Option<u64> {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];

    let words: Vec<&str> = header.split(' ').collect();
    let [weekday, day, month, year, time, "GMT"] = words[..] else {
        return None;
    };
    let number = |text: &str, digits: usize| {
        let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<i64>().ok()).flatten()
    };
    let (day, year) = (number(day, 2)?, number(year, 4)?);
    let month = MONTHS.iter().position(|name| *name == month)?;
    let [hour, minute, second] = time.split(':').collect::<Vec<_>>()[..] else {
        return None;
    };
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days_of = |year: i64, month: usize| match month {
        1 if is_leap(year) => 29,
        1 => 28,
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    };
    let is_date = (1..=days_of(year, month)).contains(&day) && (1970..9999).contains(&year);
    if !is_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let years: i64 = (1970..year)
        .map(|year| if is_leap(year) { 366 } else { 365 })
        .sum();
    let months: i64 = (0..month).map(|month| days_of(year, month)).sum();
    let days = years + months + day - 1;
    if weekday.strip_suffix(',') != Some(DAYS[usize::try_from(days % 7).ok()?]) {
        return None;
    }
    let then = ((days * 24 + hour) * 60 + minute) * 60 + second;
    let wait = then.saturating_sub(now).max(0);
    Some(u64::try_from(wait).unwrap_or(0).min(AN_HOUR))
}
