//! One account at one moment.

use std::time::Duration;

use crate::{
    State, Status, alerts::Snooze, problem::ErrorCode, settings::General, state::AccountState,
    texts::Argument, worth::worth,
};

use super::{AccountRow, Viewer, summary};

/// A longer label is cut, so that the menu is not as wide as the longest one.
const LONGEST_LABEL: usize = 32;
/// A reading this young is new enough to say nothing of its age.
const YOUNG: Duration = Duration::from_secs(60);

/// One account at one moment.
pub(super) struct Row<'a> {
    state: &'a AccountState,
    all: &'a State,
    general: &'a General,
    viewer: &'a Viewer<'a>,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        state: &'a AccountState,
        all: &'a State,
        general: &'a General,
        viewer: &'a Viewer<'a>,
    ) -> Self {
        Self {
            state,
            all,
            general,
            viewer,
        }
    }

    pub(super) fn account(&self) -> AccountRow {
        let account = &self.state.account;
        let (label, text) = (shortened(&account.label), self.summary());
        AccountRow {
            id: account.id.clone(),
            text: self.say("tray-row", &[("label", &label), ("text", &text)]),
            level: self.state.level(self.viewer.now),
            details: self.details(),
            snoozed: self.state.snoozed.is_some(),
            needs_credit: self.state.needs_credit(),
            key_action: self.key_action(),
        }
    }

    /// What there is to say of an account after its label.
    fn summary(&self) -> String {
        let (state, texts) = (self.state, self.viewer.texts);
        let problem = state.failure.as_ref().map(|failure| &failure.problem);
        let problem_text = |problem| texts.problem_in_short(problem, &state.account);
        let mut text = match (&state.reading, problem) {
            (None, Some(problem)) => problem_text(problem),
            (None, None) => self.say("tray-checking", &[]),
            (Some(_), _) => self.standing(),
        };
        if state.reading.is_some()
            && let Some(problem) = problem.filter(|problem| problem.needs_person())
        {
            text = self.joined(&text, &problem_text(problem));
        }
        match (state.stale_for(self.viewer.now), &state.forecast) {
            (Some(age), _) if age >= YOUNG && !self.is_told_once_for_all() => {
                let age = self.say("tray-age", &[("age", &texts.age(age))]);
                text = self.joined(&text, &age);
            }
            (None, Some(forecast)) if state.status() != Status::Out => {
                text = self.joined(&text, &texts.days(forecast.days_left.likely));
            }
            _ => {}
        }
        match state.snoozed {
            Some(_) => self.joined(&text, &self.say("tray-snoozed", &[])),
            None => text,
        }
    }

    fn key_action(&self) -> Option<String> {
        let problem = &self.state.failure.as_ref()?.problem;
        match problem.code() {
            ErrorCode::KeyMissing => Some(self.say("tray-add-key", &[])),
            _ if problem.needs_key() => Some(self.say("tray-replace-key", &[])),
            _ => None,
        }
    }

    /// Whether the line about all accounts says from when this reading is.
    fn is_told_once_for_all(&self) -> bool {
        summary::tells_age_of(self.state, self.all, self.viewer.now)
    }

    fn details(&self) -> Vec<String> {
        let (state, texts) = (self.state, self.viewer.texts);
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
        if let Some(forecast) = state.forecast.as_ref().filter(|_| state.status() != Status::Out) {
            let spend = texts.amount(forecast.spend_per_day);
            lines.push(self.say("tray-spend", &[("amount", &spend)]));
            lines.push(texts.days_range(&forecast.days_left));
        }
        lines.extend(self.when());
        lines.extend(state.snoozed.map(|snooze| self.snooze(snooze)));
        lines
    }

    /// When it was read, and what came of the last try if it brought nothing.
    fn when(&self) -> Vec<String> {
        let state = self.state;
        let say = |name, time| self.say(name, &[("time", &self.viewer.at(time))]);
        let read = state.reading.as_ref().map(|reading| say("tray-read", reading.at));
        let failed = state
            .failure
            .as_ref()
            .zip(state.tried_at)
            .map(|(failure, tried)| {
                let problem = self
                    .viewer
                    .texts
                    .problem_in_short(&failure.problem, &state.account);
                let arguments = [("time", &*self.viewer.at(tried)), ("problem", &problem)];
                self.say("tray-failed", &arguments)
            });
        read.into_iter().chain(failed).collect()
    }

    fn snooze(&self, snooze: Snooze) -> String {
        match snooze {
            Snooze::Until(end) => self.say("tray-snoozed-until", &[("time", &self.viewer.until(end))]),
            Snooze::UntilToppedUp => self.say("tray-snoozed-until-topped-up", &[]),
        }
    }

    /// What is available, and what that means.
    fn standing(&self) -> String {
        use crate::Status::{Low, Ok, Out, Unknown, Unlimited};
        let amount = self
            .state
            .available()
            .map(|amount| self.viewer.texts.amount(amount));
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
        let texts = self.viewer.texts;
        let (text, about) = (texts.amount(amount), texts.worth(&worth));
        worth
            .is_approximate
            .then(|| self.say("tray-worth", &[("text", &text), ("worth", &about)]))
    }

    fn joined(&self, text: &str, more: &str) -> String {
        self.say("tray-joined", &[("text", text), ("more", more)])
    }

    fn say(&self, name: &str, arguments: &[Argument<'_>]) -> String {
        self.viewer.texts.get(name, arguments)
    }
}

fn shortened(label: &str) -> String {
    if label.chars().count() <= LONGEST_LABEL {
        return label.to_owned();
    }
    let beginning: String = label.chars().take(LONGEST_LABEL - 1).collect();
    format!("{}…", beginning.trim_end())
}
