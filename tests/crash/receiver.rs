//! A receiver of alerts on this computer, which is sometimes slow and sometimes busy, and remembers what it
//! has acknowledged.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

/// An alert that was acknowledged.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// Its `Idempotency-Key`.
    pub(crate) name: String,
    pub(crate) account: String,
    pub(crate) at: Instant,
}

/// Listens until the test ends.
#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) port: u16,
    told: Arc<Mutex<Vec<Told>>>,
    random: Arc<Mutex<fastrand::Rng>>,
}

impl Receiver {
    pub(crate) fn start(seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Self {
            port: listener.local_addr().unwrap().port(),
            told: Arc::default(),
            random: Arc::new(Mutex::new(fastrand::Rng::with_seed(seed))),
        };
        let serving = receiver.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                thread::spawn(move || serving.serve(stream));
            }
        });
        receiver
    }

    /// All that was acknowledged so far.
    pub(crate) fn told(&self) -> Vec<Told> {
        self.told.lock().unwrap().clone()
    }

    /// None where the sender has gone.
    fn serve(&self, stream: TcpStream) -> Option<()> {
        let mut answering = stream.try_clone().ok()?;
        let mut reader = BufReader::new(stream);
        loop {
            let (name, account) = read(&mut reader)?;
            let (pause, is_busy) = {
                let mut random = self.random.lock().unwrap();
                (random.u64(0..15), random.u8(0..10) == 0)
            };
            thread::sleep(Duration::from_millis(pause));
            if is_busy {
                let busy = b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n";
                answering.write_all(busy).ok()?;
                continue;
            }
            // Noted first: from here on the sender may know of it.
            let at = Instant::now();
            self.told.lock().unwrap().push(Told { name, account, at });
            let thanks = b"HTTP/1.1 200 Told\r\ncontent-length: 0\r\n\r\n";
            answering.write_all(thanks).ok()?;
        }
    }
}

/// The name of the next alert, and its account.
fn read(reader: &mut BufReader<TcpStream>) -> Option<(String, String)> {
    let (mut name, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let Some((header, value)) = line.split_once(':') else {
            continue;
        };
        match header.to_ascii_lowercase().as_str() {
            "idempotency-key" => name = Some(value.trim().to_owned()),
            "content-length" => length = value.trim().parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let message: Value = serde_json::from_slice(&body).ok()?;
    let name = name.expect("an alert has a name");
    assert_eq!(message["id"].as_str(), Some(&*name));
    Some((name, message["account"].as_str()?.to_owned()))
}
