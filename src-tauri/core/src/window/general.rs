//! Choices that belong to no account, as the window sees them.

use crate::{
    alerts::QuietHours,
    appearance::{Appearance, Language},
    proxy::Proxy,
    settings::{General, TrayChoices},
    worth::Currency,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Choices that belong to no account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct GeneralView {
    pub appearance: Appearance,
    pub language: Language,
    /// BCP 47; how numbers are written now.
    pub number_locale: String,
    pub tray: TrayChoices,
    pub quiet_hours: Option<QuietHours>,
    pub currency: Currency,
    /// How much of the currency one dollar is; null where it is the dollar or not known.
    pub per_usd: Option<String>,
    pub refresh_every_secs: u64,
    pub proxy: ProxyView,
    /// Whether the app starts at login; null where that cannot be told.
    pub starts_at_login: Option<bool>,
    pub version: &'static str,
}

/// Through which proxy providers are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "bindings.ts")]
pub enum ProxyUse {
    /// The one of the system.
    System,
    /// None.
    None,
    /// An HTTP proxy.
    Http,
    /// An HTTP proxy that is itself spoken to through TLS.
    Https,
    /// A SOCKS5 proxy.
    Socks5,
}

/// The proxy; `host`, `port` and `user` are empty where there is none of that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ProxyView {
    /// Which.
    #[serde(rename = "use")]
    pub used: ProxyUse,
    pub host: String,
    pub port: String,
    pub user: String,
    /// Whether a password is stored. The password itself never comes here.
    pub password_set: bool,
}

/// What the desktop and the system say beside the settings.
pub struct Desktop<'a> {
    /// The system's locale (BCP 47).
    pub locale: &'a str,
    pub proxy_password_set: bool,
    pub starts_at_login: Option<bool>,
}

impl ProxyView {
    fn new(proxy: &Proxy, password_set: bool) -> Self {
        let server = proxy.server();
        Self {
            used: match proxy {
                Proxy::System => ProxyUse::System,
                Proxy::None => ProxyUse::None,
                Proxy::Http(_) => ProxyUse::Http,
                Proxy::Https(_) => ProxyUse::Https,
                Proxy::Socks5(_) => ProxyUse::Socks5,
            },
            host: server.map_or_else(String::new, |server| server.host.clone()),
            port: server.map_or_else(String::new, |server| server.port.to_string()),
            user: server.and_then(|server| server.user.clone()).unwrap_or_default(),
            password_set,
        }
    }
}

impl GeneralView {
    /// These choices on this desktop.
    pub fn new(general: &General, desktop: &Desktop<'_>) -> Self {
        let appearance = general.appearance;
        Self {
            appearance,
            language: appearance.language.language(desktop.locale),
            number_locale: appearance.numbers.locale(desktop.locale).to_owned(),
            tray: general.tray,
            quiet_hours: general.quiet_hours,
            currency: general.money.currency,
            per_usd: general.money.per_usd.map(|rate| rate.to_string()),
            refresh_every_secs: general.refresh_every_secs,
            proxy: ProxyView::new(&general.proxy, desktop.proxy_password_set),
            starts_at_login: desktop.starts_at_login,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}
