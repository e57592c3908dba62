//! What was seen, for a person to read.

use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
    time::Duration,
};

use credit_tray_simulator::Provider;

use crate::Cell;

#[derive(Default)]
pub(crate) struct Table {
    /// By the fault's name, in the order of the list.
    rows: Vec<(&'static str, BTreeMap<Provider, Vec<String>>)>,
    beside: String,
    expectations: usize,
    broken: Vec<String>,
}

/// While others failed, a healthy account that is read every second was read as usual.
const LONGEST_GAP: Duration = Duration::from_secs(5);

impl Table {
    /// Notes one expectation of a cell, and what was seen.
    pub(crate) fn expect(&mut self, cell: &Cell, what: &str, holds: bool, seen: Option<&str>) {
        self.expectations += 1;
        let name = cell.fault.name;
        if self.rows.iter().all(|(known, _)| *known != name) {
            self.rows.push((name, BTreeMap::new()));
        }
        let row = self.rows.iter_mut().find(|(known, _)| *known == name);
        let shown = row.map(|(_, row)| row.entry(cell.provider).or_default());
        if let Some(shown) = shown {
            if what == "code" {
                shown.push(seen.unwrap_or("ok").to_owned());
            }
            if !holds {
                shown.push(format!("✗ {what}"));
            }
        }
        if !holds {
            let provider = cell.provider;
            self.broken.push(format!("{provider}, {name}: {what}: {seen:?}"));
        }
    }

    /// How an account fared beside them: how often it was read, and the longest pause.
    pub(crate) fn beside(&mut self, provider: Provider, reads: usize, longest: Duration) {
        self.expectations += 1;
        let _ = writeln!(
            self.beside,
            "beside them, {provider}: {reads} requests, at most {longest:.1?} apart"
        );
        if longest > LONGEST_GAP {
            self.broken.push(format!("{provider} beside them: {longest:?}"));
        }
    }

    pub(crate) fn must_be_whole(&self) {
        assert!(self.broken.is_empty(), "{:#?}", self.broken);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:38}", "fault")?;
        for provider in Provider::ALL {
            write!(f, "{:16}", provider.id())?;
        }
        writeln!(f)?;
        for (name, cells) in &self.rows {
            write!(f, "{name:38}")?;
            for provider in Provider::ALL {
                let shown = cells
                    .get(&provider)
                    .map(|shown| shown.join(" "))
                    .unwrap_or_default();
                write!(f, "{shown:16}")?;
            }
            writeln!(f)?;
        }
        writeln!(f, "{}", self.beside)?;
        let (faults, cells) = (self.rows.len(), self.rows.len() * Provider::ALL.len());
        write!(
            f,
            "{faults} faults, {cells} cells, {} expectations, {} broken",
            self.expectations,
            self.broken.len()
        )
    }
}
