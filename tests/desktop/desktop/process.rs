//! A process of the fixture, which ends with it.

use std::{
    fs::File,
    io::Write as _,
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::until;

/// A process and all that it starts in its process group. Dropping it ends them.
pub struct Process(Child);

impl Process {
    /// Starts a program that writes what it has to say to this file.
    pub fn start(program: &str, arguments: &[&str], log: &Path, stdin: &str, variables: &Variables) -> Self {
        // Also when the tests are killed without a chance to clean up, their processes go with them.
        let mut child = Command::new("setpriv")
            .args(["--pdeathsig", "TERM", program])
            .args(arguments)
            .env_clear()
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(File::options().create(true).append(true).open(log).unwrap())
            .stderr(File::options().create(true).append(true).open(log).unwrap())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let mut input = child.stdin.take().unwrap();
        input.write_all(stdin.as_bytes()).unwrap();
        Self(child)
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Waits for its end. No code when a signal ended it.
    pub async fn exit_code(&mut self) -> Option<i32> {
        let status = until("the process to end", async || match self.0.try_wait().unwrap() {
            Some(status) => Ok(status),
            None => Err("it runs".to_owned()),
        });
        status.await.code()
    }

    /// Lets it clean up before it is ended.
    pub fn end_politely(&mut self) {
        let _ = kill_process(self.pid(), Signal::TERM);
        let begun = Instant::now();
        while self.0.try_wait().is_ok_and(|ended| ended.is_none()) && begun.elapsed() < Duration::from_secs(3)
        {
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.0)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = kill_process_group(self.pid(), Signal::KILL);
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A whole environment; nothing of the surrounding one comes in by itself.
pub type Variables = Vec<(String, String)>;
