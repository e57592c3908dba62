//! What an account's balance was: single readings, days, and what is reported of them. Days are
//! UTC's. No amount is ever a float.

mod day;
mod point;
pub mod report;
mod since;
mod told_alert;

pub use day::{Day, Days, known_readings};
pub use point::{Point, start_of, utc_date};
pub use since::{SinceError, parse_since};
pub use told_alert::ToldAlert;
