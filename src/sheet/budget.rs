//! A bound on what all cells take together: a small file can name one long string a million times.

use super::error::{ReadError, within};
use super::workbook::{Cell, Value};
use crate::ooxml::{Limits, Measure};

/// The cells that a workbook may still have, and the bytes of text in them.
pub(super) struct Budget {
    text_limit: u64,
    text: u64,
    cell_limit: u64,
    cells: u64,
}

impl Budget {
    pub(super) fn new(limits: &Limits) -> Self {
        let (text_limit, cell_limit) = (limits.total_bytes, limits.kept_cells);
        Self { text_limit, text: 0, cell_limit, cells: 0 }
    }

    /// Takes a cell and its texts off the budget.
    pub(super) fn spend(&mut self, cell: &Cell) -> Result<(), ReadError> {
        let raw = match &cell.value {
            Value::Text(text) => text.len(),
            _ => 0,
        };
        let formula = cell.formula.as_ref().map_or(0, String::len);
        self.cells += 1;
        within(Measure::Cells, self.cells, self.cell_limit)?;
        self.text = self.text.saturating_add((raw + cell.text.len() + formula) as u64);
        within(Measure::TotalBytes, self.text, self.text_limit)
    }
}
