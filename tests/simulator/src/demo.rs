//! Five accounts to look at.

use rust_decimal::{Decimal, dec};

use crate::{AiMusicApiBalance, Balance, KieBalance, Provider, Simulator, SunoApiBalance};

/// What the demo's kie.ai account is warned below.
pub const DEMO_KIE_LOW_BELOW: Decimal = dec!(30);

/// The key of the demo account at this provider: `demo-key-kie` and so on.
#[must_use]
pub fn demo_key(provider: Provider) -> String {
    format!("demo-key-{provider}")
}

/// Sets up one account at every provider. kie.ai falls below
/// [`DEMO_KIE_LOW_BELOW`] some 15 seconds later and stays low; the others go
/// down slowly and stay fine.
pub fn set_up_demo(simulator: &Simulator) {
    for provider in Provider::ALL {
        let (balance, per_second, floor) = demo(provider);
        let account = simulator.account_with(balance, &demo_key(provider));
        account.set_floor(floor);
        account.drain(per_second);
    }
}

fn demo(provider: Provider) -> (Balance, Decimal, Decimal) {
    match provider {
        Provider::SunoApi => {
            let balance = SunoApiBalance { credits: dec!(1250) };
            (balance.into(), dec!(0.2), Decimal::ZERO)
        }
        // 29.99 after 14.9 seconds.
        Provider::Kie => {
            let balance = KieBalance { credits: dec!(35.95) };
            (balance.into(), dec!(0.4), dec!(12.5))
        }
        Provider::AiMusicApi => {
            let balance = AiMusicApiBalance {
                credits: Some(dec!(50)),
                extra_credits: Some(dec!(320)),
            };
            (balance.into(), dec!(0.1), Decimal::ZERO)
        }
        // The documented examples: 100.5 bought and 25.75 used, and 1095.3996
        // credits.
        Provider::OpenRouter => (Balance::documented(provider), dec!(0.004), Decimal::ZERO),
        Provider::Evolink => (Balance::documented(provider), dec!(0.05), Decimal::ZERO),
    }
}
