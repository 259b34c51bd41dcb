//! A table whose cells span rows and columns, laid out cell after cell as it is written.

use std::collections::BTreeMap;

use super::TEXT_BYTES;
use super::appearance::Appearance;
use super::budget::Budget;
use super::error::{ReadError, within};
use super::workbook::Cell;
use crate::ooxml::{CellRef, Limits, Measure};

/// What many tables together may take.
pub(super) struct TableBudget {
    texts: Budget,
    limits: Limits,
    places: u64,
    letters: u64,
    merged: u64,
    sheets: u64,
}

impl TableBudget {
    pub(super) fn new(limits: &Limits) -> Self {
        let (texts, limits) = (Budget::new(limits), limits.clone());
        Self { texts, limits, places: 0, letters: 0, merged: 0, sheets: 0 }
    }

    /// Takes a place of a table or a line of text off the budget, filled or not.
    pub(super) fn step(&mut self) -> Result<(), ReadError> {
        self.places = self.places.saturating_add(1);
        within(Measure::Cells, self.places, self.limits.kept_cells)
    }

    /// Takes letters off the budget that are gathered before anybody knows where they belong.
    pub(super) fn gather(&mut self, letters: &str) -> Result<(), ReadError> {
        self.letters = self.letters.saturating_add(letters.len() as u64);
        within(Measure::TotalBytes, self.letters, TEXT_BYTES.min(self.limits.total_bytes))
    }

    /// Takes a cell's texts off the budget.
    pub(super) fn spend(&mut self, cell: &Cell) -> Result<(), ReadError> {
        self.texts.spend(cell)
    }

    /// Takes a merged range off the budget.
    pub(super) fn merge(&mut self) -> Result<(), ReadError> {
        self.merged = self.merged.saturating_add(1);
        within(Measure::Merged, self.merged, self.limits.merged)
    }

    /// Takes a sheet off the budget.
    pub(super) fn sheet(&mut self) -> Result<(), ReadError> {
        self.sheets = self.sheets.saturating_add(1);
        within(Measure::Sheets, self.sheets, self.limits.sheets)
    }
}

/// Columns and rows that a cell takes, at least one of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) cols: u16,
    pub(super) rows: u32,
}

/// A table as it came out.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Its cells that hold something.
    pub(super) cells: Vec<(CellRef, Cell)>,
    /// Its merged ranges.
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// How its cells look, by their places in it.
    pub(super) appearance: Appearance,
    /// How many rows and columns it has.
    pub(super) rows: u32,
    pub(super) cols: u16,
}

/// A table being laid out, row by row.
#[derive(Debug, Default)]
pub(super) struct Layout {
    table: Table,
    row: u32,
    col: u16,
    /// Places of this row and those below that cells from above take: first column, the column
    /// behind the last, the row behind the last.
    taken: BTreeMap<u16, (u16, u32)>,
    /// Merges of groups of rows that have ended.
    ended: usize,
}

impl Layout {
    /// Goes on in the next row.
    pub(super) fn end_row(&mut self) -> Result<(), ReadError> {
        self.row += 1;
        self.col = 0;
        self.table.rows = self.row;
        (self.row < CellRef::ROWS).then_some(()).ok_or_else(outside)
    }

    /// Leaves columns free.
    pub(super) fn skip(&mut self, cols: u16) {
        self.col = self.col.saturating_add(cols);
    }

    /// Puts a cell at the next free place of the row, and says which that is.
    pub(super) fn put(
        &mut self,
        span: Span,
        cell: Option<Cell>,
        budget: &mut TableBudget,
    ) -> Result<CellRef, ReadError> {
        let (at, last) = self.place(span, cell, budget)?;
        if last != at {
            budget.merge()?;
            self.table.merged.push((at, last));
        }
        Ok(at)
    }

    /// As [`Self::put`], for a piece of a merged range that is told elsewhere; says the last place,
    /// too.
    pub(super) fn place(
        &mut self,
        span: Span,
        cell: Option<Cell>,
        budget: &mut TableBudget,
    ) -> Result<(CellRef, CellRef), ReadError> {
        budget.step()?;
        while let Some((&from, &(to, until))) = self.taken.range(..=self.col).next_back() {
            if until <= self.row {
                self.taken.remove(&from);
            } else if to > self.col {
                budget.step()?;
                self.col = to;
            } else {
                break;
            }
        }
        let last_col = self.col.checked_add(span.cols - 1).ok_or_else(outside)?;
        if last_col >= CellRef::COLS {
            return Err(outside());
        }
        let at = CellRef::new(self.row, self.col);
        let last_row = self.row.saturating_add(span.rows - 1).min(CellRef::ROWS - 1);
        if span.rows > 1 {
            self.taken.insert(at.col, (last_col + 1, last_row + 1));
        }
        let last = CellRef::new(last_row, last_col);
        if let Some(cell) = cell {
            budget.spend(&cell)?;
            self.table.cells.push((at, cell));
        }
        self.col = last_col + 1;
        self.table.cols = self.table.cols.max(self.col);
        Ok((at, last))
    }

    /// Begins a group of rows: no cell hangs down into it from the one before.
    pub(super) fn end_group(&mut self) {
        self.taken.clear();
        let last = self.row.saturating_sub(1);
        let ended = self.table.merged.iter_mut().skip(self.ended);
        ended.for_each(|(from, to)| to.row = to.row.min(last).max(from.row));
        self.ended = self.table.merged.len();
    }

    /// Whether a cell from above hangs down into this row.
    pub(super) fn is_hung_into(&mut self) -> bool {
        let row = self.row;
        self.taken.retain(|_, (_, until)| *until > row);
        !self.taken.is_empty()
    }

    /// What is known of how its cells look.
    pub(super) fn appearance(&mut self) -> &mut Appearance {
        &mut self.table.appearance
    }

    /// The table, once all is said; merges end where it does.
    pub(super) fn finish(mut self) -> Table {
        self.end_group();
        self.table.merged.retain(|(from, to)| from != to);
        self.table
    }

    /// Where the next cell would stand, if none from above is in its way.
    pub(super) fn next(&self) -> CellRef {
        CellRef::new(self.row, self.col)
    }
}

fn outside() -> ReadError {
    ReadError::frame("more rows or columns than a sheet has")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::convert;

    fn cell(text: &str) -> Cell {
        convert::typed(text)
    }

    fn put(layout: &mut Layout, cols: u16, rows: u32, text: &str) -> String {
        let mut budget = TableBudget::new(&Limits::default());
        layout.put(Span { cols, rows }, Some(cell(text)), &mut budget).unwrap().to_string()
    }

    #[test]
    fn cells_that_hang_down_push_those_below_aside() {
        let mut layout = Layout::default();
        assert_eq!(put(&mut layout, 1, 3, "TT"), "A1");
        assert_eq!(put(&mut layout, 2, 1, "Năm"), "B1");
        assert_eq!(put(&mut layout, 1, 2, "Cộng"), "D1");
        layout.end_row().unwrap();
        assert_eq!(put(&mut layout, 1, 1, "2023"), "B2");
        assert_eq!(put(&mut layout, 1, 1, "2024"), "C2");
        assert_eq!(put(&mut layout, 1, 1, "sau"), "E2");
        layout.end_row().unwrap();
        assert_eq!(put(&mut layout, 1, 1, "3"), "B3");
        layout.end_row().unwrap();
        assert_eq!(put(&mut layout, 1, 1, "hết"), "A4");
        let merged = layout.finish().merged;
        let merged: Vec<_> = merged.iter().map(|(a, b)| format!("{a}:{b}")).collect();
        assert_eq!(merged, ["A1:A3", "B1:C1", "D1:D2"]);
    }

    #[test]
    fn a_table_of_more_columns_than_a_sheet_is_refused() {
        let mut layout = Layout::default();
        let mut budget = TableBudget::new(&Limits::default());
        let wide = Span { cols: 1000, rows: 1 };
        let placed = (0..17).try_for_each(|_| layout.put(wide, None, &mut budget).map(|_| ()));
        assert!(placed.is_err());
    }

    #[test]
    fn stairs_of_spans_take_no_more_time_than_cells() {
        let limits = Limits { kept_cells: 10_000, ..Limits::default() };
        let mut budget = TableBudget::new(&limits);
        let mut layout = Layout::default();
        for rows in (2..16_000).rev() {
            if layout.put(Span { cols: 1, rows }, None, &mut budget).is_err() {
                return;
            }
        }
        panic!("the budget was not kept");
    }
}
