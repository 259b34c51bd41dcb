//! Finds the heading row of a settings table, whatever stands above it and in whatever order its
//! columns come.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::SETTINGS;
use crate::diagnostic::{Code, Finding, Findings, Place};
use crate::ooxml::CellRef;
use crate::sheet::{Sheet, Value};
use crate::text;
use crate::text::typed_number::{self, Reading};

/// A table of a settings sheet: its heading row and where each known column is.
pub(super) struct Table<'a> {
    sheet: &'a Sheet,
    heading: u32,
    columns: BTreeMap<&'static str, u16>,
}

/// A known column: its name, and other headings under which offices write it.
pub(super) type Column = (&'static str, &'static [&'static str]);

impl<'a> Table<'a> {
    /// The first row that has at least two of the known headings.
    pub(super) fn find(sheet: &'a Sheet, known: &[Column]) -> Option<Self> {
        let mut rows: BTreeMap<u32, BTreeMap<&'static str, u16>> = BTreeMap::new();
        for (at, cell) in sheet.iter() {
            let key = text::key::of(&cell.text);
            let is = |name: &&str| text::key::of(name) == key;
            let column = known.iter().find(|(name, other)| is(name) || other.iter().any(&is));
            if let Some((name, _)) = column {
                rows.entry(at.row).or_default().entry(name).or_insert(at.col);
            }
        }
        let (heading, columns) = rows.into_iter().find(|(_, columns)| columns.len() >= 2)?;
        Some(Self { sheet, heading, columns })
    }

    /// Whether the table has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// Where a column of a row is.
    pub(super) fn cell(&self, row: u32, column: &str) -> Option<CellRef> {
        self.columns.get(column).map(|col| CellRef::new(row, *col))
    }

    /// The text in a column of a row, trimmed; empty when there is none.
    pub(super) fn text(&self, row: u32, column: &str) -> &'a str {
        let cell = self.cell(row, column).and_then(|at| self.sheet.get(at));
        // `#N/A` is no name and no code.
        let cell = cell.filter(|cell| !matches!(cell.value, Value::Error(_)));
        cell.map_or("", |cell| cell.text.trim())
    }

    /// What is written in a column of a row, blank or not.
    pub(super) fn written(&self, row: u32, column: &'static str) -> Written {
        let at = self.cell(row, column);
        let text = at.and_then(|at| self.sheet.get(at)).map_or("", |cell| cell.text.trim());
        let place = Place::file(SETTINGS).sheet(&self.sheet.name);
        let place = match at {
            Some(at) => place.cell(at),
            None => place,
        };
        Written { column, text: text.to_owned(), place }
    }

    /// The number in a column of a row: a number, or a text that can be read in one way only.
    ///
    /// # Errors
    /// Why what is there is no such number; `None` is a blank cell.
    pub(super) fn number(
        &self,
        row: u32,
        column: &str,
    ) -> Result<Option<Decimal>, &'static str> {
        let cell = self.cell(row, column).and_then(|at| self.sheet.get(at));
        let Some(cell) = cell.filter(|c| c.never_calculated || !c.text.trim().is_empty())
        else {
            return Ok(None);
        };
        match &cell.value {
            Value::Number(number) => Ok(Some(number.normalize())),
            Value::Text(_) => typed(cell.text.trim()).map(Some),
            Value::Empty => Err("công thức chưa được tính"),
            _ => Err(NO_NUMBER),
        }
    }

    /// The rows below the heading that say anything in a known column.
    pub(super) fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self
            .sheet
            .iter()
            .filter(|(at, cell)| {
                at.row > self.heading
                    && !cell.text.trim().is_empty()
                    && self.columns.values().any(|col| *col == at.col)
            })
            .map(|(at, _)| at.row)
            .collect();
        rows.dedup();
        rows
    }

    /// The sheet.
    pub(super) fn sheet(&self) -> &'a Sheet {
        self.sheet
    }
}

const NO_NUMBER: &str = "không phải một số";

/// A number typed as text.
///
/// # Errors
/// Why it is none.
pub(super) fn typed(text: &str) -> Result<Decimal, &'static str> {
    match typed_number::read(text) {
        Reading::Number(number) => Ok(number.normalize()),
        Reading::Ambiguous { .. } => Err("dấu chấm, dấu phẩy đọc được hai cách"),
        Reading::NotANumber => Err(NO_NUMBER),
    }
}

/// A cell of the settings as it is written, with its place for whoever finds it wrong later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The column's name.
    pub column: &'static str,
    /// The text, trimmed.
    pub text: String,
    /// The cell.
    pub place: Place,
}

impl Written {
    /// The finding that this cell of a settings table cannot be used.
    pub fn unusable(&self) -> Finding {
        self.told(Code::E526)
    }

    /// A finding about this cell: its column and what is written.
    pub fn told(&self, code: Code) -> Finding {
        Finding::new(code)
            .at(self.place.clone())
            .text("name", self.column)
            .text("value", self.text.as_str())
    }
}

/// The table of a sheet that need not be there; `None` when the sheet is blank, or, with findings,
/// when it lacks a column.
pub(super) fn required_columns<'a>(
    sheet: &'a Sheet,
    known: &[Column],
    required: &[&'static str],
    findings: &mut Findings,
) -> Option<Table<'a>> {
    if sheet.iter().all(|(_, cell)| cell.text.trim().is_empty()) {
        return None;
    }
    let table = Table::find(sheet, known);
    let has = |column: &str| table.as_ref().is_some_and(|table| table.has(column));
    let mut missing = required.iter().filter(|column| !has(column)).peekable();
    let sound = missing.peek().is_none();
    for column in missing {
        let finding = Finding::new(Code::E502).at(Place::file(SETTINGS).sheet(&sheet.name));
        findings.push(finding.text("sheet", sheet.name.as_str()).text("column", *column));
    }
    table.filter(|_| sound)
}
