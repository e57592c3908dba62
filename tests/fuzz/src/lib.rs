//! What the targets share: numbers, keys, JSON and addresses, reckoned by other means than the product's, so
//! that a mistake there is not made here too.

pub mod address;
pub mod exact;
pub mod json;
pub mod secret;
