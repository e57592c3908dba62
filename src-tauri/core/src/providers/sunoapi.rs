//! sunoapi.org: one number of credits.
//!
//! Source: `docs.sunoapi.org/suno-api/get-remaining-credits`. `data` is what is left. Of its codes,
//! 429 means that credits are insufficient, while 405 and 430 mean that calls come too fast.

use super::{Exchange, Profile, ProviderId, enveloped, wire::Meaning};
use crate::{
    amount::Unit,
    problem::{Failure, Problem},
    reading::Reading,
};

pub(super) const PROFILE: Profile = Profile {
    id: ProviderId::SunoApi,
    slug: "sunoapi",
    name: "sunoapi.org",
    unit: Unit::Credits,
    base_urls: &["https://api.sunoapi.org"],
    requests: &["/api/v1/generate/credit"],
    keys_page: "https://sunoapi.org/api-key",
    top_up_page: "https://sunoapi.org/billing",
    suggested_low_below: "100",
    credits_per_usd: Some("200"),
    key_variables: &["SUNOAPI_API_KEY", "SUNOAPI_KEY", "SUNO_API_KEY"],
    read,
};

fn read(exchanges: &[Exchange]) -> Result<Reading, Failure> {
    enveloped::read(exchanges, |code| match code {
        405 | 430 => Some(Meaning::Problem(Problem::RateLimited)),
        429 => Some(Meaning::Out),
        455 => Some(Meaning::Problem(Problem::Maintenance)),
        _ => None,
    })
}
