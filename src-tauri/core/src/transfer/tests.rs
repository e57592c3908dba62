use proptest::prelude::*;
use serde_json::{Value, json};

use super::{strategies::any_exported, *};
use crate::settings::SettingsError;

const EXPORT: &str = r#"{
  "creditTrayExport": 1,
  "exportedAt": "2026-11-20T09:00:00Z",
  "settings": {
    "version": 1,
    "accounts": [
      {
        "id": "kie-1",
        "provider": "kie",
        "label": "kie.ai",
        "baseUrl": null,
        "key": {
          "from": "keychain"
        },
        "lowBelow": "10",
        "refreshEverySecs": 300,
        "enabled": true
      }
    ],
    "general": {
      "theme": "dark"
    }
  }
}"#;

fn plain(text: &str) -> Result<ExportedSettings, ImportError> {
    match read(text.as_bytes())? {
        ImportFile::Plain(exported) => Ok(*exported),
        ImportFile::Encrypted(_) => panic!("{text} was taken for an encrypted export"),
    }
}

fn changed(change: impl FnOnce(&mut Value)) -> ImportError {
    let mut json: Value = serde_json::from_str(EXPORT).unwrap();
    change(&mut json);
    plain(&json.to_string()).unwrap_err()
}

#[test]
fn the_documented_export_is_read_and_written_back_unchanged() {
    let exported = plain(EXPORT).unwrap();
    assert_eq!(exported.settings.accounts.len(), 1);
    assert_eq!(
        export(&exported.settings, exported.exported_at.unwrap()).unwrap(),
        EXPORT
    );
}

#[test]
fn a_plain_settings_file_is_an_export_without_keys() {
    let settings = plain(EXPORT).unwrap().settings;
    let file = serde_json::to_string_pretty(&settings).unwrap();
    assert_eq!(
        plain(&file),
        Ok(ExportedSettings {
            settings,
            keys: BTreeMap::new(),
            exported_at: None
        })
    );
}

#[test]
fn keys_that_someone_decrypted_by_other_means_are_read() {
    let mut json: Value = serde_json::from_str(EXPORT).unwrap();
    json["keys"] = json!({ "kie-1": "sk-\"1\\" });
    let keys = plain(&json.to_string()).unwrap().keys;
    assert_eq!(keys[&AccountId::new("kie-1")].expose(), "sk-\"1\\");
}

#[test]
fn an_export_of_a_newer_version_is_refused_whatever_it_holds() {
    let error = plain(r#"{"creditTrayExport":2,"accounts":7}"#).unwrap_err();
    assert_eq!(error, ImportError::Newer(2));
    assert!(
        error
            .to_string()
            .contains("written by a newer version of Credit Tray")
    );
}

#[test]
fn a_wrong_field_is_named() {
    let label = changed(|json| json["settings"]["accounts"][0]["label"] = "".into());
    assert!(matches!(
        &label,
        ImportError::Settings(SettingsError::Unusable(_))
    ));
    assert!(label.to_string().contains("accounts[0].label"));
    assert_eq!(
        changed(|json| json["settings"]["version"] = 2.into()),
        ImportError::Settings(SettingsError::Newer(2))
    );
    for (field, value) in [
        ("exportedAt", json!("yesterday")),
        ("keys", json!([])),
        ("keys", json!({ "kie-1": 5 })),
        ("keys", json!({ "kie-2": "sk-1" })),
        ("colour", json!("red")),
        ("creditTrayExport", json!("1")),
    ] {
        let error = changed(|json| json[field] = value.clone());
        assert!(matches!(error, ImportError::NotDocumented(_)), "{error:?}");
        if field != "creditTrayExport" {
            assert!(error.to_string().contains(field), "{error}");
        }
    }
    assert_eq!(
        changed(|json| json["keys"] = json!({ "kie-1": "two words" })),
        ImportError::KeyNotUsable(AccountId::new("kie-1"))
    );
}

#[test]
fn no_error_repeats_a_key() {
    for keys in [
        json!("sk-secret"),
        json!(["sk-secret"]),
        json!({ "kie-1": ["sk-secret"] }),
        json!({ "kie-1": "sk-secret two" }),
        json!({ "sk-secret": "kie-1" }),
    ] {
        let error = changed(|json| json["keys"] = keys);
        assert!(!format!("{error} {error:?}").contains("secret"), "{error}");
    }
}

#[test]
fn other_files_are_no_exports() {
    for text in [
        "hello",
        "[]",
        "[1]",
        "{}",
        r#"{"name":"x"}"#,
        r#"{"creditTrayExport":0}"#,
        "\u{feff}",
    ] {
        assert_eq!(plain(text), Err(ImportError::NotAnExport), "{text}");
    }
    assert_eq!(read(b"\x89PNG\xff"), Err(ImportError::NotAnExport));
    assert_eq!(read(b" \n"), Err(ImportError::Damaged));
    let typo = EXPORT.replace("\"kie\",", "\"kie\"");
    let error = plain(&typo).unwrap_err();
    assert!(error.to_string().contains("line 10"), "{error}");
}

#[test]
fn a_file_larger_than_any_export_is_not_parsed() {
    let mut bytes = EXPORT.as_bytes().to_vec();
    bytes.resize(MAX_BYTES, b' ');
    assert!(read(&bytes).is_ok());
    bytes.push(b' ');
    assert_eq!(read(&bytes), Err(ImportError::TooLarge));
}

#[test]
fn settings_that_no_import_would_take_are_not_exported() {
    let mut exported = plain(EXPORT).unwrap();
    let theme = "x".repeat(MAX_BYTES);
    exported
        .settings
        .general
        .other
        .insert("theme".into(), theme.into());
    let now = exported.exported_at.unwrap();
    assert!(matches!(
        export(&exported.settings, now),
        Err(ExportError::TooLarge)
    ));
    let passphrase = SecretString::from("correct horse");
    let encrypted = export_with_keys(&exported.settings, &exported.keys, &passphrase, now);
    assert!(matches!(encrypted, Err(ExportError::TooLarge)));
}

#[test]
fn every_export_that_was_cut_off_is_damaged() {
    for end in 1..EXPORT.len() {
        assert_eq!(
            plain(&EXPORT[..end]),
            Err(ImportError::Damaged),
            "{}",
            &EXPORT[..end]
        );
    }
}

proptest! {
    #[test]
    fn what_is_exported_is_imported(exported in any_exported()) {
        let text = export(&exported.settings, exported.exported_at.unwrap()).unwrap();
        let without_keys = ExportedSettings { keys: BTreeMap::new(), ..exported };
        prop_assert_eq!(plain(&text), Ok(without_keys));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,200}") {
        let _ = read(&bytes);
        let _ = read(text.as_bytes());
    }
}
