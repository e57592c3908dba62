//! Choosing how alerts are told.

#![expect(missing_docs, reason = "a field says no more than its name and type")]

use credit_tray_core::{
    ApiKey, Channel, KeyOrigin,
    channel::{ChannelId, ChannelProblem, ChannelUrl},
    settings::{GeneralProblem, Settings},
    window::ChannelKind,
};
use serde::Deserialize;
use ts_rs::TS;

use super::key_change::KeyChange;
use crate::{engine::Engine, error::Error, keys::KeyPlace};

/// A channel as typed.
#[derive(Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct ChannelDraft {
    /// The channel to change; null adds one.
    pub id: Option<String>,
    pub kind: ChannelKind,
    /// Where a topic or a webhook is; not looked at for others.
    pub url: String,
    /// Not looked at where no program is started.
    pub program: String,
    pub args: Vec<String>,
    pub timeout_secs: String,
    /// A new token or secret; null keeps the one that is stored, empty takes it away.
    pub new_secret: Option<String>,
}

/// The channel that was typed in, and what is to become of its token or secret.
struct Understood {
    channel: Channel,
    new_secret: Option<ApiKey>,
}

impl Engine {
    /// Stores a channel, and its token or secret.
    ///
    /// # Errors
    /// A field is not valid, or the secret or the settings could not be stored; then everything is as
    /// before.
    pub(crate) async fn save_channel(&self, draft: ChannelDraft) -> Result<(), Error> {
        let before = self.settings.current();
        let Understood { channel, new_secret } = draft.understand(&before)?;
        let key = KeyChange {
            before: stored(&before, channel.id()).and_then(|old| KeyPlace::of_channel(&old)),
            after: KeyPlace::of_channel(&channel),
            new: new_secret,
            is_needed: false,
        };
        self.change_with_keys(vec![key], |settings| {
            put(settings, channel);
            Ok(())
        })
        .await?;
        self.monitor.deliver();
        Ok(())
    }

    /// Takes a channel away, with its token or secret. Accounts that were told of through it alone are
    /// told of through all others from now on.
    pub(crate) async fn remove_channel(&self, id: &ChannelId) -> Result<(), Error> {
        let Some(channel) = stored(&self.settings.current(), id) else {
            return Ok(());
        };
        let key = KeyChange {
            before: KeyPlace::of_channel(&channel),
            after: None,
            new: None,
            is_needed: false,
        };
        self.change_with_keys(vec![key], |settings| {
            let mut channels = settings.general.channels();
            channels.retain(|channel| channel.id() != id);
            settings.general.channels = Some(channels);
            for account in &mut settings.accounts {
                if let Some(chosen) = &mut account.channels {
                    chosen.retain(|chosen| chosen != id);
                    if chosen.is_empty() {
                        account.channels = None;
                    }
                }
            }
            Ok(())
        })
        .await
    }

    /// Sends what an alert will look like through a channel as it is typed in, stored or not.
    pub(crate) async fn test_channel(&self, draft: ChannelDraft) -> Result<(), Error> {
        let Understood { channel, new_secret } = draft.understand(&self.settings.current())?;
        self.keys.may_ask_again();
        let tested = self.receivers.test(&channel, new_secret).await;
        tested.map_err(|problem| Error::NotDelivered {
            channel: Box::new(channel),
            problem,
        })
    }
}

impl ChannelDraft {
    fn understand(self, settings: &Settings) -> Result<Understood, Error> {
        let id = self
            .id
            .map_or_else(|| fresh_id(self.kind, settings), ChannelId::new);
        let channels = settings.general.channels();
        let known = channels.iter().position(|channel| *channel.id() == id);
        let refused = |field: &'static str, problem| GeneralProblem::Channel {
            place: known.unwrap_or(channels.len()),
            field,
            problem,
        };
        let before = stored(settings, &id);
        let url = || {
            let url = self.url.parse::<ChannelUrl>();
            url.map_err(|error| refused("url", error.into()))
        };
        let typed = self.new_secret.as_deref().map(str::trim);
        let new_secret = match typed.filter(|typed| !typed.is_empty()) {
            Some(typed) => {
                let secret = ApiKey::from_typed(typed);
                let field = match self.kind {
                    ChannelKind::Ntfy => "token",
                    ChannelKind::Webhook | ChannelKind::Desktop | ChannelKind::Command => "secret",
                };
                Some(secret.ok_or_else(|| refused(field, ChannelProblem::SecretNotUsable))?)
            }
            None => None,
        };
        let kept = before.as_ref().and_then(|before| before.secret().cloned());
        let secret = match typed {
            None => kept,
            Some("") => None,
            Some(_) => kept.filter(KeyOrigin::is_stored).or(Some(KeyOrigin::Keychain)),
        };
        let channel = match self.kind {
            ChannelKind::Desktop => Channel::Desktop { id },
            ChannelKind::Ntfy => Channel::Ntfy {
                id,
                url: url()?,
                token: secret,
            },
            ChannelKind::Webhook => Channel::Webhook {
                id,
                url: url()?,
                secret,
            },
            ChannelKind::Command => Channel::Command {
                id,
                program: self.program.trim().to_owned(),
                args: self.args,
                // None may be ended at once, so what is no number is refused like it.
                timeout_secs: self.timeout_secs.trim().parse().unwrap_or(0),
            },
        };
        channel
            .validate()
            .map_err(|problem| refused(problem.field(&channel), problem))?;
        let is_there = |other: &Channel| other.id() != channel.id() && other.url() == channel.url();
        if channel.url().is_some() && channels.iter().any(is_there) {
            return Err(refused("url", ChannelProblem::UrlTwice).into());
        }
        // A token goes to no other server than the one for which it was entered, and a secret that signs is
        // sent to nobody.
        let stays = match (&before, &channel) {
            (Some(Channel::Ntfy { url: before, .. }), Channel::Ntfy { url, .. }) => {
                before.has_same_origin(url)
            }
            _ => false,
        };
        let is_sent = matches!(&channel, Channel::Ntfy { token: Some(_), .. });
        if is_sent && new_secret.is_none() && !stays {
            return Err(refused("token", ChannelProblem::SecretOfOtherHost).into());
        }
        Ok(Understood { channel, new_secret })
    }
}

fn stored(settings: &Settings, id: &ChannelId) -> Option<Channel> {
    let channels = settings.general.channels().into_iter();
    channels.into_iter().find(|channel| channel.id() == id)
}

fn put(settings: &mut Settings, channel: Channel) {
    let mut channels = settings.general.channels();
    match channels.iter_mut().find(|old| old.id() == channel.id()) {
        Some(old) => *old = channel,
        None if channel.is_desktop() => channels.insert(0, channel),
        None => channels.push(channel),
    }
    // What is usual need not be written down.
    settings.general.channels = (channels != [Channel::desktop()]).then_some(channels);
}

/// `ntfy`, and after that `ntfy-2`.
fn fresh_id(kind: ChannelKind, settings: &Settings) -> ChannelId {
    let name = match kind {
        ChannelKind::Desktop => "desktop",
        ChannelKind::Ntfy => "ntfy",
        ChannelKind::Webhook => "webhook",
        ChannelKind::Command => "command",
    };
    let numbered = (2_u32..).map(|number| ChannelId::new(format!("{name}-{number}")));
    let mut ids = std::iter::once(ChannelId::new(name)).chain(numbered);
    ids.find(|id| stored(settings, id).is_none())
        .unwrap_or_else(|| ChannelId::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn understood(settings: &Settings, draft: &serde_json::Value) -> Result<Channel, String> {
        let mut whole = serde_json::json!({
            "id": null, "kind": "ntfy", "url": "", "program": "", "args": [], "timeoutSecs": "30", "newSecret": null,
        });
        whole
            .as_object_mut()
            .unwrap()
            .extend(draft.as_object().unwrap().clone());
        let draft: ChannelDraft = serde_json::from_value(whole).unwrap();
        draft
            .understand(settings)
            .map(|understood| understood.channel)
            .map_err(|error| match error {
                Error::InvalidChoice(problem) => problem.field(),
                other => other.to_string(),
            })
    }

    #[test]
    fn a_channel_that_is_added_has_an_id_of_its_own_and_one_that_is_usual_is_not_written_down() {
        let mut settings = Settings::default();
        for (expected, topic) in [("ntfy", "mine"), ("ntfy-2", "ours")] {
            let typed = serde_json::json!({ "url": format!(" https://ntfy.example/{topic} ") });
            let channel = understood(&settings, &typed).unwrap();
            assert_eq!(channel.id().as_str(), expected);
            put(&mut settings, channel);
        }
        let channels = settings.general.channels();
        assert_eq!(channels.len(), 3, "the desktop stays");
        settings.general.channels = Some(Vec::new());
        put(&mut settings, Channel::desktop());
        assert_eq!(settings.general.channels, None);
    }

    #[test]
    fn a_wrong_field_is_named() {
        let wrong = |draft| understood(&Settings::default(), &draft).unwrap_err();
        assert_eq!(wrong(serde_json::json!({ "url": "ntfy" })), "channels[1].url");
        assert_eq!(
            wrong(serde_json::json!({ "url": "https://ntfy.example" })),
            "channels[1].url"
        );
        assert_eq!(
            wrong(serde_json::json!({ "kind": "command" })),
            "channels[1].program"
        );
        let forever = serde_json::json!({ "kind": "command", "program": "x", "timeoutSecs": "a while" });
        assert_eq!(wrong(forever), "channels[1].timeoutSecs");
    }

    #[test]
    fn a_secret_that_cannot_be_sent_is_named_as_the_form_has_it() {
        for (kind, field) in [("ntfy", "token"), ("webhook", "secret")] {
            let typed = serde_json::json!({ "kind": kind, "url": "https://a.example/b", "newSecret": "a b" });
            let wrong = understood(&Settings::default(), &typed).unwrap_err();
            assert_eq!(wrong, format!("channels[1].{field}"));
        }
    }

    #[test]
    fn the_same_address_is_added_once() {
        let mut settings = Settings::default();
        let typed = serde_json::json!({ "url": "https://ntfy.example/mine" });
        let channel = understood(&settings, &typed).unwrap();
        put(&mut settings, channel);
        assert_eq!(understood(&settings, &typed).unwrap_err(), "channels[2].url");
        let unchanged = serde_json::json!({ "id": "ntfy", "url": "https://ntfy.example/mine" });
        assert!(understood(&settings, &unchanged).is_ok());
    }

    #[test]
    fn a_token_goes_to_no_other_server_unless_it_is_entered_again() {
        let mut settings = Settings::default();
        let typed = serde_json::json!({ "url": "https://ntfy.example/mine", "newSecret": "tk_1" });
        let channel = understood(&settings, &typed).unwrap();
        put(&mut settings, channel);
        let moved = |new: Option<&str>| {
            let typed =
                serde_json::json!({ "id": "ntfy", "url": "https://other.example/mine", "newSecret": new });
            understood(&settings, &typed)
        };
        assert_eq!(moved(None).unwrap_err(), "channels[1].token");
        assert!(moved(Some("tk_1")).is_ok());
        assert_eq!(moved(Some("")).unwrap().secret(), None);
    }

    #[test]
    fn a_secret_that_signs_is_sent_to_nobody_unless_it_is_entered_again() {
        let mut settings = Settings::default();
        let address = "https://hooks.example/mine";
        let typed = serde_json::json!({ "kind": "webhook", "url": address, "newSecret": "whsec_1" });
        let channel = understood(&settings, &typed).unwrap();
        put(&mut settings, channel);
        for url in [address, "https://other.example/mine"] {
            let typed = serde_json::json!({ "id": "webhook", "kind": "ntfy", "url": url });
            assert_eq!(understood(&settings, &typed).unwrap_err(), "channels[1].token");
        }
        let moved =
            serde_json::json!({ "id": "webhook", "kind": "webhook", "url": "https://other.example/" });
        assert!(
            understood(&settings, &moved).is_ok(),
            "a signature does not tell it"
        );
    }
}
