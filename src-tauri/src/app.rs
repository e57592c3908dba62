//! The tray app, put together: who knows whom is decided here and nowhere else.

use std::{process::ExitCode, sync::Arc};

use credit_tray_core::{alerts::tomorrow_morning, settings::UnusableAccount, texts::Texts};
use credit_tray_engine::{
    alert_file::AlertFile,
    history::{History, HistoryTrouble, Opened},
    http::{Bounds, HttpClient},
    monitor::{Monitor, Surroundings, SystemClock},
    poller::Poller,
    settings_file::Loaded,
};
use jiff::{Timestamp, tz::TimeZone};
use tauri::{App, AppHandle, Context, Manager as _, RunEvent, Wry};

use crate::{
    autostart::Autostart,
    commands::{Backend, pages, transfer::Transfer},
    config_dir::ConfigDir,
    display,
    error::{EXIT_FAILED, Error},
    found_keys::FoundKeys,
    keychain::KeyStore,
    locale::Locale,
    logs,
    notices::Notices,
    notifier::Notifier,
    removed::LastRemoved,
    route::Route,
    services::{self, Lacks},
    settings_store::SettingsStore,
    tray::{self, Drawn, MenuAction},
    window::{self, SettingsWindow, protocol::Target},
};

/// Runs the tray app until the person quits it.
///
/// # Errors
/// It cannot start.
pub fn run(mut config_dir: ConfigDir, settings: bool) -> Result<ExitCode, Error> {
    if !display::is_there() {
        return Err(Error::NoDisplay);
    }
    config_dir.make()?;
    let _log = logs::start(&config_dir);
    let mut context = context();
    if let Some(instance) = config_dir.instance() {
        // Apps with different folders are different apps: each may run once.
        let identifier = &mut context.config_mut().identifier;
        *identifier = format!("{identifier}.{instance}");
    }
    #[cfg_attr(
        target_os = "linux",
        expect(unused_mut, reason = "other systems add a plugin")
    )]
    let mut builder = tauri::Builder::default();
    #[cfg(not(target_os = "linux"))]
    {
        builder = builder.plugin(tauri_plugin_notification::init());
    }
    let (failed, failure) = std::sync::mpsc::channel();
    let app = builder
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _dir| {
            // Whoever starts the app a second time looks for it.
            window::open(app, None);
        }))
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_store::Builder::default().build())
        .manage(SettingsWindow::default())
        .setup(move |app| {
            // Handed to Tauri, an error would be a panic.
            if let Err(error) = set_up(app, &config_dir, settings) {
                let _ = failed.send(error);
                app.handle().exit(EXIT_FAILED.into());
            }
            Ok(())
        })
        .build(context)?;
    let code = app.run_return(|app, event| match event {
        // The app has no window of its own; only Quit comes with a code.
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        // What was read last is written before the process ends.
        RunEvent::Exit => {
            window::end(app);
            if let Some(backend) = app.try_state::<Backend>() {
                backend.history.close();
            }
        }
        _ => {}
    });
    match failure.try_recv() {
        Ok(error) => Err(error),
        Err(_) => Ok(ExitCode::from(u8::try_from(code).unwrap_or(EXIT_FAILED))),
    }
}

/// What Tauri knows of the app and its window: the configuration and the page.
#[must_use]
pub fn context() -> Context<Wry> {
    tauri::generate_context!()
}

fn set_up(app: &mut App, config_dir: &ConfigDir, settings: bool) -> Result<(), Error> {
    #[cfg(target_os = "macos")]
    app.set_activation_policy(tauri::ActivationPolicy::Accessory);

    let app = app.handle();
    let (store, loaded, not_kept) = SettingsStore::open(app, config_dir)?;
    let locale = Locale::new(store.watch());
    let texts = locale.texts();
    let notices = Notices::default();
    tell_what_was_set_aside(&loaded, &notices, &texts);
    if let Some(error) = not_kept {
        tracing::warn!(%error, "settings not kept");
        notices.add(
            "not-kept",
            texts.get("notice-not-kept", &[("error", &error.to_string())]),
        );
    }
    tell_what_cannot_be_used(&store.current().unusable, &notices, &texts);

    let keys = Arc::new(KeyStore::new(config_dir));
    let http = HttpClient::new(Bounds::default(), &store.current().general.proxy, None)?;
    let poller = Poller::new(http.clone(), keys.clone());
    let route = Arc::new(Route::new(http, keys.clone()));
    let mut memory = AlertFile::in_dir(config_dir.path());
    let Opened { history, trouble } = History::open(config_dir.path(), Timestamp::now());
    tell_what_became_of_the_history(trouble, &notices, &texts);
    let notifier = Notifier::start(app, locale.clone(), act).map_err(Error::NotNotified)?;
    let settings_now = store.current();
    let is_empty = settings_now.accounts.is_empty();
    let surroundings = Surroundings {
        poller: poller.clone(),
        clock: SystemClock,
        random: fastrand::Rng::new(),
        book: memory.recall(Timestamp::now(), &TimeZone::system()),
        memory,
        ledger: history.clone(),
        channel: notifier.clone(),
    };
    let monitor = tauri::async_runtime::block_on(async { Monitor::start(settings_now, surroundings) });

    let drawn = Drawn {
        snapshot: monitor.snapshot(),
        settings: store.watch(),
        locale: locale.clone(),
    };
    tray::start(app, config_dir, drawn, act)?;
    tauri::async_runtime::spawn(notifier.clone().follow_the_desktop(monitor.clone()));
    let must_tell = !matches!(loaded, Loaded::Whole(_));
    let services = services::watch();
    let lacks = Lacks {
        services: services.clone(),
        settings: store.watch(),
        notices: notices.clone(),
        locale: locale.clone(),
    };
    app.manage(Backend {
        autostart: Autostart::new(app, config_dir).map_err(|error| Error::NotStartedAtLogin(error.into()))?,
        config_dir: config_dir.clone(),
        settings: store,
        locale,
        keys,
        found_keys: FoundKeys::look(),
        history,
        monitor,
        notifier,
        poller,
        route,
        services,
        notices,
        removed: LastRemoved::default().into(),
        transfer: Transfer::default().into(),
    });
    if settings || is_empty || must_tell {
        window::open(app, None);
    }
    let windowed = app.clone();
    tauri::async_runtime::spawn(lacks.tell(move || window::open(&windowed, None)));
    tauri::async_runtime::spawn(fetch_proxy_password(app.clone()));
    Ok(())
}

fn tell_what_was_set_aside(loaded: &Loaded, notices: &Notices, texts: &Texts) {
    let Loaded::SetAside {
        kept_as,
        error,
        from_backup,
        ..
    } = loaded
    else {
        return;
    };
    tracing::warn!(%error, kept_as = %kept_as.display(), from_backup, "settings set aside");
    let text = if *from_backup {
        "notice-set-aside-backup"
    } else {
        "notice-set-aside-empty"
    };
    let path = kept_as.display().to_string();
    notices.add(
        "settings",
        texts.get(text, &[("path", &path), ("error", &error.to_string())]),
    );
}

fn tell_what_cannot_be_used(unusable: &[UnusableAccount], notices: &Notices, texts: &Texts) {
    for account in unusable {
        tracing::warn!(problem = %account.problem, "an account cannot be used");
        let (label, error) = (account.name(), account.problem.to_string());
        notices.add(
            &account.id(),
            texts.get("notice-unusable", &[("label", &label), ("error", &error)]),
        );
    }
}

fn tell_what_became_of_the_history(trouble: Option<HistoryTrouble>, notices: &Notices, texts: &Texts) {
    let text = match trouble {
        None => return,
        Some(HistoryTrouble::SetAside { kept_as, .. }) => {
            let path = kept_as.display().to_string();
            texts.get("notice-history-set-aside", &[("path", &path)])
        }
        Some(HistoryTrouble::Off { error }) => {
            texts.get("notice-history-off", &[("error", &error.to_string())])
        }
    };
    tracing::warn!("{text}");
    notices.add("history", text);
}

/// A keychain may wait for somebody before it gives the password of the proxy; the app does not.
async fn fetch_proxy_password(app: AppHandle) {
    let backend = app.state::<Backend>();
    let proxy = backend.settings.current().general.proxy;
    let needs_password = proxy.server().is_some_and(|server| server.user.is_some());
    if needs_password && let Err(error) = backend.follow_proxy().await {
        tracing::warn!(%error, "the password of the proxy is not known");
    }
}

fn act(app: &AppHandle, action: MenuAction) {
    let refresh = |only| {
        let monitor = app.state::<Backend>().monitor.clone();
        tauri::async_runtime::spawn(async move { monitor.refresh(only).await });
    };
    match action {
        MenuAction::Refresh => refresh(None),
        MenuAction::RefreshAccount(account) => refresh(Some(account)),
        MenuAction::TopUp(account) => {
            let settings = app.state::<Backend>().settings.current();
            if let Some(account) = settings.account(&account) {
                // What went wrong is in the log; a menu has no place to say it.
                let _ = pages::open(app, account.provider, pages::ProviderPage::TopUp);
            }
        }
        MenuAction::Snooze(account, duration) => {
            let snooze = duration.from(Timestamp::now(), &TimeZone::system());
            app.state::<Backend>().monitor.snooze(account, snooze);
        }
        MenuAction::Wake(account) => app.state::<Backend>().monitor.wake(account),
        MenuAction::PauseOrResume => {
            let monitor = &app.state::<Backend>().monitor;
            if monitor.snapshot().borrow().paused_until.is_some() {
                monitor.resume();
            } else {
                monitor.pause(tomorrow_morning(Timestamp::now(), &TimeZone::system()));
            }
        }
        MenuAction::Open => window::open(app, None),
        MenuAction::Details(id) => window::open(app, Some(Target::Account { id })),
        MenuAction::ReplaceKey(id) => window::open(app, Some(Target::Key { id })),
        MenuAction::Quit => window::quit(app),
    }
}
