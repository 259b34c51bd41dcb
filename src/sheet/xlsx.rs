//! Reading .xlsx and .xlsm: checked whole first, then value by value.

mod fonts;
mod notes;
pub(super) mod percent;
mod scan;
mod worksheet;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{
    DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata,
    expand_shared_formula,
};

use super::appearance::Appearance;
use super::budget::Budget;
use super::convert;
use super::error::ReadError;
use super::names;
use super::workbook::{Cell, Format, Sheet, Visibility, Workbook};
use crate::ooxml::{CellRef, Entry, Limits};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a package whose structure was checked and gave these entries.
pub(super) fn read(
    bytes: &[u8],
    entries: &[Entry],
    limits: &Limits,
) -> Result<Workbook, ReadError> {
    let scan::Checked {
        sheets: mut checked,
        telling_fonts,
        percentages,
        asks_to_be_computed,
        places,
    } = scan::check(bytes, entries, limits)?;
    let mut percentages = match percentages {
        Some(concerned) => percent::read(bytes, entries, &concerned)?,
        None => BTreeMap::new(),
    };
    let mut looks = match telling_fonts {
        Some(sheets) => fonts::read(bytes, entries, &sheets, limits)?,
        None => BTreeMap::new(),
    };
    let mut book: Book<'_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|error| failed(None, &error))?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    for tab in book.sheets_metadata().to_vec() {
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let cells = read_cells(&mut book, &tab.name, &mut budget)?;
        let (merged, appearance) = checked.remove(&tab.name).unwrap_or_default();
        let sheet = Sheet::new(tab.name.clone(), visibility(tab.visible), merged, cells);
        let mut sheet =
            sheet.ok_or_else(|| ReadError::part(&tab.name, "two cells in one place"))?;
        let looks = looks.remove(&tab.name).unwrap_or_default();
        sheet.lettering = looks.lettering;
        let percentages = percentages.remove(&tab.name).unwrap_or_default();
        sheet.appearance = Appearance { struck: looks.struck, percentages, ..appearance };
        sheet.tell_apart(looks.raised);
        sheets.push(sheet);
    }
    let defined_names = names::single_cells(book.defined_names(), &sheets);
    let properties = book.workbook_properties().map_err(|error| failed(None, &error))?;
    let properties = properties.custom_properties.into_iter().collect();
    let format = Format::Xlsx;
    let places = places.saturating_add(book.defined_names().len() as u64);
    Ok(Workbook { format, sheets, defined_names, properties, asks_to_be_computed, places })
}

/// How calamine's word for a tab's state reads here.
pub(super) fn visibility(state: SheetVisible) -> Visibility {
    match state {
        SheetVisible::Visible => Visibility::Visible,
        SheetVisible::Hidden => Visibility::Hidden,
        SheetVisible::VeryHidden => Visibility::VeryHidden,
    }
}

fn failed(sheet: Option<&str>, error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::PasswordProtected,
        error => ReadError::Damaged { part: sheet.map(str::to_owned), what: error.to_string() },
    }
}

fn read_cells(
    book: &mut Book<'_>,
    sheet: &str,
    budget: &mut Budget,
) -> Result<Vec<(CellRef, Cell)>, ReadError> {
    let failed = |error: XlsxError| failed(Some(sheet), &error);
    let mut reader = book.worksheet_cells_reader(sheet).map_err(failed)?;
    let mut shared = BTreeMap::new();
    let mut cells = Vec::new();
    while let Some(record) = reader.next_cell_with_formula_metadata().map_err(failed)? {
        if record.value == DataRef::Empty && record.formula.is_none() {
            continue;
        }
        let (row, col) = record.pos;
        let at =
            u16::try_from(col).ok().filter(|col| *col < CellRef::COLS && row < CellRef::ROWS);
        let Some(col) = at else {
            return Err(ReadError::part(sheet, "a cell outside the sheet"));
        };
        let formula =
            record.formula.map(|formula| formula_text(formula, record.pos, &mut shared));
        if let Some(cell) = convert::cell(record.value, formula) {
            budget.spend(&cell)?;
            cells.push((CellRef::new(row, col), cell));
        }
    }
    Ok(cells)
}

/// A formula that others share: its text and the cell it was written for.
type Shared = BTreeMap<usize, (String, (u32, u32))>;

/// The formula of a cell; one that is shared is moved to where the cell stands.
fn formula_text(formula: XlsxFormulaMetadata, at: (u32, u32), shared: &mut Shared) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } => formula,
        XlsxFormulaMetadata::Shared { shared_index, range, formula } => {
            let start = range.map_or(at, |range| range.start);
            shared.insert(shared_index, (formula.clone(), start));
            formula
        }
        XlsxFormulaMetadata::SharedDerived { shared_index } => shared
            .get(&shared_index)
            .and_then(|(text, start)| expand_shared_formula(text, *start, at).ok())
            .unwrap_or_default(),
        _ => String::new(),
    }
}
