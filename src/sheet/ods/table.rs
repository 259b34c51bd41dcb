//! The check of an `OpenDocument` sheet before its values are read.
//!
//! One element can stand for millions of cells, and the value reader keeps the rectangle of
//! all used cells whole: its area and the text in it are added up here first.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::super::appearance::Appearance;
use super::super::error::{ReadError, within};
use super::super::xml::raw_attribute;
use super::looks::{Extent, Looks, Styles};
use crate::ooxml::{CellRef, Limits, Measure};

const PART: &str = "content.xml";

/// Spaces that one element may stand for: the most text a cell holds.
const SPACES: u64 = 32_767;

/// What the check gathers over all tables.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Each table, in order.
    pub(super) found: Vec<Found>,
    /// Styles; those of other parts must be known before.
    pub(super) styles: Styles,
    names: BTreeSet<String>,
    merged: u64,
    /// Cells of all earlier tables' rectangles.
    cells: u64,
    text: u64,
    table: Option<Table>,
    depth: u32,
}

/// What the check tells of a table.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) name: String,
    /// Merged ranges.
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// Cells that show an error and are written as numbers, as `OpenOffice` does: first, last, error.
    pub(super) errors: Vec<(CellRef, CellRef, String)>,
    pub(super) appearance: Appearance,
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
    cell: Option<OpenCell>,
    merged: Vec<(CellRef, CellRef)>,
    errors: Vec<(CellRef, CellRef, String)>,
    in_note: bool,
    looks: Looks,
}

impl Tables {
    /// Takes the next event of the part.
    pub(super) fn event(
        &mut self,
        event: &Event<'_>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        match &mut self.table {
            Some(table) if table.cell.is_some() => {
                table.looks.inside(PART, event, &self.styles)?;
            }
            Some(_) => {}
            None => self.styles.event(PART, event)?,
        }
        match event {
            Event::Start(element) => self.start(element, limits),
            Event::End(element) => match element.name().as_ref() {
                "table:table" => self.end_table(limits),
                "table:table-row" if self.depth == 1 => self.end_row(limits),
                "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                    self.end_cell(limits)
                }
                "office:annotation" => {
                    self.table.iter_mut().for_each(|table| table.in_note = false);
                    Ok(())
                }
                _ => Ok(()),
            },
            Event::Text(text) => {
                self.add_text(text.len() as u64);
                self.show(&text.xml10_content());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn add_text(&mut self, bytes: u64) {
        if let Some(cell) = self.table.as_mut().and_then(|table| table.cell.as_mut()) {
            cell.text = cell.text.saturating_add(bytes);
        }
    }

    /// Keeps what a number shows, as far as an error's name is long.
    fn show(&mut self, text: &str) {
        if let Some(table) = self.table.as_mut().filter(|table| !table.in_note)
            && let Some(shown) = table.cell.as_mut().and_then(|cell| cell.shown.as_mut())
            && shown.len() < 16
        {
            shown.push_str(text.get(..16).unwrap_or(text));
        }
    }

    fn start(&mut self, element: &BytesStart<'_>, limits: &Limits) -> Result<(), ReadError> {
        match element.name().as_ref() {
            "table:table" => self.start_table(element, limits)?,
            "table:table-column" if self.depth == 1 => {
                let repeat = repeat(element, "number-columns-repeated")?;
                if let Some(table) = &mut self.table {
                    table.looks.start_column(PART, element, repeat, &self.styles)?;
                }
            }
            "table:table-row" if self.depth == 1 => {
                let repeat = repeat(element, "number-rows-repeated")?;
                if let Some(table) = &mut self.table {
                    table.row_repeat = repeat;
                    table.col = 0;
                    let rows = (table.row, repeat);
                    table.looks.start_row(PART, element, rows, &self.styles)?;
                }
            }
            "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                self.start_cell(element, limits)?;
            }
            "office:annotation" => {
                self.table.iter_mut().for_each(|table| table.in_note = true);
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

    fn start_table(
        &mut self,
        element: &BytesStart<'_>,
        limits: &Limits,
    ) -> Result<(), ReadError> {
        self.depth += 1;
        if self.depth == 1 {
            let name = super::super::xml::attribute(PART, element, "name")?.unwrap_or_default();
            if !self.names.insert(name.clone()) {
                return Err(ReadError::part(PART, "two sheets of one name"));
            }
            within(Measure::Sheets, self.names.len() as u64, limits.sheets)?;
            self.found.push(Found { name, ..Found::default() });
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
        let mut shown = None;
        for attribute in element.attributes() {
            let attribute =
                attribute.map_err(|error| ReadError::part(PART, error.to_string()))?;
            let name = attribute.key.as_ref();
            if name.starts_with("office:") || name == "table:formula" {
                used = true;
                attributes += attribute.value.len() as u64;
            }
            if name == "office:value" {
                shown = Some(String::new());
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
            within(Measure::Cells, table.area(), limits.kept_cells)?;
        }
        if table.note_span(element)? {
            self.merged += 1;
            within(Measure::Merged, self.merged, limits.merged)?;
        }
        table.looks.start_cell(PART, element)?;
        table.cell = Some(OpenCell { repeat, text: attributes, used, shown });
        table.col = last_col.saturating_add(1);
        Ok(())
    }

    fn end_cell(&mut self, limits: &Limits) -> Result<(), ReadError> {
        let Some(table) = &mut self.table else { return Ok(()) };
        let Some(OpenCell { repeat, text, used, shown }) = table.cell.take() else {
            return Ok(());
        };
        if let Some(shown) = shown {
            table.note_error(repeat, &shown)?;
        }
        let row = line(table.row);
        let extent = Extent {
            rows: (row, row.saturating_add(line(table.row_repeat) - 1)),
            columns: (
                line(table.col.saturating_sub(repeat)),
                line(table.col.saturating_sub(1)),
            ),
        };
        table.looks.end_cell(extent, used, &self.styles);
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
        within(Measure::Cells, table.held, limits.kept_cells)
    }

    fn end_table(&mut self, limits: &Limits) -> Result<(), ReadError> {
        self.depth = self.depth.saturating_sub(1);
        if self.depth == 0
            && let Some(table) = self.table.take()
        {
            self.cells = self.cells.saturating_add(table.area());
            if let Some(found) = self.found.last_mut() {
                found.merged = table.merged;
                found.appearance = table.looks.appearance;
                found.errors = table.errors;
            }
        }
        within(Measure::Cells, self.cells, limits.kept_cells)
    }
}

impl Table {
    fn area(&self) -> u64 {
        self.corners.map_or(0, |[top, bottom, left, right]| {
            (bottom - top + 1).saturating_mul(right - left + 1)
        })
    }

    /// Notes an error in the place of the number that the closed cell claims to hold.
    fn note_error(&mut self, repeat: u64, shown: &str) -> Result<(), ReadError> {
        if !is_error(shown.trim()) {
            return Ok(());
        }
        let last_row = self.row.saturating_add(self.row_repeat).saturating_sub(1);
        let first = place(self.row, self.col.saturating_sub(repeat));
        let last = place(last_row, self.col.saturating_sub(1));
        let (first, last) =
            first.zip(last).ok_or_else(|| ReadError::part(PART, "a cell outside the sheet"))?;
        self.errors.push((first, last, shown.trim().to_owned()));
        Ok(())
    }

    /// Notes the range of a merged cell; whether it is one.
    fn note_span(&mut self, element: &BytesStart<'_>) -> Result<bool, ReadError> {
        let cols = repeat(element, "number-columns-spanned")?;
        let rows = repeat(element, "number-rows-spanned")?;
        if cols > 1 || rows > 1 {
            let first = place(self.row, self.col);
            let last =
                place(self.row.saturating_add(rows - 1), self.col.saturating_add(cols - 1));
            let range = first.zip(last);
            self.merged.push(
                range
                    .ok_or_else(|| ReadError::part(PART, "a merged cell outside the sheet"))?,
            );
            return Ok(true);
        }
        Ok(false)
    }
}

/// The cell whose end has not come yet.
#[derive(Debug)]
struct OpenCell {
    /// How many columns it stands for.
    repeat: u64,
    /// Bytes of text.
    text: u64,
    /// Whether it holds anything.
    used: bool,
    /// What it shows, if it is written as a number.
    shown: Option<String>,
}

/// A row or column as a number of ours; none is as large as the largest.
pub(super) fn line(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn place(row: u64, col: u64) -> Option<CellRef> {
    let row = u32::try_from(row).ok().filter(|row| *row < CellRef::ROWS)?;
    let col = u16::try_from(col).ok().filter(|col| *col < CellRef::COLS)?;
    Some(CellRef::new(row, col))
}

/// Whether a text is the name of an error.
pub(super) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 7] =
        ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];
    ERRORS.contains(&text) || text.starts_with("Err:")
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
