//! What a person might want next, and what is then to be found.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    change::{Change, NEW, Subject},
    folder::KEY,
    world::{Removed, SECRET, World, account},
};

/// How many accounts there are at most, and at least, besides the watched ones.
const MOST: usize = 8;
const FEWEST: usize = 2;

/// What is asked for next.
pub(crate) enum Wish {
    Change(Change),
    /// Only read this account.
    Read(String),
}

impl World {
    /// Something that touches nothing which is being changed already, and no account of which anything is:
    /// its form carries all of it.
    pub(crate) fn wish(&mut self, taken: &BTreeSet<Subject>) -> Wish {
        let is_taken = |subject: &Subject| {
            let mut others = taken.iter();
            others.any(|other| {
                other == subject || (subject.account().is_some() && other.account() == subject.account())
            })
        };
        loop {
            let Some(wish) = self.any_wish() else { continue };
            match &wish {
                Wish::Change(change) if change.touches().any(is_taken) => {}
                _ => return wish,
            }
        }
    }

    fn any_wish(&mut self) -> Option<Wish> {
        let id = self.any_account()?;
        let is_read = self.notes.keys_in_use().contains_key(&id);
        Some(Wish::Change(match self.random.u8(0..100) {
            0..18 => return is_read.then_some(Wish::Read(id)),
            18..34 => self.edit(&id),
            34..40 => self.turn(&id),
            40..48 => self.new_key(&id),
            48..54 => self.move_elsewhere(&id),
            54..61 => self.add()?,
            61..66 => self.remove(&id)?,
            66..68 => self.restore()?,
            68..71 => self.forget()?,
            71..75 => self.order(),
            75..77 => self.remove_key(&id)?,
            77..81 => self.snooze(&id),
            81..85 => self.pause(),
            85..88 => self.secret(),
            _ => self.choose(),
        }))
    }

    /// Not a watched one: what is told of those must have one right answer.
    fn any_account(&mut self) -> Option<String> {
        let ids = self.accounts();
        self.random.choice(&ids).cloned()
    }

    fn accounts(&self) -> Vec<String> {
        let ids = self.order_now().into_iter();
        ids.filter(|id| !self.watched.all.contains_key(id)).collect()
    }

    fn order_now(&self) -> Vec<String> {
        let order = &self.notes.confirmed[&Subject::Choice("order")];
        serde_json::from_value(order.clone()).unwrap()
    }

    fn edit(&mut self, id: &str) -> Change {
        let mut account = self.notes.account(id).unwrap().clone();
        let number = self.next();
        match self.random.u8(0..3) {
            0 => account["label"] = format!("label {number}").into(),
            1 => account["lowBelow"] = format!("{}", 1 + number % 500).into(),
            _ => account["refreshEverySecs"] = (3_600 + number).into(),
        }
        let step = vec![(Subject::Account(id.to_owned()), Some(account.clone()))];
        Change::new(save(&account, None), vec![step])
    }

    fn turn(&mut self, id: &str) -> Change {
        let mut account = self.notes.account(id).unwrap().clone();
        let on = account["enabled"] == false;
        account["enabled"] = on.into();
        let step = vec![(Subject::Account(id.to_owned()), Some(account))];
        Change::new(
            json!({ "command": "turnAccount", "id": id, "on": on }),
            vec![step],
        )
    }

    fn new_key(&mut self, id: &str) -> Change {
        let account = self.notes.account(id).unwrap().clone();
        let key = self.fresh_key();
        let step = vec![(key_of(&account), Some(key.clone().into()))];
        Change::new(save(&account, Some(&key)), vec![step])
    }

    /// The same provider by the other name of this computer, for which it needs the key again.
    fn move_elsewhere(&mut self, id: &str) -> Change {
        let before = self.notes.account(id).unwrap().clone();
        let mut account = before.clone();
        let here = self.simulator.base_url();
        let there = here.replace("127.0.0.1", "localhost");
        let is_here = before["baseUrl"] == here.as_str();
        account["baseUrl"] = if is_here { there } else { here }.into();
        let key = self.fresh_key();
        let steps = vec![
            vec![(key_of(&account), Some(key.clone().into()))],
            vec![(Subject::Account(id.to_owned()), Some(account.clone()))],
            vec![(key_of(&before), None)],
        ];
        Change::new(save(&account, Some(&key)), steps)
    }

    fn add(&mut self) -> Option<Change> {
        let mut order = self.order_now();
        if self.accounts().len() >= MOST {
            return None;
        }
        let (number, key) = (self.next(), self.fresh_key());
        let server = self.simulator.base_url();
        let account = account(NEW, &format!("new {number}"), "20", 3_600, true, &server);
        order.push(NEW.to_owned());
        let steps = vec![
            vec![(key_of(&account), Some(key.clone().into()))],
            vec![
                (Subject::Account(NEW.to_owned()), Some(account.clone())),
                (Subject::Choice("order"), Some(json!(order))),
            ],
        ];
        let mut command = save(&account, Some(&key));
        command["draft"]["id"] = Value::Null;
        Some(Change::new(command, steps))
    }

    fn remove(&mut self, id: &str) -> Option<Change> {
        let mut order = self.order_now();
        let snooze = Subject::Snooze(id.to_owned());
        if self.accounts().len() <= FEWEST || self.notes.confirmed.contains_key(&snooze) {
            return None;
        }
        let account = self.notes.account(id).unwrap();
        let place = order.iter().position(|other| other == id).unwrap();
        order.remove(place);
        let gone = vec![
            (Subject::Account(id.to_owned()), None),
            (Subject::Choice("order"), Some(json!(order))),
        ];
        let steps = vec![gone, vec![(key_of(account), None)]];
        Some(Change::new(
            json!({ "command": "removeAccount", "id": id }),
            steps,
        ))
    }

    fn restore(&mut self) -> Option<Change> {
        let Removed { account, key, place } = self.removed.last()?;
        let id = account["id"].as_str()?;
        let mut order = self.order_now();
        order.insert((*place).min(order.len()), id.to_owned());
        let mut steps = vec![vec![
            (Subject::Account(id.to_owned()), Some(account.clone())),
            (Subject::Choice("order"), Some(json!(order))),
        ]];
        if let Some(key) = key {
            steps.insert(0, vec![(key_of(account), Some(key.clone()))]);
        }
        Some(Change::new(json!({ "command": "restoreAccount" }), steps))
    }

    /// Of an account that cannot be brought back any more.
    fn forget(&mut self) -> Option<Change> {
        let gone = self.notes.confirmed.iter().filter_map(|(subject, past)| {
            let Subject::Past(id) = subject else { return None };
            let may_return = self.removed.iter().any(|removed| removed.account["id"] == **id);
            let is_gone = self.notes.account(id).is_none() && !may_return && past == "kept";
            is_gone.then(|| id.clone())
        });
        let id = self.random.choice(gone.collect::<Vec<_>>())?;
        let step = vec![(Subject::Past(id.clone()), Some("forgotten".into()))];
        Some(Change::new(
            json!({ "command": "forgetHistory", "id": id }),
            vec![step],
        ))
    }

    fn order(&mut self) -> Change {
        let mut order = self.order_now();
        self.random.shuffle(&mut order);
        let step = vec![(Subject::Choice("order"), Some(json!(order)))];
        Change::new(json!({ "command": "orderAccounts", "ids": order }), vec![step])
    }

    fn remove_key(&mut self, id: &str) -> Option<Change> {
        let key = key_of(self.notes.account(id)?);
        self.notes.confirmed.get(&key)?;
        let command = json!({ "command": "removeKey", "id": id });
        Some(Change::new(command, vec![vec![(key, None)]]))
    }

    fn snooze(&mut self, id: &str) -> Change {
        let subject = Subject::Snooze(id.to_owned());
        let begins = !self.notes.confirmed.contains_key(&subject);
        let duration = begins.then_some("tomorrow");
        let command = json!({ "command": "snooze", "id": id, "duration": duration });
        Change::new(command, vec![vec![(subject, begins.then_some(true.into()))]])
    }

    fn pause(&mut self) -> Change {
        let begins = !self.notes.confirmed.contains_key(&Subject::Pause);
        let command = json!({ "command": "pauseAlerts", "duration": begins.then_some("week") });
        Change::new(
            command,
            vec![vec![(Subject::Pause, begins.then_some(true.into()))]],
        )
    }

    /// Ends the pause, if there is one.
    pub(crate) fn resume(&mut self) -> Option<Change> {
        let is_paused = self.notes.confirmed.contains_key(&Subject::Pause);
        is_paused.then(|| self.pause())
    }

    fn secret(&mut self) -> Change {
        let hook = format!("http://127.0.0.1:{}", self.receiver.port);
        let secret = format!("{KEY}secret-{}", self.next());
        let command = json!({ "command": "saveChannel", "draft": {
            "id": "hook", "kind": "webhook", "url": format!("{hook}/told"), "program": "", "args": [],
            "timeoutSecs": "", "newSecret": secret,
        }});
        let subject = Subject::Key(SECRET.to_owned(), hook);
        Change::new(command, vec![vec![(subject, Some(secret.into()))]])
    }

    fn choose(&mut self) -> Change {
        let number = self.next();
        let now = |name| self.notes.confirmed[&Subject::Choice(name)].clone();
        let (name, command, value) = match number % 5 {
            0 => {
                let mut tray = now("tray");
                let only_low = tray["onlyLow"] == false;
                tray["onlyLow"] = only_low.into();
                let command = json!({ "command": "setTray", "change": { "onlyLow": only_low } });
                ("tray", command, tray)
            }
            1 => {
                let mut appearance = now("appearance");
                let theme = if appearance["theme"] == "dark" {
                    "light"
                } else {
                    "dark"
                };
                appearance["theme"] = theme.into();
                let command = json!({ "command": "setAppearance", "change": { "theme": theme } });
                ("appearance", command, appearance)
            }
            2 => {
                let per_usd = format!("0.{}1", number % 1_000);
                let command = json!({ "command": "setMoney", "draft": {
                    "currency": "EUR", "perUsd": per_usd, "creditsPerUsd": [],
                }});
                ("money", command, json!({ "currency": "EUR", "perUsd": per_usd }))
            }
            3 => {
                let secs = 3_600 + number;
                let draft = json!({ "refreshEverySecs": secs, "lowBelow": [] });
                let command = json!({ "command": "setDefaults", "draft": draft });
                ("refreshEverySecs", command, json!(secs))
            }
            _ => {
                // The same time twice is never: nobody is to wait for it here.
                let time = format!("{:02}:{:02}", number % 24, number % 60);
                let hours = json!({ "from": time, "to": time, "outBreaksThrough": false });
                let command = json!({ "command": "setQuietHours", "quietHours": hours });
                ("quietHours", command, hours)
            }
        };
        Change::new(command, vec![vec![(Subject::Choice(name), Some(value))]])
    }
}

fn key_of(account: &Value) -> Subject {
    let text = |field: &str| account[field].as_str().unwrap().to_owned();
    Subject::Key(text("id"), text("baseUrl"))
}

fn save(account: &Value, key: Option<&str>) -> Value {
    json!({ "command": "saveAccount", "draft": {
        "id": account["id"], "provider": account["provider"], "label": account["label"],
        "key": account["key"], "newKey": key, "copyKeyFrom": null, "lowBelow": account["lowBelow"],
        "refreshEverySecs": account["refreshEverySecs"], "baseUrl": account["baseUrl"],
        "enabled": account["enabled"], "rules": account["rules"], "channels": null,
    }})
}
