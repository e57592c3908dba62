//! What the providers say when nothing is wrong, and to whom.

mod common;

use std::time::Duration;

use common::{Outcome, ask, ask_on, client, sample, with_account};
use credit_tray_simulator::{
    AiMusicApiBalance, Balance, EvolinkBalance, KieBalance, OPENROUTER_CREDITS, OPENROUTER_KEY,
    OpenRouterBalance, OpenRouterKey, OrdinaryKeyCredits, Provider, Simulator, StatusCode, SunoApiBalance,
    documented_error,
};
use rust_decimal::{Decimal, dec};

async fn expect(balance: impl Into<Balance>, path: &str, file: &str) -> Outcome {
    let balance = balance.into();
    let simulator = Simulator::start().await?;
    let account = simulator.account_with(balance, "sim-key");
    let response = ask_on(&simulator, path, account.key()).await?;
    assert_eq!(response.status(), StatusCode::OK, "{file}");
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.text().await?, sample(file)?, "{file}");
    Ok(())
}

#[tokio::test]
async fn a_new_account_gives_the_documented_example() -> Outcome {
    for (provider, file) in [
        (Provider::SunoApi, "sunoapi/success.json"),
        (Provider::Kie, "kie/success.json"),
        (Provider::AiMusicApi, "ai-music-api/success.json"),
        (Provider::OpenRouter, "openrouter/credits-success.json"),
        (Provider::Evolink, "evolink/success.json"),
    ] {
        expect(Balance::documented(provider), provider.paths()[0], file).await?;
    }
    expect(
        OpenRouterBalance::capped(),
        OPENROUTER_KEY,
        "openrouter/key-success.json",
    )
    .await
}

#[tokio::test]
async fn other_balances_give_the_answers_that_were_seen() -> Outcome {
    let suno = Provider::SunoApi.paths()[0];
    let credits = Decimal::ZERO;
    expect(SunoApiBalance { credits }, suno, "sunoapi/success-zero.json").await?;

    let kie = Provider::Kie.paths()[0];
    let credits = dec!(35.95);
    expect(KieBalance { credits }, kie, "kie/success-fractional.json").await?;

    let music = Provider::AiMusicApi.paths()[0];
    let only_credits = AiMusicApiBalance {
        extra_credits: None,
        ..AiMusicApiBalance::default()
    };
    expect(only_credits, music, "ai-music-api/success-credits-only.json").await?;
    let only_extra = AiMusicApiBalance {
        credits: None,
        extra_credits: Some(dec!(320)),
    };
    expect(only_extra, music, "ai-music-api/success-extra-only.json").await?;

    let mut unlimited = EvolinkBalance::default();
    unlimited.token.unlimited = true;
    unlimited.token.remaining = dec!(99999);
    unlimited.user.remaining = dec!(1.2327);
    let evolink = Provider::Evolink.paths()[0];
    expect(unlimited, evolink, "evolink/success-unlimited.json").await
}

#[tokio::test]
async fn an_ordinary_openrouter_key_sees_its_own_cap_only() -> Outcome {
    let uncapped = OpenRouterBalance {
        key: OpenRouterKey::Uncapped,
        ..OpenRouterBalance::default()
    };
    expect(uncapped, OPENROUTER_KEY, "openrouter/key-uncapped.json").await?;

    let zeros = OpenRouterBalance {
        ordinary_key_credits: OrdinaryKeyCredits::Zeros,
        ..OpenRouterBalance::capped()
    };
    expect(zeros, OPENROUTER_CREDITS, "openrouter/credits-zero.json").await?;

    let sums = OpenRouterBalance {
        ordinary_key_credits: OrdinaryKeyCredits::Sums,
        ..OpenRouterBalance::capped()
    };
    expect(sums, OPENROUTER_CREDITS, "openrouter/credits-success.json").await?;

    let (simulator, account) = with_account(Provider::OpenRouter).await?;
    account.set(OpenRouterBalance::capped())?;
    let response = ask(&simulator, &account).await?;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let refusal = sample("openrouter/error-403-management.json")?;
    assert_eq!(response.text().await?, refusal);
    Ok(())
}

#[tokio::test]
async fn an_openrouter_management_key_says_so() -> Outcome {
    let (simulator, account) = with_account(Provider::OpenRouter).await?;
    let response = ask_on(&simulator, OPENROUTER_KEY, account.key()).await?;
    let body: serde_json::Value = serde_json::from_str(&response.text().await?)?;
    assert_eq!(body["data"]["is_management_key"], true);
    assert_eq!(body["data"]["limit"], serde_json::Value::Null);
    Ok(())
}

#[tokio::test]
async fn amounts_keep_every_digit() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    account.set_balance(dec!(0.1000000000000000055));
    let body = ask(&simulator, &account).await?.text().await?;
    assert_eq!(
        body,
        r#"{"code":200,"msg":"success","data":0.1000000000000000055}"#
    );
    account.set_balance(dec!(-2.50));
    let body = ask(&simulator, &account).await?.text().await?;
    assert_eq!(body, r#"{"code":200,"msg":"success","data":-2.50}"#);
    Ok(())
}

#[tokio::test]
async fn unknown_missing_and_revoked_keys_get_the_documented_401() -> Outcome {
    let simulator = Simulator::start().await?;
    for (provider, unknown, missing) in [
        (Provider::SunoApi, "401", "401"),
        (Provider::Kie, "401", "401"),
        (Provider::AiMusicApi, "401-invalid-format", "401-missing-header"),
        (Provider::OpenRouter, "401-user-not-found", "401-missing-header"),
        (Provider::Evolink, "401", "401"),
    ] {
        // A key is known to its own provider only.
        let elsewhere = format!("not-for-{provider}");
        for other in Provider::ALL {
            if other != provider {
                let _ = simulator.account(other, &elsewhere);
            }
        }
        let known = simulator.account(provider, "known");
        for path in provider.paths() {
            let documented = documented_error(provider, unknown)?;
            let response = ask_on(&simulator, path, &elsewhere).await?;
            assert_eq!(response.status().as_u16(), documented.status);
            assert_eq!(response.text().await?, documented.body);

            let documented = documented_error(provider, missing)?;
            let url = simulator.base_url() + path;
            let response = client()?.get(url).send().await?;
            assert_eq!(response.status().as_u16(), documented.status);
            assert_eq!(response.text().await?, documented.body);
        }
        known.revoke();
        let body = ask(&simulator, &known).await?.text().await?;
        assert_eq!(body, documented_error(provider, unknown)?.body);
        known.restore();
        assert!(ask(&simulator, &known).await?.status().is_success());
    }
    Ok(())
}

#[tokio::test]
async fn kie_may_reject_with_a_true_401() -> Outcome {
    let simulator = Simulator::start().await?;
    let error = documented_error(Provider::Kie, "401")?;
    for status in [StatusCode::OK, StatusCode::UNAUTHORIZED] {
        simulator.reject_with(
            Provider::Kie,
            credit_tray_simulator::DocumentedReply { error, status },
        );
        let response = ask_on(&simulator, Provider::Kie.paths()[0], "wrong").await?;
        assert_eq!(response.status(), status);
        assert_eq!(response.text().await?, error.body);
    }
    Ok(())
}

#[tokio::test]
async fn accounts_are_apart_and_requests_are_remembered() -> Outcome {
    let simulator = Simulator::start().await?;
    let one = simulator.account(Provider::Kie, "one");
    let two = simulator.account(Provider::Kie, "two");
    one.set_balance(dec!(1));
    two.set_balance(dec!(2));
    two.top_up(dec!(0.5));
    assert!(ask(&simulator, &one).await?.text().await?.ends_with(":1}"));
    assert!(ask(&simulator, &two).await?.text().await?.ends_with(":2.5}"));
    let _ = ask_on(&simulator, "/api/v1/chat/credit?key=three", "three").await?;
    let lost = ask_on(&simulator, "/api/v1/user/credits", "one").await?;
    assert_eq!(lost.status(), StatusCode::NOT_FOUND);

    assert_eq!(one.requests().len(), 1);
    assert_eq!(one.requests()[0].headers["authorization"], "Bearer one");
    let all_kie = simulator.requests(Provider::Kie);
    assert_eq!(all_kie.len(), 3);
    assert_eq!(all_kie[2].query.as_deref(), Some("key=three"));
    assert_eq!(simulator.all_requests().len(), 4);
    simulator.forget_requests();
    assert!(simulator.all_requests().is_empty());
    Ok(())
}

#[tokio::test]
async fn a_drain_shows_on_the_wire_and_stops_at_its_floor() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    account.set_balance(dec!(10));
    account.set_floor(dec!(9.5));
    account.drain(dec!(1));
    tokio::time::sleep(Duration::from_millis(100)).await;
    let soon = account.balance().spendable();
    assert!(soon < dec!(10) && soon >= dec!(9.5), "{soon}");
    tokio::time::sleep(Duration::from_millis(600)).await;
    let body = ask(&simulator, &account).await?.text().await?;
    assert!(
        body.ends_with(r#""data":9.50}"#) || body.ends_with(r#""data":9.5}"#),
        "{body}"
    );
    assert!(account.set(EvolinkBalance::default()).is_err());
    Ok(())
}

#[tokio::test]
async fn it_ends_when_it_is_dropped() -> Outcome {
    let (simulator, account) = with_account(Provider::Kie).await?;
    let port = simulator.address().port();
    assert!(ask(&simulator, &account).await?.status().is_success());
    simulator.stop().await;
    let again = Simulator::start_on(port).await?;
    assert_eq!(again.address().port(), port);
    Ok(())
}
