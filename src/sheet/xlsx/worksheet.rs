//! The check of one worksheet's XML before its values are read.
//!
//! The value reader is lenient where a figure would change: it takes the string at index 0
//! for an index it cannot read, lets a row number wrap around, and stops at the first piece
//! of a number that is cut in two. Whatever it would bend is refused here.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::super::appearance::Appearance;
use super::super::error::ReadError;
use super::super::xml::{is_on, raw_attribute};
use crate::ooxml::CellRef;

/// The largest index of a shared formula; Excel numbers them from 0.
const SHARED_FORMULAS: usize = 1 << 20;

/// What the check of a worksheet gathers.
#[derive(Debug, Default)]
pub(super) struct Worksheet {
    /// Cells, empty ones included.
    pub(super) cells: u64,
    /// The largest style index used.
    pub(super) style: usize,
    /// The cell formats that numbers have.
    pub(super) formats_of_numbers: BTreeSet<usize>,
    /// Merged ranges.
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// Hidden rows and columns, and whether a filter is set.
    pub(super) appearance: Appearance,
    in_data: bool,
    row: Option<u32>,
    /// The row after the last one, which one without a number is.
    next_row: u32,
    cell: Option<OpenCell>,
}

/// The cell whose end has not come yet.
#[derive(Debug)]
struct OpenCell {
    /// Its `<v>` is plain text: a number, an index, a truth value or an error.
    plain: bool,
    is_index: bool,
    in_value: bool,
    values: u32,
    formulas: u32,
    inlines: u32,
    /// Runs of text met in `<v>`.
    runs: u32,
}

impl Worksheet {
    /// Takes the next event of the part.
    pub(super) fn event(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Start(element) => self.start(part, element),
            Event::End(element) => {
                match element.local_name().as_ref() {
                    "sheetData" => self.in_data = false,
                    "c" => self.cell = None,
                    "v" => self.cell.iter_mut().for_each(|cell| cell.in_value = false),
                    _ => {}
                }
                Ok(())
            }
            _ => self.inside(part, event),
        }
    }

    fn start(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        match element.local_name().as_ref() {
            "sheetData" => self.in_data = true,
            "mergeCell" => {
                if let Some(range) = raw_attribute(part, element, "ref")? {
                    self.merged.push(parse_range(&range).ok_or_else(|| bad(part, &range))?);
                }
            }
            "dimension" => {
                if let Some(range) = raw_attribute(part, element, "ref")? {
                    parse_range(&range).ok_or_else(|| bad(part, &range))?;
                }
            }
            "row" if self.in_data => self.start_row(part, element)?,
            "col" if !self.in_data => self.column(part, element)?,
            "filterColumn" => self.appearance.filtered = true,
            "c" if self.in_data => self.start_cell(part, element)?,
            name if self.in_data => self.start_in_cell(part, name, element)?,
            _ => {}
        }
        Ok(())
    }

    fn start_row(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        self.row = None;
        let mut hidden = false;
        for attribute in element.attributes() {
            let attribute =
                attribute.map_err(|error| ReadError::part(part, error.to_string()))?;
            let value = attribute.value.as_ref();
            match attribute.key.local_name().as_ref() {
                "r" => self.row = Some(row_number(part, value)?),
                "hidden" => hidden |= is_on(value),
                "ht" => hidden |= is_zero(value),
                _ => {}
            }
        }
        let row = self.row.unwrap_or(self.next_row);
        self.next_row = row.saturating_add(1);
        if hidden {
            self.appearance.rows.add(row, row);
        }
        Ok(())
    }

    /// How columns look; no value depends on what is said here, so that what does not hold is left.
    fn column(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        let number = |name: &str| -> Result<Option<u32>, ReadError> {
            let text = raw_attribute(part, element, name)?;
            Ok(text.and_then(|text| text.parse::<u32>().ok()?.checked_sub(1)))
        };
        let hidden = raw_attribute(part, element, "hidden")?.is_some_and(|value| is_on(&value));
        let narrow =
            raw_attribute(part, element, "width")?.is_some_and(|width| is_zero(&width));
        if let (true, Some(first), Some(last)) =
            (hidden || narrow, number("min")?, number("max")?)
            && first <= last
        {
            self.appearance.columns.add(first, last);
        }
        Ok(())
    }

    fn start_cell(&mut self, part: &str, element: &BytesStart<'_>) -> Result<(), ReadError> {
        if self.cell.is_some() {
            return Err(ReadError::part(part, "a cell inside a cell"));
        }
        self.cells += 1;
        let mut kind = None;
        let mut format = None;
        for attribute in element.attributes() {
            let attribute =
                attribute.map_err(|error| ReadError::part(part, error.to_string()))?;
            let value = attribute.value.as_ref();
            match attribute.key.local_name().as_ref() {
                "r" => self.check_place(part, value)?,
                "s" => {
                    let style = value.parse().map_err(|_| bad(part, value))?;
                    self.style = self.style.max(style);
                    format = Some(style);
                }
                "t" => kind = Some(value.to_owned()),
                _ => {}
            }
        }
        let kind = kind.as_deref();
        if let (None | Some("n"), Some(format)) = (kind, format) {
            self.formats_of_numbers.insert(format);
        }
        self.cell = Some(OpenCell {
            plain: matches!(kind, None | Some("n" | "s" | "b" | "e")),
            is_index: kind == Some("s"),
            in_value: false,
            values: 0,
            formulas: 0,
            inlines: 0,
            runs: 0,
        });
        Ok(())
    }

    fn check_place(&self, part: &str, place: &str) -> Result<(), ReadError> {
        let at = place.parse::<CellRef>().map_err(|_| bad(part, place))?;
        if self.row.is_some_and(|row| row != at.row) {
            return Err(ReadError::part(part, format!("cell {place} stands in another row")));
        }
        Ok(())
    }

    fn start_in_cell(
        &mut self,
        part: &str,
        name: &str,
        element: &BytesStart<'_>,
    ) -> Result<(), ReadError> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        if cell.in_value {
            return Err(ReadError::part(part, "an element inside a value"));
        }
        match name {
            "v" => {
                cell.in_value = true;
                cell.values += 1;
            }
            "is" => cell.inlines += 1,
            "f" => {
                cell.formulas += 1;
                if let Some(index) = raw_attribute(part, element, "si")? {
                    let known =
                        index.parse::<usize>().is_ok_and(|index| index < SHARED_FORMULAS);
                    known.then_some(()).ok_or_else(|| bad(part, &index))?;
                }
            }
            _ => {}
        }
        if cell.values > 1 || cell.formulas > 1 || cell.inlines > 1 {
            return Err(ReadError::part(part, "a cell with two values"));
        }
        Ok(())
    }

    /// Anything that is neither a start nor an end.
    fn inside(&mut self, part: &str, event: &Event<'_>) -> Result<(), ReadError> {
        let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_value) else { return Ok(()) };
        cell.runs += 1;
        let Event::Text(text) = event else {
            let text_with_entity = !cell.plain && matches!(event, Event::GeneralRef(_));
            return text_with_entity
                .then_some(())
                .ok_or_else(|| ReadError::part(part, "a value that is cut in pieces"));
        };
        if cell.plain && cell.runs > 1 {
            return Err(ReadError::part(part, "a value that is cut in pieces"));
        }
        if cell.is_index && text.parse::<u32>().is_err() {
            return Err(bad(part, text));
        }
        Ok(())
    }
}

fn bad(part: &str, value: &str) -> ReadError {
    let shown: String = value.chars().take(40).collect();
    ReadError::part(part, format!("`{shown}` does not hold"))
}

fn row_number(part: &str, text: &str) -> Result<u32, ReadError> {
    let row = text.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
    row.filter(|row| *row < CellRef::ROWS).ok_or_else(|| bad(part, text))
}

/// Whether a height or width says that nothing is left of a line.
fn is_zero(measure: &str) -> bool {
    measure.trim().parse::<f64>().is_ok_and(|measure| measure == 0.0)
}

/// `B2:D4`, or one cell as a range of its own; the first must not lie behind the last.
pub(super) fn parse_range(text: &str) -> Option<(CellRef, CellRef)> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last): (CellRef, CellRef) = (first.parse().ok()?, last.parse().ok()?);
    (first.row <= last.row && first.col <= last.col).then_some((first, last))
}
