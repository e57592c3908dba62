//! What the settings window asks, from its own process, and what it is told.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::{
    engine::Engine,
    error::{CommandError, Error},
};

/// What may be asked. Only the first comes from the page; the others name files, which the page
/// never does.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Question {
    /// A [`Command`](crate::command::Command) of the page, not looked at on the way.
    Command(Box<RawValue>),
    /// Prepare an export, with the keys if there is a passphrase.
    PrepareExport(Option<String>),
    /// Write the export that was prepared here.
    WriteExport(PathBuf),
    /// How to ask for a file to import.
    ImportQuestion,
    /// Read this file for import.
    ReadImport(PathBuf),
}

impl Engine {
    /// Answers the settings window.
    ///
    /// # Errors
    /// Those of the command, in the person's language; then everything is as before.
    pub async fn answer(&self, question: Question) -> Result<Box<RawValue>, CommandError> {
        self.try_answer(question).await.map_err(|error| {
            tracing::info!(%error, "a command was refused");
            CommandError::new(&error, &self.locale.texts())
        })
    }

    async fn try_answer(&self, question: Question) -> Result<Box<RawValue>, Error> {
        Ok(match question {
            Question::Command(command) => {
                let command = serde_json::from_str(command.get()).map_err(Error::CommandNotUnderstood)?;
                as_json(&self.ask(command).await?)
            }
            Question::PrepareExport(passphrase) => as_json(&self.prepare_export(passphrase).await?),
            Question::WriteExport(path) => as_json(&self.write_export(path).await?),
            Question::ImportQuestion => as_json(&self.import_question()),
            Question::ReadImport(path) => as_json(&self.read_import(path).await?),
        })
    }
}

/// What is sent are our own types, which are always JSON.
pub fn as_json(value: &impl Serialize) -> Box<RawValue> {
    to_raw_value(value).unwrap_or_else(|error| {
        tracing::error!(%error, "not sent to the settings window");
        RawValue::NULL.to_owned()
    })
}
