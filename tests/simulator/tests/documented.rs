//! The table of documented errors, as it is served.

mod common;

use common::{Outcome, ask_on};
use credit_tray_simulator::{Provider, Simulator, StatusCode, documented_errors};

#[tokio::test]
async fn every_documented_error_is_served_as_its_sample() -> Outcome {
    let simulator = Simulator::start().await?;
    let mut served = 0;
    for provider in Provider::ALL {
        let account = simulator.account(provider, "sim-key");
        for error in documented_errors(provider) {
            let path = error.path.unwrap_or(provider.paths()[0]);
            for status in error.statuses() {
                account.fault(error.fault_with_status(StatusCode::from_u16(status)?));
                let response = ask_on(&simulator, path, account.key()).await?;
                assert_eq!(response.status().as_u16(), status);
                let body = response.text().await?;
                assert_eq!(body, error.body);
                serde_json::from_str::<serde_json::Value>(&body)?;
                served += 1;
            }
            account.clear_fault();
            account.documented_fault(error.name)?;
            let response = ask_on(&simulator, path, account.key()).await?;
            assert_eq!(response.status().as_u16(), error.status);
            account.clear_fault();
        }
        assert!(account.documented_fault("no such error").is_err());
    }
    assert!(served > 60, "{served}");
    Ok(())
}

#[tokio::test]
async fn names_are_unique_and_begin_with_the_code() {
    for provider in Provider::ALL {
        let errors = documented_errors(provider);
        for (index, error) in errors.iter().enumerate() {
            assert_eq!(error.provider, provider);
            assert!(error.name[..3].parse::<u16>().is_ok(), "{}", error.name);
            assert!(errors[..index].iter().all(|other| other.name != error.name));
        }
    }
}
