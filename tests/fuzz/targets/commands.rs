//! Whatever the window asks, keys stay with the servers that they were typed for, nothing shows them, and
//! what was refused has changed nothing.
//!
//! The input is a command a line, as a hostile page could send it.
#![no_main]

#[path = "../desk/mod.rs"]
mod desk;

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
    env,
};

use credit_tray_core::{
    ApiKey, BaseUrl, Channel, ProviderId,
    channel::ChannelUrl,
    is_loopback,
    proxy::ProxyServer,
    settings::Settings,
    window::{ChannelKind, ProxyUse},
};
use credit_tray_engine::{
    command::Command,
    commands::{draft::AccountDraft, state::Gone},
    question::Question,
};
use credit_tray_fuzz::secret::{assert_silent, keys_in};
use desk::{Desk, KEYS};
use libfuzzer_sys::fuzz_target;
use serde_json::value::RawValue;

/// More than anybody needs to do harm.
const MOST_COMMANDS: usize = 8;

thread_local! {
    static DESK: OnceCell<Desk> = const { OnceCell::new() };
}

/// Keys by their names, which hold their servers.
type Keys = BTreeMap<String, String>;

/// The servers for which each key was typed.
type TypedFor = BTreeMap<String, BTreeSet<String>>;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    DESK.with(|desk| {
        let desk = desk.get_or_init(|| Desk::new().expect("an engine starts"));
        desk.clear().expect("everything is as before");
        let mut typed_for = TypedFor::new();
        for (_, server, key) in KEYS {
            typed_for
                .entry(key.to_owned())
                .or_default()
                .insert(server.to_owned());
        }
        for line in text.lines().take(MOST_COMMANDS) {
            ask(desk, line, text, &mut typed_for);
        }
    });
});

fn ask(desk: &Desk, line: &str, text: &str, typed_for: &mut TypedFor) {
    let Ok(raw) = RawValue::from_string(line.to_owned()) else {
        return;
    };
    let command = serde_json::from_str::<Command>(line);
    if let Ok(command) = &command {
        if !stays_here(command) {
            return;
        }
        note_typed(command, typed_for);
    }
    let before = (
        desk.engine().settings.current(),
        desk.keys().expect("keys are readable"),
    );
    let answered = desk.wait(async |engine| engine.answer(Question::Command(raw)).await);
    let after = (
        desk.engine().settings.current(),
        desk.keys().expect("keys are readable"),
    );
    let said = match &answered {
        Ok(answer) => {
            assert!(
                command.is_ok(),
                "{line} is no command and was answered with {answer}"
            );
            answer.get().to_owned()
        }
        Err(error) => {
            assert!(after == before, "{line} was refused, and something has changed");
            assert!(!error.message.contains("broke down"), "{line}: {}", error.message);
            assert_silent(&error.message, &keys_in(line), line);
            format!("{error:?}")
        }
    };
    stay_where_they_belong(line, &after, typed_for);
    are_shown_nowhere(desk, &said, text);
    is_written_down(desk, &after.0);
    opens_nothing_else(desk);
}

fn stay_where_they_belong(line: &str, (settings, keys): &(Settings, Keys), typed_for: &TypedFor) {
    let channels = settings.general.channels();
    for (name, key) in keys {
        let (owner, server) = name.rsplit_once('@').expect("every key is stored for a server");
        let is_typed_for_it = typed_for.get(key).is_some_and(|servers| servers.contains(server));
        // Whoever names a variable wants what is in it.
        let is_variable = || env::vars().any(|(_, value)| value.trim() == key);
        // What signs is not sent.
        let signs = |channel: &Channel| {
            let is_owner = owner.ends_with(&format!("channel:{}", channel.id()));
            is_owner && matches!(channel, Channel::Webhook { .. })
        };
        let may_be_there = is_typed_for_it || channels.iter().any(signs) || is_variable();
        assert!(may_be_there, "after {line}, {key:?} is stored as {name:?}");
    }
}

fn are_shown_nowhere(desk: &Desk, said: &str, text: &str) {
    let mut window = String::new();
    desk.wait(async |engine| {
        let show = |state: &_| {
            window = serde_json::to_string(state).expect("the state is JSON");
            Err(Gone)
        };
        engine.follow_state(show).await;
    });
    let monitor = desk.engine().monitor.state();
    assert!(monitor.borrow().broke_down_at.is_none());
    let file = desk.settings_file().expect("the settings are readable");
    let keys: Vec<_> = KEYS.iter().map(|(_, _, key)| (*key).to_owned()).collect();
    for shown in [said, &window, &file] {
        assert_silent(shown, &keys, text);
    }
}

fn is_written_down(desk: &Desk, settings: &Settings) {
    assert_eq!(settings.validate(), Ok(()));
    let file = desk.settings_file().expect("the settings are readable");
    assert_eq!(Settings::from_json(&file).as_ref(), Ok(settings));
}

fn opens_nothing_else(desk: &Desk) {
    let logs = desk.engine().config_dir.logs().display().to_string();
    for page in desk.opened() {
        let is_page = |provider: &ProviderId| {
            let profile = provider.profile();
            [profile.keys_page, profile.top_up_page].contains(&page.as_str())
        };
        assert!(
            page == logs || ProviderId::ALL.iter().any(is_page),
            "{page} was opened"
        );
    }
}

/// Whether nothing is started or asked on this computer or past the proxy that nobody runs: a fuzzer that
/// can do that is no experiment any more.
fn stays_here(command: &Command) -> bool {
    match command {
        Command::SaveAccount { draft } | Command::TestAccount { draft } => {
            let url = draft
                .base_url
                .as_ref()
                .and_then(|url| url.parse::<BaseUrl>().ok());
            !url.is_some_and(|url| url.is_loopback())
        }
        Command::TestChannel { draft } | Command::SaveChannel { draft } => {
            let url = draft.url.parse::<ChannelUrl>();
            draft.kind != ChannelKind::Command && !url.is_ok_and(|url| is_loopback(url.url()))
        }
        Command::SetProxy { draft } => {
            let server = ProxyServer {
                host: draft.host.trim().to_owned(),
                port: 9,
                user: None,
            };
            let is_named = !matches!(draft.used, ProxyUse::System | ProxyUse::None);
            let goes_nowhere = draft.host.trim() == "127.0.0.1" && draft.port.trim() == "9";
            is_named && (goes_nowhere || server.parsed_host().is_err())
        }
        _ => true,
    }
}

fn note_typed(command: &Command, typed_for: &mut TypedFor) {
    let (typed, server) = match command {
        Command::SaveAccount { draft } => (&draft.new_key, server(draft)),
        Command::SaveChannel { draft } => {
            let url = draft.url.parse::<ChannelUrl>();
            (&draft.new_secret, url.ok().map(|url| url.server()))
        }
        Command::SetProxy { draft } => {
            let scheme = match draft.used {
                ProxyUse::Https => "https",
                ProxyUse::Socks5 => "socks5",
                ProxyUse::Http | ProxyUse::System | ProxyUse::None => "http",
            };
            // A password may hold any characters.
            let (host, port) = (draft.host.trim(), draft.port.trim());
            let server = format!("{scheme}://{host}:{port}");
            let password = draft.new_password.clone().unwrap_or_default();
            typed_for.entry(password).or_default().insert(server);
            return;
        }
        _ => return,
    };
    let key = typed.as_deref().and_then(ApiKey::from_typed);
    if let (Some(key), Some(server)) = (key, server) {
        typed_for
            .entry(key.expose().to_owned())
            .or_default()
            .insert(server);
    }
}

fn server(draft: &AccountDraft) -> Option<String> {
    match &draft.base_url {
        Some(url) => url.parse::<BaseUrl>().ok().map(|url| url.server()),
        None => Some(draft.provider.profile().own_base_url().server()),
    }
}
