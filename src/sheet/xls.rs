//! Reading .xls (Excel 97 to 2003).
//!
//! The format has no checksums: damage that keeps its structure whole cannot be noticed.

mod check;
mod fonts;
mod looks;
mod records;
mod strings;

use std::io::Cursor;

use calamine::{Reader, SheetType, Xls, XlsError};

use super::budget::Budget;
use super::compound::Compound;
use super::error::{ReadError, Seeming};
use super::formula::mend_comparisons;
use super::grid;
use super::names;
use super::workbook::{Format, Sheet, Workbook};
use super::xlsx::visibility;
use crate::ooxml::{CellRef, Limits};

/// What calamine writes in the place of a formula that it cannot put into words.
const UNREADABLE: &str = "Unrecognised formula";

/// Reads a compound file: an .xls, or an encrypted package, which needs its password.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Workbook, ReadError> {
    let compound = Compound::open(bytes)?;
    if compound.contains("EncryptedPackage") {
        return Err(ReadError::PasswordProtected);
    }
    let stream = match compound.stream("Workbook")? {
        Some(stream) => stream,
        None => compound.stream("Book")?.ok_or_else(|| not_a_workbook(&compound))?,
    };
    check::check(&stream, limits)?;
    let mut lettering = fonts::read(&stream).into_iter();
    let mut looks = looks::read(&stream).into_iter();
    drop(stream);
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut budget = Budget::new(limits);
    let mut sheets = Vec::new();
    for tab in book.sheets_metadata().to_vec() {
        let lettering = lettering.next().unwrap_or_default();
        let appearance = looks.next().unwrap_or_default();
        if tab.typ == SheetType::WorkSheet {
            let sheet = read_sheet(&mut book, &tab, &mut budget)?;
            sheets.push(Sheet { appearance, lettering, ..sheet });
        }
    }
    let defined_names = names::single_cells(book.defined_names(), &sheets);
    let properties = book.workbook_properties().map_err(|error| failed(&error))?;
    let properties = properties.custom_properties.into_iter().collect();
    Ok(Workbook {
        format: Format::Xls,
        sheets,
        defined_names,
        properties,
        ..Workbook::default()
    })
}

fn not_a_workbook(compound: &Compound<'_>) -> ReadError {
    let seeming = if compound.contains("WordDocument") {
        Seeming::Word
    } else if compound.contains("PowerPoint Document") {
        Seeming::Slides
    } else {
        Seeming::Unknown
    };
    ReadError::NotASpreadsheet(seeming)
}

fn failed(error: &XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::PasswordProtected,
        error => ReadError::frame(error.to_string()),
    }
}

fn read_sheet(
    book: &mut Xls<Cursor<&[u8]>>,
    tab: &calamine::Sheet,
    budget: &mut Budget,
) -> Result<Sheet, ReadError> {
    let values = book.worksheet_range(&tab.name).map_err(|error| failed(&error))?;
    let formulas = book.worksheet_formula(&tab.name).map_err(|error| failed(&error))?;
    let merged = book.merge_cells_by_sheet_name(&tab.name).map_err(|error| failed(&error))?;
    let merged = merged.iter().filter_map(|range| {
        let corner = |(row, col): (u32, u32)| Some(CellRef::new(row, u16::try_from(col).ok()?));
        Some((corner(range.start)?, corner(range.end)?))
    });
    let cells = grid::cells(&tab.name, &values, &formulas, formula_text, budget)?;
    Sheet::new(tab.name.clone(), visibility(tab.visible), merged.collect(), cells)
        .ok_or_else(|| ReadError::part(&tab.name, "two cells in one place"))
}

fn formula_text(text: &str) -> String {
    if text.starts_with(UNREADABLE) { String::new() } else { mend_comparisons(text) }
}
