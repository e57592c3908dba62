//! kie.ai: one number of credits, often with a fraction.
//!
//! Source: `docs.kie.ai`, "Get Remaining Credits". The document types `data` as an integer; values
//! such as `35.95` were seen. Errors were seen with HTTP 200 and without `data`.

use super::{Exchange, Profile, ProviderId, enveloped, wire::Meaning};
use crate::{
    amount::Unit,
    problem::{Failure, Problem},
    reading::Reading,
};

pub(super) const PROFILE: Profile = Profile {
    id: ProviderId::Kie,
    slug: "kie",
    name: "kie.ai",
    unit: Unit::Credits,
    base_urls: &["https://api.kie.ai"],
    requests: &["/api/v1/chat/credit"],
    keys_page: "https://kie.ai/api-key",
    top_up_page: "https://kie.ai/billing",
    suggested_low_below: "100",
    credits_per_usd: Some("200"),
    key_variables: &["KIE_API_KEY", "KIE_AI_API_KEY"],
    read,
};

fn read(exchanges: &[Exchange]) -> Result<Reading, Failure> {
    enveloped::read(exchanges, |code| match code {
        402 => Some(Meaning::Out),
        429 => Some(Meaning::Problem(Problem::RateLimited)),
        455 => Some(Meaning::Problem(Problem::Maintenance)),
        505 => Some(Meaning::Problem(Problem::FeatureDisabled)),
        _ => None,
    })
}
