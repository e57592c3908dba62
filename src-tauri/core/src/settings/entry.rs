//! The list of accounts, read entry by entry, and written back with what could not be read.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
    fmt,
};

use serde::{Serialize, Serializer, de::DeserializeOwned, ser::SerializeStruct};
use serde_json::value::RawValue;

use super::{
    AccountProblem, LONGEST_LABEL, Settings,
    label::{can_be_seen, deceives},
    validate,
};
use crate::{
    account::{Account, AccountId},
    key::{looks_like_key, without_keys},
};

/// Something in the list of accounts that cannot be used as it is written.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct UnusableAccount {
    /// Its id, where that is fine and no other account has it.
    pub id: Option<AccountId>,
    /// Who would be asked, where that is a name.
    pub provider: Option<String>,
    /// Its label, where that can be shown.
    pub label: Option<String>,
    /// Whether it would be read.
    pub enabled: bool,
    /// What is wrong, and at which place in the list.
    pub problem: EntryProblem,
    /// As it is in the file, to be written back.
    #[serde(skip)]
    json: String,
}

/// What is wrong with an entry of the list. Never repeats what looks like a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("accounts[{place}]{dot}{field}: {what}", dot = if field.is_empty() { "" } else { "." })]
pub struct EntryProblem {
    /// Its place in the list, from 0.
    pub place: usize,
    /// The field; empty where it is the whole entry.
    pub field: String,
    /// What is wrong with it.
    pub what: String,
}

impl UnusableAccount {
    /// What it is called: its label or, where the file names none that can be shown, its id or place.
    pub fn name(&self) -> Cow<'_, str> {
        match &self.label {
            Some(label) => label.into(),
            None => self.id(),
        }
    }

    /// Its id or, where the file names none that can be used, its place: `accounts[2]`.
    pub fn id(&self) -> Cow<'_, str> {
        match &self.id {
            Some(id) => id.as_str().into(),
            None => self.place_name().into(),
        }
    }

    fn place_name(&self) -> String {
        format!("accounts[{}]", self.problem.place)
    }

    fn new(json: &str, problem: EntryProblem) -> Self {
        let shown = |field: &str| field_of::<String>(json, field).filter(|text| !looks_like_key(text));
        let is_label = |text: &String| can_be_seen(text) && !text.contains(deceives);
        let is_name = |text: &String| {
            text.len() <= LONGEST_LABEL && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        Self {
            id: None,
            provider: shown("provider").filter(is_name),
            label: shown("label").filter(is_label).map(|label| shortened(&label)),
            enabled: field_of(json, "enabled").unwrap_or(true),
            problem,
            json: json.to_owned(),
        }
    }
}

/// As much of it as a label may have.
fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    let mut short: String = label.chars().take(LONGEST_LABEL - 1).collect();
    short.push('…');
    short
}

/// Without the entry itself, which may hold a key.
impl fmt::Debug for UnusableAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnusableAccount")
            .field("problem", &self.problem)
            .finish_non_exhaustive()
    }
}

/// Reads the list: what can be used, and what cannot.
pub(super) fn read(entries: &[&RawValue]) -> (Vec<Account>, Vec<UnusableAccount>) {
    let (mut accounts, mut unusable) = (Vec::new(), Vec::new());
    let mut seen = HashSet::new();
    for (place, entry) in entries.iter().enumerate() {
        let wrong = |field: &str, what: String| EntryProblem {
            place,
            field: field.to_owned(),
            what,
        };
        let invalid = |problem: AccountProblem| wrong(problem.field(), problem.to_string());
        let account = understand(entry.get(), wrong).and_then(|account| {
            validate(&account).map_err(invalid)?;
            if !seen.insert(account.id.clone()) {
                return Err(invalid(AccountProblem::DuplicateId));
            }
            Ok(account)
        });
        match account {
            Ok(account) => accounts.push(account),
            Err(problem) => unusable.push(UnusableAccount::new(entry.get(), problem)),
        }
    }
    // An id that two accounts share names neither of them.
    for account in &mut unusable {
        let id = usable_id(&account.json).filter(|id| seen.insert(id.clone()));
        account.id = id;
    }
    (accounts, unusable)
}

fn understand(json: &str, wrong: impl Fn(&str, String) -> EntryProblem) -> Result<Account, EntryProblem> {
    // serde also accepts arrays for structs.
    if !json.starts_with('{') {
        return Err(wrong("", "must be an object".into()));
    }
    let mut deserializer = serde_json::Deserializer::from_str(json);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let field = if path == "." { "" } else { &path };
        let what = said(error.inner());
        // Lines and columns are counted from the beginning of the entry: no help in the file.
        let what = what.split(" at line ").next().unwrap_or_default();
        wrong(
            &without_keys(field),
            what.replace("unknown variant", "unknown value"),
        )
    })
}

/// What the parser says, without the values that it repeats.
pub(super) fn said(error: &dyn ToString) -> String {
    let text = error.to_string();
    let (begin, end) = ("string \"", "\", expected");
    let text = match text.split_once(begin).and_then(|(before, rest)| {
        let (_, after) = rest.rsplit_once(end)?;
        Some(format!("{before}a text, expected{after}"))
    }) {
        Some(without_value) => without_value,
        None => text,
    };
    without_keys(&text)
}

/// What can be read of an entry, whatever is wrong with the rest of it.
fn field_of<T: DeserializeOwned>(json: &str, field: &str) -> Option<T> {
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(json).ok()?;
    serde_json::from_str(fields.get(field)?.get()).ok()
}

fn usable_id(json: &str) -> Option<AccountId> {
    let id: AccountId = field_of(json, "id")?;
    super::rules::is_id(id.as_str()).then_some(id)
}

/// The unusable accounts stand where they stood, and as they were.
impl Serialize for Settings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error as _;

        let mut unusable = self.unusable.iter().peekable();
        let mut accounts = self.accounts.iter();
        let mut list = Vec::with_capacity(self.accounts.len() + self.unusable.len());
        loop {
            let entry = match unusable.next_if(|unusable| unusable.problem.place <= list.len()) {
                Some(unusable) => Entry::unusable(unusable),
                None => match accounts.next() {
                    Some(account) => Ok(Entry::Usable(account)),
                    None => match unusable.next() {
                        Some(unusable) => Entry::unusable(unusable),
                        None => break,
                    },
                },
            };
            list.push(entry.map_err(S::Error::custom)?);
        }
        let mut settings = serializer.serialize_struct("Settings", 3)?;
        settings.serialize_field("version", &self.version)?;
        settings.serialize_field("accounts", &list)?;
        settings.serialize_field("general", &self.general)?;
        settings.end()
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Usable(&'a Account),
    Unusable(Box<RawValue>),
}

impl Entry<'_> {
    fn unusable(unusable: &UnusableAccount) -> Result<Self, serde_json::Error> {
        RawValue::from_string(unusable.json.clone()).map(Self::Unusable)
    }
}
