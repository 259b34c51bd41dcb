//! Cells from the dense ranges in which calamine gives .xls and .ods.

use std::collections::BTreeMap;

use calamine::{Data, Range};

use super::budget::Budget;
use super::convert;
use super::error::ReadError;
use super::workbook::Cell;
use crate::ooxml::CellRef;

/// The cells of a sheet; `formula` turns calamine's text of a formula into ours.
pub(super) fn cells(
    sheet: &str,
    values: &Range<Data>,
    formulas: &Range<String>,
    formula: impl Fn(&str) -> String,
    budget: &mut Budget,
) -> Result<Vec<(CellRef, Cell)>, ReadError> {
    let mut found: BTreeMap<CellRef, (&Data, Option<String>)> = BTreeMap::new();
    for (at, text) in placed(sheet, formulas)? {
        found.insert(at, (&Data::Empty, Some(formula(text))));
    }
    for (at, value) in placed(sheet, values)? {
        found.entry(at).or_insert((&Data::Empty, None)).0 = value;
    }
    let mut cells = Vec::new();
    for (at, (value, formula)) in found {
        if let Some(cell) = convert::cell(convert::borrowed(value), formula) {
            budget.spend(&cell)?;
            cells.push((at, cell));
        }
    }
    Ok(cells)
}

/// The used cells of a range with their addresses.
fn placed<'a, T>(sheet: &str, range: &'a Range<T>) -> Result<Vec<(CellRef, &'a T)>, ReadError>
where
    T: calamine::CellType + 'a,
{
    let (top, left) = range.start().unwrap_or_default();
    let place = |row: usize, col: usize| {
        let row = u32::try_from(row).ok()?.checked_add(top)?;
        let col = u16::try_from(u32::try_from(col).ok()?.checked_add(left)?).ok()?;
        (row < CellRef::ROWS && col < CellRef::COLS).then_some(CellRef::new(row, col))
    };
    let outside = || ReadError::part(sheet, "a cell outside the sheet");
    range
        .used_cells()
        .map(|(row, col, value)| Ok((place(row, col).ok_or_else(outside)?, value)))
        .collect()
}
