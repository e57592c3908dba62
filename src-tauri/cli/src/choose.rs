//! The accounts that a person named on the command line, by id or by label.

use std::collections::HashSet;

use credit_tray_core::without_keys;

use crate::{error::Error, names::Names};

/// The ids of the accounts that were asked for; all where nobody was.
///
/// # Errors
/// [`Error::UnknownAccount`], or [`Error::SharedLabel`] where it is not clear which is meant.
pub fn choose(asked: &[String], known: &[Names]) -> Result<HashSet<String>, Error> {
    let find = |name: &String| {
        if known.iter().any(|names| names.id == *name) {
            return Ok(name.clone());
        }
        let labelled = known.iter().filter(|names| names.label == *name);
        match labelled.collect::<Vec<_>>().as_slice() {
            [] => Err(Error::UnknownAccount {
                name: without_keys(name),
                known: known.to_vec(),
            }),
            [only] => Ok(only.id.clone()),
            several => Err(Error::SharedLabel {
                label: without_keys(name),
                ids: several.iter().map(|names| names.id.clone()).collect(),
            }),
        }
    };
    if asked.is_empty() {
        return Ok(known.iter().map(|names| names.id.clone()).collect());
    }
    asked.iter().map(find).collect()
}
