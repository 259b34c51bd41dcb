//! The table that says why totals differ from the plain sum of the returns, and from the period
//! before.

use std::collections::BTreeMap;

use super::balance::{Balance, balance};
use super::columns::{is_counted, is_of_one_time, is_out_of_use};
use super::periods;
use super::touching::touching;
use crate::diagnostic::{Code, FindingList};
use crate::model::{FactKey, Item, OverPeriods, Period, ValueKind};
use crate::pack::{Consolidated, Named, PeriodRef};
use crate::trace::FigureKey;

/// A figure of the office beside what it is made from and what it was.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) key: FigureKey,
    pub(super) label: String,
    /// Unit of measure.
    pub(super) unit: String,
    /// The plain sum of the returns and what was taken off; none for what is no sum.
    pub(super) balance: Option<Balance>,
    /// The figure that it may be compared with.
    pub(super) before: Option<FigureKey>,
    /// Codes of findings on it, each with their number.
    pub(super) codes: BTreeMap<Code, usize>,
}

/// A line for every figure of the office: items in the pack's order, then ratios.
pub(super) fn lines(data: &Consolidated, findings: &FindingList) -> Vec<Line> {
    let mut touched = touching(data, findings);
    let mut lines = Vec::new();
    for item in data.pack.catalogue.items() {
        let Some(element) = data.pack.catalogue.element(item) else { continue };
        // The whole of a class is a list of its categories, which have lines of their own.
        let whole_class = element.kind == ValueKind::Class && item.is_total();
        if whole_class || !is_counted(element) || is_out_of_use(data, Named::Item(item)) {
            continue;
        }
        let Some(period) = periods::of_run(data, item).pop() else { continue };
        let named = Named::Item(item);
        let mut line = line(data, named, period);
        line.balance = balance(data, FactKey { org: data.office, item, period });
        line.codes = touched.remove(&item).unwrap_or_default();
        line.before = before(data, named, Some(item), period);
        lines.push(line);
    }
    for (at, indicator) in data.pack.indicators.iter().enumerate() {
        let named = Named::Indicator(at);
        if is_of_one_time(indicator)
            && data.keeps(named, data.period)
            && !is_out_of_use(data, named)
        {
            let mut line = line(data, named, data.period);
            line.before = before(data, named, None, data.period);
            lines.push(line);
        }
    }
    lines
}

fn line(data: &Consolidated, named: Named, period: Period) -> Line {
    let key = FigureKey { org: data.office, named, period };
    let mut label = key.label(data);
    if period != data.period {
        label = format!("{label} ({})", crate::pack::period_words::short(period));
    }
    Line {
        key,
        label,
        unit: key.unit(data).to_owned(),
        balance: None,
        before: None,
        codes: BTreeMap::new(),
    }
}

/// The latest figure with which one may be compared: for a closing stock the one carried into
/// the period, else that of the same months of the year before.
fn before(
    data: &Consolidated,
    named: Named,
    item: Option<Item>,
    period: Period,
) -> Option<FigureKey> {
    let element = item.and_then(|item| data.pack.catalogue.element(item));
    let closing = element.is_some_and(|element| element.over_periods == OverPeriods::Last);
    let bases: &[PeriodRef] = if closing {
        &[PeriodRef::Eve, PeriodRef::SamePeriodLastYear]
    } else {
        &[PeriodRef::SamePeriodLastYear]
    };
    let keys = bases.iter().filter_map(|base| {
        let period = data.pack.resolve(*base, period)?;
        Some(FigureKey { org: data.office, named, period })
    });
    let has = |key: &FigureKey| data.book().named(key.org, key.named, key.period).value.is_ok();
    keys.into_iter().find(has)
}
