//! The tray app, put together: who knows whom is decided here and nowhere else.

use std::{process::ExitCode, sync::Arc};

use credit_tray_cli::error::EXIT_FAILED;
use credit_tray_core::{Account, alerts::PauseFor, tray::MenuAction};
use credit_tray_engine::{
    command::Command,
    commands::pages::ProviderPage,
    config_dir::ConfigDir,
    engine::{Engine, Folder},
    keychain,
};
use tauri::{App, AppHandle, Manager as _, RunEvent};

#[cfg(target_os = "linux")]
use crate::network;
use crate::{
    autostart::Autostart,
    context,
    desktop_support::{self, Lacks},
    display,
    error::Error,
    host::Desktop,
    logs,
    notifier::Notifier,
    tray::{self, TrayInputs},
    window::{self, SettingsWindow, protocol::Target},
};

/// Runs the tray app until the person quits it.
pub fn run(mut config_dir: ConfigDir, settings: bool) -> Result<ExitCode, Error> {
    if !display::is_there() {
        return Err(Error::NoDisplay);
    }
    config_dir.make()?;
    let _log = logs::start(&config_dir);
    let mut context = context::context();
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
            if let Some(engine) = app.try_state::<Arc<Engine>>() {
                engine.close();
            }
        }
        _ => {}
    });
    match failure.try_recv() {
        Ok(error) => Err(error),
        Err(_) => Ok(ExitCode::from(u8::try_from(code).unwrap_or(EXIT_FAILED))),
    }
}

fn set_up(app: &mut App, config_dir: &ConfigDir, settings: bool) -> Result<(), Error> {
    #[cfg(target_os = "macos")]
    app.set_activation_policy(tauri::ActivationPolicy::Accessory);

    let app = app.handle();
    let folder = Folder::open(config_dir)?;
    let must_open = settings || folder.needs_person();
    let notifier = Notifier::start(app, act).map_err(Error::NoNotifications)?;
    let autostart = Autostart::new(app, config_dir).map_err(|error| Error::NoAutostart(error.into()))?;
    let support = desktop_support::watch();
    let host = Desktop {
        app: app.clone(),
        autostart,
        notifier: notifier.clone(),
    };
    let watching = async {
        let keychain = keychain::of_the_system;
        folder.watch(Arc::new(host), keychain, support.clone())
    };
    let engine = tauri::async_runtime::block_on(watching)?;

    let inputs = TrayInputs {
        state: engine.monitor.state(),
        settings: engine.settings.watch(),
        locale: engine.locale.clone(),
    };
    tray::start(app, config_dir, inputs, act)?;
    tauri::async_runtime::spawn(notifier.clone().follow_the_alerts(engine.monitor.state()));
    tauri::async_runtime::spawn(notifier.follow_the_desktop(engine.monitor.clone()));
    #[cfg(target_os = "linux")]
    tauri::async_runtime::spawn(network::follow(engine.monitor.clone()));
    let lacks = Lacks {
        support,
        settings: engine.settings.watch(),
        notices: engine.notices.clone(),
    };
    app.manage(engine);
    if must_open || window::is_wanted(app) {
        window::open(app, None);
    }
    let windowed = app.clone();
    tauri::async_runtime::spawn(lacks.tell(move || window::open(&windowed, None)));
    Ok(())
}

/// Takes up a click in the tray or on a notification: the window is opened here, everything else is
/// asked of the engine.
fn act(app: &AppHandle, action: MenuAction) {
    let engine = app.state::<Arc<Engine>>().inner().clone();
    let command = match action {
        MenuAction::Open => return window::open(app, None),
        MenuAction::List => return window::open(app, Some(Target::List)),
        MenuAction::Details(id) => return window::open(app, Some(Target::Account { id })),
        MenuAction::ReplaceKey(id) => return window::open(app, Some(Target::Key { id })),
        MenuAction::Quit => return window::quit(app),
        MenuAction::Refresh => Command::Refresh { id: None },
        MenuAction::RefreshAccount(id) => Command::Refresh { id: Some(id) },
        MenuAction::TopUp(id) => match engine.account(&id) {
            Ok(Account { provider, .. }) => Command::OpenPage {
                provider,
                page: ProviderPage::TopUp,
            },
            // It was removed while the menu was open.
            Err(_) => return,
        },
        MenuAction::Snooze(id, duration) => Command::Snooze {
            id,
            duration: Some(duration),
        },
        MenuAction::EndSnooze(id) => Command::Snooze { id, duration: None },
        MenuAction::PauseOrResume => {
            let is_paused = engine.monitor.state().borrow().paused_until.is_some();
            Command::PauseAlerts {
                duration: (!is_paused).then_some(PauseFor::Tomorrow),
            }
        }
    };
    tauri::async_runtime::spawn(async move {
        // A menu has no place to say it.
        if let Err(error) = engine.ask(command).await {
            tracing::warn!(%error, "a click comes to nothing");
        }
    });
}
