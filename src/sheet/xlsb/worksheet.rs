//! The check of one sheet of a binary workbook before its values are read.

use std::collections::BTreeSet;

use calamine::{CellErrorType, DataRef};

use super::super::appearance::{Appearance, Struck};
use super::super::error::{ReadError, within};
use super::records::{Record, Records, u32_at, wide_at};
use crate::ooxml::{CellRef, Limits, Measure};

mod kind {
    pub(super) const ROW: u16 = 0x00;
    pub(super) const BLANK: u16 = 0x01;
    pub(super) const RK: u16 = 0x02;
    pub(super) const ERROR: u16 = 0x03;
    pub(super) const BOOL: u16 = 0x04;
    pub(super) const REAL: u16 = 0x05;
    pub(super) const TEXT: u16 = 0x06;
    pub(super) const SHARED_TEXT: u16 = 0x07;
    pub(super) const FORMULA_TEXT: u16 = 0x08;
    pub(super) const FORMULA_NUMBER: u16 = 0x09;
    pub(super) const FORMULA_BOOL: u16 = 0x0A;
    pub(super) const FORMULA_ERROR: u16 = 0x0B;
    pub(super) const COLUMNS: u16 = 0x3C;
    pub(super) const RICH_TEXT: u16 = 0x3E;
    pub(super) const BEGIN_DATA: u16 = 0x91;
    pub(super) const END_DATA: u16 = 0x92;
    pub(super) const FILTER: u16 = 0xA3;
    pub(super) const MERGED: u16 = 0xB0;
}

/// What a worksheet's cells may refer to.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) strings: usize,
    pub(super) formats: usize,
    /// Formats that strike through.
    pub(super) struck: BTreeSet<usize>,
    /// Formats that show a percent sign.
    pub(super) percent: BTreeSet<usize>,
}

/// What the check of a worksheet gathers.
#[derive(Debug, Default)]
pub(super) struct Worksheet {
    pub(super) merged: Vec<(CellRef, CellRef)>,
    /// Cells with a formula.
    pub(super) formulas: BTreeSet<CellRef>,
    /// Cells that the value reader passes over: errors of formulas, rich texts.
    pub(super) passed_over: Vec<(CellRef, DataRef<'static>)>,
    /// What is hidden and struck through.
    pub(super) appearance: Appearance,
    cells: u64,
}

/// Walks a worksheet part once.
pub(super) fn check(
    part: &str,
    bytes: &[u8],
    tables: &Tables,
    limits: &Limits,
) -> Result<Worksheet, ReadError> {
    let bad = || ReadError::part(part, "a cell does not hold");
    let mut sheet = Worksheet::default();
    let mut in_data = false;
    let mut row = None;
    for record in Records::new(part, bytes) {
        let record = record?;
        match record.kind {
            kind::BEGIN_DATA => in_data = true,
            kind::END_DATA => in_data = false,
            kind::MERGED => sheet.merged.push(merged(record.body).ok_or_else(bad)?),
            kind::ROW if in_data => {
                let number = u32_at(record.body, 0).filter(|row| *row < CellRef::ROWS);
                let number = number.ok_or_else(bad)?;
                row = Some(number);
                if is_hidden_row(record.body) {
                    sheet.appearance.rows.add(number, number);
                }
            }
            kind::COLUMNS => sheet.note_columns(record.body),
            kind::FILTER => sheet.appearance.filtered = true,
            kind::BLANK..=kind::FORMULA_ERROR | kind::RICH_TEXT if in_data => {
                let at = place(row, record.body).ok_or_else(bad)?;
                sheet.add(at, &record, tables).ok_or_else(bad)?;
                within(Measure::Cells, sheet.cells, limits.cells)?;
            }
            _ => {}
        }
    }
    Ok(sheet)
}

/// Whether a row is hidden or has no height (`BrtRowHdr`, MS-XLSB 2.4.739).
fn is_hidden_row(body: &[u8]) -> bool {
    body.get(11).is_some_and(|flags| flags & 0x10 != 0)
}

fn place(row: Option<u32>, body: &[u8]) -> Option<CellRef> {
    let col = u16::try_from(u32_at(body, 0)?).ok().filter(|col| *col < CellRef::COLS)?;
    Some(CellRef::new(row?, col))
}

impl Worksheet {
    /// How many cells there are, empty ones included.
    pub(super) fn cells(&self) -> u64 {
        self.cells
    }

    /// Notes columns that are hidden.
    fn note_columns(&mut self, body: &[u8]) {
        let Some((first, last)) = u32_at(body, 0).zip(u32_at(body, 4)) else { return };
        let hidden = body.get(16).is_some_and(|flags| flags & 1 != 0);
        if hidden && first <= last {
            self.appearance.columns.add(first, last);
        }
    }

    /// Checks a cell; `None` if its record is too short or refers to what is not there.
    fn add(&mut self, at: CellRef, record: &Record<'_>, tables: &Tables) -> Option<()> {
        self.cells += 1;
        let body = record.body;
        let format = usize::try_from(u32_at(body, 4)? & 0x00FF_FFFF).ok()?;
        if format != 0 && format >= tables.formats {
            return None;
        }
        if record.kind != kind::BLANK && tables.struck.contains(&format) {
            self.appearance.struck.insert(at, Struck::Whole);
        }
        if matches!(record.kind, kind::RK | kind::REAL | kind::FORMULA_NUMBER)
            && tables.percent.contains(&format)
        {
            self.appearance.percentages.insert(at);
        }
        match record.kind {
            kind::RK => drop(body.get(..12)?),
            kind::ERROR | kind::BOOL => drop(body.get(..9)?),
            kind::REAL => drop(body.get(..16)?),
            kind::TEXT => drop(wide_at(body, 8)?),
            kind::FORMULA_BOOL => formula_holds(body, 9)?,
            kind::FORMULA_NUMBER => formula_holds(body, 16)?,
            kind::FORMULA_TEXT => formula_holds(body, wide_at(body, 8)?.1)?,
            kind::SHARED_TEXT => {
                let index = usize::try_from(u32_at(body, 8)?).ok()?;
                (index < tables.strings).then_some(())?;
            }
            kind::FORMULA_ERROR => {
                formula_holds(body, 9)?;
                let error = error(*body.get(8)?)?;
                self.passed_over.push((at, DataRef::Error(error)));
            }
            kind::RICH_TEXT => {
                let (text, _) = wide_at(body, 9)?;
                self.passed_over.push((at, DataRef::String(text)));
            }
            _ => {}
        }
        if matches!(record.kind, kind::FORMULA_TEXT..=kind::FORMULA_ERROR) {
            self.formulas.insert(at);
        }
        Some(())
    }
}

/// Whether a formula, which follows the value, has room for its tokens.
fn formula_holds(body: &[u8], value_end: usize) -> Option<()> {
    let tokens = usize::try_from(u32_at(body, value_end.checked_add(2)?)?).ok()?;
    body.get(value_end.checked_add(6)?..)?.get(..tokens).map(|_| ())
}

fn merged(body: &[u8]) -> Option<(CellRef, CellRef)> {
    let corner = |row: usize, col: usize| {
        let row = u32_at(body, row).filter(|row| *row < CellRef::ROWS)?;
        let col = u16::try_from(u32_at(body, col)?).ok().filter(|col| *col < CellRef::COLS)?;
        Some(CellRef::new(row, col))
    };
    Some((corner(0, 8)?, corner(4, 12)?))
}

/// The error codes of MS-XLSB 2.5.97.2.
fn error(code: u8) -> Option<CellErrorType> {
    Some(match code {
        0x00 => CellErrorType::Null,
        0x07 => CellErrorType::Div0,
        0x0F => CellErrorType::Value,
        0x17 => CellErrorType::Ref,
        0x1D => CellErrorType::Name,
        0x24 => CellErrorType::Num,
        0x2A => CellErrorType::NA,
        0x2B => CellErrorType::GettingData,
        _ => return None,
    })
}
