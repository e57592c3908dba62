//! Hours of the day in which nobody is to be disturbed.

use jiff::civil::Time;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// From one time of day until another, past midnight where the end comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(export_to = "bindings.ts")]
pub struct QuietHours {
    /// Where they begin, in local time: `"22:00"`.
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    #[ts(type = "string")]
    pub from: Time,
    /// Where they end, in local time.
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    #[ts(type = "string")]
    pub to: Time,
    /// Whether an account that is out is told of all the same.
    #[serde(default)]
    pub out_breaks_through: bool,
}

impl QuietHours {
    /// Whether this time of day is in them. The same time twice means never.
    pub fn contain(&self, time: Time) -> bool {
        if self.from <= self.to {
            self.from <= time && time < self.to
        } else {
            time >= self.from || time < self.to
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn write_time<S: Serializer>(time: &Time, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&time.strftime("%H:%M"))
}

fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Time, D::Error> {
    let text = String::deserialize(deserializer)?;
    Time::strptime("%H:%M", text).map_err(|_| serde::de::Error::custom("not a time of day such as \"22:00\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::time;

    fn hours(json: &str) -> QuietHours {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn they_may_pass_midnight() {
        let night = hours(r#"{"from":"22:00","to":"07:00"}"#);
        assert!(night.contain(time(22, 0, 0, 0)));
        assert!(night.contain(time(3, 0, 0, 0)));
        assert!(!night.contain(time(7, 0, 0, 0)));
        assert!(!night.contain(time(12, 0, 0, 0)));

        let lunch = hours(r#"{"from":"12:00","to":"13:30"}"#);
        assert!(lunch.contain(time(13, 29, 59, 0)));
        assert!(!lunch.contain(time(13, 30, 0, 0)));

        let never = hours(r#"{"from":"08:00","to":"08:00"}"#);
        assert!(!never.contain(time(8, 0, 0, 0)));
    }

    #[test]
    fn they_are_written_as_they_are_read() {
        let json = r#"{"from":"22:05","to":"07:00","outBreaksThrough":true}"#;
        assert_eq!(serde_json::to_string(&hours(json)).unwrap(), json);
        assert!(serde_json::from_str::<QuietHours>(r#"{"from":"25:00","to":"07:00"}"#).is_err());
    }
}
