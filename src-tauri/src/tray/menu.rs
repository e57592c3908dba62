//! The native menu: rows become menu items, and stay the same items while their text changes.

use credit_tray_core::{AccountId, alerts::SnoozeFor};
use tauri::{
    AppHandle, Wry,
    menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu},
};

use super::{
    action::MenuAction,
    labels::Labels,
    rows::{AccountRow, Rows},
};

/// The menu and its items that change.
pub(super) struct NativeMenu {
    menu: Menu<Wry>,
    accounts: Vec<NativeAccount>,
    others: Option<MenuItem<Wry>>,
    total: Option<MenuItem<Wry>>,
    updated: MenuItem<Wry>,
    pause: MenuItem<Wry>,
}

struct NativeAccount {
    id: AccountId,
    submenu: Submenu<Wry>,
    details: Vec<MenuItem<Wry>>,
    wake: MenuItem<Wry>,
}

impl NativeMenu {
    /// A menu that shows these rows.
    ///
    /// # Errors
    /// The toolkit refuses.
    pub(super) fn new(app: &AppHandle, rows: &Rows) -> tauri::Result<Self> {
        let accounts = rows
            .accounts
            .iter()
            .map(|row| NativeAccount::new(app, row, &rows.labels))
            .collect::<tauri::Result<Vec<_>>>()?;
        let told_if = |text: &Option<String>| text.as_ref().map(|text| told(app, text)).transpose();
        let (others, total) = (told_if(&rows.others)?, told_if(&rows.total)?);
        let updated = told(app, &rows.updated)?;
        let labels = &rows.labels;
        let pause = offered(app, &MenuAction::PauseOrResume, pause_text(rows))?;
        let menu = Menu::new(app)?;
        for account in &accounts {
            menu.append(&account.submenu)?;
        }
        if let Some(others) = &others {
            menu.append(others)?;
        }
        menu.append(&PredefinedMenuItem::separator(app)?)?;
        if let Some(total) = &total {
            menu.append(total)?;
        }
        menu.append_items(&[
            &updated as &dyn IsMenuItem<Wry>,
            &offered(app, &MenuAction::Refresh, &labels.refresh)?,
            &pause,
            &offered(app, &MenuAction::Open, &labels.settings)?,
            &PredefinedMenuItem::separator(app)?,
            &offered(app, &MenuAction::Quit, &labels.quit)?,
        ])?;
        Ok(Self {
            menu,
            accounts,
            others,
            total,
            updated,
            pause,
        })
    }

    /// The menu to hang on the tray icon.
    #[must_use]
    pub(super) fn menu(&self) -> Menu<Wry> {
        self.menu.clone()
    }

    /// Whether these rows are of the same accounts in the same order and in the same language, so
    /// that the texts of rows are all that can have changed.
    #[must_use]
    pub(super) fn fits(&self, before: &Rows, rows: &Rows) -> bool {
        let shown = self.accounts.iter().map(|account| &account.id);
        shown.eq(rows.accounts.iter().map(|row| &row.id))
            && self.others.is_some() == rows.others.is_some()
            && self.total.is_some() == rows.total.is_some()
            && before.labels == rows.labels
    }

    /// Changes the texts of rows that [fit](Self::fits), in place.
    ///
    /// # Errors
    /// The toolkit refuses.
    pub(super) fn show(&mut self, app: &AppHandle, before: &Rows, rows: &Rows) -> tauri::Result<()> {
        let changed = self.accounts.iter_mut().zip(&before.accounts).zip(&rows.accounts);
        for (place, ((account, before), row)) in changed.enumerate() {
            if before.text != row.text {
                account.submenu.set_text(escaped(&row.text))?;
                #[cfg(target_os = "linux")]
                super::gtk_titles::change(place, &before.text, &row.text);
            }
            account.show_details(app, row)?;
        }
        let lines = [(&self.others, &rows.others), (&self.total, &rows.total)];
        for (line, text) in lines
            .into_iter()
            .filter_map(|(line, text)| line.as_ref().zip(text.as_ref()))
        {
            if line.text()? != escaped(text) {
                line.set_text(escaped(text))?;
            }
        }
        if before.paused != rows.paused {
            self.pause.set_text(pause_text(rows))?;
        }
        if before.updated != rows.updated {
            self.updated.set_text(&rows.updated)?;
        }
        Ok(())
    }
}

impl NativeAccount {
    fn new(app: &AppHandle, row: &AccountRow, labels: &Labels) -> tauri::Result<Self> {
        let details = row
            .details
            .iter()
            .map(|line| told(app, line))
            .collect::<tauri::Result<Vec<_>>>()?;
        let submenu = Submenu::new(app, escaped(&row.text), true)?;
        for line in &details {
            submenu.append(line)?;
        }
        let offer = |action, text| offered(app, &action, text);
        let id = || row.id.clone();
        let wake = offer(MenuAction::Wake(id()), &labels.wake)?;
        wake.set_enabled(row.snoozed)?;
        let snooze = Submenu::new(app, &labels.snooze, true)?;
        let snooze_for = |duration, text| offer(MenuAction::Snooze(id(), duration), text);
        snooze.append_items(&[
            &snooze_for(SnoozeFor::Hour, &labels.snooze_hour)? as &dyn IsMenuItem<Wry>,
            &snooze_for(SnoozeFor::Tomorrow, &labels.snooze_tomorrow)?,
            &snooze_for(SnoozeFor::TopUp, &labels.snooze_top_up)?,
            &wake,
        ])?;
        submenu.append_items(&[
            &PredefinedMenuItem::separator(app)? as &dyn IsMenuItem<Wry>,
            &offer(MenuAction::RefreshAccount(id()), &labels.refresh_account)?,
            &offer(MenuAction::TopUp(id()), &labels.top_up)?,
            &snooze,
        ])?;
        Ok(Self {
            id: row.id.clone(),
            submenu,
            details,
            wake,
        })
    }

    fn show_details(&mut self, app: &AppHandle, row: &AccountRow) -> tauri::Result<()> {
        if self.wake.is_enabled()? != row.snoozed {
            self.wake.set_enabled(row.snoozed)?;
        }
        for surplus in self.details.drain(row.details.len().min(self.details.len())..) {
            self.submenu.remove(&surplus)?;
        }
        for (item, line) in self.details.iter().zip(&row.details) {
            if item.text()? != escaped(line) {
                item.set_text(escaped(line))?;
            }
        }
        for line in &row.details[self.details.len()..] {
            let item = told(app, line)?;
            self.submenu.insert(&item, self.details.len())?;
            self.details.push(item);
        }
        Ok(())
    }
}

fn pause_text(rows: &Rows) -> &str {
    if rows.paused {
        &rows.labels.resume
    } else {
        &rows.labels.pause
    }
}

/// A line that only tells something.
fn told(app: &AppHandle, text: &str) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::new(app, escaped(text), false, None::<&str>)
}

fn offered(app: &AppHandle, action: &MenuAction, text: &str) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, action.to_id(), text, true, None::<&str>)
}

/// Menus take `&` for the mark of a shortcut key; a label may hold one that is meant.
fn escaped(text: &str) -> String {
    text.replace('&', "&&")
}
