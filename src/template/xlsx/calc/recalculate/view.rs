//! The workbook as one formula sees it.

use super::Calculation;
use crate::ooxml::CellRef;
use crate::template::xlsx::calc::columns::{Columns, Place};
use crate::template::xlsx::calc::evaluate::{Area, Cells};
use crate::template::xlsx::calc::parse::Expression;
use crate::template::xlsx::calc::totals::Totals;
use crate::template::xlsx::calc::value::{Unknown, Value};
use crate::template::xlsx::formula::lexer::Reference;

/// The workbook as one formula sees it.
pub(super) struct View<'c, 'a> {
    pub(super) calculation: &'c Calculation<'a>,
    /// Where the formula stands.
    pub(super) home: Place,
}

impl Cells for View<'_, '_> {
    fn areas(&self, reference: &Reference) -> Option<Vec<Area>> {
        self.calculation.areas_from(reference, self.home.0)
    }

    fn values(&self, area: &Area) -> Result<Vec<Value>, Unknown> {
        let mut values = Vec::new();
        self.calculation.columns.each(area, &mut |_, value| values.push(value.clone()))?;
        Ok(values)
    }

    fn placed(&self, area: &Area) -> Result<Vec<(CellRef, Value)>, Unknown> {
        let mut placed = Vec::new();
        self.calculation
            .columns
            .each(area, &mut |at, value| placed.push((at, value.clone())))?;
        Ok(placed)
    }

    fn totals(&self, area: &Area) -> Result<Totals, Unknown> {
        self.calculation.columns.totals(area)
    }

    fn columns(&self) -> Option<&Columns> {
        Some(&self.calculation.columns)
    }

    fn structured(&self, text: &str) -> Option<Area> {
        self.calculation.structured(text, self.home)
    }

    fn name(&self, name: &str) -> Option<Expression> {
        self.calculation.named(name, self.home.0).cloned()
    }

    fn home(&self) -> Option<CellRef> {
        Some(CellRef::new(self.home.2, self.home.1))
    }

    fn hides_rows(&self, area: &Area) -> bool {
        let (from, to) = ((area.sheet, area.rows.0), (area.sheet, area.rows.1));
        self.calculation.hidden.range(from..=to).next().is_some()
    }

    fn subtotals(&self, area: &Area) -> Vec<CellRef> {
        let calculation = self.calculation;
        let mut found = Vec::new();
        for col in calculation.columns_of(area) {
            let formulas = calculation.places.of_column(area.sheet, col, area.rows);
            let mut next = calculation.subtotals.next(formulas.start);
            while let Some(at) = next.filter(|at| formulas.contains(at)) {
                let place = calculation.formulas.get(at).map(|formula| formula.place);
                found.extend(place.map(|(_, col, row)| CellRef::new(row, col)));
                next = calculation.subtotals.next(at + 1);
            }
        }
        found
    }

    fn counts_from_1904(&self) -> bool {
        self.calculation.names.counts_from_1904
    }
}
