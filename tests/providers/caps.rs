//! Parts and caps: what each provider's numbers mean together.

use credit_tray_core::ProviderId;
use credit_tray_simulator::{
    AiMusicApiBalance, EvolinkBalance, Fault, OPENROUTER_CREDITS, OPENROUTER_KEY, OpenRouterBalance,
    OpenRouterKey, OrdinaryKeyCredits, Provider, Reply, StatusCode,
};
use rust_decimal::dec;

use crate::{
    KEY, an_ordinary_key_without_cap,
    asking::{ask, outcome, parts},
    reading_of, simulator,
};

#[tokio::test]
async fn ai_music_api_may_leave_one_of_its_two_numbers_out() {
    let simulator = simulator().await;
    let account = simulator.account(Provider::AiMusicApi, KEY);
    let given = async |credits, extra_credits| {
        account
            .set(AiMusicApiBalance {
                credits,
                extra_credits,
            })
            .unwrap();
        let result = ask(&simulator, ProviderId::AiMusicApi, KEY).await;
        format!("{} ({})", outcome(&result), parts(&result))
    };
    assert_eq!(
        given(Some(dec!(50)), Some(dec!(320))).await,
        "370 (subscription 50, extra 320)"
    );
    assert_eq!(given(Some(dec!(50)), None).await, "50 (subscription 50)");
    assert_eq!(given(None, Some(dec!(320))).await, "320 (extra 320)");
    assert_eq!(given(None, None).await, "bad_response ()");
    assert_eq!(
        reading_of(
            Provider::AiMusicApi,
            r#"{"code":200,"message":"success","data":{"credits":7,"extra_credits":1}}"#
        )
        .await,
        "8"
    );
    assert_eq!(
        reading_of(
            Provider::AiMusicApi,
            r#"{"code":403,"message":"The remaining credits are not enough"}"#
        )
        .await,
        "out"
    );
}

fn an_ordinary_key_with_cap(limit_remaining: rust_decimal::Decimal) -> OpenRouterBalance {
    OpenRouterBalance {
        key: OpenRouterKey::Capped {
            limit: dec!(100),
            limit_remaining,
        },
        ..OpenRouterBalance::default()
    }
}

#[tokio::test]
async fn openrouter_believes_what_the_key_can_know() {
    let simulator = simulator().await;
    let account = simulator.account(Provider::OpenRouter, KEY);
    let given = async |balance: OpenRouterBalance| {
        account.set(balance).unwrap();
        let result = ask(&simulator, ProviderId::OpenRouter, KEY).await;
        format!("{} ({})", outcome(&result), parts(&result))
    };
    for says in [OrdinaryKeyCredits::Forbidden, OrdinaryKeyCredits::Zeros] {
        let capped = OpenRouterBalance {
            ordinary_key_credits: says,
            key_usage: dec!(25.5),
            ..an_ordinary_key_with_cap(dec!(74.5))
        };
        assert_eq!(
            given(capped).await,
            "74.5 (used 25.5, key cap 74.5)",
            "only the key's cap is known"
        );
        let uncapped = OpenRouterBalance {
            ordinary_key_credits: says,
            key_usage: dec!(25.5),
            ..an_ordinary_key_without_cap()
        };
        assert_eq!(
            given(uncapped).await,
            "key_not_permitted (used 25.5)",
            "nothing is known but usage"
        );
    }
    let sees_the_account = |limit_remaining| OpenRouterBalance {
        ordinary_key_credits: OrdinaryKeyCredits::Sums,
        ..an_ordinary_key_with_cap(limit_remaining)
    };
    assert_eq!(
        given(sees_the_account(dec!(20))).await,
        "20 (purchased 100.5, used 25.75, key cap 20)"
    );
    assert_eq!(
        given(sees_the_account(dec!(90))).await,
        "74.75 (purchased 100.5, used 25.75, key cap 90)"
    );
    assert_eq!(
        given(sees_the_account(dec!(-1.5))).await,
        "-1.5 (purchased 100.5, used 25.75, key cap -1.5)"
    );

    let in_debt = OpenRouterBalance {
        total_credits: dec!(10),
        total_usage: dec!(13.2),
        ..OpenRouterBalance::default()
    };
    assert_eq!(
        given(in_debt).await,
        "-3.2 (purchased 10, used 13.2)",
        "debt is real"
    );
    let unused = OpenRouterBalance {
        total_credits: dec!(0),
        total_usage: dec!(0),
        ..OpenRouterBalance::default()
    };
    assert_eq!(
        given(unused).await,
        "0 (purchased 0, used 0)",
        "a management key's zero is a zero"
    );
}

#[tokio::test]
async fn openrouter_does_not_guess_while_one_of_its_two_answers_fails() {
    let simulator = simulator().await;
    let account = simulator.account(Provider::OpenRouter, KEY);
    let given = async |fault: Fault, path: &'static str| {
        account.fault(fault.on(path));
        let result = outcome(&ask(&simulator, ProviderId::OpenRouter, KEY).await);
        account.clear_fault();
        result
    };
    assert_eq!(given(Fault::StallHeaders, OPENROUTER_KEY).await, "timeout");
    assert_eq!(given(Fault::StallHeaders, OPENROUTER_CREDITS).await, "timeout");
    assert_eq!(
        given(Fault::Html(StatusCode::FORBIDDEN), OPENROUTER_CREDITS).await,
        "blocked"
    );
    let not_found = Reply::json(
        StatusCode::NOT_FOUND,
        r#"{"error":{"code":404,"message":"Not Found"}}"#,
    );
    assert_eq!(
        given(Fault::Reply(not_found), OPENROUTER_KEY).await,
        "74.75",
        "a relay without /key has no cap"
    );
}

#[tokio::test]
async fn evolink_caps_the_account_by_the_key_unless_it_is_unlimited() {
    let simulator = simulator().await;
    let account = simulator.account(Provider::Evolink, KEY);
    let given = async |user, token, unlimited| {
        let mut balance = EvolinkBalance::default();
        balance.user.remaining = user;
        balance.token.remaining = token;
        balance.token.unlimited = unlimited;
        account.set(balance).unwrap();
        outcome(&ask(&simulator, ProviderId::Evolink, KEY).await)
    };
    assert_eq!(given(dec!(1095.3996), dec!(12.5), false).await, "12.5");
    assert_eq!(given(dec!(1.2327), dec!(99999), true).await, "1.2327");
    assert_eq!(given(dec!(1.2327), dec!(0), true).await, "1.2327");
    assert_eq!(given(dec!(5), dec!(-1), false).await, "-1");
}
