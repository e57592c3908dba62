use std::{
    os::unix::fs::PermissionsExt as _,
    process::Command,
    thread::sleep,
    time::{Duration, Instant},
};

use super::*;

const HARD: [&str; 8] = [
    "plain",
    "with blanks in it",
    "50% off %u %%",
    r#"a "quoted" 'name'"#,
    "$HOME and `id`",
    r"back\slash \s \\ \n",
    "(semi; colon) & more | <less> #1 ~ * ? =",
    "余额 é",
];

/// A program that writes down what it was started with, in a folder of this name.
fn program(dir: &Path, name: &str) -> PathBuf {
    let folder = dir.join(name);
    fs::create_dir_all(&folder).unwrap();
    let program = folder.join("credit-tray");
    let seen = dir.join("seen");
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" > '{0}.new'\nmv '{0}.new' '{0}'\n",
        seen.display()
    );
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    program
}

fn entry(dir: &Path, program: &Path, folder: Option<&Path>) -> Entry {
    Entry {
        dir: dir.join("autostart"),
        start: Start {
            program: program.to_owned(),
            folder: folder.map(Path::to_owned),
            instance: folder.map(|_| "dir1".to_owned()),
        },
    }
}

/// What a program was started with that the desktop's own launcher starts from this entry.
fn launched(dir: &Path, entry: &Path) -> Vec<String> {
    let seen = dir.join("seen");
    let launch = Command::new("gio").arg("launch").arg(entry).output().unwrap();
    assert!(launch.status.success(), "{launch:?}");
    let begun = Instant::now();
    while !seen.exists() && begun.elapsed() < Duration::from_secs(20) {
        sleep(Duration::from_millis(5));
    }
    let text = fs::read_to_string(&seen).unwrap();
    fs::remove_file(seen).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn any_program_and_any_folder_is_started_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    for name in HARD {
        let program = program(dir.path(), name);
        let folder = dir.path().join("settings").join(name);
        let entry = entry(dir.path(), &program, Some(&folder));
        entry.write().unwrap();
        assert_eq!(
            launched(dir.path(), &entry.path()),
            [
                program.to_str().unwrap(),
                "--config-dir",
                folder.to_str().unwrap()
            ]
        );
        assert!(entry.is_on().unwrap(), "{name}");

        entry.remove().unwrap();
        assert!(!entry.is_on().unwrap());
        entry.remove().unwrap();
    }
}

#[test]
fn it_is_on_only_if_this_program_would_be_started() {
    let dir = tempfile::tempdir().unwrap();
    let here = entry(dir.path(), &program(dir.path(), "here"), None);
    here.write().unwrap();
    assert!(here.is_on().unwrap());
    assert_eq!(launched(dir.path(), &here.path()).len(), 1);

    let there = entry(dir.path(), &program(dir.path(), "there"), None);
    assert!(!there.is_on().unwrap(), "another program");

    let text = fs::read_to_string(here.path()).unwrap();
    for off in ["Hidden=true\n", "X-GNOME-Autostart-enabled=false\n"] {
        let on = text.replace("X-GNOME-Autostart-enabled=true\n", "");
        fs::write(here.path(), on + off).unwrap();
        assert!(!here.is_on().unwrap(), "{off}");
    }

    here.write().unwrap();
    fs::remove_file(&here.start.program).unwrap();
    assert!(!here.is_on().unwrap(), "a program that is gone");
}

#[test]
fn the_entry_says_what_is_started() {
    let dir = tempfile::tempdir().unwrap();
    let program = program(dir.path(), "bin");
    let entry = entry(dir.path(), &program, Some(Path::new("/home/me/my project")));
    entry.write().unwrap();
    let parsed = DesktopAppInfo::from_filename(entry.path()).unwrap();
    assert_eq!(parsed.name(), "Credit Tray (my project)");
    assert_eq!(parsed.description().unwrap(), COMMENT);
    assert_eq!(parsed.startup_wm_class().unwrap(), "credit-tray");
    assert_eq!(parsed.string("TryExec").unwrap(), program.to_str().unwrap());
}

/// As auto-launch 0.6 writes it.
fn earlier(name: &str, program: &Path, arguments: &str) -> String {
    format!(
        "[Desktop Entry]\nType=Application\nVersion=1.0\nName={name}\nComment={name} startup script\n\
         Exec={} {arguments}\nStartupNotify=false\nTerminal=false",
        program.display()
    )
}

#[test]
fn what_an_earlier_version_wrote_is_put_right() {
    let dir = tempfile::tempdir().unwrap();
    let program = program(dir.path(), "a bin");
    let folder = dir.path().join("my settings");
    let autostart = dir.path().join("autostart");
    fs::create_dir(&autostart).unwrap();
    let of_folder = format!("--config-dir {}", folder.display());
    for (name, arguments, folder) in [
        ("Credit Tray", "", None),
        (
            "Credit Tray dirb3d6d89481e8ca61",
            of_folder.as_str(),
            Some(folder.as_path()),
        ),
    ] {
        let before = autostart.join(format!("{name}.desktop"));
        let entry = entry(dir.path(), &program, folder);
        let text = earlier(name, &program, arguments);

        fs::write(&before, &text).unwrap();
        entry.renew().unwrap();
        assert!(entry.is_on().unwrap(), "it was on");
        assert!(!before.exists());
        entry.remove().unwrap();

        fs::write(&before, text + "\nX-GNOME-Autostart-enabled=false\n").unwrap();
        entry.renew().unwrap();
        assert!(!entry.is_on().unwrap(), "the person has turned it off");
        assert!(!before.exists());
    }
}

#[test]
fn what_an_earlier_version_wrote_for_another_folder_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let program = program(dir.path(), "bin");
    let autostart = dir.path().join("autostart");
    fs::create_dir(&autostart).unwrap();
    let other = autostart.join("Credit Tray dir1.desktop");
    fs::write(
        &other,
        earlier("Credit Tray dir1", &program, "--config-dir /other"),
    )
    .unwrap();
    for folder in [None, Some(Path::new("/mine"))] {
        let entry = entry(dir.path(), &program, folder);
        entry.renew().unwrap();
        assert!(!entry.is_on().unwrap());
    }
    assert!(other.exists());
}
