//! The pipe to the app that the window belongs to.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufRead as _, BufReader, Stdin, Write as _},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use tokio::sync::oneshot;

use crate::window::protocol::{FromWindow, ToWindow};
use credit_tray_engine::question::Question;

/// The pipe to the app, and the questions that are not answered yet.
pub(super) struct AppPipe {
    to_app: Mutex<File>,
    asked: Mutex<HashMap<u64, oneshot::Sender<Answer>>>,
    next: AtomicU64,
}

/// What the app answers; either is passed on as it is.
type Answer = Result<Box<RawValue>, Refusal>;

/// What the app says, line by line.
pub(super) struct Lines(BufReader<Stdin>);

/// The app's `CommandError`, passed on as it is.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(super) struct Refusal(Box<RawValue>);

impl Refusal {
    /// The app is no longer there to answer.
    pub(super) fn gone() -> Self {
        Self(RawValue::NULL.to_owned())
    }
}

impl AppPipe {
    /// Takes the pipe over. From here on what GTK and `WebKit` print goes to standard error.
    pub(super) fn take() -> io::Result<(Self, Lines)> {
        let pipe = Self {
            to_app: Mutex::new(take_standard_output()?),
            asked: Mutex::default(),
            next: AtomicU64::new(0),
        };
        Ok((pipe, Lines(BufReader::new(io::stdin()))))
    }

    /// Tells the app something. An app that has ended is noticed where its lines end.
    pub(super) fn tell(&self, message: &FromWindow) {
        let told = serde_json::to_vec(message)
            .map_err(io::Error::other)
            .and_then(|mut line| {
                line.push(b'\n');
                let mut to_app = self.to_app.lock().unwrap_or_else(PoisonError::into_inner);
                to_app.write_all(&line)
            });
        if let Err(error) = told {
            tracing::warn!(%error, "the app does not listen");
        }
    }

    /// Asks the app, and waits for its answer.
    pub(super) async fn ask(&self, question: Question) -> Result<Box<RawValue>, Refusal> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (answer, answered) = oneshot::channel();
        self.asked().insert(id, answer);
        self.tell(&FromWindow::Ask { id, question });
        answered.await.unwrap_or_else(|_| Err(Refusal::gone()))
    }

    /// Passes an answer on to whoever asked.
    pub(super) fn answered(&self, id: u64, done: bool, value: Box<RawValue>) {
        if let Some(asked) = self.asked().remove(&id) {
            // A page that was closed no longer waits.
            let _ = asked.send(if done { Ok(value) } else { Err(Refusal(value)) });
        }
    }

    fn asked(&self) -> MutexGuard<'_, HashMap<u64, oneshot::Sender<Answer>>> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lines {
    /// The first line.
    pub(super) fn first<T: DeserializeOwned>(&mut self) -> io::Result<T> {
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        Ok(serde_json::from_str(&line)?)
    }

    /// Hands over every further line, until the app ends.
    pub(super) fn each(self, mut hear: impl FnMut(ToWindow)) {
        for line in self.0.lines().map_while(Result::ok) {
            match serde_json::from_str(&line) {
                Ok(message) => hear(message),
                Err(error) => tracing::error!(%error, "the app was not understood"),
            }
        }
    }
}

/// Standard output as a file of our own, out of the way of whatever prints.
#[cfg(unix)]
fn take_standard_output() -> io::Result<File> {
    let own = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?;
    rustix::stdio::dup2_stdout(rustix::stdio::stderr())?;
    Ok(own.into())
}

/// Standard output. WebView2 prints nothing there.
#[cfg(windows)]
fn take_standard_output() -> io::Result<File> {
    use std::os::windows::io::AsHandle as _;
    Ok(io::stdout().as_handle().try_clone_to_owned()?.into())
}
