//! Everything the simulator remembers.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use axum::http::HeaderMap;

use crate::{Balance, DocumentedReply, Fault, FaultRule, Provider, drain::Draining};

/// Requests remembered; the oldest go first.
const REMEMBERED_REQUESTS: usize = 20_000;

/// A request the simulator has seen.
#[derive(Debug, Clone)]
pub struct SeenRequest {
    /// When its headers were complete.
    pub at: Instant,
    /// Whose path it asked for; `None` for a path nobody answers on.
    pub provider: Option<Provider>,
    /// The key in its `Authorization` header, known or not.
    pub key: Option<String>,
    /// `GET`, as a rule.
    pub method: String,
    /// The path.
    pub path: String,
    /// What follows the question mark. A key has no business here.
    pub query: Option<String>,
    /// All headers.
    pub headers: HeaderMap,
}

/// What the simulator knows about one key.
#[derive(Debug)]
pub(crate) struct AccountState {
    pub(crate) balance: Draining,
    pub(crate) faults: Vec<FaultRule>,
    pub(crate) revoked: bool,
}

impl AccountState {
    fn new(balance: Balance) -> Self {
        Self {
            balance: Draining::new(balance, Instant::now()),
            faults: Vec::new(),
            revoked: false,
        }
    }

    /// Puts `rule` in force, in place of the one for the same path.
    pub(crate) fn set_fault(&mut self, rule: FaultRule) {
        self.faults.retain(|other| other.path != rule.path);
        self.faults.push(rule);
    }

    /// The fault that strikes a request for `path`, which uses it up by one. A
    /// rule for the path goes before one for all paths.
    pub(crate) fn strike(&mut self, path: &str) -> Option<Fault> {
        self.faults.retain(|rule| rule.times != Some(0));
        let index = self
            .faults
            .iter()
            .position(|rule| rule.path.as_deref() == Some(path))
            .or_else(|| self.faults.iter().position(|rule| rule.path.is_none()))?;
        let rule = &mut self.faults[index];
        if let Some(times) = &mut rule.times {
            *times -= 1;
        }
        let fault = rule.fault.clone();
        self.faults.retain(|rule| rule.times != Some(0));
        Some(fault)
    }
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) accounts: BTreeMap<(Provider, String), AccountState>,
    pub(crate) rejections: BTreeMap<Provider, DocumentedReply>,
    requests: VecDeque<SeenRequest>,
}

impl State {
    /// The account of this key. A new one holds the documented example.
    pub(crate) fn account(&mut self, provider: Provider, key: &str) -> &mut AccountState {
        self.accounts
            .entry((provider, key.to_owned()))
            .or_insert_with(|| AccountState::new(Balance::documented(provider)))
    }

    pub(crate) fn remember(&mut self, request: SeenRequest) {
        if self.requests.len() == REMEMBERED_REQUESTS {
            self.requests.pop_front();
        }
        self.requests.push_back(request);
    }

    pub(crate) fn requests(&self, wanted: impl Fn(&SeenRequest) -> bool) -> Vec<SeenRequest> {
        self.requests
            .iter()
            .filter(|request| wanted(request))
            .cloned()
            .collect()
    }

    pub(crate) fn forget_requests(&mut self) {
        self.requests.clear();
    }
}

/// The state, shared by the server and all handles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shared(Arc<Mutex<State>>);

impl Shared {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        // A panic in a test must not hide behind a poisoned lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
