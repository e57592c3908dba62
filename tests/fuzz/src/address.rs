//! Web addresses, taken apart by hand.

/// What stands between the slashes and the path of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Before an `@`.
    pub user: String,
    /// In small letters.
    pub host: String,
    /// Behind a colon.
    pub port: String,
}

impl Authority {
    /// Who is named in this address, by a person's reading of it.
    pub fn of(address: &str) -> Option<Self> {
        let typed = address.trim_matches(|c: char| c <= ' ' || c.is_whitespace());
        // Browsers overlook these wherever they stand.
        let typed = typed.replace(['\t', '\n', '\r'], "");
        let (_, rest) = typed.split_once(':')?;
        let rest = rest.trim_start_matches(['/', '\\']);
        let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
        let authority = &rest[..end];
        let (user, server) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (host, port) = match server.find(']') {
            Some(end) => (&server[..=end], server[end + 1..].trim_start_matches(':')),
            None => server.split_once(':').unwrap_or((server, "")),
        };
        Some(Self {
            user: user.to_owned(),
            host: host.to_ascii_lowercase(),
            port: port.to_owned(),
        })
    }

    /// Whether the host is a plain name, which nobody reads in two ways.
    pub fn is_plain(&self) -> bool {
        let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let last = self.host.trim_end_matches('.').rsplit('.').next().unwrap_or("");
        let is_number = last.starts_with("0x") || last.bytes().all(|byte| byte.is_ascii_digit());
        !self.host.is_empty() && self.host.chars().all(in_name) && !is_number
    }

    /// Whether it never leaves this computer.
    pub fn is_this_computer(&self) -> bool {
        let parts: Vec<_> = self.host.split('.').collect();
        let is_loopback =
            parts.len() == 4 && parts[0] == "127" && parts.iter().all(|part| part.parse::<u8>().is_ok());
        is_loopback || self.host == "localhost" || self.host == "[::1]"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_a_person_reads_it() {
        let read = |address| {
            let Authority { user, host, port } = Authority::of(address).unwrap();
            [user, host, port]
        };
        assert_eq!(
            read("https://Relay.example:8443/v1"),
            ["", "relay.example", "8443"]
        );
        assert_eq!(read("https:\\\\api.kie.ai\\@x"), ["", "api.kie.ai", ""]);
        assert_eq!(
            read("https://api.kie.ai@evil.example"),
            ["api.kie.ai", "evil.example", ""]
        );
        assert_eq!(read("http://[::1]:9/x"), ["", "[::1]", "9"]);
        assert!(!Authority::of("http://0x7f.1").unwrap().is_plain());
        assert!(Authority::of("http://127.0.0.1").unwrap().is_this_computer());
    }
}
