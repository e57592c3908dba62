//! The closed set of what the settings window may ask for, and the one place where it is answered.

use credit_tray_core::{
    AccountId, ProviderId,
    alerts::{PauseFor, QuietHours, SnoozeFor},
    channel::ChannelId,
    chart::ChartSpan,
    window::{ChartView, TestOutcome},
};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::{
    commands::{
        channels::ChannelDraft,
        draft::AccountDraft,
        general::{DefaultsDraft, MoneyDraft},
        import_preview::ImportPreview,
        pages::ProviderPage,
        proxy::ProxyDraft,
        transfer::ImportChoice,
    },
    engine::Engine,
    error::Error,
};

/// What the settings window may ask for.
#[derive(Deserialize, TS)]
#[serde(
    tag = "command",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
#[ts(export_to = "bindings.ts")]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub enum Command {
    /// The balance of one account over some time.
    BalanceChart { id: AccountId, span: ChartSpan },
    /// Lets go of a file that was chosen for import.
    CancelImport,
    /// Takes a notice away.
    DismissNotice { id: String },
    /// Takes over what was chosen of the file chosen for import.
    FinishImport { choice: ImportChoice },
    /// Deletes the history of an account that was removed.
    ForgetHistory { id: AccountId },
    /// Shows the folder of the logs in the file manager.
    OpenLogFolder,
    /// Opens one of a provider's own pages in the browser. The window cannot open any other address.
    OpenPage {
        provider: ProviderId,
        page: ProviderPage,
    },
    /// Puts the accounts in this order, which is the tray's too.
    OrderAccounts { ids: Vec<AccountId> },
    /// Lets all alerts wait; `null` ends a pause.
    PauseAlerts { duration: Option<PauseFor> },
    /// Ends the app.
    Quit,
    /// Reads one account, or all, now. Answered when the readings are in.
    Refresh { id: Option<AccountId> },
    /// Takes an account away, with its key.
    RemoveAccount { id: AccountId },
    /// Takes a channel away, with its token or secret.
    RemoveChannel { id: ChannelId },
    /// Deletes an account's stored key.
    RemoveKey { id: AccountId },
    /// Brings back the account that was removed last.
    RestoreAccount,
    /// Stores an account and its key.
    SaveAccount { draft: AccountDraft },
    /// Stores a channel, and its token or secret.
    SaveChannel { draft: ChannelDraft },
    /// Changes how everything looks and speaks: an `Appearance` with some of its fields.
    SetAppearance {
        #[ts(type = "Partial<Appearance>")]
        change: Map<String, Value>,
    },
    /// Chooses what new accounts begin with.
    SetDefaults { draft: DefaultsDraft },
    /// Chooses the currency and the rates.
    SetMoney { draft: MoneyDraft },
    /// Chooses the proxy, and reads all accounts through it.
    SetProxy { draft: ProxyDraft },
    /// Chooses when nobody is to be disturbed; `null` for never.
    SetQuietHours { quiet_hours: Option<QuietHours> },
    /// Changes what the tray shows: `TrayChoices` with some of its fields.
    SetTray {
        #[ts(type = "Partial<TrayChoices>")]
        change: Map<String, Value>,
    },
    /// Lets an account's alerts wait; `null` ends a snooze.
    Snooze {
        id: AccountId,
        duration: Option<SnoozeFor>,
    },
    /// Copies the key of an account that reads a variable into the keychain, and has it read there: a
    /// login has no variables of a terminal.
    StoreKey { id: AccountId },
    /// Lets the desktop start the app at login, or no longer.
    StartAtLogin { on: bool },
    /// Reads an account once as it is typed in, stored or not.
    TestAccount { draft: AccountDraft },
    /// Sends what an alert will look like through a channel as it is typed in, stored or not.
    TestChannel { draft: ChannelDraft },
    /// Begins or ends watching an account.
    TurnAccount { id: AccountId, on: bool },
    /// Opens the file chosen for import with its passphrase.
    UnlockImport { passphrase: String },
}

/// What a command is answered with, besides an error.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// It was done; there is nothing else to say.
    Done,
    /// The id of the account that was stored.
    Account(String),
    /// The balance over time.
    Chart(ChartView),
    /// What a test saw.
    Test(TestOutcome),
    /// What an import would change.
    Import(ImportPreview),
}

impl Engine {
    /// Does what the settings window asks for.
    ///
    /// # Errors
    /// Those of the command; then everything is as before.
    pub async fn ask(&self, command: Command) -> Result<Answer, Error> {
        use Command as C;
        match command {
            C::BalanceChart { id, span } => return self.balance_chart(id, span).await.map(Answer::Chart),
            C::CancelImport => self.end_transfer(),
            C::DismissNotice { id } => self.notices.dismiss(&id),
            C::FinishImport { choice } => self.finish_import(choice).await?,
            C::ForgetHistory { id } => self.forget_history(id).await?,
            C::OpenLogFolder => self.open_log_folder()?,
            C::OpenPage { provider, page } => self.open_page(provider, page)?,
            C::OrderAccounts { ids } => {
                self.change(|settings| {
                    settings.order(&ids);
                    Ok(())
                })
                .await?;
            }
            C::PauseAlerts { duration } => self.pause(duration).await,
            C::Quit => self.host.quit(),
            C::Refresh { id } => self.refresh(id).await,
            C::RemoveAccount { id } => self.remove_account(&id).await?,
            C::RemoveChannel { id } => self.remove_channel(&id).await?,
            C::RemoveKey { id } => self.remove_key(&id).await?,
            C::RestoreAccount => self.restore_account().await?,
            C::SaveAccount { draft } => return self.save_account(draft).await.map(Answer::Account),
            C::SaveChannel { draft } => self.save_channel(draft).await?,
            C::SetAppearance { change } => {
                self.change(|settings| merge(&mut settings.general.appearance, change))
                    .await?;
            }
            C::SetDefaults { draft } => self.change_general(|general| draft.apply(general)).await?,
            C::SetMoney { draft } => self.change_general(|general| draft.apply(general)).await?,
            C::SetProxy { draft } => self.set_proxy(draft).await?,
            C::SetQuietHours { quiet_hours } => {
                self.change_general(|general| {
                    general.quiet_hours = quiet_hours;
                    Ok(())
                })
                .await?;
            }
            C::SetTray { change } => {
                self.change(|settings| merge(&mut settings.general.tray, change))
                    .await?;
            }
            C::Snooze { id, duration } => self.snooze(id, duration).await?,
            C::StoreKey { id } => self.store_key(&id).await?,
            C::StartAtLogin { on } => self.start_at_login(on)?,
            C::TestAccount { draft } => return self.test_account(draft).await.map(Answer::Test),
            C::TestChannel { draft } => self.test_channel(draft).await?,
            C::TurnAccount { id, on } => self.turn_account(&id, on).await?,
            C::UnlockImport { passphrase } => {
                return self.unlock_import(passphrase.into()).await.map(Answer::Import);
            }
        }
        Ok(Answer::Done)
    }

    async fn pause(&self, duration: Option<PauseFor>) {
        match duration {
            Some(duration) => {
                let end = duration.end(Timestamp::now(), &TimeZone::system());
                self.monitor.pause(end);
            }
            None => self.monitor.resume(),
        }
        self.monitor.keep().await;
    }

    async fn snooze(&self, id: AccountId, duration: Option<SnoozeFor>) -> Result<(), Error> {
        self.account(&id)?;
        match duration {
            Some(duration) => {
                let snooze = duration.from(Timestamp::now(), &TimeZone::system());
                self.monitor.snooze(id, snooze);
            }
            None => self.monitor.end_snooze(id),
        }
        self.monitor.keep().await;
        Ok(())
    }
}

/// Changes some of several choices. The others stay as they are by now, whatever the window was shown last.
fn merge<T: Serialize + DeserializeOwned>(choices: &mut T, change: Map<String, Value>) -> Result<(), Error> {
    let merge = || {
        let mut fields: Map<String, Value> = serde_json::from_value(serde_json::to_value(&*choices)?)?;
        fields.extend(change);
        serde_json::from_value(fields.into())
    };
    *choices = merge().map_err(Error::CommandNotUnderstood)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use credit_tray_core::settings::TrayChoices;
    use serde_json::json;

    #[test]
    fn a_command_is_named_and_has_its_own_fields_only() {
        let understood = |json| serde_json::from_str::<Command>(json).is_ok();
        assert!(understood(r#"{"command":"refresh","id":null}"#));
        assert!(understood(r#"{"command":"quit"}"#));
        assert!(!understood(r#"{"command":"refresh","id":null,"path":"/etc"}"#));
        assert!(!understood(r#"{"command":"readFile","path":"/etc"}"#));
    }

    #[test]
    fn a_command_that_is_not_understood_is_refused_without_its_key() {
        let wrong = serde_json::from_str::<Command>(r#"{"command":"sk-or-v1-1f2e3d4c"}"#);
        let error = Error::CommandNotUnderstood(wrong.err().unwrap());
        assert!(!error.to_string().contains("1f2e3d4c"), "{error}");
    }

    #[test]
    fn a_choice_leaves_the_others_as_they_are_by_now() {
        let mut tray = TrayChoices::default();
        let change = |json: Value| json.as_object().unwrap().clone();
        merge(&mut tray, change(json!({ "onlyLow": true }))).unwrap();
        merge(&mut tray, change(json!({ "total": false }))).unwrap();
        assert_eq!((tray.only_low, tray.total), (true, false));
        for wrong in [json!({ "onlyLow": 1 }), json!({ "path": "/etc" })] {
            assert!(merge(&mut tray, change(wrong)).is_err());
        }
        assert_eq!((tray.only_low, tray.total), (true, false));
    }
}
