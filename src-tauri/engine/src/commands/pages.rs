//! The providers' own pages. The window names one; it cannot open any other address.

use credit_tray_core::ProviderId;
use serde::Deserialize;
use ts_rs::TS;

use crate::{engine::Engine, error::Error};

/// A page of a provider's site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum ProviderPage {
    /// Where keys are made.
    Keys,
    /// Where credit is bought.
    TopUp,
}

impl ProviderPage {
    /// The page's address at this provider.
    pub fn address(self, provider: ProviderId) -> &'static str {
        let profile = provider.profile();
        match self {
            Self::Keys => profile.keys_page,
            Self::TopUp => profile.top_up_page,
        }
    }
}

impl Engine {
    /// Opens a provider's page in the person's browser.
    ///
    /// # Errors
    /// [`Error::PageNotOpened`], which tells the address.
    pub fn open_page(&self, provider: ProviderId, page: ProviderPage) -> Result<(), Error> {
        let url = page.address(provider);
        self.host.open_page(url).map_err(|error| {
            tracing::warn!(%error, url, "no browser");
            Error::PageNotOpened(url.to_owned())
        })
    }
}
