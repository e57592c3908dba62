//! Accounts that fall and rise, and what the receiver of alerts was told of them.

use std::{collections::BTreeMap, ops::Range, time::Instant};

use crate::{
    folder::{Found, Noted},
    receiver::Told,
    tally::Tally,
};

/// An account whose balance is made to fall below its threshold and to rise again.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    pub(crate) is_low: bool,
    /// Under which name it was told since it fell, and when it was last.
    told: Option<(String, Instant)>,
    /// Whether that was found on the disk.
    is_noted: bool,
}

/// All of them, by id.
#[derive(Debug, Default)]
pub(crate) struct WatchedAccounts {
    pub(crate) all: BTreeMap<String, Watched>,
    heard: usize,
    /// When the last life ended, whose receiver may acknowledge what nobody hears any more.
    looked_at: Option<Instant>,
}

impl WatchedAccounts {
    pub(crate) fn new(ids: impl IntoIterator<Item = String>) -> Self {
        let all = ids.into_iter().map(|id| (id, Watched::default()));
        Self {
            all: all.collect(),
            heard: 0,
            looked_at: None,
        }
    }

    /// Whether this one may fall or rise now, so that what follows has one right answer: it falls when
    /// nothing is left of the fall before, and rises when that was told and noted.
    pub(crate) fn may_turn(&self, id: &str, noted: Option<Noted>) -> bool {
        if self.all[id].is_low {
            noted == Some(Noted::Told)
        } else {
            noted.is_none()
        }
    }

    /// It falls, or rises. Returns whether it is low now.
    pub(crate) fn turn(&mut self, id: &str) -> bool {
        let watched = self.all.get_mut(id).unwrap();
        *watched = Watched {
            is_low: !watched.is_low,
            ..Watched::default()
        };
        watched.is_low
    }

    /// Takes up what the receiver has acknowledged meanwhile.
    pub(crate) fn hear(&mut self, all: &[Told], tally: &mut Tally) {
        for told in &all[self.heard..] {
            let watched = self
                .all
                .get_mut(&told.account)
                .expect("nobody is to be told of it");
            assert!(watched.is_low, "told, and not true: {told:?}");
            match &mut watched.told {
                None => {
                    tally.alerts_told += 1;
                    watched.told = Some((told.name.clone(), told.at));
                }
                Some((name, at)) => {
                    *at = told.at;
                    assert_eq!(*name, told.name, "told again under another name");
                    assert!(
                        !watched.is_noted,
                        "told again, though it was noted as told: {told:?}"
                    );
                    tally.alerts_doubled += 1;
                }
            }
        }
        self.heard = all.len();
    }

    /// Holds what was told against what was found on the disk after a life that began and ended then.
    pub(crate) fn look(&mut self, found: &Found, life: &Range<Instant>, tally: &mut Tally) {
        for (id, watched) in &mut self.all {
            let noted = found.low.get(id).copied();
            let is_told = noted == Some(Noted::Told);
            if watched.is_noted {
                assert!(is_told, "noted as told, and forgotten: {id}");
            } else if let Some((_, at)) = watched.told.as_ref().filter(|_| !is_told) {
                let ago = life.end.saturating_duration_since(*at);
                let is_of_this_life = *at > life.start;
                assert!(
                    !is_of_this_life || ago.as_secs() < 5,
                    "told {ago:?} ago, and still not noted: {id}"
                );
                if self.looked_at.is_none_or(|looked_at| looked_at < *at) {
                    tally.before_note += 1;
                }
            }
            if is_told && watched.is_low {
                assert!(watched.told.is_some(), "noted as told, and never told: {id}");
                watched.is_noted = true;
            }
        }
        self.looked_at = Some(life.end);
    }

    /// Those that are low and were not told.
    pub(crate) fn untold(&self) -> impl Iterator<Item = &str> {
        let untold = self
            .all
            .iter()
            .filter(|(_, watched)| watched.is_low && watched.told.is_none());
        untold.map(|(id, _)| id.as_str())
    }
}
