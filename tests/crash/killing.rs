//! Life after life of the engine, each ended by a kill.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Write as _, stderr},
    thread::{panicking, sleep},
    time::{Duration, Instant},
};

use credit_tray_simulator::Provider;
use serde_json::{Value, json};

use crate::{
    change::{Change, Subject},
    folder::{Found, names, with_a_key},
    life::{Ended, Life, PATIENCE},
    tally::Tally,
    wishes::Wish,
    world::{Removed, World},
};

/// How a life ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// Before anything was asked.
    WhileStarting,
    /// At a moment after the last command was written.
    Anytime,
    /// As a file is being written.
    AtAFile,
    /// As an alert is acknowledged.
    AtAnAlert,
}

/// All lives, and what there is to say should something be wrong.
struct Killing {
    world: World,
    tally: Tally,
    /// Unfinished files that the last kill left.
    unfinished: BTreeSet<String>,
    story: Vec<String>,
}

/// Kills so often, at moments that follow from the seed and from how fast the computer is.
pub(crate) fn kill(count: usize, seed: u64) -> Tally {
    let began = Instant::now();
    let mut killing = Killing {
        world: World::new(seed),
        tally: Tally {
            seed,
            ..Tally::default()
        },
        unfinished: BTreeSet::new(),
        story: Vec::new(),
    };
    for _ in 0..count {
        killing.live();
    }
    killing.live_in_peace();
    killing.tally.took = began.elapsed();
    std::mem::take(&mut killing.tally)
}

impl Killing {
    fn live(&mut self) {
        self.story.clear();
        let end = match self.world.random.u8(0..100) {
            0..12 => End::WhileStarting,
            12..24 => End::AtAFile,
            24..36 => End::AtAnAlert,
            _ => End::Anytime,
        };
        self.story.push(format!("kill {}, {end:?}", self.tally.kills + 1));
        let mut life = self.begin();
        if let End::WhileStarting = end {
            sleep(Duration::from_millis(self.world.random.u64(0..150)));
            self.tally.kills_while_starting += 1;
            self.end(life, BTreeMap::new());
            return;
        }
        self.began(&mut life);
        for _ in 0..self.world.random.u8(0..4) {
            self.ask(&mut life);
        }
        let unanswered = self.send(&mut life);
        self.wait(end);
        self.end(life, unanswered);
    }

    /// The last life goes on until everything was told.
    fn live_in_peace(&mut self) {
        self.story.clear();
        let mut life = self.begin();
        self.began(&mut life);
        if let Some(resume) = self.world.resume() {
            self.confirm(&mut life, resume);
        }
        let began = Instant::now();
        while self.world.watched.untold().count() > 0 && began.elapsed() < PATIENCE {
            sleep(Duration::from_millis(50));
            self.hear();
        }
        let untold: Vec<_> = self.world.watched.untold().collect();
        self.tally.alerts_lost = untold.len();
        assert!(untold.is_empty(), "low, and never told: {untold:?}");
        // Its last note is on the disk in a moment.
        sleep(Duration::from_secs(1));
        self.end(life, BTreeMap::new());
        self.tally.kills -= 1;
    }

    fn begin(&mut self) -> Life {
        self.world.removed.clear();
        self.world.simulator.forget_requests();
        Life::begin(self.world.folder.path())
    }

    /// Holds what the start made of the folder against the notes.
    fn began(&mut self, life: &mut Life) {
        let state = life.state().expect("it starts").clone();
        self.tally.restarts += 1;
        let world = &self.world;
        let folder = world.folder.path();
        let left: Vec<_> = names(folder).intersection(&self.unfinished).cloned().collect();
        self.tally.leftovers += left.len();
        assert!(left.is_empty(), "left behind: {left:?}");
        let with_a_key = with_a_key(folder);
        assert!(with_a_key.is_empty(), "a key is in {with_a_key:?}");
        world.notes.compare(&Found::read_files(folder), &mut self.tally);

        let ids = state["accounts"].as_array().unwrap().iter();
        let shown: Value = ids.map(|account| account["id"].clone()).collect();
        assert_eq!(shown, world.notes.confirmed[&Subject::Choice("order")]);
        // What a receiver did not take before, it may take now.
        let notices = state["notices"].as_array().unwrap().iter();
        let others: Vec<_> = notices.filter(|notice| notice["id"] != "undelivered").collect();
        assert!(others.is_empty(), "{others:?}");

        let seen = world.simulator.requests(Provider::Kie).into_iter();
        let used: BTreeSet<_> = seen.filter_map(|request| request.key).collect();
        let wanted = world.notes.keys_in_use().into_values().collect();
        assert_eq!(used, wanted, "the keys that the provider saw");
        self.tally.compared += used.len();
    }

    /// Asks for something, and notes what was confirmed.
    fn ask(&mut self, life: &mut Life) {
        if self.world.random.u8(0..3) == 0
            && let Some(id) = self.turn_one()
        {
            let refresh = json!({ "command": "refresh", "id": id });
            self.story.push(format!("{id} turns"));
            life.ask(&refresh).unwrap();
            return;
        }
        match self.world.wish(&BTreeSet::new()) {
            Wish::Change(change) => self.confirm(life, change),
            Wish::Read(id) => self.read(life, &id),
        }
    }

    fn turn_one(&mut self) -> Option<String> {
        // What is noted by now was told before.
        let may_turn = self.world.may_turn();
        self.hear();
        self.world.turn_one(&may_turn)
    }

    fn confirm(&mut self, life: &mut Life, change: Change) {
        self.story.push(format!("asked {}", change.command));
        let answer = life.ask(&change.command).unwrap();
        self.remember_removed(&change);
        self.world.notes.confirm(change, &answer);
        self.tally.confirmed += 1;
    }

    /// Reads an account, and asks for the chart of it: who is shown one sees what is on the disk.
    fn read(&mut self, life: &mut Life, id: &str) {
        let world = &mut self.world;
        let key = world.notes.keys_in_use().remove(id).unwrap();
        let account = world.simulator.account(Provider::Kie, &key);
        let before = account.requests().len();
        let balance = world.hold(&key, 1_000);
        life.ask(&json!({ "command": "refresh", "id": id })).unwrap();
        let is_new = account.requests().len() > before;
        let chart = json!({ "command": "balanceChart", "id": id, "span": "day" });
        self.story.push(format!("{id} is read with {balance}"));
        life.ask(&chart).unwrap();
        // A poll that was under way has brought the balance of before.
        if is_new {
            self.world.notes.confirm_reading(id, balance);
            self.tally.readings += 1;
        }
    }

    /// Asks for up to three things at once. Returns what is to be answered.
    fn send(&mut self, life: &mut Life) -> BTreeMap<u64, Change> {
        let mut unanswered = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for _ in 0..self.world.random.u8(1..4) {
            if self.world.random.u8(0..3) == 0
                && let Some(id) = self.turn_one()
            {
                self.story.push(format!("{id} turns, as it is killed"));
                life.send(&json!({ "command": "refresh", "id": id }));
                continue;
            }
            match self.world.wish(&taken) {
                Wish::Change(change) => {
                    self.story.push(format!("sent {}", change.command));
                    taken.extend(change.touches().cloned());
                    unanswered.insert(life.send(&change.command), change);
                }
                Wish::Read(id) => {
                    life.send(&json!({ "command": "refresh", "id": id }));
                }
            }
        }
        unanswered
    }

    fn wait(&mut self, end: End) {
        let told = self.world.receiver.told().len();
        let began = Instant::now();
        let until = |happened: &dyn Fn(&World) -> bool| {
            while began.elapsed() < Duration::from_millis(150) && !happened(&self.world) {
                std::hint::spin_loop();
            }
        };
        let after = match end {
            End::AtAFile => {
                until(&|world| {
                    let mut names = names(world.folder.path()).into_iter();
                    names.any(|name| name.starts_with(".credit-tray-"))
                });
                Duration::from_micros(self.world.random.u64(0..2_000))
            }
            End::AtAnAlert => {
                until(&|world| world.receiver.told().len() > told);
                Duration::from_micros(self.world.random.u64(0..3_000))
            }
            End::Anytime | End::WhileStarting => Duration::from_micros(self.world.random.u64(0..30_000)),
        };
        sleep(after);
    }

    /// Kills, and looks at what is there.
    fn end(&mut self, life: Life, mut unanswered: BTreeMap<u64, Change>) {
        let Ended {
            answers,
            life,
            complaints,
        } = life.kill();
        assert!(!complaints.contains("panicked"), "{complaints}");
        self.tally.kills += 1;
        for (id, answer) in answers {
            let answer = answer.unwrap();
            if let Some(change) = unanswered.remove(&id) {
                self.story
                    .push(format!("answered at the end: {}", change.command));
                self.world.notes.confirm(change, &answer);
                self.tally.confirmed += 1;
                self.tally.confirmed_at_the_end += 1;
            }
        }
        self.hear();
        let found = Found::read(self.world.folder.path());
        let (notes, tally) = (&mut self.world.notes, &mut self.tally);
        notes.settle(unanswered.into_values().collect(), &found, tally);
        notes.compare(&found, tally);
        notes.compare_past(&found, tally);
        self.world.watched.look(&found, &life, tally);
        tally.unfinished += found.unfinished.difference(&self.unfinished).count();
        self.unfinished = found.unfinished;
    }

    fn hear(&mut self) {
        let told = self.world.receiver.told();
        self.world.watched.hear(&told, &mut self.tally);
    }

    fn remember_removed(&mut self, change: &Change) {
        let world = &mut self.world;
        match change.command["command"].as_str() {
            Some("removeAccount") => {
                let id = change.command["id"].as_str().unwrap();
                let account = world.notes.account(id).unwrap().clone();
                let order = world.notes.confirmed[&Subject::Choice("order")]
                    .as_array()
                    .unwrap();
                let place = order.iter().position(|other| other == id).unwrap();
                let server = account["baseUrl"].as_str().unwrap().to_owned();
                let key = Subject::Key(id.to_owned(), server);
                let key = world.notes.confirmed.get(&key).cloned();
                world.removed.push(Removed { account, key, place });
            }
            Some("restoreAccount") => {
                world.removed.pop();
            }
            _ => {}
        }
    }
}

impl Drop for Killing {
    fn drop(&mut self) {
        if panicking() {
            let story = self.story.join("\n");
            let seed = self.tally.seed;
            let _ = writeln!(stderr(), "seed {seed}, after {} kills\n{story}", self.tally.kills);
        }
    }
}
