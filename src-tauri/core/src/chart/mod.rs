//! What the chart of a balance shows: the line, top-ups, and what each day cost. Pure.

mod sparkline;
#[cfg(test)]
mod tests;
mod thinning;

use std::ops::Range;

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    forecast::{TopUp, relevant, spent_in_each, top_ups},
    history::Point,
};
pub use sparkline::{SPARKLINE_SIZE, sparkline};
use thinning::thinned;

/// Readings from this long before a chart say how it begins: what the balance was at its left edge,
/// unless the computer was off for longer; and, from the top-up of the last billing period, which
/// large fall was not spend.
const BEFORE: SignedDuration = SignedDuration::from_hours(35 * 24);

/// How far back a chart looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub enum ChartSpan {
    /// 24 hours.
    Day,
    /// 7 days of 24 hours.
    Week,
    /// 30 such days.
    Month,
    /// 90 such days.
    Quarter,
}

/// A balance over time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "a field says no more than its name and type")]
pub struct Chart {
    pub from: Timestamp,
    /// Its right edge: the moment for which it was made.
    pub to: Timestamp,
    /// The line, oldest first and in one unit: few enough to be drawn, with every extreme. Where the
    /// balance is known from before `from`, the line begins there.
    pub points: Vec<Point>,
    /// The lines of other wallets that the account showed before, in the same unit.
    pub earlier: Vec<Vec<Point>>,
    pub top_ups: Vec<TopUp>,
    /// What each local day cost, oldest first; a day without readings is left out.
    pub spend: Vec<DaySpend>,
}

/// What a day cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySpend {
    /// The day where the person is.
    pub date: Date,
    /// Never negative, in the unit of the newest reading.
    pub amount: Decimal,
}

impl ChartSpan {
    /// When a chart begins that is made now.
    pub fn begin(self, now: Timestamp) -> Timestamp {
        let length = SignedDuration::from_hours(24 * i64::from(self.days()));
        now.saturating_sub(length).unwrap_or(Timestamp::MIN)
    }

    /// From when on [`Chart::new`] should be given readings.
    pub fn readings_since(self, now: Timestamp) -> Timestamp {
        self.begin(now).saturating_sub(BEFORE).unwrap_or(Timestamp::MIN)
    }

    const fn days(self) -> i32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    /// Today and as many local days before it as the span has, each with its time up to now. The
    /// first is a whole day, although the chart begins within it.
    fn local_days(self, now: Timestamp, zone: &TimeZone) -> impl Iterator<Item = (Date, Range<Timestamp>)> {
        let today = zone.to_datetime(now).date();
        let first = today.saturating_sub(self.days().days());
        let dates = first.series(1.day()).take_while(move |date| *date <= today);
        dates.filter_map(move |date| {
            let end = midnight(date.tomorrow().ok()?, zone)?;
            Some((date, midnight(date, zone)?..end.min(now)))
        })
    }
}

impl Chart {
    /// The chart of these readings of one account, oldest first: all since
    /// [`ChartSpan::readings_since`]. Those after `now` and those in another unit than the newest do
    /// not count.
    pub fn new(span: ChartSpan, points: &[Point], now: Timestamp, zone: &TimeZone) -> Self {
        let from = span.begin(now);
        let mut top_ups = top_ups(points, now);
        top_ups.retain(|top_up| top_up.at >= from);
        Self {
            from,
            to: now,
            points: thinned(line(points, from, now)),
            earlier: Vec::new(),
            top_ups,
            spend: spend(span, points, now, zone),
        }
    }
}

impl Chart {
    /// The same with the readings of other wallets that the account showed before.
    #[must_use]
    pub fn after(self, wallets: &[Vec<Point>]) -> Self {
        let unit = self.points.last().map(|point| point.amount.unit());
        let can_be_drawn = |points: &&Vec<Point>| {
            let newest = points.last().filter(|point| point.at > self.from);
            newest.is_some_and(|point| unit.is_none_or(|unit| unit == point.amount.unit()))
        };
        let drawn = wallets.iter().filter(can_be_drawn);
        Self {
            earlier: drawn
                .map(|points| thinned(line(points, self.from, self.to)))
                .collect(),
            ..self
        }
    }
}

/// The readings since `from`, and at `from` itself what was known by then.
fn line(points: &[Point], from: Timestamp, now: Timestamp) -> Vec<Point> {
    let mut line = relevant(points, now);
    let inside = line.partition_point(|point| point.at < from);
    let begins_at_edge = line.get(inside).is_some_and(|point| point.at == from);
    line.drain(..inside.saturating_sub(usize::from(!begins_at_edge)));
    if let Some(first) = line.first_mut() {
        first.at = first.at.max(from);
    }
    line
}

fn spend(span: ChartSpan, points: &[Point], now: Timestamp, zone: &TimeZone) -> Vec<DaySpend> {
    let (dates, times): (Vec<_>, Vec<_>) = span.local_days(now, zone).unzip();
    let known = |(date, spent): (Date, Option<_>)| spent.map(|amount| DaySpend { date, amount });
    let spent = spent_in_each(points, &times, now);
    dates.into_iter().zip(spent).filter_map(known).collect()
}

/// When a day begins; none at the ends of time.
fn midnight(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    Some(date.to_zoned(zone.clone()).ok()?.timestamp())
}
