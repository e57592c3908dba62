//! What runs in the window's own process: one window with one page, a pipe to the app, and nothing
//! else. It decides nothing; the page's commands go to the app as they are.

mod app_pipe;
mod files;
mod place;

use std::{
    process::ExitCode,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use credit_tray_core::appearance::Theme;
use credit_tray_engine::question::Question;
use serde_json::{Value, value::RawValue};
use tauri::{
    AppHandle, CloseRequestApi, Manager as _, State, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder,
    Window, WindowEvent,
    ipc::{Channel, InvokeResponseBody, IpcResponse},
};

use super::protocol::{Beginning, FromWindow, Target, ToWindow};
use crate::{context, error::Error, logs};
use app_pipe::{AppPipe, Refusal};
use place::Place;

/// With this argument alone the program is the window and not the app.
pub const ARGUMENT: &str = "--window-of-a-running-app";

/// The window's name for Tauri; its capability is bound to it.
const LABEL: &str = "settings";

/// What was said last, and where the page listens for it.
type Heard<Said, Sent> = (Option<Said>, Option<Channel<Sent>>);

/// What the page listens to, and what it has not heard yet.
#[derive(Default)]
struct Page {
    state: Mutex<Heard<Box<RawValue>, InvokeResponseBody>>,
    target: Mutex<Heard<Target, Target>>,
    close: Mutex<Option<Channel<bool>>>,
    unsaved: AtomicBool,
}

/// Shows the window until it is closed or the app ends.
pub fn run() -> Result<ExitCode, Error> {
    // It was started as /proc/self/exe, which is no name for a list of processes.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::set_name(c"credit-tray");
    logs::to_standard_error();
    let (pipe, mut lines) = AppPipe::take().map_err(Error::WindowNotOpened)?;
    let beginning: Beginning = lines.first().map_err(Error::WindowNotOpened)?;
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_store::Builder::default().build())
        .manage(Page::default())
        .manage(pipe)
        .invoke_handler(tauri::generate_handler![
            ask,
            watch_state,
            watch_target,
            watch_close,
            set_unsaved,
            close_window,
            files::export_settings,
            files::choose_import
        ])
        .on_window_event(|window, event| match event {
            WindowEvent::CloseRequested { api, .. } => close_requested(window, api),
            WindowEvent::Destroyed => window.app_handle().exit(0),
            _ => {}
        })
        .setup(move |app| {
            let place = Place::remembered(app.handle(), &beginning.remembered);
            open(app.handle(), &beginning, &place)?;
            app.manage(place);
            let app = app.handle().clone();
            std::thread::spawn(move || {
                lines.each(|message| hear(&app, message));
                // The app has ended, and takes its window along.
                app.exit(0);
            });
            Ok(())
        })
        .build(context::context())?;
    let code = app.run_return(|_, _| {});
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

fn open(app: &AppHandle, beginning: &Beginning, place: &Place) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
        .title("Credit Tray")
        .on_navigation(is_own)
        .min_inner_size(400.0, 400.0)
        .theme(native(beginning.theme));
    let window = place.put(app, window);
    // No flash of a light page before a dark one is drawn: the page's own colours.
    let window = match beginning.theme {
        Theme::Dark => window.background_color(tauri::window::Color(0x1b, 0x1b, 0x1e, 0xff)),
        Theme::Light => window.background_color(tauri::window::Color(0xf5, 0xf5, 0xf7, 0xff)),
        Theme::System => window,
    };
    // Nothing typed is to be found on the disk once the window is closed.
    #[cfg(target_os = "macos")]
    let window = window.incognito(true);
    #[cfg(not(target_os = "macos"))]
    let window = window.data_directory(beginning.scratch.clone());
    #[cfg_attr(
        not(target_os = "linux"),
        expect(unused_variables, reason = "elsewhere untried")
    )]
    let window = window.build()?;
    #[cfg(target_os = "linux")]
    end_with_its_page(&window)?;
    Ok(())
}

/// Whether this is the page itself, which leads nowhere else. Links are opened by the app, in the browser.
fn is_own(url: &Url) -> bool {
    let is_of_vite = tauri::is_dev() && url.host_str() == Some("localhost");
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost") || is_of_vite
}

/// A page that broke down would stay as a picture that hears nothing. The next window has a new one.
#[cfg(target_os = "linux")]
fn end_with_its_page(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt as _;
    let app = window.app_handle().clone();
    window.with_webview(|webview| {
        webview.inner().connect_web_process_terminated(move |_, reason| {
            tracing::error!(?reason, "the page broke down");
            app.exit(1);
        });
    })
}

fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

fn hear(app: &AppHandle, message: ToWindow) {
    let page = app.state::<Page>();
    let window = app.get_webview_window(LABEL);
    match message {
        ToWindow::State(state) => {
            let mut slot = page.state.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(channel) = &slot.1 {
                told(channel.send(as_json(&state)));
            }
            slot.0 = Some(state);
        }
        ToWindow::Theme(theme) => {
            told(window.map_or(Ok(()), |window| window.set_theme(native(theme))));
        }
        ToWindow::Show(target) => {
            if let Some(window) = window {
                told(
                    window
                        .unminimize()
                        .and_then(|()| window.show())
                        .and_then(|()| window.set_focus()),
                );
            }
            let mut slot = page.target.lock().unwrap_or_else(PoisonError::into_inner);
            match (&slot.1, target) {
                (Some(channel), Some(target)) => told(channel.send(target)),
                (_, target) => slot.0 = target,
            }
        }
        ToWindow::Close => {
            if let Some(window) = window {
                told(window.unminimize().and_then(|()| window.set_focus()));
            }
            page.ask_about_unsaved(true);
        }
        ToWindow::End => {
            if let Some(window) = window {
                app.state::<Place>().remember(&window.as_ref().window());
            }
            app.exit(0);
        }
        ToWindow::Answer { id, done, value } => app.state::<AppPipe>().answered(id, done, value),
    }
}

impl Page {
    /// Whether the app ends with the window is kept by the page, with the question.
    fn ask_about_unsaved(&self, quits: bool) {
        let close = self.close.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(channel) = &*close {
            told(channel.send(quits));
        }
    }
}

fn close_requested(window: &Window, api: &CloseRequestApi) {
    let page = window.state::<Page>();
    if page.unsaved.load(Ordering::Relaxed) {
        api.prevent_close();
        page.ask_about_unsaved(false);
        return;
    }
    about_to_close(window, false);
}

fn about_to_close(window: &Window, quits: bool) {
    window.state::<Place>().remember(window);
    let pipe = window.state::<AppPipe>();
    pipe.tell(&FromWindow::Closing);
    if quits {
        pipe.tell(&FromWindow::Quit);
    }
}

/// What a page that is gone does not hear is no loss; anything else is worth a line.
fn told(sent: tauri::Result<()>) {
    if let Err(error) = sent {
        tracing::warn!(%error, "the page was not told");
    }
}

fn as_json(value: &RawValue) -> InvokeResponseBody {
    InvokeResponseBody::Json(value.get().to_owned())
}

/// An answer of the app, passed on as it is.
struct Passed(Box<RawValue>);

impl IpcResponse for Passed {
    fn body(self) -> tauri::Result<InvokeResponseBody> {
        Ok(as_json(&self.0))
    }
}

/// Passes a command of the page on to the app, which knows whether it is one.
#[tauri::command]
async fn ask(pipe: State<'_, AppPipe>, command: Value) -> Result<Passed, Refusal> {
    let command = serde_json::value::to_raw_value(&command).map_err(|_| Refusal::gone())?;
    pipe.ask(Question::Command(command)).await.map(Passed)
}

#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands its own over")]
fn watch_state(page: State<'_, Page>, on_state: Channel<InvokeResponseBody>) {
    let mut slot = page.state.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(state) = &slot.0 {
        told(on_state.send(as_json(state)));
    }
    slot.1 = Some(on_state);
}

#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands its own over")]
fn watch_target(page: State<'_, Page>, on_target: Channel<Target>) {
    let mut slot = page.target.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(target) = slot.0.take() {
        told(on_target.send(target));
    }
    slot.1 = Some(on_target);
}

#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands its own over")]
fn watch_close(page: State<'_, Page>, on_asked: Channel<bool>) {
    *page.close.lock().unwrap_or_else(PoisonError::into_inner) = Some(on_asked);
}

/// While something typed is not saved, the window's close button asks the page first.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands its own over")]
fn set_unsaved(page: State<'_, Page>, pipe: State<'_, AppPipe>, unsaved: bool) {
    page.unsaved.store(unsaved, Ordering::Relaxed);
    pipe.tell(&FromWindow::Unsaved(unsaved));
}

/// Closes the window, whatever is not saved, and ends the app with it if that was asked for.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "Tauri hands its own over")]
fn close_window(window: Window, quits: bool) -> tauri::Result<()> {
    about_to_close(&window, quits);
    window.destroy()
}
