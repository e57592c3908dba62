//! What the tray menu says: a pure function from the snapshot to rows of text.

use credit_tray_core::{
    AccountId, Snapshot, Status,
    reading::Available,
    snapshot::{AccountState, Level},
    texts::EN,
};
use jiff::{Timestamp, tz::TimeZone};

/// Everything that the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// What the icon shows.
    pub level: Level,
    /// One row an account, in the person's order.
    pub accounts: Vec<AccountRow>,
    /// When the newest reading was taken, in words.
    pub updated: String,
    /// Whether all alerts are paused.
    pub paused: bool,
}

/// An account's row and its submenu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// The account.
    pub id: AccountId,
    /// `<label> — <amount>`.
    pub text: String,
    /// The lines of its submenu above Refresh and Top up….
    pub details: Vec<String>,
    /// Whether its alerts are snoozed.
    pub snoozed: bool,
}

impl Rows {
    /// The rows for this snapshot at this moment, with times as this time zone tells them.
    #[must_use]
    pub fn new(snapshot: &Snapshot, now: Timestamp, zone: &TimeZone) -> Self {
        let time = |at: Timestamp| clock_time(at, now, zone);
        Self {
            level: snapshot.level(now),
            accounts: snapshot
                .enabled()
                .map(|state| account_row(state, now, &time))
                .collect(),
            updated: match snapshot.updated_at() {
                Some(at) => EN.get("tray-updated", &[("time", &time(at))]),
                None => EN.get("tray-not-updated", &[]),
            },
            paused: snapshot.paused,
        }
    }
}

fn account_row(state: &AccountState, now: Timestamp, time: &impl Fn(Timestamp) -> String) -> AccountRow {
    let text = EN.get(
        "tray-row",
        &[("label", &state.account.label), ("text", &summary(state, now))],
    );
    AccountRow {
        id: state.account.id.clone(),
        text,
        details: details(state, time),
        snoozed: state.snoozed.is_some(),
    }
}

/// What there is to say of an account after its label.
fn summary(state: &AccountState, now: Timestamp) -> String {
    let Some(reading) = &state.reading else {
        return match &state.failure {
            Some(failure) => EN.problem_in_short(&failure.problem, &state.account),
            None => EN.get("tray-checking", &[]),
        };
    };
    let text = standing(state, &reading.available);
    let text = match (state.stale_for(now), &state.forecast) {
        (Some(age), _) => EN.get("tray-stale", &[("text", &text), ("age", &EN.age(age))]),
        (None, Some(forecast)) if state.status() != Status::Out => {
            let lasts = EN.days(forecast.days_left.likely);
            EN.get("tray-lasts", &[("text", &text), ("lasts", &lasts)])
        }
        (None, _) => text,
    };
    match state.snoozed {
        Some(_) => EN.get("tray-snoozed", &[("text", &text)]),
        None => text,
    }
}

fn standing(state: &AccountState, available: &Available) -> String {
    use credit_tray_core::Status::{Low, Ok, Out, Unknown, Unlimited};
    let amount = available.amount().map(|amount| amount.to_string());
    match (state.status(), amount) {
        (Low, Some(amount)) => EN.get("tray-low", &[("amount", &amount)]),
        (Out, Some(amount)) => EN.get("tray-out", &[("amount", &amount)]),
        (Out, None) => EN.get("tray-out-unnumbered", &[]),
        (Unlimited | Ok | Low | Unknown, None) => EN.get("tray-unlimited", &[]),
        (Ok | Unlimited | Unknown, Some(amount)) => amount,
    }
}

fn details(state: &AccountState, time: &impl Fn(Timestamp) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    for part in state.parts() {
        let amount = part.amount.to_string();
        lines.push(EN.get("tray-part", &[("name", &EN.part(part.name)), ("amount", &amount)]));
    }
    if let Some(low_below) = state.account.low_below_amount() {
        lines.push(EN.get("tray-threshold", &[("amount", &low_below.to_string())]));
    }
    if let Some(forecast) = &state.forecast {
        let spend = forecast.spend_per_day.to_string();
        lines.push(EN.get("tray-spend", &[("amount", &spend)]));
        lines.push(EN.days_range(&forecast.days_left));
    }
    if let (Some(failure), Some(_)) = (&state.failure, &state.reading) {
        lines.push(EN.problem_in_short(&failure.problem, &state.account));
    }
    lines.push(match &state.reading {
        Some(reading) => EN.get("tray-read", &[("time", &time(reading.at))]),
        None => EN.get("tray-not-read", &[]),
    });
    lines
}

/// `14:05`, or with the date where it was not today.
fn clock_time(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone.clone()));
    let format = if at.date() == now.date() {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    at.strftime(format).to_string()
}

#[cfg(test)]
mod tests;
