//! What is drawn: figures of the office period by period, and classes stacked.

use super::periods::stretches;
use crate::model::{Item, Period, Shape};
use crate::pack::{Consolidated, Named};
use crate::trace::FigureKey;

/// Periods of a class that are drawn.
const MOST_CLASSES: usize = 6;

/// A figure over periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trend {
    pub(super) named: Named,
    pub(super) label: String,
    /// Unit of measure.
    pub(super) unit: String,
    /// The periods, in order.
    pub(super) periods: Vec<Period>,
    /// Whether it may be shown to everybody.
    pub(super) is_open: bool,
}

/// The categories of an element over periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Classes {
    pub(super) label: String,
    /// Unit of measure.
    pub(super) unit: String,
    /// Each category with its name, in the pack's order.
    pub(super) parts: Vec<(Item, String)>,
    /// The periods, in order.
    pub(super) periods: Vec<Period>,
    /// Whether it may be shown to everybody.
    pub(super) is_open: bool,
}

pub(super) fn trends(data: &Consolidated) -> Vec<Trend> {
    let trend = |named: &Named| {
        let key = FigureKey { org: data.office, named: *named, period: data.period };
        let periods = stretches(data, *named);
        (!periods.is_empty()).then(|| Trend {
            named: *named,
            label: key.label(data),
            unit: key.unit(data).to_owned(),
            periods,
            is_open: is_open(data, *named),
        })
    };
    data.pack.overview.trends.iter().filter_map(trend).collect()
}

pub(super) fn classes(data: &Consolidated) -> Vec<Classes> {
    data.pack.overview.classes.iter().filter_map(|item| of_element(data, *item)).collect()
}

fn of_element(data: &Consolidated, item: Item) -> Option<Classes> {
    let element = data.pack.catalogue.element(item)?;
    let categories = (1u16..).zip(element.categories.iter().skip(1));
    let parts: Vec<(Item, String)> = categories
        .map(|(category, named)| (Item { category, ..item }, named.name.clone()))
        .collect();
    let any = |period: &Period| {
        parts.iter().any(|(part, _)| {
            let figure = data.book().figure(data.office, *part, *period);
            figure.is_some_and(|figure| figure.value.is_some())
        })
    };
    // Counts of a half-year beside those of a year would be taken for a change.
    let shape = if data.period.is_span() { Shape::Year } else { data.period.shape() };
    let alike = |period: &Period| !period.ends_after(data.period) && period.shape() == shape;
    let first = parts.first().map(|(part, _)| *part)?;
    let kept = data.due.periods(first).into_iter().filter(alike).filter(any);
    let mut periods: Vec<Period> = kept.collect();
    periods.drain(..periods.len().saturating_sub(MOST_CLASSES));
    let is_open = !parts.iter().any(|(part, _)| data.pack.catalogue.is_sensitive(*part));
    (!periods.is_empty()).then(|| Classes {
        label: element.name.clone(),
        unit: element.unit.clone(),
        parts,
        periods,
        is_open,
    })
}

/// Whether a figure is, and is made of, nothing that is not for everybody.
pub(super) fn is_open(data: &Consolidated, named: Named) -> bool {
    match named {
        Named::Text(_) => false,
        Named::Item(item) => !data.pack.catalogue.is_sensitive(item),
        Named::Indicator(at) => data.pack.indicators.get(at).is_some_and(|indicator| {
            indicator.references().iter().all(|reference| {
                data.pack.named(&reference.path).is_some_and(|named| is_open(data, named))
            })
        }),
    }
}
