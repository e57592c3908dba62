//! A program that is started for each alert, with the message on its standard input. No shell reads
//! anything, and no key is in its environment.

use std::{
    env, io,
    io::{Read as _, Seek as _},
    process::{ExitStatus, Stdio},
};

use credit_tray_core::{delivery::DeliveryProblem, looks_like_key, without_keys};
use tokio::{
    io::AsyncWriteExt as _,
    process::{Child, Command},
    time::{Duration, timeout},
};

/// What a program needs to find its way: no key has such a name.
const PASSED_ON: [&str; 26] = [
    "APPDATA",
    "COMSPEC",
    "DBUS_SESSION_BUS_ADDRESS",
    "DISPLAY",
    "HOME",
    "HOMEDRIVE",
    "HOMEPATH",
    "LANG",
    "LANGUAGE",
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
    "XAUTHORITY",
];

/// The most that is repeated of what a program says.
const LONGEST_SAID: usize = 200;

pub(super) async fn run(
    program: &str,
    args: &[String],
    patience: Duration,
    message: &str,
) -> Result<(), DeliveryProblem> {
    let not_started = |error: io::Error| DeliveryProblem::NotStarted(error.to_string());
    // A file, and no pipe: who has been started by the program may hold that open for ever.
    let mut said = tempfile::tempfile().map_err(not_started)?;
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
        .stderr(said.try_clone().map_err(not_started)?)
        .kill_on_drop(true);
    #[cfg(unix)]
    command.process_group(0);
    #[cfg(windows)]
    command.creation_flags(0x0800_0000); // CREATE_NO_WINDOW
    let mut child = command.spawn().map_err(not_started)?;
    let ended = timeout(patience, tell(&mut child, message)).await;
    let Ok(ended) = ended else {
        end(&mut child).await;
        return Err(DeliveryProblem::TookTooLong(patience.as_secs()));
    };
    let status = ended.map_err(not_started)?;
    match status.code() {
        Some(0) => Ok(()),
        Some(status) => Err(DeliveryProblem::Ended {
            status,
            said: first_line(&mut said),
        }),
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
    let name = name.to_ascii_uppercase();
    let is_known = PASSED_ON.contains(&name.as_str())
        || ["LC_", "XDG_", "WAYLAND_"]
            .iter()
            .any(|start| name.starts_with(start));
    is_known && !looks_like_key(value)
}

fn first_line(said: &mut std::fs::File) -> String {
    let mut bytes = vec![0; 4 * LONGEST_SAID];
    let read = said.rewind().and_then(|()| said.read(&mut bytes)).unwrap_or(0);
    let text = String::from_utf8_lossy(bytes.get(..read).unwrap_or_default());
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    let printable = without_keys(line.unwrap_or_default());
    printable
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_SAID)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_passed_on() {
        for name in ["PATH", "Path", "LC_ALL", "XDG_RUNTIME_DIR"] {
            assert!(is_passed_on(name, "/usr/bin"), "{name}");
        }
        for name in ["OPENROUTER_API_KEY", "NTFY_TOKEN", "MY_SECRET"] {
            assert!(!is_passed_on(name, "value"), "{name}");
        }
        assert!(!is_passed_on("XDG_KEY", "sk-or-v1-0123456789"));
    }
}
