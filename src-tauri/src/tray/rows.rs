//! What the tray menu says: a pure function from the snapshot to rows of text.

use std::cmp::Reverse;

use credit_tray_core::{
    AccountId, Amount, Snapshot, Status,
    settings::General,
    snapshot::{AccountState, Level},
    texts::{Argument, Texts},
    tray_choices::{IconText, TrayOrder},
    worth::{total, worth},
};
use jiff::{Timestamp, tz::TimeZone};

use super::labels::Labels;

/// Everything that the tray shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// What the icon shows.
    pub level: Level,
    /// What stands beside the icon, where the desktop shows text there; empty for nothing.
    pub icon_text: String,
    /// One row an account, in the person's order or the most urgent first.
    pub accounts: Vec<AccountRow>,
    /// What is said of the accounts that have no row, or that there are none.
    pub others: Option<String>,
    /// What all accounts are worth together.
    pub total: Option<String>,
    /// When the newest reading was taken, in words.
    pub updated: String,
    /// Whether all alerts are paused.
    pub paused: bool,
    /// The words that say nothing about any account.
    pub labels: Labels,
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

/// The moment at which rows are drawn, and for whom.
pub struct Moment<'a> {
    /// Now.
    pub now: Timestamp,
    /// Where the person is.
    pub zone: &'a TimeZone,
    /// The language and numbers of the person.
    pub texts: &'a Texts,
}

impl Rows {
    /// The rows for this snapshot at this moment, with what the person chose to see.
    #[must_use]
    pub fn new(snapshot: &Snapshot, general: &General, moment: &Moment<'_>) -> Self {
        let Moment { now, zone, texts } = *moment;
        let time = |at: Timestamp| clock_time(at, now, zone);
        let mut watched: Vec<&AccountState> = snapshot.enabled().collect();
        if general.tray.order == TrayOrder::Urgent {
            watched.sort_by_key(|state| Reverse(state.level(now)));
        }
        let total = total(general, snapshot);
        let icon_text = match general.tray.icon_text {
            IconText::None => None,
            IconText::Total => total.map(|total| texts.worth(&total.worth)),
            IconText::Lowest => most_urgent(&watched, now).map(|amount| texts.amount(amount)),
        };
        let (shown, fine): (Vec<_>, Vec<_>) = watched
            .into_iter()
            .partition(|state| !general.tray.only_low || state.level(now) > Level::Ok);
        Self {
            level: snapshot.level(now),
            icon_text: icon_text.unwrap_or_default(),
            others: others(shown.len(), fine.len(), texts),
            accounts: shown
                .into_iter()
                .map(|state| {
                    Row {
                        state,
                        general,
                        moment,
                    }
                    .account()
                })
                .collect(),
            total: total
                .filter(|_| general.tray.total && snapshot.enabled().count() > 1)
                .map(|total| texts.total(&total)),
            updated: match snapshot.updated_at() {
                Some(at) => texts.get("tray-updated", &[("time", &time(at))]),
                None => texts.get("tray-not-updated", &[]),
            },
            paused: snapshot.paused_until.is_some(),
            labels: Labels::new(texts),
        }
    }
}

/// What the first of the worst has left, of those with a number.
fn most_urgent(watched: &[&AccountState], now: Timestamp) -> Option<Amount> {
    let levels_and_amounts = watched
        .iter()
        .filter_map(|state| Some((state.level(now), state.available()?)));
    // Of equals `max_by_key` takes the last.
    let worst = levels_and_amounts.rev().max_by_key(|(level, _)| *level);
    worst.map(|(_, amount)| amount)
}

fn others(shown: usize, fine: usize, texts: &Texts) -> Option<String> {
    match (shown, fine) {
        (0, 0) => Some(texts.get("tray-no-accounts", &[])),
        (_, 0) => None,
        (0, _) => Some(texts.get("tray-all-fine", &[])),
        (_, fine) => Some(texts.count("tray-others-fine", fine as u64)),
    }
}

/// One account at one moment.
struct Row<'a> {
    state: &'a AccountState,
    general: &'a General,
    moment: &'a Moment<'a>,
}

impl Row<'_> {
    fn account(&self) -> AccountRow {
        let account = &self.state.account;
        let text = self.summary();
        AccountRow {
            id: account.id.clone(),
            text: self.say("tray-row", &[("label", &account.label), ("text", &text)]),
            details: self.details(),
            snoozed: self.state.snoozed.is_some(),
        }
    }

    /// What there is to say of an account after its label.
    fn summary(&self) -> String {
        let (state, texts) = (self.state, self.moment.texts);
        if state.reading.is_none() {
            return match &state.failure {
                Some(failure) => texts.problem_in_short(&failure.problem, &state.account),
                None => self.say("tray-checking", &[]),
            };
        }
        let text = self.standing();
        let text = match (state.stale_for(self.moment.now), &state.forecast) {
            (Some(age), _) => self.say("tray-stale", &[("text", &text), ("age", &texts.age(age))]),
            (None, Some(forecast)) if state.status() != Status::Out => {
                let lasts = texts.days(forecast.days_left.likely);
                self.say("tray-lasts", &[("text", &text), ("lasts", &lasts)])
            }
            (None, _) => text,
        };
        match state.snoozed {
            Some(_) => self.say("tray-snoozed", &[("text", &text)]),
            None => text,
        }
    }

    fn details(&self) -> Vec<String> {
        let (state, texts) = (self.state, self.moment.texts);
        let mut lines = Vec::from_iter(self.worth());
        for part in state.parts() {
            let amount = texts.amount(part.amount);
            lines.push(self.say(
                "tray-part",
                &[("name", &texts.part(part.name)), ("amount", &amount)],
            ));
        }
        if let Some(low_below) = state.account.low_below_amount() {
            lines.push(self.say("tray-threshold", &[("amount", &texts.amount(low_below))]));
        }
        if let Some(forecast) = &state.forecast {
            let spend = texts.amount(forecast.spend_per_day);
            lines.push(self.say("tray-spend", &[("amount", &spend)]));
            lines.push(texts.days_range(&forecast.days_left));
        }
        if let (Some(failure), Some(_)) = (&state.failure, &state.reading) {
            lines.push(texts.problem_in_short(&failure.problem, &state.account));
        }
        lines.push(match &state.reading {
            Some(reading) => {
                let time = clock_time(reading.at, self.moment.now, self.moment.zone);
                self.say("tray-read", &[("time", &time)])
            }
            None => self.say("tray-not-read", &[]),
        });
        lines
    }

    /// What is available, and what that means.
    fn standing(&self) -> String {
        use credit_tray_core::Status::{Low, Ok, Out, Unknown, Unlimited};
        let amount = self
            .state
            .available()
            .map(|amount| self.moment.texts.amount(amount));
        match (self.state.status(), amount) {
            (Low, Some(amount)) => self.say("tray-low", &[("amount", &amount)]),
            (Out, Some(amount)) => self.say("tray-out", &[("amount", &amount)]),
            (Out, None) => self.say("tray-out-unnumbered", &[]),
            (Unlimited | Ok | Low | Unknown, None) => self.say("tray-unlimited", &[]),
            (Ok | Unlimited | Unknown, Some(amount)) => amount,
        }
    }

    /// `1,095.40 credits ≈ $16.11`, where that says something new.
    fn worth(&self) -> Option<String> {
        let amount = self.state.available()?;
        let worth = worth(self.general, self.state.account.provider, amount)?;
        let texts = self.moment.texts;
        let (text, about) = (texts.amount(amount), texts.worth(&worth));
        worth
            .is_approximate
            .then(|| self.say("tray-worth", &[("text", &text), ("worth", &about)]))
    }

    fn say(&self, name: &str, arguments: &[Argument<'_>]) -> String {
        self.moment.texts.get(name, arguments)
    }
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
