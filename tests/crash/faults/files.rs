//! Something else lies where a file should be: a folder, garbage, half of it, a link, or a newer one.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use rusqlite::Connection;
use serde_json::{Value, json};

use super::{Ground, ID, answered, change, changed, contents, told};
use crate::{
    folder::{KEY, with_a_key},
    life::Life,
};

const JSON: [&str; 4] = [
    "settings.json",
    "settings.backup.json",
    "alerts.json",
    "keys.json",
];
const HISTORY: &str = "history.sqlite3";

/// What the engine does with what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// It is used, and written through.
    Used,
    /// It stays as it is, and that is told.
    Left,
    /// It is a copy of what is there whole, and is written anew.
    Renewed,
    /// It is kept under another name, and that is told.
    SetAside,
    /// It stays, and the engine says why it does not start.
    Refused,
    /// Nothing is kept in it, so nothing is told.
    OfNoUse,
}

/// Puts something in the place of a file, and says what becomes of it.
fn endures(name: &str, found: Found, spoil: impl FnOnce(&Path)) {
    let ground = Ground::new();
    let path = ground.path().join(name);
    let good = ground.path().join("good");
    if path.exists() {
        fs::copy(&path, &good).unwrap();
    }
    spoil(&path);
    let before = contents(&path);
    let mut life = Life::begin(ground.path());

    if found == Found::Refused {
        let why = life.why_not();
        assert!(why.contains(name), "{why}");
        assert_eq!(contents(&path), before);
    } else {
        let state = life
            .state()
            .unwrap_or_else(|| panic!("it does not start with such a {name}"));
        let told = told(state);
        // Without its key an account cannot be read, which it says itself.
        if name == "keys.json" && found == Found::Left {
            life.until("it is told", |state| !state["accounts"][0]["error"].is_null());
            let refused = enter_key(&ground, &mut life).unwrap_err();
            assert!(
                refused.starts_with("The private key file could not be"),
                "{refused}"
            );
        } else {
            ground.goes_on(&mut life, 800);
            if matches!(found, Found::Left | Found::SetAside) {
                life.until(&format!("{name} is told of"), has_news);
            } else {
                assert_eq!(told, "", "{name}");
            }
        }
        let changing = change(&mut life, 4_100);
        is_kept(&path, found, &before);
        life.kill();
        if changing.is_ok() {
            assert_eq!(
                changed(&ground.path().join("settings.json")),
                Some(4_100),
                "{name}"
            );
        }
    }
    if matches!(found, Found::Left | Found::Refused | Found::OfNoUse) {
        remove(&path);
        if good.exists() {
            fs::rename(&good, &path).unwrap();
        }
    }
    let mut life = Life::begin(ground.path());
    life.state().expect("it starts again");
    ground.goes_on(&mut life, 801);
    change(&mut life, 4_101).unwrap();
    assert_eq!(
        changed(&ground.path().join("settings.json")),
        Some(4_101),
        "{name}"
    );
    life.kill();
}

/// Enters another key for the account.
fn enter_key(ground: &Ground, life: &mut Life) -> Result<(), String> {
    let command = json!({ "command": "saveAccount", "draft": {
        "id": ID, "provider": "kie", "label": "Mine", "key": { "from": "file" },
        "newKey": format!("{KEY}2"), "copyKeyFrom": null, "lowBelow": null, "refreshEverySecs": 1,
        "baseUrl": ground.simulator.base_url(), "enabled": true, "rules": null, "channels": null,
    }});
    answered(life.ask(&command))
}

fn has_news(state: &Value) -> bool {
    !told(state).is_empty()
}

/// Nothing of what lay there is lost.
fn is_kept(path: &Path, found: Found, before: &BTreeMap<PathBuf, Vec<u8>>) {
    match found {
        Found::Renewed => assert_ne!(contents(path), *before),
        Found::Used => assert_eq!(path.is_symlink(), before.keys().any(|path| path.is_symlink())),
        Found::Left | Found::Refused | Found::OfNoUse => assert_eq!(contents(path), *before),
        Found::SetAside => {
            let all = contents(path.parent().unwrap());
            let mut kept = all
                .iter()
                .filter(|(path, _)| path.to_string_lossy().contains("unreadable"));
            let original = &before[path];
            assert!(
                kept.any(|(_, kept)| kept == original),
                "{}: {:?}",
                path.display(),
                all.keys()
            );
        }
    }
}

fn remove(path: &Path) {
    if path.is_dir() && !path.is_symlink() {
        fs::remove_dir_all(path).unwrap();
    } else {
        let _ = fs::remove_file(path);
    }
}

fn make_folder(path: &Path) {
    remove(path);
    fs::create_dir(path).unwrap();
    fs::write(path.join("in the way"), "mine").unwrap();
}

fn halve(path: &Path) {
    let whole = fs::read(path).unwrap();
    fs::write(path, &whole[..whole.len() / 2]).unwrap();
}

fn spoil(path: &Path) {
    fs::write(path, b"\x00\xff garbage \xfe").unwrap();
}

fn without_log(path: &Path) {
    // Closed as a program that ends by itself closes it: all is in the file then.
    let history = Connection::open(path).unwrap();
    history
        .pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()))
        .unwrap();
}

#[test]
fn a_folder_in_the_place_of_a_file_stays_there() {
    endures("settings.json", Found::Refused, make_folder);
    for name in ["settings.backup.json", "alerts.json", "keys.json"] {
        endures(name, Found::Left, make_folder);
    }
    endures("engine.lock", Found::OfNoUse, make_folder);
    endures(HISTORY, Found::Left, |path| {
        without_log(path);
        make_folder(path);
    });
}

#[test]
fn what_cannot_be_understood_is_never_written_over() {
    for spoil in [halve, spoil] {
        endures("settings.json", Found::SetAside, spoil);
        endures("settings.backup.json", Found::Renewed, spoil);
        endures("alerts.json", Found::SetAside, spoil);
        endures("keys.json", Found::Left, spoil);
        endures(HISTORY, Found::SetAside, |path| {
            without_log(path);
            spoil(path);
        });
        endures("engine.lock", Found::OfNoUse, |path| {
            fs::write(path, "garbage").unwrap();
        });
    }
}

#[test]
fn a_file_that_is_a_link_stays_one() {
    for name in JSON {
        endures(name, Found::Used, |path| {
            let elsewhere = path.with_file_name("engine.lock.d");
            fs::create_dir(&elsewhere).unwrap();
            let target = elsewhere.join(name);
            fs::rename(path, &target).unwrap();
            symlink(&target, path).unwrap();
        });
    }
}

#[test]
fn a_link_that_leads_nowhere_stays_as_it_is() {
    let dangle = |path: &Path| {
        remove(path);
        symlink("/nowhere/at/all", path).unwrap();
    };
    endures("settings.json", Found::Refused, dangle);
    for name in ["settings.backup.json", "alerts.json", "keys.json"] {
        endures(name, Found::Left, dangle);
    }
    endures(HISTORY, Found::Left, |path| {
        without_log(path);
        dangle(path);
    });
}

#[test]
fn a_file_of_a_newer_version_is_never_written_over() {
    let newer = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        let mut json: Value = serde_json::from_str(&text).unwrap();
        json["version"] = 99.into();
        fs::write(path, json.to_string()).unwrap();
    };
    endures("settings.json", Found::SetAside, newer);
    endures("alerts.json", Found::SetAside, newer);
    endures(HISTORY, Found::Left, |path| {
        without_log(path);
        let history = Connection::open(path).unwrap();
        history.pragma_update(None, "user_version", 99).unwrap();
    });
}

#[test]
fn no_file_that_is_set_aside_has_a_key_in_it() {
    let ground = Ground::new();
    halve(&ground.path().join("keys.json"));
    let mut life = Life::begin(ground.path());
    life.state().expect("it starts");
    life.kill();
    assert!(with_a_key(ground.path()).is_empty());
}
