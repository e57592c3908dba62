//! The accounts: what they hold now, how they got there, and how fast they fall while one looks.

use credit_tray_core::{Amount, Unit, history::Point};
use credit_tray_simulator::{
    AiMusicApiBalance, Balance, EvolinkBalance, EvolinkUser, KieBalance, OpenRouterBalance, Provider,
    Simulator, SunoApiBalance,
};
use jiff::Zoned;
use rust_decimal::{Decimal, dec};
use serde_json::{Value, json};

use crate::{
    habits::{self, Habit},
    past::{Pack, Past},
};

/// An account of the demo.
pub(crate) struct Account {
    pub(crate) id: &'static str,
    pub(crate) provider: Provider,
    pub(crate) label: &'static str,
    /// What is left now.
    pub(crate) left: Decimal,
    pub(crate) low_below: Decimal,
    /// How it was spent.
    habit: Habit,
    /// What was bought each time, if anything was.
    pack: Option<Pack>,
    /// How fast it is spent from now on.
    per_second: Decimal,
}

/// All of them, as they are listed.
pub(crate) const ACCOUNTS: &[Account] = &[
    Account {
        id: "openrouter-prod",
        provider: Provider::OpenRouter,
        label: "OpenRouter prod",
        left: dec!(41.62),
        low_below: dec!(10),
        habit: habits::office_hours,
        pack: Some(Pack {
            size: dec!(50),
            bought_below: dec!(14),
        }),
        per_second: dec!(0.0004),
    },
    // Low after some 18 seconds, out after some 80.
    Account {
        id: "kie-video",
        provider: Provider::Kie,
        label: "kie.ai video",
        left: dec!(128.40),
        low_below: dec!(100),
        habit: habits::clips,
        pack: Some(Pack {
            size: dec!(1000),
            bought_below: dec!(80),
        }),
        per_second: dec!(1.6),
    },
    Account {
        id: "suno-band",
        provider: Provider::SunoApi,
        label: "Suno (band)",
        left: dec!(664),
        low_below: dec!(200),
        habit: habits::evenings_and_weekends,
        pack: None,
        per_second: dec!(0.03),
    },
    Account {
        id: "music-jingles",
        provider: Provider::AiMusicApi,
        label: "AI Music jingles",
        left: dec!(247),
        low_below: dec!(50),
        habit: habits::every_working_morning,
        pack: Some(Pack {
            size: dec!(500),
            bought_below: dec!(40),
        }),
        per_second: dec!(0.02),
    },
    Account {
        id: "evolink-thumbnails",
        provider: Provider::Evolink,
        label: "Evolink thumbnails",
        left: dec!(1846.2316),
        low_below: dec!(300),
        habit: habits::steady_drip,
        pack: None,
        per_second: dec!(0.0031),
    },
];

impl Account {
    /// The simulated key.
    pub(crate) fn key(&self) -> String {
        format!("demo-key-{}", self.provider)
    }

    /// The variable from which the app takes the key.
    pub(crate) fn key_variable(&self) -> String {
        let provider = self.provider.id().to_uppercase().replace('-', "_");
        format!("DEMO_KEY_{provider}")
    }

    /// The account as `settings.json` has it.
    pub(crate) fn settings(&self, base_url: &str) -> Value {
        json!({
            "id": self.id,
            "provider": self.provider.id(),
            "label": self.label,
            "baseUrl": base_url,
            "key": { "from": "env", "name": self.key_variable() },
            "lowBelow": self.low_below.to_string(),
            "refreshEverySecs": 2,
        })
    }

    /// What was left at each reading of the last four weeks, oldest first. The last is what is left
    /// now.
    pub(crate) fn past(&self, now: &Zoned) -> Vec<Point> {
        let past = Past {
            left: self.left,
            habit: self.habit,
            pack: self.pack,
        };
        let unit = match self.provider {
            Provider::OpenRouter => Unit::Usd,
            _ => Unit::Credits,
        };
        let point = |(at, left)| Point {
            at,
            amount: Amount::new(left, unit),
        };
        past.readings(now).into_iter().map(point).collect()
    }

    /// Opens the account at its provider, where it falls from now on.
    pub(crate) fn open_at(&self, simulator: &Simulator) {
        simulator
            .account_with(self.balance(), &self.key())
            .drain(self.per_second);
    }

    fn balance(&self) -> Balance {
        let left = self.left;
        match self.provider {
            Provider::SunoApi => SunoApiBalance { credits: left }.into(),
            Provider::Kie => KieBalance { credits: left }.into(),
            Provider::AiMusicApi => AiMusicApiBalance {
                credits: Some(Decimal::ZERO),
                extra_credits: Some(left),
            }
            .into(),
            Provider::OpenRouter => {
                let total_credits = dec!(350);
                OpenRouterBalance {
                    total_credits,
                    total_usage: total_credits - left,
                    ..OpenRouterBalance::default()
                }
                .into()
            }
            Provider::Evolink => EvolinkBalance {
                user: EvolinkUser {
                    remaining: left,
                    used: dec!(3153.7684),
                },
                ..EvolinkBalance::default()
            }
            .into(),
        }
    }
}
