//! The words about channels and what does not get through them.

use super::{Texts, kebab};
use crate::{
    base_url::{BaseUrlProblem, is_loopback},
    channel::{Channel, ChannelProblem, LONGEST_TIMEOUT_SECS},
    delivery::{DeliveryProblem, Undelivered},
    problem::Problem,
};

impl Texts {
    /// What a channel is called within a sentence: its kind and where it leads.
    pub fn channel(&self, channel: &Channel) -> String {
        self.channel_text(channel, "")
    }

    /// What a channel is called where it stands by itself.
    pub fn channel_title(&self, channel: &Channel) -> String {
        self.channel_text(channel, ".title")
    }

    fn channel_text(&self, channel: &Channel, attribute: &str) -> String {
        let (text, place) = match channel {
            Channel::Desktop { .. } => ("channel-desktop", String::new()),
            Channel::Ntfy { url, .. } => {
                let topic = url.url().path().trim_matches('/').to_owned();
                ("channel-ntfy", format!("{}/{topic}", url.url().authority()))
            }
            // What stands behind the server may be known to its receiver alone.
            Channel::Webhook { url, .. } => ("channel-webhook", url.url().authority().to_owned()),
            Channel::Command { program, .. } => {
                let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
                ("channel-command", name.to_owned())
            }
        };
        self.get(&format!("{text}{attribute}"), &[("place", &place)])
    }

    /// That alerts do not get through some channels: of one why, and what to do next; of several where to
    /// find that.
    pub fn undelivered(&self, undelivered: &[Undelivered]) -> String {
        match undelivered {
            [] => String::new(),
            [one] => self.undelivered_through(one),
            several => self.get(
                "notice-undelivered-several",
                &[("channels", &self.channels(several))],
            ),
        }
    }

    /// The names of these channels, each once: two webhooks of one server are called the same.
    pub fn channels(&self, undelivered: &[Undelivered]) -> String {
        let mut names: Vec<String> = Vec::new();
        for one in undelivered {
            let name = self.channel(&one.channel);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(&self.get("list-separator", &[]))
    }

    /// Why alerts do not get through a channel, and what to do next.
    pub fn undelivered_through(&self, undelivered: &Undelivered) -> String {
        let channel = self.channel(&undelivered.channel);
        let problem = undelivered.problem.as_ref();
        let problem = problem.map(|problem| self.delivery_problem(problem, &undelivered.channel));
        let text = if undelivered.waiting == 0 {
            "notice-given-up"
        } else {
            "notice-undelivered"
        };
        let error = problem.unwrap_or_default();
        self.get(text, &[("channel", &channel), ("error", &error)])
            .trim_end()
            .to_owned()
    }

    /// Why a receiver has not taken an alert, and what to do next.
    pub fn delivery_problem(&self, problem: &DeliveryProblem, channel: &Channel) -> String {
        let (number, said);
        let host = match channel {
            Channel::Ntfy { url, .. } | Channel::Webhook { url, .. } => url.url().authority(),
            Channel::Command { program, .. } => program.as_str(),
            Channel::Desktop { .. } => "",
        };
        let is_here = channel.url().is_some_and(|url| is_loopback(url.url()));
        let mut arguments = vec![("host", host), ("provider", host)];
        let text = match problem {
            DeliveryProblem::NoService => "alert-not-shown-no-service".to_owned(),
            DeliveryProblem::NoAnswer => "alert-not-shown-no-answer".to_owned(),
            DeliveryProblem::Refused(error) => {
                arguments.push(("error", error));
                "alert-not-shown".to_owned()
            }
            DeliveryProblem::Secret(Problem::EnvironmentKeyMissing(name)) => {
                arguments.push(("name", name));
                "delivery-variable-empty".to_owned()
            }
            DeliveryProblem::Secret(Problem::KeyMissing) => "delivery-secret-missing".to_owned(),
            DeliveryProblem::Unreachable(Problem::Proxy { fault, address }) => {
                arguments.push(("proxy", address));
                format!("problem-proxy-{}", kebab(fault))
            }
            DeliveryProblem::Secret(Problem::NoKeychain) => "delivery-no-keychain".to_owned(),
            DeliveryProblem::Unreachable(Problem::Offline) if is_here => "delivery-not-running".to_owned(),
            DeliveryProblem::Unreachable(Problem::Offline) => "delivery-offline".to_owned(),
            DeliveryProblem::Unreachable(problem @ (Problem::Timeout | Problem::Tls)) => {
                format!("problem-{}", kebab(problem.code()))
            }
            DeliveryProblem::Unreachable(_) => "delivery-no-answer".to_owned(),
            DeliveryProblem::Secret(_) => "problem-keychain-unavailable".to_owned(),
            DeliveryProblem::Status(status) => {
                number = status.to_string();
                arguments.push(("number", &number));
                match status {
                    300..=399 => "delivery-redirect",
                    401 | 403 => "delivery-not-permitted",
                    429 => "delivery-too-many",
                    500..=599 => "delivery-server-error",
                    _ => "delivery-status",
                }
                .to_owned()
            }
            DeliveryProblem::NotStarted(error) => {
                arguments.push(("error", error));
                "delivery-not-started".to_owned()
            }
            DeliveryProblem::Ended { status, said: words } => {
                number = status.to_string();
                said = words.clone();
                arguments.extend([("number", number.as_str()), ("said", said.as_str())]);
                if words.is_empty() {
                    "delivery-ended"
                } else {
                    "delivery-ended-saying"
                }
                .to_owned()
            }
            DeliveryProblem::Killed => "delivery-killed".to_owned(),
            DeliveryProblem::TookTooLong(seconds) => {
                number = seconds.to_string();
                arguments.push(("number", &number));
                "delivery-too-long".to_owned()
            }
            DeliveryProblem::BrokenDown => "delivery-broken-down".to_owned(),
        };
        self.get(&text, &arguments)
    }

    /// What is wrong with a field of a channel that the person typed.
    pub fn channel_problem(&self, problem: ChannelProblem) -> String {
        let longest = LONGEST_TIMEOUT_SECS.to_string();
        let name = match problem {
            ChannelProblem::BadId | ChannelProblem::DuplicateId => "field-id",
            ChannelProblem::Url(BaseUrlProblem::NotAUrl) => "field-channel-url",
            ChannelProblem::Url(BaseUrlProblem::NotEncrypted) => "field-channel-url-plain",
            ChannelProblem::Url(BaseUrlProblem::Decorated) => "field-channel-url-decorated",
            ChannelProblem::UrlTwice => "field-channel-url-twice",
            ChannelProblem::NoTopic => "field-topic",
            ChannelProblem::NoProgram => "field-program",
            ChannelProblem::TimeoutOutOfRange => "field-timeout",
            ChannelProblem::BadEnvironmentName => "field-environment-name",
            ChannelProblem::LooksLikeKey => "field-looks-like-key",
            ChannelProblem::SecretNotUsable => "field-secret-unusable",
            ChannelProblem::SecretOfOtherHost => "field-secret-other-host",
        };
        self.get(name, &[("longest", &longest)])
    }
}
