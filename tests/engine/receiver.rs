//! A receiver of alerts on this computer: it writes down each POST, and answers as the test wants it.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(20);

/// One request, as it came.
#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// `POST /path`.
    pub(crate) line: String,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Post {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let (_, value) = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Default)]
struct Seen {
    status: u16,
    posts: Vec<Post>,
    hangs: bool,
}

/// Listens until the test ends.
#[derive(Clone)]
pub(crate) struct Receiver {
    pub(crate) port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Receiver {
    /// Answers with this status.
    pub(crate) fn new(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let receiver = Self {
            port: listener.local_addr().unwrap().port(),
            seen: Arc::default(),
        };
        receiver.answers(status);
        let serving = receiver.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                thread::spawn(move || serving.serve(&stream));
            }
        });
        receiver
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Answers with this status from now on.
    pub(crate) fn answers(&self, status: u16) {
        self.seen.lock().unwrap().status = status;
    }

    /// Takes whatever comes, and says nothing.
    pub(crate) fn hangs(&self) {
        self.seen.lock().unwrap().hangs = true;
    }

    /// All that came so far.
    pub(crate) fn posts(&self) -> Vec<Post> {
        self.seen.lock().unwrap().posts.clone()
    }

    /// Waits until so many have come.
    pub(crate) async fn gets(&self, count: usize) -> Vec<Post> {
        let began = Instant::now();
        loop {
            let posts = self.posts();
            if posts.len() >= count {
                return posts;
            }
            assert!(began.elapsed() < PATIENCE, "{count} were expected: {posts:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn serve(&self, stream: &TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        while let Some(post) = read(&mut reader) {
            let (status, hangs) = {
                let mut seen = self.seen.lock().unwrap();
                seen.posts.push(post);
                (seen.status, seen.hangs)
            };
            if hangs {
                thread::sleep(PATIENCE * 3);
                return;
            }
            let answer = format!("HTTP/1.1 {status} Told\r\ncontent-length: 0\r\n\r\n");
            let mut answering = stream;
            if answering.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}

fn read(reader: &mut BufReader<TcpStream>) -> Option<Post> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
    let mut headers = Vec::new();
    loop {
        let mut header = Vec::new();
        reader.read_until(b'\n', &mut header).ok()?;
        let header = String::from_utf8(header).unwrap();
        let Some((name, value)) = header.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_owned(), value.trim().to_owned()));
    }
    let mut post = Post {
        line: line.trim_end().trim_end_matches(" HTTP/1.1").to_owned(),
        headers,
        body: String::new(),
    };
    let length = post.header("content-length")?.parse().unwrap();
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    post.body = String::from_utf8(body).unwrap();
    Some(post)
}
