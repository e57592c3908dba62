//! The balance of one account over some time.

use credit_tray_core::{
    AccountId,
    chart::{Chart, ChartSpan},
};
use jiff::{Timestamp, tz::TimeZone};
use tauri::State;

use super::{Backend, CommandResult, blocking, view::ChartView};
use crate::error::Error;

/// The balance of one account over some time.
///
/// # Errors
/// The account does not exist, or its history cannot be read.
#[tauri::command]
pub async fn balance_chart(
    backend: State<'_, Backend>,
    id: AccountId,
    span: ChartSpan,
) -> CommandResult<ChartView> {
    backend.answer(backend.balance_chart(id, span).await)
}

impl Backend {
    async fn balance_chart(&self, id: AccountId, span: ChartSpan) -> Result<ChartView, Error> {
        let account = self.account(&id)?;
        let (history, now) = (self.history.clone(), Timestamp::now());
        let (chart, alerts) = blocking(move || {
            let points = history.readings(&id, span.readings_since(now))?;
            let chart = Chart::new(span, &points, now, &TimeZone::system());
            let mut alerts = history.alerts(&id, chart.from)?;
            // A clock that was ahead may have dated some into the future.
            alerts.retain(|alert| alert.at <= chart.to);
            Ok((chart, alerts))
        })
        .await?;
        let unit = account.provider.profile().unit;
        Ok(ChartView::new(&chart, &alerts, unit, &self.locale.texts()))
    }
}
