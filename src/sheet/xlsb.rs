//! Reading .xlsb (binary workbook).

mod notes;
mod records;
mod scan;
mod worksheet;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, Xlsb, XlsbError};

use super::budget::Budget;
use super::convert;
use super::error::ReadError;
use super::formula::mend_comparisons;
use super::names;
use super::workbook::{Cell, Format, Sheet, Workbook};
use super::xlsx::visibility;
use crate::ooxml::{CellRef, Entry, Limits};
use worksheet::Worksheet;

type Book<'a> = Xlsb<Cursor<&'a [u8]>>;

/// Reads a package whose structure was checked and gave these entries.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let mut checked = scan::check(bytes, entries, limits)?;
    let mut book: Book<'_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    for tab in book.sheets_metadata().to_vec() {
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let worksheet = checked.remove(&tab.name);
        let worksheet = worksheet.ok_or_else(|| ReadError::part(&tab.name, "not checked"))?;
        let cells = read_cells(&mut book, &tab.name, &worksheet, &mut budget)?;
        let state = visibility(tab.visible);
        let Worksheet { merged, appearance, .. } = worksheet;
        let sheet = Sheet::new(tab.name.clone(), state, merged, cells);
        let sheet =
            sheet.ok_or_else(|| ReadError::part(&tab.name, "two cells in one place"))?;
        sheets.push(Sheet { appearance, ..sheet });
    }
    let defined_names = names::single_cells(book.defined_names(), &sheets);
    let properties = book.workbook_properties().map_err(|error| failed(&error))?;
    let properties = properties.custom_properties.into_iter().collect();
    Ok(Workbook {
        format: Format::Xlsb,
        sheets,
        defined_names,
        properties,
        ..Workbook::default()
    })
}

fn failed(error: &XlsbError) -> ReadError {
    match error {
        XlsbError::Password => ReadError::PasswordProtected,
        error => ReadError::frame(error.to_string()),
    }
}

fn read_cells(
    book: &mut Book<'_>,
    name: &str,
    worksheet: &Worksheet,
    budget: &mut Budget,
) -> Result<Vec<(CellRef, Cell)>, ReadError> {
    let texts = formula_texts(book, name);
    let mut cells = Vec::new();
    let mut add = |at: CellRef, value: DataRef<'_>| -> Result<(), ReadError> {
        let has_formula = worksheet.formulas.contains(&at);
        let formula = has_formula.then(|| texts.get(&at).cloned().unwrap_or_default());
        if let Some(cell) = convert::cell(value, formula) {
            budget.spend(&cell)?;
            cells.push((at, cell));
        }
        Ok(())
    };
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| failed(&error))?;
    while let Some(cell) = reader.next_cell().map_err(|error| failed(&error))? {
        let at = place(cell.get_position());
        let at = at.ok_or_else(|| ReadError::part(name, "a cell outside the sheet"))?;
        add(at, cell.get_value().clone())?;
    }
    for (at, value) in &worksheet.passed_over {
        add(*at, value.clone())?;
    }
    Ok(cells)
}

fn place((row, col): (u32, u32)) -> Option<CellRef> {
    let col = u16::try_from(col).ok().filter(|col| *col < CellRef::COLS)?;
    (row < CellRef::ROWS).then_some(CellRef::new(row, col))
}

/// The formulas' texts as far as calamine can word them; one that it cannot ends the list,
/// and the cells behind it show a formula without text.
fn formula_texts(book: &mut Book<'_>, name: &str) -> BTreeMap<CellRef, String> {
    let mut texts = BTreeMap::new();
    if let Ok(mut reader) = book.worksheet_cells_reader(name) {
        while let Ok(Some(cell)) = reader.next_formula() {
            if let Some(at) = place(cell.get_position()) {
                texts.insert(at, mend_comparisons(cell.get_value()));
            }
        }
    }
    texts
}
