//! What an import changes of an account that is here.

use rust_decimal::Decimal;

use super::Texts;
use crate::{Account, amount::Amount};

impl Texts {
    /// Each change in words, from what is here to what comes.
    pub fn account_changes(&self, here: &Account, coming: &Account) -> Vec<String> {
        let unit = here.provider.profile().unit;
        let threshold = |low: Option<Decimal>| {
            low.map_or_else(
                || self.get("import-change-none", &[]),
                |low| self.amount(Amount::new(low, unit)),
            )
        };
        let pairs = [
            ("import-change-label", here.label.clone(), coming.label.clone()),
            (
                "import-change-server",
                here.host().as_str().to_owned(),
                coming.host().as_str().to_owned(),
            ),
            (
                "import-change-threshold",
                threshold(here.low_below),
                threshold(coming.low_below),
            ),
            (
                "import-change-interval",
                self.age(here.refresh_every()),
                self.age(coming.refresh_every()),
            ),
        ];
        let changed = pairs.into_iter().filter(|(_, before, after)| before != after);
        let changed =
            changed.map(|(name, before, after)| self.get(name, &[("before", &before), ("after", &after)]));
        let turned = if coming.enabled {
            "import-change-on"
        } else {
            "import-change-off"
        };
        let others = [
            (here.enabled != coming.enabled, turned),
            (here.rules != coming.rules, "import-change-rules"),
            (here.channels != coming.channels, "import-change-channels"),
            (here.key != coming.key, "import-change-key"),
        ];
        let others = others.into_iter().filter(|(is_changed, _)| *is_changed);
        changed
            .chain(others.map(|(_, name)| self.get(name, &[])))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Account, texts::EN};

    #[test]
    fn every_field_that_an_import_changes_is_told() {
        let here = serde_json::json!({
            "id": "a", "provider": "kie", "label": "Studio", "lowBelow": "10", "refreshEverySecs": 300,
        });
        let here: Account = serde_json::from_value(here).unwrap();
        assert_eq!(EN.account_changes(&here, &here), [""; 0]);
        let coming = serde_json::json!({
            "id": "a", "provider": "kie", "label": "Mine", "refreshEverySecs": 604_800, "enabled": false,
            "rules": { "out": false }, "channels": [], "key": { "from": "file" },
            "baseUrl": "https://api.kie.ai/v2",
        });
        let coming: Account = serde_json::from_value(coming).unwrap();
        assert_eq!(
            EN.account_changes(&here, &coming),
            [
                "Label: Studio → Mine",
                "Server: https://api.kie.ai → https://api.kie.ai/v2",
                "Threshold: 10 credits → none",
                "Checked every: 5 min → 7 days",
                "Turned off",
                "Different alerts",
                "Different alert channels",
                "Key kept elsewhere",
            ]
        );
    }
}
