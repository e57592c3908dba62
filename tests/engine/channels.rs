//! Alerts on their way to receivers elsewhere, over real sockets and with real programs.

use std::{fs, path::Path, sync::Arc, time::Duration};

use credit_tray_core::texts::EN;
use credit_tray_engine::{command::Command, engine::Engine, error::CommandError};
use credit_tray_simulator::{Account, KieBalance, Simulator};
use ring::hmac;
use rust_decimal::dec;
use serde_json::{Value, json};
use tokio::{runtime::Runtime, time::sleep};

use crate::{nowhere, receiver::Receiver};

/// A folder that watches one account every second, and tells through these channels.
struct World {
    /// Where the provider runs.
    _around: Runtime,
    provider: Simulator,
    account: Account,
    folder: tempfile::TempDir,
}

impl World {
    fn new(channels: &Value) -> Self {
        let around = Runtime::new().unwrap();
        let provider = around.block_on(Simulator::start()).unwrap();
        let account = provider.account_with(KieBalance { credits: dec!(100) }, "key-of-a");
        let folder = tempfile::tempdir().unwrap();
        let world = Self {
            _around: around,
            provider,
            account,
            folder,
        };
        fs::write(
            world.path().join("keys.json"),
            r#"{"a":"key-of-a","channel:phone":"tk_phone","channel:ops":"whsec-1"}"#,
        )
        .unwrap();
        world.write(channels, &Value::Null);
        world
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn write(&self, channels: &Value, of_account: &Value) {
        let mut account = json!({ "id": "a", "provider": "kie", "label": "Müsik", "key": { "from": "file" },
            "baseUrl": self.provider.base_url(), "lowBelow": "10", "refreshEverySecs": 1 });
        if !of_account.is_null() {
            account["channels"] = of_account.clone();
        }
        let settings = json!({ "version": 1, "accounts": [account], "general": { "channels": channels } });
        fs::write(self.path().join("settings.json"), settings.to_string()).unwrap();
    }

    /// Starts the app; it ends as if it were killed when the runtime goes.
    fn start(&self) -> App {
        let runtime = Runtime::new().unwrap();
        let (engine, told) = runtime.block_on(async { nowhere::engine(self.path()) });
        App {
            runtime: Some(runtime),
            engine,
            told,
        }
    }
}

struct App {
    runtime: Option<Runtime>,
    engine: Arc<Engine>,
    told: nowhere::Told,
}

impl App {
    fn run<T>(&self, until: impl Future<Output = T>) -> T {
        self.runtime.as_ref().unwrap().block_on(until)
    }

    fn end(mut self) {
        self.runtime
            .take()
            .unwrap()
            .shutdown_timeout(Duration::from_secs(5));
    }

    /// What the window shows above the list.
    fn notices(&self) -> Vec<String> {
        self.engine
            .notices
            .watch()
            .borrow()
            .iter()
            .map(|notice| notice.view(&EN).text)
            .collect()
    }

    fn waits_for_notice(&self, word: &str) -> String {
        self.run(async {
            for _ in 0..400 {
                if let Some(notice) = self.notices().into_iter().find(|notice| notice.contains(word)) {
                    return notice;
                }
                sleep(Duration::from_millis(50)).await;
            }
            panic!("no notice says {word}: {:?}", self.notices());
        })
    }
}

/// Long enough for several polls.
fn pause(seconds: u64) {
    std::thread::sleep(Duration::from_secs(seconds));
}

fn webhook(receiver: &Receiver) -> Value {
    json!({ "kind": "webhook", "id": "ops", "url": receiver.url("/hook?team=1"), "secret": { "from": "file" } })
}

fn ntfy(receiver: &Receiver) -> Value {
    json!({ "kind": "ntfy", "id": "phone", "url": receiver.url("/topic"), "token": { "from": "file" } })
}

#[test]
fn a_webhook_gets_one_signed_post_an_alert() {
    let receiver = Receiver::new(204);
    let world = World::new(&json!([webhook(&receiver)]));
    let app = world.start();
    world.account.set_balance(dec!(5.50));
    let posts = app.run(receiver.gets(1));
    let post = &posts[0];
    assert_eq!(post.line, "POST /hook?team=1");
    assert_eq!(post.header("content-type"), Some("application/json"));
    let message = post.json();
    for (field, value) in [
        ("version", json!(1)),
        ("account", json!("a")),
        ("provider", json!("kie")),
        ("label", json!("Müsik")),
        ("rule", json!("low")),
        ("status", json!("low")),
        ("available", json!({ "amount": "5.5", "unit": "credits" })),
        ("threshold", json!("10")),
    ] {
        assert_eq!(message[field], value, "{field}");
    }
    assert!(message["title"].as_str().unwrap().contains("Müsik is low"));
    assert_eq!(post.header("idempotency-key"), message["id"].as_str());
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"whsec-1");
    let signature = post.header("x-credit-tray-signature").unwrap();
    let hex = signature.strip_prefix("sha256=").unwrap();
    let tag: Vec<u8> = (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect();
    hmac::verify(&key, post.body.as_bytes(), &tag).expect("the signature is of this body");
    assert!(
        !format!("{post:?}").contains("key-of-a"),
        "a key goes to its own host alone"
    );

    world.account.set_balance(dec!(0));
    let posts = app.run(receiver.gets(2));
    assert_eq!(posts[1].json()["rule"], "out");
    pause(3);
    assert_eq!(receiver.posts().len(), 2, "each is told once");
}

#[test]
fn ntfy_gets_the_text_and_what_stands_around_it() {
    let receiver = Receiver::new(200);
    let world = World::new(&json!([ntfy(&receiver)]));
    let app = world.start();
    world.account.set_balance(dec!(0));
    let posts = app.run(receiver.gets(1));
    let post = &posts[0];
    assert_eq!(post.line, "POST /topic");
    assert_eq!(post.header("title"), Some("Müsik is out"));
    assert_eq!(post.header("priority"), Some("5"));
    assert_eq!(post.header("authorization"), Some("Bearer tk_phone"));
    assert!(post.header("click").unwrap().starts_with("https://"));
    assert!(post.body.contains("0 credits left"), "{}", post.body);
}

#[test]
fn what_a_receiver_does_not_take_is_sent_again_under_the_same_name_also_by_the_next_start() {
    let receiver = Receiver::new(503);
    let world = World::new(&json!([webhook(&receiver)]));
    let app = world.start();
    world.account.set_balance(dec!(5));
    let before = app.run(receiver.gets(3));
    assert!(app.waits_for_notice("503").contains("the webhook at 127.0.0.1"));
    app.end();
    receiver.answers(200);
    let count = receiver.posts().len();

    let app = world.start();
    let after = app.run(receiver.gets(count + 1));
    let id = |post: &crate::receiver::Post| post.header("idempotency-key").unwrap().to_owned();
    assert_eq!(id(&after[count]), id(&before[0]));
    pause(3);
    assert_eq!(receiver.posts().len(), count + 1, "and then no more");
    assert_eq!(app.notices(), [""; 0]);
}

#[test]
fn a_receiver_that_does_not_answer_holds_up_no_other() {
    let (dead, alive) = (Receiver::new(200), Receiver::new(200));
    dead.hangs();
    let world = World::new(&json!([{ "kind": "desktop", "id": "desktop" }, webhook(&dead), ntfy(&alive)]));
    let app = world.start();
    world.account.set_balance(dec!(5));
    app.run(dead.gets(1));
    app.run(alive.gets(1));
    world.account.set_balance(dec!(0));
    app.run(alive.gets(2));
    let titles: Vec<_> = app.told.all().into_iter().map(|told| told.title).collect();
    assert_eq!(titles, ["Müsik is low", "Müsik is out"]);
    assert_eq!(dead.posts().len(), 1, "one after the other");
}

#[test]
fn an_account_tells_through_the_channels_that_were_chosen_for_it() {
    let (chosen, other) = (Receiver::new(200), Receiver::new(200));
    let channels = json!([{ "kind": "desktop", "id": "desktop" }, webhook(&chosen), ntfy(&other)]);
    let world = World::new(&channels);
    world.write(&channels, &json!(["ops"]));
    let app = world.start();
    world.account.set_balance(dec!(5));
    app.run(chosen.gets(1));
    pause(2);
    assert_eq!((other.posts().len(), app.told.all().len()), (0, 0));
}

#[cfg(unix)]
#[test]
fn a_program_gets_the_message_and_no_key_and_is_started_again_until_it_ends_with_0() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("on-low");
    // The first time it fails.
    let text = "#!/bin/sh\ncd \"$(dirname \"$0\")\"\necho run >> runs\ncat > message\nenv > environment\n\
        printf '%s\\n' \"$@\" > arguments\n[ $(wc -l < runs) -gt 1 ] || { echo 'not this time' >&2; exit 3; }\n";
    fs::write(&script, text).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let world = World::new(&json!([{ "kind": "command", "id": "script", "program": script,
        "args": ["--now", "$HOME; rm -rf"] }]));
    let app = world.start();
    world.account.set_balance(dec!(5));
    let notice = app.waits_for_notice("status 3");
    assert!(notice.contains("not this time"), "{notice}");
    app.run(async {
        while fs::read_to_string(folder.path().join("runs"))
            .unwrap_or_default()
            .lines()
            .count()
            < 2
        {
            sleep(Duration::from_millis(50)).await;
        }
        sleep(Duration::from_secs(3)).await;
    });
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("runs").lines().count(), 2);
    let message: Value = serde_json::from_str(&read("message")).unwrap();
    assert_eq!(message["rule"], "low");
    assert_eq!(read("arguments"), "--now\n$HOME; rm -rf\n");
    assert!(
        !read("environment").contains("CARGO"),
        "only what it needs is passed on"
    );
}

#[cfg(unix)]
#[test]
fn a_program_that_takes_too_long_is_ended_with_those_that_it_has_started() {
    let folder = tempfile::tempdir().unwrap();
    let alive = folder.path().join("alive");
    let script = format!(
        "(while :; do date +%s%N > {0}; sleep 0.1; done) & wait",
        alive.display()
    );
    let world = World::new(&json!([{ "kind": "command", "id": "script", "program": "/bin/sh",
        "args": ["-c", script], "timeoutSecs": 1 }]));
    let app = world.start();
    world.account.set_balance(dec!(5));
    app.waits_for_notice("was still running after 1 s");
    // No other try is under way in the middle of a pause of two seconds or more.
    app.run(async {
        for _ in 0..100 {
            let before = fs::read(&alive).unwrap_or_default();
            sleep(Duration::from_millis(700)).await;
            if fs::read(&alive).unwrap_or_default() == before {
                return;
            }
        }
        panic!("what it has started goes on");
    });
}

#[cfg(unix)]
#[test]
fn a_program_that_says_a_lot_is_told_of_with_its_first_words_and_fills_no_disk() {
    let script = "echo first >&2; head -c 50000000 /dev/zero >&2; exit 4";
    let world = World::new(&json!([{ "kind": "command", "id": "script", "program": "/bin/sh",
        "args": ["-c", script] }]));
    let app = world.start();
    world.account.set_balance(dec!(5));
    let notice = app.waits_for_notice("status 4");
    assert!(notice.ends_with("first"), "{notice}");
}

#[test]
fn a_test_says_what_is_wrong() {
    let receiver = Receiver::new(403);
    let world = World::new(&json!([]));
    let app = world.start();
    let test = |draft: Value| {
        let mut whole = json!({ "id": null, "kind": "webhook", "url": "", "program": "", "args": [],
            "timeoutSecs": "5", "newSecret": null });
        whole
            .as_object_mut()
            .unwrap()
            .extend(draft.as_object().unwrap().clone());
        let command: Command =
            serde_json::from_value(json!({ "command": "testChannel", "draft": whole })).unwrap();
        let tested = app.run(app.engine.ask(command));
        tested
            .map(drop)
            .map_err(|error| CommandError::new(&error, &EN).message)
    };
    let at = |status: u16| {
        receiver.answers(status);
        json!({ "url": receiver.url("/hook") })
    };
    assert_eq!(test(at(200)), Ok(()));
    assert_eq!(receiver.posts()[0].json()["rule"], "test");
    assert!(
        test(at(403))
            .unwrap_err()
            .contains("refuses this token or address (HTTP 403)")
    );
    assert!(
        test(at(302)).unwrap_err().contains("HTTP 302"),
        "no redirect is followed"
    );
    let nobody = json!({ "url": "http://127.0.0.1:9/hook" });
    assert!(
        test(nobody)
            .unwrap_err()
            .contains("Nothing answers at 127.0.0.1:9 on this computer")
    );
    let (closing, port) = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        (std::thread::spawn(move || drop(listener.accept())), port)
    };
    let closes = json!({ "url": format!("http://127.0.0.1:{port}/hook") });
    let told = test(closes).unwrap_err();
    closing.join().unwrap();
    assert!(
        told.starts_with(&format!("127.0.0.1:{port} breaks off")),
        "{told}"
    );
    let missing = json!({ "kind": "command", "program": "/nowhere/on-low" });
    assert_eq!(
        test(missing).unwrap_err(),
        "Can’t start /nowhere/on-low: No such file or directory. Check the path and that the file is executable."
    );
    assert!(test(json!({ "kind": "desktop" })).is_ok());
    assert_eq!(app.told.all().len(), 1);
}
