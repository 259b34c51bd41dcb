//! Values of formulas that a file carries none for: whoever wrote it did not compute.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::Book;
use super::calc::{Names, Page, recalculate, stored_number};
use super::follow;
use super::grid::{Cached, CachedValue, Grid};
use super::lines::SheetMap;
use super::sheet::{Sheet, Stored};
use crate::ooxml::CellRef;
use crate::ooxml::xml_part::Element;
use crate::template::Problem;

/// The value of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A truth value.
    Bool(bool),
    /// An error such as `#DIV/0!`.
    Error(&'static str),
}

/// Computes the formulas of a workbook that carry no value, by sheet (as on its tab) and cell.
/// What cannot be known here is absent: a function we do not compute, another workbook, a circle.
///
/// # Errors
/// When the file is no workbook that can be read.
pub fn computed(bytes: &[u8]) -> Result<BTreeMap<(String, CellRef), Value>, Problem> {
    let mut book = Book::open(bytes.to_vec())?;
    book.read_sheets()?;
    let grids: Vec<Option<Grid>> =
        book.tabs.iter().map(|tab| tab.sheet.as_ref().map(uncomputed)).collect();
    let mut names = names(&book.workbook.root);
    let stays: Vec<SheetMap> = book.tabs.iter().map(|_| SheetMap::identity()).collect();
    names.tables = follow::tables(&mut book, &stays);
    let pages = book.tabs.iter().zip(&grids).map(|(tab, grid)| {
        let (sheet, grid) = (tab.sheet.as_ref()?, grid.as_ref()?);
        Some(Page { name: &tab.name, sheet, grid, moved: false })
    });
    let pages: Vec<Option<Page<'_>>> = pages.collect();
    let outcome = recalculate(&pages, &book.strings, &names);
    let known = outcome.into_iter().filter_map(|(index, at, cached)| {
        let tab = book.tabs.get(index)?;
        let Cached::Replaced(value) = cached else { return None };
        lacks_value(tab.sheet.as_ref()?, at).then_some(())?;
        Some(((tab.name.clone(), at), value_of(*value)?))
    });
    Ok(known.collect())
}

/// A sheet whose formulas without a value are to be computed.
fn uncomputed(sheet: &Sheet) -> Grid {
    let mut grid = Grid::unchanged(sheet);
    for grid_row in &mut grid.rows {
        let cells = sheet.rows.get(grid_row.row).map_or(&[][..], |row| &row.cells);
        for grid_cell in &mut grid_row.cells {
            let cell = cells.get(grid_cell.template());
            let lacks_value =
                cell.is_some_and(|cell| cell.formula.is_some() && cell.value == Stored::Blank);
            grid_cell.set_reads_other_cells(lacks_value);
        }
    }
    grid
}

fn lacks_value(sheet: &Sheet, at: CellRef) -> bool {
    let row = sheet.rows.binary_search_by_key(&at.row, |row| row.number).ok();
    let cells = row.and_then(|row| sheet.rows.get(row)).map_or(&[][..], |row| &row.cells);
    let cell = cells.binary_search_by_key(&at.col, |cell| cell.col).ok();
    cell.and_then(|cell| cells.get(cell)).is_some_and(|cell| cell.value == Stored::Blank)
}

/// The defined names with what stands behind them.
pub(super) fn names(workbook: &Element) -> Names {
    let mut names = Names::of(workbook);
    for name in workbook.child("definedNames").iter().flat_map(|list| list.elements()) {
        let scope = name.attribute("localSheetId").and_then(|id| id.parse::<usize>().ok());
        let title = name.attribute("name").unwrap_or_default().to_lowercase();
        names.defined.insert((scope, title), name.text());
    }
    names
}

pub(super) fn value_of(value: CachedValue) -> Option<Value> {
    Some(match value {
        CachedValue::Number(digits) => Value::Number(stored_number(&digits)?),
        CachedValue::Text(text) => Value::Text(text),
        CachedValue::Bool(truth) => Value::Bool(truth),
        CachedValue::Error(error) => Value::Error(error),
    })
}
