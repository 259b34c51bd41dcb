//! A sheet while it is being read: where its cells stand, and which of its lines are hidden.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::super::appearance::{Appearance, Lines};
use super::super::error::{Doubt, ReadError};
use super::super::spans::TableBudget;
use super::super::workbook::{Cell, Sheet, Visibility};
use super::super::xml::attribute;
use super::cell::OpenCell;
use super::{PART, is_on, number};
use crate::ooxml::CellRef;

/// A sheet that is not closed yet.
#[derive(Default)]
pub(super) struct OpenSheet {
    name: String,
    pub(super) visibility: Visibility,
    merged: Vec<(CellRef, CellRef)>,
    cells: Vec<(CellRef, Cell)>,
    appearance: Appearance,
    /// The next row and column, counted from 0.
    row: u32,
    col: u32,
    /// Rows behind the open one that were written together with it.
    more_rows: u32,
    /// Whether a row was begun.
    in_row: bool,
    /// The next of the columns that are described, and the styles of those that have one.
    column: u32,
    of_columns: BTreeMap<u32, (u32, String)>,
    of_row: Option<String>,
    /// Columns that merges from above take: first, the one behind the last, the row behind the
    /// last.
    taken: BTreeMap<u32, (u32, u32)>,
}

impl OpenSheet {
    pub(super) fn named(name: String) -> Self {
        Self { name, ..Self::default() }
    }

    /// Takes the start of an element of the sheet that is no cell.
    pub(super) fn start(
        &mut self,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        match name {
            "Row" => self.start_row(element),
            "Column" => self.start_column(element),
            "AutoFilter" => {
                self.appearance.filtered = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start_row(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if let Some(index) = number(element, "Index")? {
            self.row = index.saturating_sub(1);
        }
        self.more_rows = number(element, "Span")?.unwrap_or(0);
        self.col = 0;
        self.in_row = true;
        self.of_row = attribute(PART, element, "StyleID")?;
        if is_hidden(element, "Height")? {
            hide(&mut self.appearance.rows, self.row, self.more_rows);
        }
        Ok(())
    }

    fn start_column(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if let Some(index) = number(element, "Index")? {
            self.column = index.saturating_sub(1);
        }
        let more = number(element, "Span")?.unwrap_or(0);
        if is_hidden(element, "Width")? {
            hide(&mut self.appearance.columns, self.column, more);
        }
        let last = self.column.saturating_add(more);
        if let Some(style) = attribute(PART, element, "StyleID")?
            && self.of_columns.len() < usize::from(CellRef::COLS)
        {
            self.of_columns.insert(self.column, (last, style));
        }
        self.column = last.saturating_add(1);
        Ok(())
    }

    pub(super) fn end_row(&mut self) {
        self.in_row = false;
        self.row = self.row.saturating_add(1).saturating_add(self.more_rows);
        self.more_rows = 0;
    }

    /// The style of a cell that names none.
    pub(super) fn style(&self, at: CellRef) -> Option<&str> {
        let col = u32::from(at.col);
        let of_column = self.of_columns.range(..=col).next_back();
        let of_column = of_column.filter(|(_, (last, _))| col <= *last);
        self.of_row.as_deref().or_else(|| of_column.map(|(_, (_, style))| style.as_str()))
    }

    /// The place of the next cell, which merges as many columns and rows as it says. Excel wants
    /// each cell beside a merge to say its place; what stands in a merge is nowhere for certain.
    pub(super) fn place(
        &mut self,
        index: Option<u32>,
        across: u32,
        down: u32,
    ) -> Result<CellRef, ReadError> {
        let outside = || ReadError::part(PART, "a cell outside the sheet");
        if let Some(index) = index {
            let col = index.saturating_sub(1);
            if col < self.col {
                return Err(ReadError::part(PART, "cells out of their order"));
            }
            self.col = col;
        }
        let cell = |row: u32, col: u32| {
            let col = u16::try_from(col).ok().filter(|col| *col < CellRef::COLS)?;
            (row < CellRef::ROWS).then_some(CellRef::new(row, col))
        };
        let at = cell(self.row, self.col).filter(|_| self.in_row).ok_or_else(outside)?;
        let last = self.row.checked_add(down).zip(self.col.checked_add(across));
        let last = last.and_then(|(row, col)| cell(row, col)).ok_or_else(outside)?;
        self.check_free(u32::from(at.col), u32::from(last.col))?;
        if last != at {
            self.merged.push((at, last));
        }
        self.col = u32::from(last.col) + 1;
        if down > 0 {
            self.taken.insert(u32::from(at.col), (self.col, last.row + 1));
        }
        Ok(at)
    }

    /// Refuses a cell in columns that a merge from above takes.
    fn check_free(&mut self, first: u32, last: u32) -> Result<(), ReadError> {
        while let Some((&from, &(to, until))) = self.taken.range(..=last).next_back() {
            if until <= self.row {
                self.taken.remove(&from);
            } else if to > first {
                return Err(ReadError::Doubtful(Doubt::CellInMerge));
            } else {
                break;
            }
        }
        Ok(())
    }

    /// Takes a cell that has ended.
    pub(super) fn take(
        &mut self,
        cell: OpenCell,
        budget: &mut TableBudget,
    ) -> Result<(), ReadError> {
        let at = cell.at;
        let (found, percent) = cell.finish(&mut self.appearance);
        let Some(found) = found else { return Ok(()) };
        budget.spend(&found)?;
        if percent {
            self.appearance.percentages.insert(at);
        }
        self.cells.push((at, found));
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Sheet, ReadError> {
        let Self { name, visibility, merged, cells, appearance, .. } = self;
        let sheet = Sheet::new(name.clone(), visibility, merged, cells);
        let sheet = sheet.ok_or_else(|| ReadError::part(&name, "two cells in one place"))?;
        Ok(Sheet { appearance, ..sheet })
    }
}

/// Whether lines are hidden or have no size.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> Result<bool, ReadError> {
    let size = attribute(PART, element, size)?;
    let is_nothing = size.is_some_and(|size| size.trim().parse::<f64>() == Ok(0.0));
    Ok(is_nothing || is_on(element, "Hidden")?)
}

fn hide(lines: &mut Lines, first: u32, more: u32) {
    lines.add(first, first.saturating_add(more));
}
