//! One life of the engine, from its start until it is killed.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    ops::Range,
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_credit-tray-window-engine");

/// Much longer than a start or an answer takes, also on a computer that is busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What a question was answered with.
pub(crate) type Answer = Result<Value, Value>;

/// A running engine.
pub(crate) struct Life {
    child: Child,
    stdin: ChildStdin,
    said: Receiver<Value>,
    complaints: JoinHandle<String>,
    state: Option<Value>,
    answers: BTreeMap<u64, Answer>,
    asked: u64,
    began: Instant,
}

/// What an engine had said by its end, also in its last moment.
pub(crate) struct Ended {
    pub(crate) answers: BTreeMap<u64, Answer>,
    /// From its start until it was killed.
    pub(crate) life: Range<Instant>,
    pub(crate) complaints: String,
}

impl Life {
    /// Starts on this folder, which stays as it is.
    pub(crate) fn begin(folder: &Path) -> Self {
        let mut program = Command::new(PROGRAM);
        program.arg(folder);
        Self::begin_as(program)
    }

    /// Starts by this command, which leads to the program.
    pub(crate) fn begin_as(mut program: Command) -> Self {
        let mut child = program
            .env("TZ", "UTC")
            .env("LANG", "en_GB.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (say, said) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                // Who is killed may leave half a line, which says nothing.
                if let Ok(line) = serde_json::from_str(&line) {
                    let _ = say.send(line);
                }
            }
        });
        let mut stderr = child.stderr.take().unwrap();
        let complaints = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let mut life = Self {
            stdin: child.stdin.take().unwrap(),
            child,
            said,
            complaints,
            state: None,
            answers: BTreeMap::new(),
            asked: 0,
            began: Instant::now(),
        };
        life.write(&json!({ "files": {}, "keys": {}, "history": {} }));
        life
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The newest state; the first one comes once every account was read.
    pub(crate) fn state(&mut self) -> Option<&Value> {
        let began = Instant::now();
        while self.state.is_none() && began.elapsed() < PATIENCE && self.hear(PATIENCE) {}
        self.state.as_ref()
    }

    /// Hears what is said until the state is so.
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&Value) -> bool) {
        let began = Instant::now();
        while !self.state.as_ref().is_some_and(&is_so) {
            self.hear(Duration::from_millis(200));
            if began.elapsed() > PATIENCE {
                let state = self.state.take().unwrap_or_default();
                panic!("{what}: {} {}", state["notices"], state["accounts"]);
            }
        }
    }

    /// Asks, and does not wait for the answer.
    pub(crate) fn send(&mut self, command: &Value) -> u64 {
        self.asked += 1;
        let id = self.asked;
        self.write(&json!({ "ask": { "id": id, "question": { "command": command } } }));
        id
    }

    /// Asks, and waits for the answer.
    pub(crate) fn ask(&mut self, command: &Value) -> Answer {
        let id = self.send(command);
        let began = Instant::now();
        loop {
            if let Some(answer) = self.answers.remove(&id) {
                return answer;
            }
            let hears = self.hear(PATIENCE);
            assert!(hears && began.elapsed() < PATIENCE, "no answer to {command}");
        }
    }

    /// Ends it as nothing else does: it cannot even notice.
    pub(crate) fn kill(mut self) -> Ended {
        assert_eq!(self.child.try_wait().unwrap(), None, "it has ended by itself");
        let at = Instant::now();
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        // What it said before its end was said.
        while self.hear(PATIENCE) {}
        Ended {
            answers: self.answers,
            life: self.began..at,
            complaints: self.complaints.join().unwrap(),
        }
    }

    /// Why it did not start, in its own words.
    pub(crate) fn why_not(mut self) -> String {
        while self.hear(PATIENCE) {}
        self.child.wait().unwrap();
        self.complaints.join().unwrap()
    }

    /// Takes up the next thing that is said; false if there was none.
    fn hear(&mut self, patience: Duration) -> bool {
        let mut line = match self.said.recv_timeout(patience) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return false,
        };
        if let Some(state) = line.get_mut("state") {
            self.state = Some(state.take());
        } else if let Some(id) = line["id"].as_u64() {
            let answer = match line.get_mut("error") {
                Some(error) => Err(error.take()),
                None => Ok(line["answer"].take()),
            };
            self.answers.insert(id, answer);
        }
        true
    }

    fn write(&mut self, line: &Value) {
        // One that has ended is found by whoever waits for its answer.
        let _ = writeln!(self.stdin, "{line}");
    }
}
