use std::io::Write as _;

use proptest::prelude::*;

use super::*;
use crate::transfer::{
    ImportFile, export, read,
    strategies::{any_exported, keys_of},
};

fn now() -> Timestamp {
    "2026-11-20T09:00:00Z".parse().unwrap()
}

fn passphrase() -> SecretString {
    "correct horse".into()
}

fn settings() -> Settings {
    Settings::from_json(
        r#"{"version":1,"accounts":[
            {"id":"kie","provider":"kie","label":"A"},
            {"id":"file","provider":"kie","label":"B","key":{"from":"file"}},
            {"id":"env","provider":"kie","label":"C","key":{"from":"env","name":"KIE_KEY"}}]}"#,
    )
    .unwrap()
}

fn sealed() -> String {
    export_with_work(2, &settings(), &keys_of(&settings()), &passphrase(), now()).unwrap()
}

fn locked(text: &str) -> Result<Locked, ImportError> {
    match read(text.as_bytes())? {
        ImportFile::Encrypted(locked) => Ok(locked),
        ImportFile::Plain(_) => panic!("{text} was taken for a plain export"),
    }
}

fn in_armor(bytes: &[u8]) -> String {
    let mut writer = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor).unwrap();
    writer.write_all(bytes).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

/// The same file with another line in its header that says how much work a passphrase is.
fn with_work(factor: &str) -> String {
    let ciphertext = locked(&sealed()).unwrap().ciphertext;
    let end = ciphertext.windows(3).position(|three| three == b" 2\n").unwrap();
    in_armor(&[&ciphertext[..=end], factor.as_bytes(), &ciphertext[end + 2..]].concat())
}

#[test]
fn keys_of_variables_and_of_no_account_are_not_exported() {
    let mut keys = keys_of(&settings());
    let key = ApiKey::from_typed("sk-removed").unwrap();
    keys.insert(AccountId::new("removed"), key);
    let text = export_with_keys(&settings(), &keys, &passphrase(), now()).unwrap();
    let exported = locked(&text).unwrap().unlock(&passphrase()).unwrap();
    let ids: Vec<_> = exported.keys.keys().map(AccountId::as_str).collect();
    assert_eq!(ids, ["file", "kie"]);
}

#[test]
fn a_short_passphrase_is_refused() {
    let with = |passphrase: &str| {
        let keys = keys_of(&settings());
        export_with_keys(&settings(), &keys, &passphrase.into(), now())
    };
    assert!(matches!(with("ключ 67"), Err(ExportError::PassphraseTooShort)));
    assert!(with("ключ 678").is_ok());
}

#[test]
fn a_wrong_passphrase_is_told_and_may_be_tried_again() {
    let locked = locked(&sealed()).unwrap();
    assert_eq!(
        locked.unlock(&"correct horsf".into()),
        Err(ImportError::WrongPassphrase)
    );
    assert!(locked.unlock(&passphrase()).is_ok());
}

#[test]
fn blanks_and_windows_line_ends_around_the_armor_do_no_harm() {
    let text = format!("\r\n {} \r\n", sealed().replace('\n', "\r\n"));
    assert!(locked(&text).unwrap().unlock(&passphrase()).is_ok());
}

#[test]
fn a_file_that_asks_for_absurd_work_is_refused_before_any_is_done() {
    for factor in ["21", "40", "63"] {
        let opened = locked(&with_work(factor)).unwrap().unlock(&passphrase());
        assert_eq!(opened, Err(ImportError::TooMuchWork), "{factor}");
    }
    assert!(locked(&with_work("2")).unwrap().unlock(&passphrase()).is_ok());
    for factor in ["0", "-1", "300", "2 2"] {
        let opened = locked(&with_work(factor)).and_then(|locked| locked.unlock(&passphrase()));
        let refused = [ImportError::Damaged, ImportError::TooMuchWork];
        assert!(refused.contains(&opened.clone().unwrap_err()), "{opened:?}");
    }
}

#[test]
fn a_file_that_is_encrypted_to_a_key_is_not_ours() {
    let recipient = age::x25519::Identity::generate().to_public();
    let text = age::encrypt_and_armor(&recipient, b"{}").unwrap();
    assert_eq!(locked(&text), Err(ImportError::EncryptedOtherwise));
}

#[test]
fn what_is_inside_is_read_as_strictly_as_a_plain_export() {
    let mut recipient = scrypt::Recipient::new(passphrase());
    recipient.set_work_factor(WORK);
    for (inside, error) in [
        ("{}", ImportError::NotAnExport),
        ("\u{1}", ImportError::NotAnExport),
        ("", ImportError::Damaged),
        (r#"{"creditTrayExport":2}"#, ImportError::Newer(2)),
    ] {
        let text = age::encrypt_and_armor(&recipient, inside.as_bytes()).unwrap();
        assert_eq!(locked(&text).unwrap().unlock(&passphrase()), Err(error));
    }
}

#[test]
fn every_armor_that_was_cut_off_is_damaged() {
    let text = sealed();
    let text = text.trim_end();
    for end in ARMOR_BEGIN.len()..text.len() {
        assert_eq!(locked(&text[..end]), Err(ImportError::Damaged), "{end}");
    }
}

#[test]
fn a_file_that_was_cut_off_within_its_armor_is_damaged() {
    let ciphertext = locked(&sealed()).unwrap().ciphertext;
    for end in (0..ciphertext.len()).step_by(37) {
        let opened = locked(&in_armor(&ciphertext[..end])).and_then(|locked| locked.unlock(&passphrase()));
        assert_eq!(opened, Err(ImportError::Damaged), "{end}");
    }
}

proptest! {
    // Each case measures this computer twice, as age does before it is told how much work to do.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_exported_with_keys_is_imported(exported in any_exported(), passphrase in "\\PC{8,20}") {
        let passphrase = SecretString::from(passphrase);
        let now = exported.exported_at.unwrap();
        let text = export_with_work(2, &exported.settings, &exported.keys, &passphrase, now).unwrap();
        let opened = read(text.as_bytes()).and_then(|file| match file {
            ImportFile::Encrypted(locked) => locked.unlock(&passphrase),
            ImportFile::Plain(exported) => Ok(*exported),
        });
        prop_assert_eq!(opened, Ok(exported));
    }

    #[test]
    fn no_key_is_legible_in_any_export(exported in any_exported()) {
        let now = exported.exported_at.unwrap();
        let plain = export(&exported.settings, now).unwrap();
        let encrypted = export_with_work(2, &exported.settings, &exported.keys, &passphrase(), now).unwrap();
        prop_assert!(!plain.contains("\"keys\""));
        for key in exported.keys.values() {
            prop_assert!(!plain.contains(key.expose()));
            prop_assert!(!encrypted.contains(key.expose()));
        }
    }

    #[test]
    fn a_byte_that_was_changed_is_found(place in any::<prop::sample::Index>(), change in 1_u8..) {
        let mut ciphertext = locked(&sealed()).unwrap().ciphertext;
        let place = place.index(ciphertext.len());
        // A changed work factor may be one that is too much to do in a test.
        prop_assume!(ciphertext[place.saturating_sub(1)..][..3.min(ciphertext.len() - place)] != *b" 2\n");
        ciphertext[place] ^= change;
        let opened = locked(&in_armor(&ciphertext)).and_then(|locked| locked.unlock(&passphrase()));
        prop_assert!(opened.is_err());
    }
}
