//! A bound on the text of all cells: a small file can name one long string a million times.

use super::error::{ReadError, within};
use super::workbook::{Cell, Value};
use crate::ooxml::{Limits, Measure};

/// The bytes of text that the cells of a workbook may still take.
pub(super) struct TextBudget {
    limit: u64,
    spent: u64,
}

impl TextBudget {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { limit: limits.total_bytes, spent: 0 }
    }

    /// Takes a cell's texts off the budget.
    pub(super) fn spend(&mut self, cell: &Cell) -> Result<(), ReadError> {
        let raw = match &cell.value {
            Value::Text(text) => text.len(),
            _ => 0,
        };
        let formula = cell.formula.as_ref().map_or(0, String::len);
        self.spent = self.spent.saturating_add((raw + cell.text.len() + formula) as u64);
        within(Measure::TotalBytes, self.spent, self.limit)
    }
}
