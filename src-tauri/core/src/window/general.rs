//! Choices that belong to no account, as the window sees them.

use crate::{
    KeyOrigin,
    alerts::QuietHours,
    appearance::{Appearance, Language},
    channel::{Channel, usual_timeout_secs},
    delivery::Undelivered,
    proxy::Proxy,
    settings::{General, TrayChoices},
    texts::Texts,
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
    /// How the person is told, in their order.
    pub channels: Vec<ChannelView>,
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

/// The kind of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
#[ts(export_to = "bindings.ts")]
pub enum ChannelKind {
    /// Notifications of the desktop.
    Desktop,
    /// A topic of an ntfy server.
    Ntfy,
    /// A webhook.
    Webhook,
    /// A program.
    Command,
}

/// A channel; what its kind does not have is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ChannelView {
    pub id: String,
    pub kind: ChannelKind,
    /// What it is called: `ntfy (ntfy.sh/mine)`.
    pub name: String,
    /// Where it leads, whole: by this two of a kind are told apart. Empty for the desktop.
    pub place: String,
    pub url: String,
    pub program: String,
    pub args: Vec<String>,
    pub timeout_secs: u64,
    /// Whether it has a token or a secret. That itself never comes here.
    pub secret_set: bool,
    /// The environment variable that holds it; null where none does.
    pub secret_variable: Option<String>,
    /// Why alerts do not get through it at present; null where they do.
    pub problem: Option<String>,
}

impl ChannelView {
    fn new(channel: &Channel, undelivered: &[Undelivered], texts: &Texts) -> Self {
        let undelivered = undelivered.iter().find(|one| one.channel.id() == channel.id());
        let mut view = Self {
            id: channel.id().to_string(),
            kind: ChannelKind::Desktop,
            name: texts.channel_title(channel),
            place: channel.place(),
            url: String::new(),
            program: String::new(),
            args: Vec::new(),
            timeout_secs: usual_timeout_secs(),
            secret_set: channel.secret().is_some(),
            secret_variable: match channel.secret() {
                Some(KeyOrigin::Env { name }) => Some(name.clone()),
                _ => None,
            },
            problem: undelivered.map(|undelivered| match &undelivered.problem {
                Some(problem) => texts.delivery_problem(problem, channel),
                None => texts.undelivered_through(undelivered),
            }),
        };
        match channel {
            Channel::Desktop { .. } => {}
            Channel::Ntfy { url, .. } => {
                view.kind = ChannelKind::Ntfy;
                url.as_str().clone_into(&mut view.url);
            }
            Channel::Webhook { url, .. } => {
                view.kind = ChannelKind::Webhook;
                url.as_str().clone_into(&mut view.url);
            }
            Channel::Command {
                program,
                args,
                timeout_secs,
                ..
            } => {
                view.kind = ChannelKind::Command;
                view.program.clone_from(program);
                view.args.clone_from(args);
                view.timeout_secs = *timeout_secs;
            }
        }
        view
    }
}

/// What the desktop and the system say beside the settings.
pub struct Desktop<'a> {
    /// The system's locale (BCP 47).
    pub locale: &'a str,
    pub proxy_password_set: bool,
    pub starts_at_login: Option<bool>,
}

impl ProxyView {
    /// This proxy, whose password is stored or not.
    pub fn new(proxy: &Proxy, password_set: bool) -> Self {
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
    pub fn new(general: &General, desktop: &Desktop<'_>, undelivered: &[Undelivered], texts: &Texts) -> Self {
        let channels = general.channels();
        let appearance = general.appearance;
        Self {
            appearance,
            language: appearance.language.language(desktop.locale),
            number_locale: appearance.numbers.locale(desktop.locale).to_owned(),
            tray: general.tray,
            quiet_hours: general.quiet_hours,
            channels: channels
                .iter()
                .map(|channel| ChannelView::new(channel, undelivered, texts))
                .collect(),
            currency: general.money.currency,
            per_usd: general.money.per_usd.map(|rate| rate.to_string()),
            refresh_every_secs: general.refresh_every_secs,
            proxy: ProxyView::new(&general.proxy, desktop.proxy_password_set),
            starts_at_login: desktop.starts_at_login,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}
