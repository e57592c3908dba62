//! A program that is started for each alert, with the message on its standard input. No shell reads
//! anything, and no key is in its environment.

use std::{
    env, io,
    process::{ExitStatus, Stdio},
};

use credit_tray_core::{delivery::DeliveryProblem, looks_like_key, without_keys};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, ChildStderr, Command},
    time::{Duration, timeout},
};

/// What a program needs to find its way: no key has such a name.
const PASSED_ON: &[&str] = &[
    "APPDATA",
    "COMSPEC",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "HOME",
    "HOMEDRIVE",
    "HOMEPATH",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_COLLATE",
    "LC_CTYPE",
    "LC_MESSAGES",
    "LC_MONETARY",
    "LC_NUMERIC",
    "LC_TIME",
    "LOCALAPPDATA",
    "LOGNAME",
    "PATH",
    "PATHEXT",
    "PROGRAMDATA",
    "PROGRAMFILES",
    "SHELL",
    "SYSTEMDRIVE",
    "SYSTEMROOT",
    "TEMP",
    "TMP",
    "TMPDIR",
    "TZ",
    "USER",
    "USERNAME",
    "USERPROFILE",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_DIRS",
    "XDG_CONFIG_HOME",
    "XDG_CURRENT_DESKTOP",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
    "XDG_RUNTIME_DIR",
    "XDG_SESSION_TYPE",
    "XDG_STATE_HOME",
];

/// How long it is listened for what a program has said that has ended.
const LISTENS_ON: Duration = Duration::from_millis(200);

/// The most that is repeated of what a program says.
const LONGEST_SAID: usize = 200;

pub(super) async fn run(
    program: &str,
    args: &[String],
    patience: Duration,
    message: &str,
) -> Result<(), DeliveryProblem> {
    let not_started = |error: io::Error| DeliveryProblem::NotStarted(in_words(&error));
    let mut command = Command::new(program);
    command
        .args(args)
        .env_clear()
        .envs(
            env::vars_os()
                .filter(|(name, value)| is_passed_on(&name.to_string_lossy(), &value.to_string_lossy())),
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    #[cfg(windows)]
    command.creation_flags(0x0800_0000); // CREATE_NO_WINDOW
    let mut child = command.spawn().map_err(not_started)?;
    let listening = child.stderr.take().map(|said| tokio::spawn(first_words(said)));
    let ended = timeout(patience, tell(&mut child, message)).await;
    let Ok(ended) = ended else {
        end(&mut child).await;
        return Err(DeliveryProblem::TookTooLong(patience.as_secs()));
    };
    let status = ended.map_err(not_started)?;
    match status.code() {
        Some(0) => Ok(()),
        Some(status) => {
            let said = match listening {
                // Who was started by the program may hold the pipe open for ever.
                Some(listening) => timeout(LISTENS_ON, listening).await,
                None => return Err(DeliveryProblem::Killed),
            };
            let said = said.ok().and_then(Result::ok).unwrap_or_default();
            Err(DeliveryProblem::Ended { status, said })
        }
        None => Err(DeliveryProblem::Killed),
    }
}

async fn tell(child: &mut Child, message: &str) -> io::Result<ExitStatus> {
    if let Some(mut input) = child.stdin.take() {
        // A program need not listen.
        let _ = input.write_all(message.as_bytes()).await;
    }
    child.wait().await
}

/// Ends the program and, where the system can do that, those that it has started.
async fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = child
        .id()
        .and_then(|id| i32::try_from(id).ok())
        .and_then(rustix::process::Pid::from_raw)
    {
        // It may have ended meanwhile.
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    if let Err(error) = child.kill().await {
        tracing::debug!(%error, "a program had ended before");
    }
}

fn is_passed_on(name: &str, value: &str) -> bool {
    PASSED_ON.contains(&name.to_ascii_uppercase().as_str()) && !looks_like_key(value)
}

/// The first line of what a program says; the rest is thrown away, so that it need not wait to say it.
async fn first_words(mut said: ChildStderr) -> String {
    let (mut bytes, mut heard) = ([0; 4 * LONGEST_SAID], 0);
    while let Some(room) = bytes.get_mut(heard..).filter(|room| !room.is_empty()) {
        match said.read(room).await {
            Ok(0) | Err(_) => break,
            Ok(more) => heard += more,
        }
    }
    tokio::spawn(async move {
        // It ends with the program, or with its pipe.
        let _ = tokio::io::copy(&mut said, &mut tokio::io::sink()).await;
    });
    first_line(bytes.get(..heard).unwrap_or_default())
}

fn first_line(said: &[u8]) -> String {
    let text = String::from_utf8_lossy(said);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let printable = without_keys(line.unwrap_or_default());
    printable
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_SAID)
        .collect()
}

/// What the system says, without its number.
fn in_words(error: &io::Error) -> String {
    let words = error.to_string();
    words
        .split_once(" (os error")
        .map_or(words.clone(), |(words, _)| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_passed_on() {
        for name in ["PATH", "Path", "LC_ALL", "XDG_RUNTIME_DIR"] {
            assert!(is_passed_on(name, "/usr/bin"), "{name}");
        }
        for name in [
            "OPENROUTER_API_KEY",
            "NTFY_TOKEN",
            "MY_SECRET",
            "XDG_KEY",
            "LC_SECRET",
        ] {
            assert!(!is_passed_on(name, "value"), "{name}");
        }
        assert!(!is_passed_on("XDG_DATA_HOME", "sk-or-v1-0123456789"));
    }
}
