//! What passes between the app and the process that shows its window: one JSON object a line, over
//! that process's standard input and output.

use std::path::PathBuf;

use credit_tray_core::{AccountId, appearance::Theme};
use credit_tray_engine::question::Question;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use ts_rs::TS;

/// What the window shows when it opens or is asked for again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "view", rename_all = "camelCase")]
#[ts(export_to = "bindings.ts", rename = "WindowTarget")]
pub enum Target {
    /// The list of all accounts.
    List,
    /// One account in detail.
    Account {
        /// Its id.
        id: AccountId,
    },
    /// The field for the key of one account.
    Key {
        /// Its id.
        id: AccountId,
    },
}

/// The first line: what the process must know before it can show anything.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Beginning {
    /// The theme of the window's frame.
    pub theme: Theme,
    /// The file in which size and place of the window are remembered.
    pub remembered: PathBuf,
    /// A folder for what the web view has to write; it goes with the window.
    pub scratch: PathBuf,
}

/// From the app to its window.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ToWindow {
    /// The state of everything, for the page.
    State(Box<RawValue>),
    /// The frame of the window is to be light or dark.
    Theme(Theme),
    /// Come to the front, and show this if anything is named.
    Show(Option<Target>),
    /// The app is to end: ask the person about what is not saved, then close.
    Close,
    /// The app ends now: close, whatever is not saved.
    End,
    /// The answer to a question, in the order in which answers are ready.
    Answer {
        /// Which question.
        id: u64,
        /// Whether it was done; otherwise `value` is the error.
        done: bool,
        /// For the page.
        value: Box<RawValue>,
    },
}

/// From the window to its app. It may hold keys and passphrases, so it is not `Debug`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FromWindow {
    /// A question that is answered under its number.
    Ask {
        /// Its number.
        id: u64,
        /// What is asked.
        question: Question,
    },
    /// Whether something typed is not saved.
    Unsaved(bool),
    /// The window goes now: whoever asks for it gets another.
    Closing,
    /// The person agreed to lose what is not saved; the app can end.
    Quit,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_is_told_passes_unchanged() {
        let value = || RawValue::from_string(r#"{"amount":"100.10"}"#.to_owned()).unwrap();
        for sent in [
            ToWindow::State(value()),
            ToWindow::Answer {
                id: 7,
                done: true,
                value: value(),
            },
        ] {
            let line = serde_json::to_string(&sent).unwrap();
            assert!(line.contains(value().get()));
            let received: ToWindow = serde_json::from_str(&line).unwrap();
            assert_eq!(serde_json::to_string(&received).unwrap(), line);
        }
    }
}
