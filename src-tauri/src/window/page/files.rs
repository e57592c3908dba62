//! Files that the person names in the desktop's own dialog. The page never sees a path before the
//! person has chosen it.

use std::path::PathBuf;

use serde_json::value::RawValue;
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::{DialogExt as _, FileDialogBuilder};
use tokio::sync::oneshot;

use super::{AppPipe, Passed, Question, Refusal};
use credit_tray_engine::commands::transfer::FileQuestion;

/// Asks where to, and has the settings written there. Answers null if the person thought better of it.
#[tauri::command]
pub(super) async fn export_settings(
    window: WebviewWindow,
    pipe: State<'_, AppPipe>,
    passphrase: Option<String>,
) -> Result<Passed, Refusal> {
    // Before the dialog, so that a passphrase that is too short is told at once.
    let question = pipe.ask(Question::PrepareExport(passphrase)).await?;
    match choose(&window, &question).await {
        Some(path) => pipe.ask(Question::WriteExport(path)).await.map(Passed),
        None => Ok(nothing()),
    }
}

/// Asks for a file and has it read; nothing is changed yet. Answers null if the person thought better
/// of it.
#[tauri::command]
pub(super) async fn choose_import(
    window: WebviewWindow,
    pipe: State<'_, AppPipe>,
) -> Result<Passed, Refusal> {
    let question = pipe.ask(Question::ImportQuestion).await?;
    match choose(&window, &question).await {
        Some(path) => pipe.ask(Question::ReadImport(path)).await.map(Passed),
        None => Ok(nothing()),
    }
}

fn nothing() -> Passed {
    Passed(RawValue::NULL.to_owned())
}

async fn choose(window: &WebviewWindow, question: &RawValue) -> Option<PathBuf> {
    let question: FileQuestion = serde_json::from_str(question.get())
        .inspect_err(|error| tracing::error!(%error, "the app was not understood"))
        .ok()?;
    let (chosen, choice) = oneshot::channel();
    let dialog = dialog(window, &question);
    let choose = move |path| {
        // Nobody waits for a choice in a window that is closed.
        let _ = chosen.send(path);
    };
    match question.name {
        Some(name) => dialog.set_file_name(name).save_file(choose),
        None => dialog.pick_file(choose),
    }
    choice.await.ok().flatten()?.into_path().ok()
}

fn dialog(window: &WebviewWindow, question: &FileQuestion) -> FileDialogBuilder<tauri::Wry> {
    let extensions: Vec<&str> = question.extensions.iter().map(String::as_str).collect();
    let dialog = window
        .dialog()
        .file()
        .set_parent(window)
        .set_title(&question.title)
        .add_filter("Credit Tray", &extensions);
    match dirs::document_dir().or_else(dirs::home_dir) {
        Some(documents) => dialog.set_directory(documents),
        None => dialog,
    }
}
