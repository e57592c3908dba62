//! The native menu: rows become menu items, and stay the same items while their text changes.

use credit_tray_core::{AccountId, texts::EN};
use tauri::{
    AppHandle, Wry,
    menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu},
};

use super::rows::{AccountRow, Rows};

/// What a click on a menu item asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MenuAction {
    /// Read one account now.
    RefreshAccount(AccountId),
    /// Open the page where this account's credit is bought.
    TopUp(AccountId),
    /// Read all accounts now.
    Refresh,
    /// Open the settings window.
    Settings,
    /// End the app.
    Quit,
}

impl MenuAction {
    /// The id of its menu item.
    #[must_use]
    pub fn to_id(&self) -> String {
        match self {
            Self::RefreshAccount(account) => format!("refresh:{account}"),
            Self::TopUp(account) => format!("top-up:{account}"),
            Self::Refresh => "refresh".into(),
            Self::Settings => "settings".into(),
            Self::Quit => "quit".into(),
        }
    }

    /// The action of a menu item; none for one that only tells something.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        match id.split_once(':') {
            Some(("refresh", account)) => Some(Self::RefreshAccount(AccountId::new(account))),
            Some(("top-up", account)) => Some(Self::TopUp(AccountId::new(account))),
            Some(_) => None,
            None => [Self::Refresh, Self::Settings, Self::Quit]
                .into_iter()
                .find(|action| action.to_id() == id),
        }
    }
}

/// The menu and its items that change.
pub(super) struct NativeMenu {
    menu: Menu<Wry>,
    accounts: Vec<NativeAccount>,
    updated: MenuItem<Wry>,
}

struct NativeAccount {
    id: AccountId,
    submenu: Submenu<Wry>,
    details: Vec<MenuItem<Wry>>,
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
            .map(|row| NativeAccount::new(app, row))
            .collect::<tauri::Result<Vec<_>>>()?;
        let updated = told(app, &rows.updated)?;
        let menu = Menu::new(app)?;
        for account in &accounts {
            menu.append(&account.submenu)?;
        }
        if accounts.is_empty() {
            menu.append(&told(app, &EN.get("tray-no-accounts", &[]))?)?;
        }
        menu.append_items(&[
            &PredefinedMenuItem::separator(app)? as &dyn IsMenuItem<Wry>,
            &updated,
            &offered(app, &MenuAction::Refresh, "tray-refresh")?,
            &offered(app, &MenuAction::Settings, "tray-settings")?,
            &PredefinedMenuItem::separator(app)?,
            &offered(app, &MenuAction::Quit, "tray-quit")?,
        ])?;
        Ok(Self {
            menu,
            accounts,
            updated,
        })
    }

    /// The menu to hang on the tray icon.
    #[must_use]
    pub(super) fn menu(&self) -> Menu<Wry> {
        self.menu.clone()
    }

    /// Whether these rows are of the same accounts in the same order, so that texts are all that
    /// can have changed.
    #[must_use]
    pub(super) fn fits(&self, rows: &Rows) -> bool {
        let shown = self.accounts.iter().map(|account| &account.id);
        shown.eq(rows.accounts.iter().map(|row| &row.id))
    }

    /// Changes the texts of rows that [fit](Self::fits), in place.
    ///
    /// # Errors
    /// The toolkit refuses.
    pub(super) fn show(&mut self, app: &AppHandle, before: &Rows, rows: &Rows) -> tauri::Result<()> {
        let changed = self.accounts.iter_mut().zip(&before.accounts).zip(&rows.accounts);
        for ((account, before), row) in changed {
            account.show(app, before, row)?;
        }
        if before.updated != rows.updated {
            self.updated.set_text(&rows.updated)?;
        }
        Ok(())
    }
}

impl NativeAccount {
    fn new(app: &AppHandle, row: &AccountRow) -> tauri::Result<Self> {
        let details = row
            .details
            .iter()
            .map(|line| told(app, line))
            .collect::<tauri::Result<Vec<_>>>()?;
        let submenu = Submenu::new(app, escaped(&row.text), true)?;
        for line in &details {
            submenu.append(line)?;
        }
        submenu.append_items(&[
            &PredefinedMenuItem::separator(app)? as &dyn IsMenuItem<Wry>,
            &offered(
                app,
                &MenuAction::RefreshAccount(row.id.clone()),
                "tray-refresh-account",
            )?,
            &offered(app, &MenuAction::TopUp(row.id.clone()), "tray-top-up")?,
        ])?;
        Ok(Self {
            id: row.id.clone(),
            submenu,
            details,
        })
    }

    fn show(&mut self, app: &AppHandle, before: &AccountRow, row: &AccountRow) -> tauri::Result<()> {
        if before.text != row.text {
            self.submenu.set_text(escaped(&row.text))?;
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

/// A line that only tells something.
fn told(app: &AppHandle, text: &str) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::new(app, escaped(text), false, None::<&str>)
}

fn offered(app: &AppHandle, action: &MenuAction, text: &str) -> tauri::Result<MenuItem<Wry>> {
    MenuItem::with_id(app, action.to_id(), EN.get(text, &[]), true, None::<&str>)
}

/// Menus take `&` for the mark of a shortcut key; a label may hold one that is meant.
fn escaped(text: &str) -> String {
    text.replace('&', "&&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_again_by_the_id_of_its_item() {
        let account = AccountId::new("kie-1");
        for action in [
            MenuAction::RefreshAccount(account.clone()),
            MenuAction::TopUp(account),
            MenuAction::Refresh,
            MenuAction::Settings,
            MenuAction::Quit,
        ] {
            assert_eq!(MenuAction::from_id(&action.to_id()), Some(action));
        }
        assert_eq!(MenuAction::from_id("17"), None);
        assert_eq!(MenuAction::from_id("other:kie-1"), None);
    }
}
