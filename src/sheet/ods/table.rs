//! The check of an `OpenDocument` sheet before its values are read.
//!
//! One element can stand for millions of cells, and the value reader keeps the rectangle of
//! all used cells whole: its area and the text in it are added up here first.

use quick_xml::events::{BytesStart, Event};

use super::super::error::{ReadError, within};
use super::super::xml::raw_attribute;
use crate::ooxml::{CellRef, Limits, Measure};

const PART: &str = "content.xml";

/// Spaces that one element may stand for: the most text a cell holds.
const SPACES: u64 = 32_767;

/// What the check gathers over all tables.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Name and merged ranges of each table, in order.
    pub(super) found: Vec<(String, Vec<(CellRef, CellRef)>)>,
    /// Cells of all earlier tables' rectangles.
    cells: u64,
    text: u64,
    table: Option<Table>,
    depth: u32,
}

/// The table whose end has not come yet.
#[derive(Debug, Default)]
struct Table {
    row: u64,
    row_repeat: u64,
    col: u64,
    /// Cells the value reader holds before rows are repeated.
    held: u64,
    corners: Option<[u64; 4]>,
    /// Repetitions and bytes of text of the open cell.
    cell: Option<(u64, u64)>,
    merged: Vec<(CellRef, CellRef)>,
}

impl Tables {
    /// Takes the next event of the part.
    pub(super) fn event(
        &mut self,
        event: &Event<'_>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(element, limits),
            Event::End(element) => match element.name().as_ref() {
                "table:table" => self.end_table(limits),
                "table:table-row" if self.depth == 1 => self.end_row(limits),
                "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                    self.end_cell(limits)
                }
                _ => Ok(()),
            },
            Event::Text(text) => {
                self.add_text(text.len() as u64);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn add_text(&mut self, bytes: u64) {
        if let Some((_, text)) = self.table.as_mut().and_then(|table| table.cell.as_mut()) {
            *text = text.saturating_add(bytes);
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, limits: &Limits) -> Result<(), ReadError> {
        match element.name().as_ref() {
            "table:table" => self.start_table(element)?,
            "table:table-row" if self.depth == 1 => {
                let repeat = repeat(element, "number-rows-repeated")?;
                if let Some(table) = &mut self.table {
                    table.row_repeat = repeat;
                    table.col = 0;
                }
            }
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                self.start_cell(element, limits)?;
            }
            "text:s" => {
                let spaces = repeat(element, "c")?;
                if spaces > SPACES {
                    return Err(ReadError::part(PART, "more spaces than a cell holds"));
                }
                self.add_text(spaces);
            }
            _ => {}
        }
        Ok(())
    }

    fn start_table(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        self.depth += 1;
        if self.depth == 1 {
            let name = super::super::xml::attribute(PART, element, "name")?.unwrap_or_default();
            if self.found.iter().any(|(known, _)| *known == name) {
                return Err(ReadError::part(PART, "two sheets of one name"));
            }
            self.found.push((name, Vec::new()));
            self.table = Some(Table::default());
        }
        Ok(())
    }

    fn start_cell(
        &mut self,
        element: &BytesStart<'_>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let repeat = repeat(element, "number-columns-repeated")?;
        let mut attributes = 0;
        let mut used = false;
        for attribute in element.attributes() {
            let attribute =
                attribute.map_err(|error| ReadError::part(PART, error.to_string()))?;
            let name = attribute.key.as_ref();
            if name.starts_with("office:") || name == "table:formula" {
                used = true;
                attributes += attribute.value.len() as u64;
            }
        }
        let last_col = table.col.saturating_add(repeat).saturating_sub(1);
        let last_row = table.row.saturating_add(table.row_repeat).saturating_sub(1);
        if used {
            let outside =
                last_col >= u64::from(CellRef::COLS) || last_row >= u64::from(CellRef::ROWS);
            if outside {
                return Err(ReadError::part(PART, "a cell outside the sheet"));
            }
            let [top, bottom, left, right] =
                table.corners.unwrap_or([table.row, last_row, table.col, last_col]);
            table.corners = Some([
                top.min(table.row),
                bottom.max(last_row),
                left.min(table.col),
                right.max(last_col),
            ]);
            within(Measure::Cells, table.area(), limits.cells)?;
        }
        table.note_span(element)?;
        table.cell = Some((repeat, attributes));
        table.col = last_col.saturating_add(1);
        Ok(())
    }

    fn end_cell(&mut self, limits: &Limits) -> Result<(), ReadError> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let Some((repeat, text)) = table.cell.take() else { return Ok(()) };
        let copies = repeat.saturating_mul(table.row_repeat);
        // Empty cells are repeated to the edge of the sheet and bring nothing.
        if text > 0 {
            self.text = self.text.saturating_add(text.saturating_mul(copies));
        }
        within(Measure::TotalBytes, self.text, limits.total_bytes)
    }

    fn end_row(&mut self, limits: &Limits) -> Result<(), ReadError> {
        let Some(table) = &mut self.table else { return Ok(()) };
        table.row = table.row.saturating_add(table.row_repeat);
        let right = table.corners.map_or(0, |[_, _, _, right]| right + 1);
        table.held = table.held.saturating_add(table.col.min(right));
        within(Measure::Cells, table.held, limits.cells)
    }

    fn end_table(&mut self, limits: &Limits) -> Result<(), ReadError> {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0
            && let Some(table) = self.table.take()
        {
            self.cells = self.cells.saturating_add(table.area());
            if let Some((_, merged)) = self.found.last_mut() {
                *merged = table.merged;
            }
        }
        within(Measure::Cells, self.cells, limits.cells)
    }
}

impl Table {
    fn area(&self) -> u64 {
        self.corners.map_or(0, |[top, bottom, left, right]| {
            (bottom - top + 1).saturating_mul(right - left + 1)
        })
    }

    /// Notes the range of a merged cell.
    fn note_span(&mut self, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let cols = repeat(element, "number-columns-spanned")?;
        let rows = repeat(element, "number-rows-spanned")?;
        if cols > 1 || rows > 1 {
            let place = |row: u64, col: u64| {
                let row = u32::try_from(row).ok().filter(|row| *row < CellRef::ROWS)?;
                let col = u16::try_from(col).ok().filter(|col| *col < CellRef::COLS)?;
                Some(CellRef::new(row, col))
            };
            let first = place(self.row, self.col);
            let last =
                place(self.row.saturating_add(rows - 1), self.col.saturating_add(cols - 1));
            let range = first.zip(last);
            self.merged.push(
                range
                    .ok_or_else(|| ReadError::part(PART, "a merged cell outside the sheet"))?,
            );
        }
        Ok(())
    }
}

/// A count that is one unless given.
fn repeat(element: &BytesStart<'_>, name: &str) -> Result<u64, ReadError> {
    match raw_attribute(PART, element, name)? {
        None => Ok(1),
        Some(text) => match text.parse::<u32>() {
            Ok(count) if count > 0 => Ok(count.into()),
            _ => Err(ReadError::part(PART, format!("`{name}` does not hold"))),
        },
    }
}
