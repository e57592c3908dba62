//! The balance of one account over some time, as the window draws it.

use crate::{
    Amount, Unit,
    chart::Chart,
    history::{Point, ToldAlert},
    texts::Texts,
};
use serde::Serialize;
use ts_rs::TS;

/// The balance of one account over some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export_to = "bindings.ts")]
pub struct ChartView {
    /// RFC 3339; its left edge.
    pub from: String,
    /// RFC 3339; its right edge: now.
    pub to: String,
    /// The readings, oldest first, thinned.
    pub points: Vec<ChartPoint>,
    /// The readings of other wallets that the account showed before, a line each.
    pub earlier: Vec<Vec<ChartPoint>>,
    pub top_ups: Vec<ChartMark>,
    pub alerts: Vec<ChartMark>,
    /// What each local day cost, oldest first; days of which nothing is known are absent.
    pub spend: Vec<DaySpendView>,
}

/// One reading of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct ChartPoint {
    /// RFC 3339.
    pub at: String,
    pub amount: String,
    pub text: String,
}

/// Something that happened, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct ChartMark {
    /// RFC 3339.
    pub at: String,
    /// Ready to be shown: `100 credits added`, `Low`.
    pub text: String,
}

/// What a day cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(export_to = "bindings.ts")]
pub struct DaySpendView {
    /// The local day: `2026-11-20`.
    pub date: String,
    pub amount: String,
    pub text: String,
}

impl ChartView {
    /// This chart and these alerts, in an account that counts this.
    pub fn new(chart: &Chart, alerts: &[ToldAlert], unit: Unit, texts: &Texts) -> Self {
        let in_words = |value| texts.amount(Amount::new(value, unit));
        let point = |point: &Point| ChartPoint {
            at: point.at.to_string(),
            amount: point.amount.value().to_string(),
            text: texts.amount(point.amount),
        };
        Self {
            from: chart.from.to_string(),
            to: chart.to.to_string(),
            points: chart.points.iter().map(point).collect(),
            earlier: chart
                .earlier
                .iter()
                .map(|points| points.iter().map(point).collect())
                .collect(),
            top_ups: chart
                .top_ups
                .iter()
                .map(|top_up| ChartMark {
                    at: top_up.at.to_string(),
                    text: texts.get("chart-added", &[("amount", &in_words(top_up.amount))]),
                })
                .collect(),
            alerts: alerts
                .iter()
                .map(|alert| ChartMark {
                    at: alert.at.to_string(),
                    text: texts.rule(alert.rule),
                })
                .collect(),
            spend: chart
                .spend
                .iter()
                .map(|day| DaySpendView {
                    date: day.date.to_string(),
                    amount: day.amount.normalize().to_string(),
                    text: in_words(day.amount),
                })
                .collect(),
        }
    }
}
