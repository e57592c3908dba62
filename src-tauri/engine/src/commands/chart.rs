//! The balance of one account over some time.

use credit_tray_core::{
    AccountId,
    chart::{Chart, ChartSpan},
};
use jiff::{Timestamp, tz::TimeZone};

use super::blocking;
use crate::{engine::Engine, error::Error};
use credit_tray_core::window::ChartView;

impl Engine {
    /// The balance of one account over some time.
    pub(crate) async fn balance_chart(&self, id: AccountId, span: ChartSpan) -> Result<ChartView, Error> {
        let account = self.account(&id)?;
        let (history, now) = (self.history.clone(), Timestamp::now());
        let (chart, alerts) = blocking(move || {
            let mut wallets = history.wallets(&id, span.readings_since(now))?;
            let points = wallets.pop().unwrap_or_default();
            let chart = Chart::new(span, &points, now, &TimeZone::system()).after(&wallets);
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
