//! A folder that the first edition wrote, brought over: `tests/folders/first-edition` is what its
//! program left behind after it had read two accounts for two minutes, and told that one was low.

use std::{fs, path::Path};

use credit_tray_core::{Status, chart::ChartSpan};
use credit_tray_engine::command::{Answer, Command};
use credit_tray_simulator::{KieBalance, Simulator};
use rust_decimal::dec;

use crate::nowhere::engine;

/// Where its provider was.
const THEN: &str = "http://127.0.0.1:24567";

fn brought_over(provider: &Simulator) -> tempfile::TempDir {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/folders/first-edition");
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(kept).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    for name in ["settings.json", "settings.backup.json"] {
        let path = folder.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(THEN));
        fs::write(path, text.replace(THEN, &provider.base_url())).unwrap();
    }
    folder
}

#[tokio::test]
async fn settings_keys_alerts_and_history_of_the_first_edition_are_brought_over() {
    let provider = Simulator::start().await.unwrap();
    let credits = dec!(76.50);
    let account = provider.account_with(KieBalance { credits }, "key-in-the-file");
    let folder = brought_over(&provider);
    let (engine, told) = engine(folder.path());
    engine.refresh(None).await;

    let settings = engine.settings.current();
    let labels = settings.accounts.iter().map(|account| account.label.as_str());
    let labels: Vec<_> = labels.collect();
    assert_eq!(labels, ["kie.ai video", "OpenRouter prod", "Suno, old"]);
    assert_eq!(settings.accounts[0].rules.days_left_below, Some(3));
    assert_eq!(settings.accounts[1].low_below, Some(dec!(12.5)));
    assert!(!settings.accounts[2].enabled);
    assert_eq!(settings.general.refresh_every_secs, 600);
    assert!(settings.general.quiet_hours.is_some());

    let kie = engine.monitor.state().borrow().accounts[0].clone();
    assert_eq!(
        (kie.status(), kie.failure),
        (Status::Low, None),
        "with the key of the file"
    );
    assert_eq!(told.all(), [], "it was told that it is low");
    let chart = Command::BalanceChart {
        id: kie.account.id,
        span: ChartSpan::Quarter,
    };
    let Answer::Chart(chart) = engine.ask(chart).await.unwrap() else {
        panic!("no chart");
    };
    assert!(chart.points.len() > 1, "what was read then, and now");
    assert_eq!(chart.alerts.len(), 1);

    // This may be their time of the night.
    let quiet_hours = None;
    engine.ask(Command::SetQuietHours { quiet_hours }).await.unwrap();
    account.set_balance(dec!(0));
    engine.refresh(None).await;
    let titles: Vec<_> = told.all().into_iter().map(|told| told.title).collect();
    assert!(
        matches!(&titles[..], [title] if title.contains("is out")),
        "{titles:?}"
    );
}
