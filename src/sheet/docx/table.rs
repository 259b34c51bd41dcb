//! A table of a document, row after row: cells that go down are written once in each row.

use std::collections::BTreeMap;

use super::super::appearance::Note;
use super::super::convert;
use super::super::error::ReadError;
use super::super::said::Said;
use super::super::spans::{Layout, Span, Table, TableBudget};
use super::super::workbook::Cell;
use crate::ooxml::CellRef;

/// A table that is not closed yet.
#[derive(Default)]
pub(super) struct OpenTable {
    layout: Layout,
    /// Cells that go on downwards: by their first column, the first and the last place.
    hanging: BTreeMap<u16, (CellRef, CellRef)>,
    merged: Vec<(CellRef, CellRef)>,
    /// The row that is open, or the last one.
    pub(super) row: Row,
}

/// A row.
#[derive(Default)]
pub(super) struct Row {
    /// Columns that it leaves free in front.
    pub(super) before: u16,
    /// It was deleted under tracked changes.
    pub(super) deleted: bool,
    pub(super) hidden: bool,
    pub(super) cells: Vec<TableCell>,
}

/// A cell.
#[derive(Default)]
pub(super) struct TableCell {
    pub(super) said: Said,
    pub(super) cols: u16,
    pub(super) vertical: Vertical,
    pub(super) notes: Vec<Note>,
    /// Some of it was changed, and the change neither accepted nor rejected.
    pub(super) tracked: bool,
}

/// Whether a cell goes on in the row below.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Vertical {
    #[default]
    No,
    Begins,
    GoesOn,
}

impl OpenTable {
    /// Begins a row.
    pub(super) fn start_row(&mut self) {
        self.row = Row::default();
    }

    /// Begins a cell of the row.
    pub(super) fn start_cell(&mut self) -> Result<(), ReadError> {
        if self.row.cells.len() >= usize::from(CellRef::COLS) {
            return Err(ReadError::frame("more columns than a sheet has"));
        }
        self.row.cells.push(TableCell { cols: 1, ..TableCell::default() });
        Ok(())
    }

    /// Lays out the row, unless it was deleted.
    pub(super) fn end_row(&mut self, budget: &mut TableBudget) -> Result<(), ReadError> {
        let row = std::mem::take(&mut self.row);
        if row.deleted {
            return Ok(());
        }
        self.layout.skip(row.before);
        let number = self.layout.next().row;
        if row.hidden {
            self.layout.appearance().rows.add(number, number);
        }
        let above = std::mem::take(&mut self.hanging);
        let mut above = above;
        for cell in row.cells {
            self.put(cell, &mut above, budget)?;
        }
        self.end_hanging(above, budget)?;
        self.layout.end_row()
    }

    fn put(
        &mut self,
        cell: TableCell,
        above: &mut BTreeMap<u16, (CellRef, CellRef)>,
        budget: &mut TableBudget,
    ) -> Result<(), ReadError> {
        let span = Span { cols: cell.cols, rows: 1 };
        if cell.vertical == Vertical::No {
            let at = self.layout.put(span, cell.content(), budget)?;
            cell.describe(at, &mut self.layout);
            return Ok(());
        }
        let next = self.layout.next();
        let is_below =
            |(first, last): &(CellRef, CellRef)| last.col - first.col + 1 == cell.cols;
        let goes_on =
            cell.vertical == Vertical::GoesOn && above.get(&next.col).is_some_and(is_below);
        let first = if goes_on { above.remove(&next.col) } else { None };
        // What a cell that goes on says cannot be seen.
        let content = cell.content().filter(|_| !goes_on);
        let (at, last) = self.layout.place(span, content, budget)?;
        if !goes_on {
            cell.describe(at, &mut self.layout);
        }
        self.hanging.insert(at.col, (first.map_or(at, |(first, _)| first), last));
        Ok(())
    }

    fn end_hanging(
        &mut self,
        ended: BTreeMap<u16, (CellRef, CellRef)>,
        budget: &mut TableBudget,
    ) -> Result<(), ReadError> {
        for range in ended.into_values().filter(|(first, last)| first != last) {
            budget.merge()?;
            self.merged.push(range);
        }
        Ok(())
    }

    /// The table, once all is said.
    pub(super) fn finish(mut self, budget: &mut TableBudget) -> Result<Table, ReadError> {
        let ended = std::mem::take(&mut self.hanging);
        self.end_hanging(ended, budget)?;
        let mut table = self.layout.finish();
        table.merged.extend(self.merged);
        Ok(table)
    }
}

impl TableCell {
    /// What the cell says; none if nothing.
    fn content(&self) -> Option<Cell> {
        let text = self.said.text().trim();
        (!text.is_empty()).then(|| convert::typed(text))
    }

    /// Tells how the cell at this place looks.
    fn describe(self, at: CellRef, layout: &mut Layout) {
        let appearance = layout.appearance();
        appearance.struck.extend(self.said.struck().map(|struck| (at, struck)));
        if self.tracked {
            appearance.tracked.insert(at);
        }
        for note in self.notes {
            appearance.add_note(at, Some(note));
        }
    }
}
