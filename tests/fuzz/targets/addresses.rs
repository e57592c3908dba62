//! What is sent goes to the host that was typed, in the open only to this computer, and with nobody's
//! password in the address.
#![no_main]

use credit_tray_core::{BaseUrl, ProviderId, channel::ChannelUrl};
use credit_tray_fuzz::address::Authority;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(typed) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(base) = typed.parse::<BaseUrl>() {
        for provider in ProviderId::ALL {
            for path in provider.profile().requests {
                let endpoint = base.endpoint(path);
                leads_where_it_says(typed, endpoint.as_str(), &base.server());
                assert!(endpoint.as_str().ends_with(path), "{typed:?} asks {endpoint}");
                assert!(endpoint.query().is_none(), "{typed:?} asks {endpoint}");
            }
        }
        let written = String::from(base.clone());
        let again: BaseUrl = written.parse().expect("what is written is read");
        assert_eq!(again, base, "{typed:?} is written as {written:?}");
        assert_eq!(String::from(again), written);
        let reads_as = format!("{base}");
        assert_eq!(reads_as, written);
        let is_here = Authority::of(&written).is_some_and(|authority| authority.is_this_computer());
        assert_eq!(base.is_loopback(), is_here, "{typed:?}");
    }
    if let Ok(channel) = typed.parse::<ChannelUrl>() {
        leads_where_it_says(typed, channel.as_str(), &channel.server());
        let written = String::from(channel.clone());
        let again: ChannelUrl = written.parse().expect("what is written is read");
        assert_eq!(again, channel, "{typed:?} is written as {written:?}");
        assert_eq!(
            format!("{channel:?}"),
            channel.server(),
            "who sees a log sees no more than the server"
        );
    }
});

fn leads_where_it_says(typed: &str, asked: &str, server: &str) {
    let (scheme, rest) = asked.split_once("://").expect("an address has a scheme");
    let goes_to = Authority::of(asked).expect("an address has a host");
    let was_typed = Authority::of(typed).expect("an address has a host");
    assert!(
        scheme == "https" || (scheme == "http" && goes_to.is_this_computer()),
        "{typed:?} goes to {asked} unencrypted"
    );
    let is_nobody = |user: &str| user.chars().all(|c| c == ':');
    assert!(is_nobody(&was_typed.user), "{typed:?} holds a user");
    assert_eq!(goes_to.user, "", "{asked}");
    assert!(!rest.contains('#'), "{asked}");
    assert!(!goes_to.host.is_empty(), "{asked}");
    if was_typed.is_plain() {
        assert_eq!(goes_to.host, was_typed.host, "{typed:?} asks {asked}");
    }
    if let Ok(port) = was_typed.port.parse::<u16>() {
        let usual = if scheme == "http" { 80 } else { 443 };
        assert_eq!(
            goes_to.port.parse().unwrap_or(usual),
            port,
            "{typed:?} asks {asked}"
        );
    }
    assert!(
        asked
            .strip_prefix(server)
            .is_some_and(|path| path.starts_with('/')),
        "{asked} is not at {server}"
    );
}
