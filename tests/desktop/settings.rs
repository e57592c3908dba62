//! `settings.json` as a person or a script writes it.

use std::{fs, path::Path};

use credit_tray_simulator::{Account, Provider};
use serde_json::{Value, json};

use crate::{
    Desktop,
    desktop::{key, key_variable},
};

/// The name under which an account at this provider is shown.
pub fn label(provider: Provider) -> &'static str {
    match provider {
        Provider::SunoApi => "sunoapi.org",
        Provider::Kie => "kie.ai",
        Provider::AiMusicApi => "AI Music API",
        Provider::OpenRouter => "OpenRouter",
        Provider::Evolink => "Evolink",
    }
}

impl Desktop {
    /// The account whose key is in the environment.
    pub fn account(&self, provider: Provider) -> Account {
        self.providers.account(provider, &key(provider))
    }

    /// The settings for that account: asked every second.
    pub fn watched(&self, provider: Provider, low_below: Option<&str>) -> Value {
        json!({
            "id": format!("{provider}-1"), "provider": provider.to_string(), "label": label(provider),
            "baseUrl": self.providers.base_url(),
            "key": { "from": "env", "name": key_variable(provider) },
            "lowBelow": low_below, "refreshEverySecs": 1, "enabled": true
        })
    }

    pub fn write_settings(&self, accounts: &[Value]) {
        self.write_all_settings(accounts, &json!({}));
    }

    pub fn write_all_settings(&self, accounts: &[Value], general: &Value) {
        let settings = json!({ "version": 1, "accounts": accounts, "general": general });
        write_settings_text(&self.places.config_dir(), &settings.to_string());
    }

    /// The settings of the desktop's own app as they are on disk.
    pub fn settings(&self) -> Value {
        let text = fs::read(self.places.config_dir().join("settings.json")).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

pub fn write_settings_text(config_dir: &Path, text: &str) {
    fs::create_dir_all(config_dir).unwrap();
    fs::write(config_dir.join("settings.json"), text).unwrap();
}
