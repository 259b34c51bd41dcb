//! The check of a BIFF8 stream before its values are read: nothing encrypted, every sheet
//! where the directory says, no more cells and text than the limits allow.

use super::super::error::{ReadError, UnreadKind, within};
use super::records::{Record, Records, u16_at, u32_at};
use super::strings;
use crate::ooxml::{Limits, Measure};

mod kind {
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const END: u16 = 0x000A;
    pub(super) const NAME: u16 = 0x0018;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const MUL_RK: u16 = 0x00BD;
    pub(super) const RICH_STRING: u16 = 0x00D6;
    pub(super) const MERGED: u16 = 0x00E5;
    pub(super) const STRINGS: u16 = 0x00FC;
    pub(super) const LABEL_SST: u16 = 0x00FD;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const LABEL: u16 = 0x0204;
    pub(super) const BOOL_OR_ERROR: u16 = 0x0205;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const BEGIN: u16 = 0x0809;
}

/// The version number of BIFF8 in a BEGIN record.
const BIFF8: u16 = 0x0600;

fn damaged(what: &str) -> ReadError {
    ReadError::part("Workbook", what)
}

/// Totals over all sheets.
#[derive(Default)]
struct Totals {
    cells: u64,
    text: u64,
    merged: u64,
    /// Bytes of records walked through.
    bytes: usize,
}

/// Walks the workbook stream once.
pub(super) fn check(stream: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let mut lengths = Vec::new();
    let mut sheets = Vec::new();
    let mut ended = false;
    for record in Records::new(stream) {
        let record = record?;
        match record.kind {
            kind::BEGIN if u16_at(record.data, 0) != Some(BIFF8) => {
                return Err(ReadError::Unread(UnreadKind::ExcelBefore97));
            }
            kind::FILE_PASS => return Err(ReadError::PasswordProtected),
            kind::NAME if !name_holds(record.data) => {
                return Err(damaged("a defined name does not hold"));
            }
            kind::BOUND_SHEET => sheets.push(u32_at(record.data, 0)),
            kind::STRINGS => {
                lengths = strings::lengths(&record)
                    .ok_or_else(|| damaged("the table of strings does not hold"))?;
            }
            kind::END => {
                ended = true;
                break;
            }
            _ => {}
        }
    }
    if !ended || sheets.is_empty() {
        return Err(damaged("the list of sheets is cut off"));
    }
    within(Measure::Sheets, sheets.len() as u64, limits.sheets)?;
    within(Measure::SharedTexts, lengths.len() as u64, limits.shared_texts)?;
    let mut totals = Totals::default();
    for start in sheets {
        let start = start.and_then(|start| usize::try_from(start).ok());
        let sheet = start.and_then(|start| stream.get(start..));
        let sheet = sheet.ok_or_else(|| damaged("a sheet beyond the end"))?;
        check_sheet(sheet, &lengths, limits, &mut totals)?;
        if totals.bytes > stream.len() {
            return Err(damaged("two sheets in one place"));
        }
    }
    Ok(())
}

fn check_sheet(
    sheet: &[u8],
    lengths: &[u32],
    limits: &Limits,
    totals: &mut Totals,
) -> Result<(), ReadError> {
    let mut extent = Extent::default();
    // A chart inside a sheet is a nested stream with cell records of its own.
    let mut depth = 0usize;
    for (index, record) in Records::new(sheet).enumerate() {
        let record = record?;
        let continued: usize = record.more.iter().map(|data| data.len() + 4).sum();
        totals.bytes += record.data.len() + 4 + continued;
        if index == 0 && record.kind != kind::BEGIN {
            return Err(damaged("a sheet does not begin where it should"));
        }
        match record.kind {
            kind::BEGIN => depth += 1,
            kind::END if depth <= 1 => {
                totals.cells = totals.cells.saturating_add(extent.area());
                return within(Measure::Cells, totals.cells, limits.kept_cells);
            }
            kind::END => depth -= 1,
            kind::MERGED if depth == 1 => {
                totals.merged += u16_at(record.data, 0).map_or(0, u64::from);
                within(Measure::Merged, totals.merged, limits.merged)?;
            }
            _ if depth == 1 => {
                extent.add(&record).ok_or_else(|| damaged("a cell does not hold"))?;
                totals.text += text_length(&record, lengths)
                    .ok_or_else(|| damaged("a string that is not there"))?;
                within(Measure::TotalBytes, totals.text, limits.total_bytes)?;
                within(Measure::Cells, extent.area(), limits.kept_cells)?;
            }
            _ => {}
        }
    }
    Err(damaged("a sheet is cut off"))
}

/// Whether a defined name has room for its letters and its formula.
fn name_holds(data: &[u8]) -> bool {
    let letters = data.get(3).map_or(0, |letters| usize::from(*letters));
    let tokens = u16_at(data, 4).map_or(usize::MAX, usize::from);
    data.len() >= 15usize.saturating_add(letters).saturating_add(tokens)
}

/// Bytes of text that a cell of the table of strings brings, three to a character.
fn text_length(record: &Record<'_>, lengths: &[u32]) -> Option<u64> {
    if record.kind != kind::LABEL_SST {
        return Some(0);
    }
    let index = usize::try_from(u32_at(record.data, 6)?).ok()?;
    lengths.get(index).map(|length| u64::from(*length) * 3)
}

/// The rectangle of all cells: the value reader keeps it whole, empty cells included.
#[derive(Default)]
struct Extent {
    corners: Option<[u64; 4]>,
    declared: u64,
}

impl Extent {
    fn add(&mut self, record: &Record<'_>) -> Option<()> {
        let data = record.data;
        match record.kind {
            kind::DIMENSIONS => self.declared = declared_area(data)?,
            kind::MUL_RK => {
                let last = u16_at(data, data.len().checked_sub(2)?)?;
                let first = u16_at(data, 2)?;
                let count = usize::from(last.checked_sub(first)?) + 1;
                if data.len() != 6 + 6 * count {
                    return None;
                }
                self.stretch(u16_at(data, 0)?, first);
                self.stretch(u16_at(data, 0)?, last);
            }
            kind::FORMULA => {
                let tokens = usize::from(u16_at(data, 20)?);
                data.get(22..)?.get(..tokens)?;
                self.stretch(u16_at(data, 0)?, u16_at(data, 2)?);
            }
            kind::RICH_STRING
            | kind::LABEL_SST
            | kind::NUMBER
            | kind::LABEL
            | kind::BOOL_OR_ERROR
            | kind::RK => self.stretch(u16_at(data, 0)?, u16_at(data, 2)?),
            _ => {}
        }
        Some(())
    }

    fn stretch(&mut self, row: u16, col: u16) {
        let (row, col) = (u64::from(row), u64::from(col));
        let [top, bottom, left, right] = self.corners.unwrap_or([row, row, col, col]);
        self.corners = Some([top.min(row), bottom.max(row), left.min(col), right.max(col)]);
    }

    fn area(&self) -> u64 {
        let used = self
            .corners
            .map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1));
        used.max(self.declared)
    }
}

/// The area that a sheet claims to use; `None` if it ends before it begins.
fn declared_area(data: &[u8]) -> Option<u64> {
    let (first_row, end_row) = (u32_at(data, 0)?, u32_at(data, 4)?);
    let (first_col, end_col) = (u16_at(data, 8)?, u16_at(data, 10)?);
    if end_row == 0 || end_col == 0 {
        return Some(0);
    }
    let rows = u64::from(end_row.checked_sub(first_row)?);
    // Excel itself is forgiving about the columns; the value reader then starts at the first.
    let cols = u64::from(end_col.checked_sub(first_col).unwrap_or(end_col));
    Some(rows * cols)
}
