//! Returns of the run with the figures that they give of their own time.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::model::{FactKey, Figure, Operands, OrgIx, Period, Source, State, ValueKind};
use crate::pack::{Consolidated, Form, Named};

/// A return.
pub(super) struct Given<'a> {
    pub(super) form: &'a Form,
    pub(super) org: OrgIx,
    pub(super) period: Period,
    /// Its figures of its own period or of the parts of it, in the order of the form.
    pub(super) figures: Vec<GivenFigure<'a>>,
}

/// A figure of a return.
pub(super) struct GivenFigure<'a> {
    pub(super) key: FactKey,
    pub(super) value: Decimal,
    pub(super) source: &'a Source,
    /// Whether the unit wrote it itself: a tick for many figures, or what the office put in the place of one, is
    /// nothing to ask the unit about.
    pub(super) is_written: bool,
}

/// The returns that the run is made of and that gave any figure.
pub(super) fn returns(data: &Consolidated) -> Vec<Given<'_>> {
    let mut returns = Vec::new();
    for period in data.made_of() {
        for form in &data.pack.forms {
            for org in data.due.units(&data.tree, &form.code, period) {
                let figures = figures(data, form, org, period);
                if !figures.is_empty() {
                    returns.push(Given { form, org, period, figures });
                }
            }
        }
    }
    returns
}

/// The figures of a unit's return for a period.
pub(super) fn figures<'a>(
    data: &'a Consolidated,
    form: &'a Form,
    org: OrgIx,
    own: Period,
) -> Vec<GivenFigure<'a>> {
    let mut seen = BTreeSet::new();
    let mut figures = Vec::new();
    for cell in form.sheets.iter().flat_map(|sheet| &sheet.cells) {
        let Named::Item(item) = cell.named else { continue };
        let counts =
            data.pack.catalogue.element(item).is_some_and(|e| e.kind != ValueKind::Class);
        let period = data.pack.resolve(cell.period, own).filter(|period| own.contains(*period));
        let Some(period) = period.filter(|_| counts) else { continue };
        let key = FactKey { org, item, period };
        if seen.insert(key) {
            figures.extend(given(data, key));
        }
    }
    figures
}

/// A figure that the unit's own return gives whole.
pub(super) fn given(data: &Consolidated, key: FactKey) -> Option<GivenFigure<'_>> {
    let Figure { state, value, coverage, operands, .. } = data.figures.get(key)?;
    let Operands::Cell(Some(source)) = operands else { return None };
    // Of a consolidated return, less may be there because a branch is missing.
    let value = value.filter(|_| coverage.is_all_reported())?;
    Some(GivenFigure { key, value, source, is_written: *state == State::Reported })
}

impl GivenFigure<'_> {
    /// What it is, with its period where that is not the return's.
    pub(super) fn label(&self, data: &Consolidated, own: Period) -> String {
        let label = data.pack.catalogue.label(self.key.item);
        if self.key.period == own { label } else { format!("{label}, {}", self.key.period) }
    }
}
