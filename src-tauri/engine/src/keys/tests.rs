use std::fs;

use super::*;
use crate::keychain;

fn account(key: &KeyOrigin) -> Account {
    serde_json::from_value(serde_json::json!({
        "id": "kie-1", "provider": "kie", "label": "kie", "key": key,
    }))
    .unwrap()
}

fn store() -> (tempfile::TempDir, KeyStore) {
    let dir = tempfile::tempdir().unwrap();
    let config_dir = ConfigDir::new(Some(dir.path().to_owned())).unwrap();
    let store = KeyStore::new(&config_dir, keychain::of_the_system);
    (dir, store)
}

#[test]
fn a_key_in_the_private_file_is_its_owners_alone() {
    let (dir, store) = store();
    let account = account(&KeyOrigin::File);
    let place = KeyPlace::of_account(&account);
    assert_eq!(store.key(&account), Err(Problem::KeyMissing));

    let key = ApiKey::from_typed("sk-1").unwrap();
    store.store(&place, &key).unwrap();
    assert_eq!(store.key(&account), Ok(key));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(dir.path().join("keys.json")).unwrap().permissions();
        assert_eq!(mode.mode() & 0o777, 0o600);
    }

    store.delete(&place).unwrap();
    assert_eq!(store.key(&account), Err(Problem::KeyMissing));
}

#[test]
fn a_key_file_that_cannot_be_understood_is_neither_overwritten_nor_repeated() {
    let (dir, store) = store();
    let path = dir.path().join("keys.json");
    let place = KeyPlace::of_account(&account(&KeyOrigin::File));
    let key = ApiKey::from_typed("sk-1").unwrap();
    for spoilt in [
        "{ torn",
        r#""sk-hush-5a4b3c2d""#,
        r#"{"kie-1": {"sk-hush-5a4b3c2d": 1}}"#,
    ] {
        fs::write(&path, spoilt).unwrap();
        let error = store.store(&place, &key).unwrap_err();
        assert!(matches!(error, Error::KeyFile(_)));
        assert!(!error.to_string().contains("sk-hush"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), spoilt);
    }
}

#[test]
fn a_command_that_only_reads_changes_nothing() {
    let (dir, store) = store();
    let path = dir.path().join("keys.json");
    fs::write(&path, r#"{"kie-1":"sk-1"}"#).unwrap();
    let reading = KeyStore {
        may_bind: false,
        ..store
    };
    let account = account(&KeyOrigin::File);
    assert!(reading.key(&account).is_ok());
    assert_eq!(fs::read_to_string(&path).unwrap(), r#"{"kie-1":"sk-1"}"#);
}

#[test]
fn an_unset_variable_is_named() {
    let (_dir, store) = store();
    let name = "CREDIT_TRAY_TEST_UNSET".to_owned();
    let account = account(&KeyOrigin::Env { name: name.clone() });
    assert_eq!(store.key(&account), Err(Problem::EnvironmentKeyMissing(name)));
}
