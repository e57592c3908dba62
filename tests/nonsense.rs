//! Whatever JSON arrives, `read` neither panics nor makes a zero out of nonsense.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a test that panics has failed, and says where"
)]

use credit_tray_core::{
    ProviderId,
    providers::{Exchange, Reply},
    reading::{Available, Status},
};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// JSON of any shape, whose fields often have the names that the providers use.
fn any_json() -> impl Strategy<Value = Value> {
    let number = prop_oneof![
        Just(json!(0)),
        Just(json!(-1)),
        Just(json!(200)),
        Just(json!(402)),
        any::<i64>().prop_map(|number| json!(number)),
        any::<f64>().prop_map(|number| json!(number)),
    ];
    let text = prop_oneof![
        Just(json!("0")),
        Just(json!("insufficient_user_quota")),
        Just(json!("insufficient_permissions")),
        Just(json!("79228162514264337593543950335")),
        Just(json!("-79228162514264337593543950335")),
        Just(json!("1e-2147483648")),
        Just(json!("The remaining credits are not enough")),
        ".{0,12}".prop_map(|text| json!(text)),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(|truth| json!(truth)),
        number,
        text
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let object = prop::collection::vec((field_name(), inner.clone()), 0..6)
            .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>()));
        prop_oneof![3 => object, 1 => prop::collection::vec(inner, 0..4).prop_map(Value::Array)]
    })
}

/// A field by which a reply says that it is no success, whatever else it says.
fn any_denial() -> impl Strategy<Value = (String, Value)> {
    let field = prop::sample::select(vec!["code", "success", "error"]);
    let denies = |(field, value): &(&str, Value)| match *field {
        "success" => *value != json!(true),
        "error" => ![json!(null), json!(false), json!("")].contains(value),
        _ => ![
            json!(null),
            json!(false),
            json!(""),
            json!(0),
            json!("0"),
            json!(200),
        ]
        .contains(value),
    };
    (field, any_json())
        .prop_filter("it would be no denial", denies)
        .prop_map(|(field, value)| (field.to_owned(), value))
}

fn field_name() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "code",
        "data",
        "msg",
        "message",
        "error",
        "success",
        "credits",
        "extra_credits",
        "total_credits",
        "total_usage",
        "limit",
        "limit_remaining",
        "is_management_key",
        "token",
        "user",
        "remaining_credits",
        "unlimited_credits",
        "fallback_suggestion",
    ]);
    prop_oneof![8 => known.prop_map(str::to_owned), 1 => "[a-z]{0,6}"]
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![3 => Just(200_u16), 1 => 100_u16..600]
}

#[expect(clippy::unnecessary_wraps, reason = "`read` takes answers and failures")]
fn reply(status: u16, body: Vec<u8>) -> Exchange {
    Ok(Reply {
        status,
        retry_after: None,
        body,
        received_at: Timestamp::UNIX_EPOCH,
    })
}

/// Whether some field of the JSON holds a number that is zero or less, or a text of one.
fn holds_nothing_left(json: &Value) -> bool {
    match json {
        Value::Number(number) => number.as_f64().is_some_and(|number| number <= 0.0),
        Value::String(text) => text.trim().parse::<f64>().is_ok_and(|number| number <= 0.0),
        Value::Array(items) => items.iter().any(holds_nothing_left),
        Value::Object(fields) => fields.values().any(holds_nothing_left),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Whether the JSON says in so many words or codes that nothing is left.
fn says_so(json: &Value) -> bool {
    let text = json.to_string();
    let words = [
        "402",
        "429",
        "insufficient_user_quota",
        "remaining credits are not enough",
    ];
    words.iter().any(|word| text.contains(word))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn arbitrary_json_is_never_a_zero_that_it_does_not_hold(first in any_json(), second in any_json(), status in status()) {
        for provider in ProviderId::ALL {
            let bodies = [&first, &second];
            let replies: Vec<_> = bodies.iter().take(provider.profile().requests.len())
                .map(|json| reply(status, json.to_string().into_bytes()))
                .collect();
            let Ok(reading) = (provider.profile().read)(&replies) else { continue };
            if reading.available == Available::Exhausted {
                prop_assert!(status == 402 || says_so(&first), "{provider}: out by {first}");
            } else if reading.available.status(None) == Status::Out {
                // OpenRouter's zero or debt is a difference of two numbers.
                let may_be = provider == ProviderId::OpenRouter || bodies.iter().any(|json| holds_nothing_left(json));
                prop_assert!(may_be, "{provider}: zero by {first} and {second}");
            }
            prop_assert!((200..300).contains(&status) || reading.available == Available::Exhausted,
                "{provider}: a balance with HTTP {status}");
        }
    }

    #[test]
    fn a_success_that_denies_itself_is_never_a_balance(denial in any_denial()) {
        for provider in ProviderId::ALL {
            for sample in samples(provider) {
                let mut body: Map<String, Value> = serde_json::from_str(sample).unwrap();
                body.extend([denial.clone()]);
                let body = Value::Object(body).to_string();
                let replies: Vec<_> = provider.profile().requests.iter()
                    .map(|_| reply(200, body.clone().into_bytes()))
                    .collect();
                if let Ok(reading) = (provider.profile().read)(&replies) {
                    prop_assert_eq!(reading.available, Available::Exhausted, "{} {}", provider, body);
                    prop_assert!(says_so(&json!(body)), "{} out by {}", provider, body);
                }
            }
        }
    }

    #[test]
    fn arbitrary_bytes_are_refused(body in prop::collection::vec(any::<u8>(), 0..200), status in status()) {
        for provider in ProviderId::ALL {
            let replies: Vec<_> = provider.profile().requests.iter().map(|_| reply(status, body.clone())).collect();
            if let Ok(reading) = (provider.profile().read)(&replies) {
                prop_assert_eq!(reading.available, Available::Exhausted);
                prop_assert_eq!(status, 402);
            }
        }
    }

    #[test]
    fn a_cut_off_success_is_never_a_balance(cut in 1_usize..200) {
        for provider in ProviderId::ALL {
            for sample in samples(provider) {
                let body = sample.trim_end().as_bytes();
                let body = body[..body.len().saturating_sub(cut)].to_vec();
                let replies: Vec<_> = provider.profile().requests.iter().map(|_| reply(200, body.clone())).collect();
                prop_assert!((provider.profile().read)(&replies).is_err());
            }
        }
    }
}

fn samples(provider: ProviderId) -> Vec<&'static str> {
    match provider {
        ProviderId::SunoApi => vec![include_str!("samples/sunoapi/success.json")],
        ProviderId::Kie => vec![
            include_str!("samples/kie/success.json"),
            include_str!("samples/kie/success-fractional.json"),
        ],
        ProviderId::AiMusicApi => vec![include_str!("samples/ai-music-api/success.json")],
        ProviderId::OpenRouter => vec![include_str!("samples/openrouter/credits-success.json")],
        ProviderId::Evolink => vec![include_str!("samples/evolink/success.json")],
    }
}
