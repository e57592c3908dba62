//! Wrong usage, and settings that cannot be used.

use std::fs;

use crate::bench::Bench;

#[tokio::test]
async fn wrong_usage_is_64() {
    let bench = Bench::new().await;
    for wrong in [
        &["check", "--frobnicate"][..],
        &["chek"],
        &["check", "--json", "now"],
        &["--config-dir"],
    ] {
        let outcome = bench.run(wrong).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{wrong:?}");
        assert!(outcome.stderr.contains("--help"), "{}", outcome.stderr);
    }
    assert_eq!(bench.run(&["--help"]).await.code, 0);
}

#[tokio::test]
async fn unreadable_settings_are_64_and_left_alone() {
    let bench = Bench::new().await;
    let account = |fields: &str| {
        let fixed = r#""id":"a","provider":"kie","label":"A""#;
        format!(r#"{{"version":1,"accounts":[{{{fixed},{fields}}}]}}"#)
    };
    let wrong = [
        (r#"{"version":1,"accounts":[{"#.to_owned(), "line 1"),
        (r#"{"version":9,"accounts":[]}"#.to_owned(), "version"),
        (
            r#"{"version":1,"accounts":[],"colour":"red"}"#.to_owned(),
            "colour",
        ),
        (account(r#""lowBelow":10"#), "accounts[0].lowBelow"),
        (account(r#""lowBelow":"-1""#), "accounts[0].lowBelow"),
        (account(r#""refreshEverySecs":5"#), "accounts[0].refreshEverySecs"),
        (
            account(r#""baseUrl":"http://example.com""#),
            "accounts[0].baseUrl",
        ),
        (
            account(r#""key":{"from":"env","name":"A=B"}"#),
            "accounts[0].key.name",
        ),
    ];
    for (settings, field) in wrong {
        fs::write(bench.settings_path(), &settings).unwrap();
        let outcome = bench.run(&["check", "--json"]).await;
        assert_eq!((outcome.code, outcome.stdout.as_str()), (64, ""), "{settings}");
        assert!(outcome.stderr.contains(field), "{field} in {}", outcome.stderr);
        assert!(outcome.stderr.contains("settings.json"), "{}", outcome.stderr);
        assert_eq!(fs::read_to_string(bench.settings_path()).unwrap(), settings);
    }
    assert_eq!(
        fs::read_dir(bench.dir.path()).unwrap().count(),
        1,
        "nothing else is written"
    );
}
