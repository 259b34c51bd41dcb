//! Figures unlike those of the unit's own earlier periods.

use rust_decimal::Decimal;

use super::given::{self, Given, GivenFigure};
use super::{Strange, question, usual};
use crate::diagnostic::{Code, Field, Finding};
use crate::model::{FactKey, Period};
use crate::pack::{Consolidated, Measure};

/// Asks about the figures of a return that are unlike those of earlier periods of the same kind.
pub(super) fn unlike_before(data: &Consolidated, of: &Given<'_>) -> Option<Finding> {
    let measure = data.pack.unusual.history.as_ref()?;
    let figures = of.figures.iter().filter(|figure| figure.is_written);
    let strange: Vec<Strange<'_>> =
        figures.filter_map(|figure| strange(data, of.period, measure, figure)).collect();
    question(Code::W330, of, data, &strange)
}

fn strange<'a>(
    data: &'a Consolidated,
    own: Period,
    measure: &Measure,
    figure: &GivenFigure<'a>,
) -> Option<Strange<'a>> {
    let usual = usual::unlike(measure, figure.value, before(data, figure.key))?;
    Some(Strange {
        label: figure.label(data, own),
        value: Field::Number(figure.value.normalize()),
        source: figure.source,
        usual,
        unit: "",
    })
}

/// The figure in every earlier period of the same kind: quarters against quarters, years against years.
fn before(data: &Consolidated, key: FactKey) -> Vec<Decimal> {
    let periods = data.due.periods(key.item).into_iter();
    let periods = periods.filter(|period| {
        period.shape() == key.period.shape() && key.period.ends_after(*period)
    });
    periods
        .filter_map(|period| given::given(data, FactKey { period, ..key }))
        .map(|given| given.value)
        .collect()
}
