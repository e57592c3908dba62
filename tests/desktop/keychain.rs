//! The keychain, looked into with another program than the app.

use crate::Desktop;

impl Desktop {
    /// The secrets that are stored for Credit Tray.
    pub fn secrets(&self) -> Vec<String> {
        let mut search = self.command("secret-tool");
        let found = search
            .args(["search", "--all", "service", "credit-tray"])
            .output()
            .unwrap();
        let text = String::from_utf8(found.stdout).unwrap();
        let secrets = text.lines().filter_map(|line| line.strip_prefix("secret = "));
        secrets.map(str::to_owned).collect()
    }

    /// The secret that is stored for this account.
    pub fn secret_of(&self, account: &str) -> Option<String> {
        let mut lookup = self.command("secret-tool");
        lookup.args(["lookup", "service", "credit-tray", "username", account]);
        let secret = String::from_utf8(lookup.output().unwrap().stdout).unwrap();
        (!secret.is_empty()).then(|| secret.trim_end_matches('\n').to_owned())
    }
}
