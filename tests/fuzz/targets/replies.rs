//! A balance is a number that stands in a reply which is a success and does not deny it.
//!
//! The input is the bodies of one or two replies, with `---` on a line of its own between them. A first line
//! such as `429 60` is a status and a `Retry-After`.
#![no_main]

use credit_tray_core::{
    Amount, ProviderId, Reading,
    problem::Failure,
    providers::{Exchange, Reply},
    reading::Available,
    texts::EN,
};
use credit_tray_fuzz::{
    exact::Exact,
    json::{Fields, numbers},
    secret::{assert_silent, keys_in},
};
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;

/// More numbers than any reply has; the pairs of them are tried.
const MOST_NUMBERS: usize = 40;

/// The words and codes by which a provider says that nothing is left.
const OUT: [&str; 6] = [
    "402",
    "429",
    "insufficient_user_quota",
    "key_quota_exhausted",
    "token_daily_quota_exceeded",
    "remaining credits are not enough",
];

/// Ways to say that it is no success.
const DENIALS: [&str; 4] = [
    "\"success\":false,",
    "\"error\":\"try later\",",
    "\"error\":{\"code\":500},",
    "\"code\":500,",
];

fuzz_target!(|bytes: &[u8]| {
    let mut parts = split(bytes).into_iter();
    let first = reply(parts.next().unwrap_or_default());
    let second = parts.next().map_or_else(|| first.clone(), reply);
    for provider in ProviderId::ALL {
        let asked = provider.profile().requests.len();
        let replies: Vec<Reply> = [&first, &second].into_iter().take(asked).cloned().collect();
        let exchanges: Vec<Exchange> = replies.iter().cloned().map(Ok).collect();
        match (provider.profile().read)(&exchanges) {
            Ok(reading) => {
                is_said(provider, &replies, &reading);
                is_taken_back(provider, &replies, &reading);
            }
            Err(failure) => says_nothing(provider, &replies, &failure),
        }
    }
});

fn is_said(provider: ProviderId, replies: &[Reply], reading: &Reading) {
    assert_eq!(reading.at, replies[0].received_at);
    let texts: Vec<_> = replies
        .iter()
        .map(|reply| String::from_utf8_lossy(&reply.body))
        .collect();
    // Letters and digits can be hidden behind escapes, and then none is found here.
    let is_open = !texts.iter().any(|text| text.contains("\\u"));
    let said: Vec<Vec<Exact>> = replies
        .iter()
        .filter(|reply| is_success(provider, reply))
        .map(|reply| numbers(&String::from_utf8_lossy(&reply.body)))
        .collect();
    let shown = reading
        .parts
        .iter()
        .map(|part| part.amount)
        .chain(reading.available.amount());
    for amount in shown {
        assert_eq!(amount.unit(), provider.profile().unit);
        assert!(!EN.amount(amount).is_empty());
        assert!(
            !said.is_empty(),
            "{provider}: {amount:?} of {texts:?}, none of which is a success"
        );
        let is_short = said.iter().all(|numbers| numbers.len() <= MOST_NUMBERS);
        assert!(
            !is_open || !is_short || stands_in(provider, &said, amount),
            "{provider}: {amount:?} of {texts:?}"
        );
    }
    match reading.available {
        Available::Limited(_) => {}
        Available::Unlimited => panic!("{provider}: no provider here has an account without an end"),
        Available::Exhausted => {
            let says_out = |text: &str| OUT.iter().any(|word| text.to_ascii_lowercase().contains(word));
            let is_out = replies[0].status == 402 || !is_open || says_out(&texts[0]);
            assert!(is_out, "{provider}: out by {texts:?}");
        }
    }
}

/// Whatever brought a balance brings none once it denies its success as well.
fn is_taken_back(provider: ProviderId, replies: &[Reply], reading: &Reading) {
    if reading.available == Available::Exhausted {
        return;
    }
    for denial in DENIALS {
        let denying = replies.iter().cloned().map(|mut reply| {
            let first = reply
                .body
                .iter()
                .position(|byte| *byte == b'{')
                .map_or(0, |at| at + 1);
            reply.body.splice(first..first, denial.bytes());
            Ok(reply)
        });
        let exchanges: Vec<Exchange> = denying.collect();
        let read = (provider.profile().read)(&exchanges);
        let is_balance = read.is_ok_and(|reading| reading.available != Available::Exhausted);
        assert!(
            !is_balance,
            "{provider}: a balance in spite of {denial} in {replies:?}"
        );
    }
}

fn says_nothing(provider: ProviderId, replies: &[Reply], failure: &Failure) {
    let waits = failure.retry_after.map_or(0, |wait| wait.as_secs());
    assert!(waits <= 3600, "{provider} waits {waits} s");
    for reply in replies {
        let said = format!("{failure:?} {}", failure.problem);
        let body = String::from_utf8_lossy(&reply.body);
        assert_silent(&said, &keys_in(&body), &body);
    }
    let is_there = replies.iter().any(|reply| is_success(provider, reply));
    assert!(
        is_there || failure.parts.is_empty(),
        "{provider}: {:?}",
        failure.parts
    );
}

/// Whether it is a success by its status, and no field says otherwise.
fn is_success(provider: ProviderId, reply: &Reply) -> bool {
    let text = std::str::from_utf8(&reply.body).ok();
    let fields = text.and_then(Fields::of);
    (200..300).contains(&reply.status) && fields.is_some_and(|fields| !denies(provider, &fields))
}

fn denies(provider: ProviderId, fields: &Fields) -> bool {
    let is_nothing = |value: &str| matches!(value, "null" | "false" | "\"\"");
    let is = |code: f64, other: f64| (code - other).abs() < f64::EPSILON;
    let is_fine = |value: &str| {
        let text = value.trim_matches('"').trim();
        let code = text.parse::<f64>().unwrap_or(-1.0);
        let may_be_zero = provider == ProviderId::AiMusicApi;
        is_nothing(value) || value.contains('\\') || is(code, 200.0) || (may_be_zero && is(code, 0.0))
    };
    fields.all("success").any(|value| value != "true")
        || fields.all("error").any(|value| !is_nothing(value))
        || fields.all("code").any(|value| !is_fine(value))
}

/// Whether the amount is a number of a success, or what the provider's document makes of two of them.
fn stands_in(provider: ProviderId, said: &[Vec<Exact>], amount: Amount) -> bool {
    let (amount, _) = Exact::read(&amount.value().to_string()).expect("what is printed is a number");
    said.iter().any(|numbers| {
        let is_one = numbers.iter().any(|number| amount.is_nearly(number));
        is_one
            || numbers.iter().any(|one| {
                numbers.iter().any(|other| match provider {
                    ProviderId::AiMusicApi => is_nearly(&amount, one, other),
                    ProviderId::OpenRouter => is_nearly(&amount, one, &other.negated()),
                    _ => false,
                })
            })
    })
}

/// Whether the amount is both together, as near as 28 digits of each can say.
fn is_nearly(amount: &Exact, one: &Exact, other: &Exact) -> bool {
    let sum = one.plus(other);
    let off = amount.plus(&sum.negated());
    amount.is_nearly(&sum) || one.is_nearly(&one.plus(&off)) || other.is_nearly(&other.plus(&off))
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    const BETWEEN: &[u8] = b"\n---\n";
    match bytes.windows(BETWEEN.len()).position(|part| part == BETWEEN) {
        Some(at) => vec![&bytes[..at], &bytes[at + BETWEEN.len()..]],
        None => vec![bytes],
    }
}

fn reply(part: &[u8]) -> Reply {
    let line = part.iter().position(|byte| *byte == b'\n');
    let heading = line.and_then(|end| std::str::from_utf8(&part[..end]).ok());
    let status = heading.and_then(|line| {
        let (status, retry_after) = line.split_once(' ').unwrap_or((line, ""));
        let is_status = status.len() == 3 && status.bytes().all(|byte| byte.is_ascii_digit());
        Some((
            is_status.then(|| status.parse::<u16>().ok())??,
            retry_after.to_owned(),
        ))
    });
    let (status, retry_after, body) = match (status, line) {
        (Some((status, retry_after)), Some(end)) => (status, Some(retry_after), &part[end + 1..]),
        _ => (200, None, part),
    };
    Reply {
        status,
        retry_after,
        body: body.to_vec(),
        received_at: Timestamp::UNIX_EPOCH,
    }
}
